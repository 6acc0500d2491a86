import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { DomainError, type Refusal, refuseIfAny } from '../platform/errors/refusals.js';
import { serializeOn } from '../platform/queue/key-lock.js';
import { SessionRecords } from '../broadcasts/session-records.service.js';
import { type EntryToPost, Ledger, SESSION_SALES_LOCK } from './ledger.service.js';
import type { EntryDraft, SalesGrain } from './line-booking.rules.js';
import { addToBalances, DEFAULT_BASIS, moveBalance } from './order-balances.js';
import { HELD_STATUSES } from './rollup.service.js';
import {
  CORRECTION_EMPTY,
  ENTRY_ALREADY_REVERSED,
  FIGURES_BELOW_ZERO,
  GRAIN_DIFFERS,
  OCCURRED_BEFORE_SESSION,
  OCCURRED_IN_FUTURE,
  REFUND_NEEDS_BASIS,
  SESSION_NOT_HELD,
  type SessionFigure,
} from './sales.errors.js';

/** One entry as a person records it. Amounts are positive; the kind gives the sign. */
export interface ManualEntry {
  kind: 'SALE' | 'REFUND';
  amountFen: bigint;
  quantity: number;
  orderCount: number;
  productId: string | null;
  orderRef: string | null;
  occurredOn: LocalDate;
  basis: string | null;
}

/** Entries that people record, correct and reverse. */
@Injectable()
export class ManualEntries {
  constructor(
    private readonly ledger: Ledger,
    private readonly sessions: SessionRecords,
    private readonly audit: AuditTrail,
  ) {}

  /** Records entries of one session in one transaction: all of them or, with every reason, none. Returns their ids. */
  async record(
    tx: Tx,
    caller: Caller,
    parkId: string,
    sessionId: string,
    entries: readonly ManualEntry[],
    reason: string | null,
  ): Promise<string[]> {
    await serializeOn(tx, parkId, SESSION_SALES_LOCK, sessionId);
    const session = await heldSession(tx, parkId, sessionId);
    refuseIfAny([...session.refusals, ...(await this.refusalsOfEntries(tx, parkId, session.startOn, entries))]);
    const grain: SalesGrain = entries.some((entry) => entry.orderRef !== null) ? 'ORDER' : 'SESSION';
    await this.takeGrain(tx, parkId, sessionId, grain);
    const lineIds = await addToBalances(tx, parkId, sessionId, entries);
    const posted = entries.map((entry, index): EntryToPost => {
      const place = { parkId, sessionId, lineId: lineIds[index]!, productId: entry.productId, productCode: null, grain };
      return { ...draftOf(entry), ...place, basis: entry.basis ?? DEFAULT_BASIS, source: 'MANUAL', batchId: null, reason };
    });
    const ids = await this.ledger.post(tx, caller, posted);
    await this.sessions.markTallied(tx, caller, sessionId);
    await this.recordAudit(tx, caller, 'recordSales', parkId, ids, posted, reason);
    return ids;
  }

  /** Reverses one entry that stands; returns the reversal's id. */
  async reverse(tx: Tx, caller: Caller, parkId: string, sessionId: string, entryId: string, reason: string): Promise<string> {
    await serializeOn(tx, parkId, SESSION_SALES_LOCK, sessionId);
    const entry = await this.standingEntry(tx, parkId, entryId);
    const reversal: EntryToPost = {
      ...entry,
      kind: 'REVERSAL',
      amountFen: -entry.amountFen,
      quantity: -entry.quantity,
      orderCount: -entry.orderCount,
      reversesId: entryId,
      source: 'MANUAL',
      batchId: null,
      reason,
    };
    await moveBalance(tx, entry, -entry.amountFen, 'REVERSE');
    const [id] = await this.ledger.post(tx, caller, [reversal]);
    await refuseBelowZero(tx, parkId, sessionId, 'REVERSE');
    await this.releaseGrain(tx, caller, parkId, sessionId, entry.grain);
    await this.recordAudit(tx, caller, 'reverseSalesEntry', parkId, [id!], [reversal], reason);
    return id!;
  }

