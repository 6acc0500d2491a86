import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { GrainSwitch } from './ledger.entity.js';
import { type EntryToPost, Ledger } from './ledger.service.js';
import { bookingOf, type SalesGrain } from './line-booking.rules.js';
import { LineStore, type StoredLine } from './line-store.js';

interface OpenEntry {
  id: string;
  lineId: string | null;
  productId: string | null;
  productCode: string | null;
  ofKind: 'SALE' | 'REFUND';
  grain: SalesGrain;
  amountFen: number | string;
  quantity: number;
  orderCount: number;
  occurredOn: string;
  basis: string;
  source: 'IMPORT' | 'MANUAL';
}

/* The list of reversed ids is built once; asking per entry would cost the square of a session's entries. */
const OPEN_ENTRIES = `SELECT e.id, e.lineId, e.productId, e.productCode, e.ofKind, e.grain, e.amountFen, e.quantity, e.orderCount, e.occurredOn, e.basis, e.source
  FROM sales_entry e
  WHERE e.parkId = ? AND e.sessionId = ? AND e.kind <> 'REVERSAL'
    AND e.id NOT IN (SELECT r.reversesId FROM sales_entry r WHERE r.parkId = ? AND r.sessionId = ? AND r.reversesId IS NOT NULL)`;

/**
 * Changes which grain of a session counts (INV-34): every standing entry of the old grain is reversed and every known line of the new grain
 * is booked, in one transaction. The caller holds the session's lock (`SESSION_SALES_LOCK`).
 */
@Injectable()
export class GrainSwitching {
  constructor(
    private readonly ledger: Ledger,
    private readonly lines: LineStore,
    private readonly audit: AuditTrail,
  ) {}

  /** Makes another grain count; audited. Nothing happens when it counts already. */
  async switchTo(
    tx: Tx,
    caller: Caller,
    change: { parkId: string; sessionId: string; toGrain: SalesGrain; batchId: string | null; reason: string },
  ): Promise<void> {
    const { parkId, sessionId, toGrain, batchId, reason } = change;
    const fromGrain = await this.ledger.grainOfRecord(tx, parkId, sessionId);
    if (fromGrain === toGrain) return;
    const reversedEntries = await this.reverseStanding(tx, caller, { parkId, sessionId, batchId, reason });
    if (fromGrain !== null) {
      for (const line of await this.lines.ofSession(tx, parkId, sessionId, fromGrain))
        await this.lines.change(tx, line, { ...line, bookedSaleFen: 0n, bookedRefundFen: 0n });
      await tx.insert(GrainSwitch, [
        { id: newId(), parkId, sessionId, fromGrain, toGrain, batchId, reason, switchedBy: caller.accountId, switchedAt: tx.at },
      ]);
    }
    const bookedEntries = await this.bookKnown(tx, caller, { parkId, sessionId, grain: toGrain, batchId, reason });
    await this.ledger.setGrainOfRecord(tx, parkId, sessionId, toGrain);
    await this.audit.record(tx, caller, {
      scopeId: parkId,
      action: 'switchSessionGrain',
      recordKind: 'BroadcastSession',
      recordId: sessionId,
      changes: [
        { field: 'grainOfRecord', before: fromGrain, after: toGrain },
        { field: 'reversedEntries', before: null, after: reversedEntries },
        { field: 'bookedEntries', before: null, after: bookedEntries },
      ],
      reason,
    });
  }

  /** True when entries made by hand stand in the session: they belong to its grain of record and have no counterpart at another. */
  async hasManualEntries(tx: Tx, parkId: string, sessionId: string): Promise<boolean> {
    const entries = await tx.rows(`${OPEN_ENTRIES} AND e.source = 'MANUAL' LIMIT 1`, [parkId, sessionId, parkId, sessionId]);
    return entries.length > 0;
  }

  /**
   * Reverses the standing entries of a session, or of one batch in it: what it booked, and whatever else stands on the lines that it made, such as
   * entries that a switch by hand booked from them. Returns how many.
   */
  async reverseStanding(
    tx: Tx,
    caller: Caller,
    scope: { parkId: string; sessionId: string; batchId: string | null; onlyBatchId?: string; reason: string },
  ): Promise<number> {
    const only = scope.onlyBatchId
      ? ' AND (e.batchId = ? OR e.lineId IN (SELECT l.id FROM sales_line l WHERE l.parkId = ? AND l.sessionId = ? AND l.batchId = ?))'
      : '';
    const entries = await tx.rows<OpenEntry>(OPEN_ENTRIES + only, [
      scope.parkId,
      scope.sessionId,
      scope.parkId,
      scope.sessionId,
      ...(scope.onlyBatchId ? [scope.onlyBatchId, scope.parkId, scope.sessionId, scope.onlyBatchId] : []),
    ]);
    const reversals = entries.map((entry): EntryToPost => ({
      ...entry,
      parkId: scope.parkId,
      sessionId: scope.sessionId,
      kind: 'REVERSAL',
      amountFen: -BigInt(entry.amountFen),
      quantity: -entry.quantity,
      orderCount: -entry.orderCount,
      batchId: scope.batchId,
      reversesId: entry.id,
      reason: scope.reason,
    }));
    await this.ledger.post(tx, caller, reversals);
    return reversals.length;
  }

  /** Books every known line of a grain that is not booked yet; returns the number of entries. */
  async bookKnown(
    tx: Tx,
    caller: Caller,
    scope: { parkId: string; sessionId: string; grain: SalesGrain; batchId: string | null; reason: string },
  ): Promise<number> {
    const entries: EntryToPost[] = [];
    for (const line of await this.lines.ofSession(tx, scope.parkId, scope.sessionId, scope.grain)) {
      if (line.bookedSaleFen !== 0n || line.bookedRefundFen !== 0n) continue;
      entries.push(...entriesOf(line, scope));
      await this.lines.change(tx, line, { ...line, bookedSaleFen: line.saleFen, bookedRefundFen: line.refundFen });
    }
    await this.ledger.post(tx, caller, entries);
    return entries.length;
  }
}

function entriesOf(line: StoredLine, scope: { parkId: string; sessionId: string; batchId: string | null; reason: string }): EntryToPost[] {
  return bookingOf(line).map((draft) => ({
    ...draft,
    parkId: scope.parkId,
    sessionId: scope.sessionId,
    lineId: line.id,
    productId: line.productId,
    productCode: line.productCode,
    grain: line.grain,
    basis: line.basis,
    source: 'IMPORT',
    batchId: scope.batchId,
    reason: scope.reason,
  }));
}