  /** With nothing booked any more, and nothing known from a file, the session may be recorded anew at any grain. */
  private async releaseGrain(tx: Tx, caller: Caller, parkId: string, sessionId: string, grain: SalesGrain): Promise<void> {
    const known = await tx.rows(`SELECT id FROM sales_line WHERE parkId = ? AND sessionId = ? AND grain = ? AND saleHash <> '' LIMIT 1`, [
      parkId,
      sessionId,
      grain,
    ]);
    if (known.length > 0 || !(await this.ledger.nothingStands(tx, parkId, sessionId))) return;
    await this.ledger.setGrainOfRecord(tx, parkId, sessionId, null);
    await this.sessions.markUntallied(tx, caller, sessionId);
  }

  /** Corrects one entry that stands by a signed difference; returns the correction's id. */
  async correct(
    tx: Tx,
    caller: Caller,
    parkId: string,
    sessionId: string,
    change: { entryId: string; amountFen: bigint; quantity: number; orderCount: number; reason: string },
  ): Promise<string> {
    await serializeOn(tx, parkId, SESSION_SALES_LOCK, sessionId);
    const entry = await this.standingEntry(tx, parkId, change.entryId);
    const { amountFen, quantity, orderCount, reason } = change;
    if (amountFen === 0n && quantity === 0 && orderCount === 0) throw new DomainError([CORRECTION_EMPTY({}, 'input', 'amountFen')]);
    const correction: EntryToPost = {
      ...entry,
      kind: 'CORRECTION',
      amountFen,
      quantity,
      orderCount,
      source: 'MANUAL',
      batchId: null,
      reason,
    };
    await moveBalance(tx, entry, amountFen, 'CORRECT');
    const [id] = await this.ledger.post(tx, caller, [correction]);
    await refuseBelowZero(tx, parkId, sessionId, 'CORRECT');
    await this.recordAudit(tx, caller, 'correctSalesEntry', parkId, [id!], [correction], reason);
    return id!;
  }

  private async refusalsOfEntries(tx: Tx, parkId: string, startOn: LocalDate, entries: readonly ManualEntry[]): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    const today = localDateOf(tx.at);
    for (const [index, entry] of entries.entries()) {
      if (entry.occurredOn < startOn)
        refusals.push(OCCURRED_BEFORE_SESSION({ day: entry.occurredOn, startOn }, 'input', 'entries', index, 'occurredOn'));
      if (entry.occurredOn > today) refusals.push(OCCURRED_IN_FUTURE({ day: entry.occurredOn }, 'input', 'entries', index, 'occurredOn'));
      if (entry.kind === 'REFUND' && entry.orderRef === null && entry.basis === null)
        refusals.push(REFUND_NEEDS_BASIS({}, 'input', 'entries', index, 'basis'));
    }
    await requireProducts(tx, parkId, entries);
    return refusals;
  }

  private async takeGrain(tx: Tx, parkId: string, sessionId: string, grain: SalesGrain): Promise<void> {
    const recorded = await this.ledger.grainOfRecord(tx, parkId, sessionId);
    if (recorded === null) await this.ledger.setGrainOfRecord(tx, parkId, sessionId, grain);
    else if (recorded !== grain) throw new DomainError([GRAIN_DIFFERS({ recorded, given: grain }, 'input', 'entries')]);
  }

  private async standingEntry(tx: Tx, parkId: string, entryId: string): Promise<EntryToPost> {
    const [row] = await tx.rows<Omit<EntryToPost, 'amountFen'> & { amountFen: number | string; isReversed: number }>(
      `SELECT e.parkId, e.sessionId, e.lineId, e.productId, e.productCode, e.kind, e.ofKind, e.grain, e.amountFen, e.quantity, e.orderCount, e.occurredOn, e.basis,
              e.source, e.batchId,
              (SELECT COUNT(*) FROM sales_entry r WHERE r.parkId = e.parkId AND r.sessionId = e.sessionId AND r.reversesId = e.id) AS isReversed
       FROM sales_entry e WHERE e.id = ? AND e.parkId = ?`,
      [entryId, parkId],
    );
    if (!row) throw notFound('input', 'entryId');
    const { isReversed, ...entry } = row;
    if (row.kind === 'REVERSAL' || Number(isReversed) > 0) throw new DomainError([ENTRY_ALREADY_REVERSED({}, 'input', 'entryId')]);
    return { ...entry, amountFen: BigInt(row.amountFen) };
  }

  private async recordAudit(
    tx: Tx,
    caller: Caller,
    action: string,
    parkId: string,
    ids: readonly string[],
    entries: readonly EntryDraft[],
    reason: string | null,
  ): Promise<void> {
    const total = entries.reduce((sum, entry) => sum + entry.amountFen, 0n);
    await this.audit.record(tx, caller, {
      scopeId: parkId,
      action,
      recordKind: 'SalesEntry',
      recordId: ids[0]!,
      changes: [
        { field: 'entryCount', before: null, after: ids.length },
        { field: 'amountFen', before: null, after: total.toString() },
      ],
      ...(reason ? { reason } : {}),
    });
  }
}

async function requireProducts(tx: Tx, parkId: string, entries: readonly ManualEntry[]): Promise<void> {
  const wanted = [...new Set(entries.flatMap((entry) => entry.productId ?? []))];
  if (wanted.length === 0) return;
  const known = await tx.rows<{ id: string }>(`SELECT id FROM brand_product WHERE parkId = ? AND id IN ${inList(wanted)}`, [
    parkId,
    ...wanted,
  ]);
  const ids = new Set(known.map((product) => product.id));
  const foreign = entries.findIndex((entry) => entry.productId !== null && !ids.has(entry.productId));
  if (foreign >= 0) throw notFound('input', 'entries', foreign, 'productId');
}

function draftOf(entry: ManualEntry): EntryDraft {
  const sign = entry.kind === 'SALE' ? 1n : -1n;
  return {
    kind: entry.kind,
    ofKind: entry.kind,
    amountFen: sign * entry.amountFen,
    quantity: entry.kind === 'SALE' ? entry.quantity : 0,
    orderCount: entry.kind === 'SALE' ? entry.orderCount : 0,
    occurredOn: entry.occurredOn,
  };
}

/** The session and why its sales cannot be recorded; NOT_FOUND outside the park. */
async function heldSession(tx: Tx, parkId: string, sessionId: string): Promise<{ startOn: LocalDate; refusals: Refusal[] }> {
  const [session] = await tx.rows<{ status: string; startOn: LocalDate }>(
    'SELECT status, startOn FROM broadcast_session WHERE id = ? AND parkId = ?',
    [sessionId, parkId],
  );
  if (!session) throw notFound('input', 'sessionId');
  const isHeld = (HELD_STATUSES as readonly string[]).includes(session.status);
  return { startOn: session.startOn, refusals: isHeld ? [] : [SESSION_NOT_HELD({ status: session.status }, 'input', 'sessionId')] };
}

/** A change by hand may leave a net below zero (INV-33), but never sales, pieces, orders or refunds. */
async function refuseBelowZero(tx: Tx, parkId: string, sessionId: string, act: 'CORRECT' | 'REVERSE'): Promise<void> {
  const sums = await tx.rows<{ ofKind: string; amountFen: number | string; quantity: number | string; orderCount: number | string }>(
    `SELECT ofKind, SUM(amountFen) AS amountFen, SUM(quantity) AS quantity, SUM(orderCount) AS orderCount
     FROM sales_entry WHERE parkId = ? AND sessionId = ? GROUP BY ofKind`,
    [parkId, sessionId],
  );
  const figures = sums.flatMap((sum): SessionFigure[] => {
    if (sum.ofKind !== 'SALE') return BigInt(sum.amountFen) > 0n ? ['REFUND'] : [];
    return [
      ...(BigInt(sum.amountFen) < 0n ? ['SALE' as const] : []),
      ...(Number(sum.quantity) < 0 ? ['PIECES' as const] : []),
      ...(Number(sum.orderCount) < 0 ? ['ORDERS' as const] : []),
    ];
  });
  if (figures.length > 0) throw new DomainError([FIGURES_BELOW_ZERO({ figures, act }, 'input', 'entryId')]);
}
