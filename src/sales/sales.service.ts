import { Injectable } from '@nestjs/common';
import { Products } from '../parks/products.service.js';
import type { Caller } from '../platform/auth/caller.js';
import type { Condition } from '../platform/database/listing.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { DomainError } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { serializeOn } from '../platform/queue/key-lock.js';
import { GrainSwitching } from './grain-switching.js';
import { Ledger, SESSION_SALES_LOCK } from './ledger.service.js';
import { ManualEntries } from './manual-entries.service.js';
import { GRAIN_HAS_NO_LINES, MANUAL_ENTRIES_STAND } from './sales.errors.js';
import type {
  CorrectSalesEntryInput,
  MapProductCodeInput,
  RecordSalesInput,
  ReverseSalesEntryInput,
  SwitchSessionGrainInput,
} from './sales.inputs.js';

/** Verbs about sales that people call directly. Each finds the record within the caller's scope, then works in one transaction. */
@Injectable()
export class Sales {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly entries: ManualEntries,
    private readonly switching: GrainSwitching,
    private readonly ledger: Ledger,
  ) {}

  /** Records sales and refunds by hand; returns the ids of the entries. */
  async record(caller: Caller, scope: Condition, input: RecordSalesInput): Promise<string[]> {
    const { parkId } = await this.located('broadcast_session', input.sessionId, scope, 'sessionId');
    const entries = input.entries.map((entry) => ({
      ...entry,
      quantity: entry.quantity ?? 0,
      orderCount: entry.orderCount ?? 0,
      productId: entry.productId ?? null,
      orderRef: entry.orderRef ?? null,
      basis: entry.basis ?? null,
    }));
    const { ref } = await this.idempotency.once(
      caller,
      { scopeId: parkId, key: input.idempotencyKey, operation: 'recordSales', input },
      async (tx) => {
        const ids = await this.entries.record(tx, caller, parkId, input.sessionId, entries, input.reason ?? null);
        return `${ids[0]!}+${ids.length}`;
      },
    );
    const [first, count] = ref.split('+');
    return this.idsFrom(parkId, input.sessionId, first!, Number(count));
  }

  /** Reverses an entry; returns the reversal's id. */
  async reverse(caller: Caller, scope: Condition, input: ReverseSalesEntryInput): Promise<string> {
    const { parkId, sessionId } = await this.located('sales_entry', input.entryId, scope, 'entryId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'reverseSalesEntry', input };
    return (
      await this.idempotency.once(caller, request, (tx) => this.entries.reverse(tx, caller, parkId, sessionId, input.entryId, input.reason))
    ).ref;
  }

  /** Corrects an entry by a difference; returns the correction's id. */
  async correct(caller: Caller, scope: Condition, input: CorrectSalesEntryInput): Promise<string> {
    const { parkId, sessionId } = await this.located('sales_entry', input.entryId, scope, 'entryId');
    const change = {
      entryId: input.entryId,
      amountFen: input.amountFen,
      quantity: input.quantity ?? 0,
      orderCount: input.orderCount ?? 0,
      reason: input.reason,
    };
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'correctSalesEntry', input };
    return (await this.idempotency.once(caller, request, (tx) => this.entries.correct(tx, caller, parkId, sessionId, change))).ref;
  }

  /** Switches the grain of record of a session to one of which lines are known (INV-34). */
  async switchGrain(caller: Caller, scope: Condition, input: SwitchSessionGrainInput): Promise<string> {
    const { parkId } = await this.located('broadcast_session', input.sessionId, scope, 'sessionId');
    const { sessionId, toGrain, reason } = input;
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'switchSessionGrain', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, parkId, SESSION_SALES_LOCK, sessionId);
      await this.refuseSwitch(tx, parkId, sessionId, toGrain);
      await this.switching.switchTo(tx, caller, { parkId, sessionId, toGrain, batchId: null, reason });
      return sessionId;
    });
    return ref;
  }

  /** Maps a platform's product code and asks for the totals of the days on which it was sold. */
  async mapProductCode(caller: Caller, scope: Condition, products: Products, input: MapProductCodeInput): Promise<string> {
    const { parkId } = await this.located('brand_product', input.productId, scope, 'productId');
    return this.transactions.run(async (tx) => {
      await products.mapCode(tx, caller, { parkId, platform: input.platform, code: input.code, productId: input.productId });
      const days = await tx.rows<{ occurredOn: string }>(
        `SELECT DISTINCT e.occurredOn AS occurredOn FROM sales_line l JOIN sales_entry e ON e.parkId = l.parkId AND e.sessionId = l.sessionId AND e.lineId = l.id
         WHERE l.parkId = ? AND l.platform = ? AND l.productCode = ?`,
        [parkId, input.platform, input.code],
      );
      await this.ledger.requestRecomputation(
        tx,
        parkId,
        [],
        days.map((row) => row.occurredOn),
      );
      return input.productId;
    });
  }

  private async refuseSwitch(tx: Tx, parkId: string, sessionId: string, toGrain: string): Promise<void> {
    const lines = await tx.rows(`SELECT id FROM sales_line WHERE parkId = ? AND sessionId = ? AND grain = ? AND saleHash <> '' LIMIT 1`, [
      parkId,
      sessionId,
      toGrain,
    ]);
    if (lines.length === 0) throw new DomainError([GRAIN_HAS_NO_LINES({ grain: toGrain }, 'input', 'toGrain')]);
    if (await this.switching.hasManualEntries(tx, parkId, sessionId))
      throw new DomainError([MANUAL_ENTRIES_STAND({}, 'input', 'sessionId')]);
  }

  private async located(
    table: 'broadcast_session' | 'sales_entry' | 'brand_product',
    id: string,
    scope: Condition,
    field: string,
  ): Promise<{ parkId: string; sessionId: string }> {
    const sessionId = table === 'sales_entry' ? 'x.sessionId' : 'x.id';
    const [row] = await this.transactions.run((tx) =>
      tx.rows<{ parkId: string; sessionId: string }>(
        `SELECT x.parkId AS parkId, ${sessionId} AS sessionId FROM ${table} x WHERE x.id = ? AND ${scope.sql.replaceAll('{t}', 'x')}`,
        [id, ...scope.parameters],
      ),
    );
    if (!row) throw notFound('input', field);
    return row;
  }

  /* Ids grow with time, and the entries of one call were inserted together. */
  private async idsFrom(parkId: string, sessionId: string, first: string, count: number): Promise<string[]> {
    const rows = await this.transactions.run((tx) =>
      tx.rows<{ id: string }>('SELECT id FROM sales_entry WHERE parkId = ? AND sessionId = ? AND id >= ? ORDER BY id LIMIT ?', [
        parkId,
        sessionId,
        first,
        count,
      ]),
    );
    return rows.map((row) => row.id);
  }
}
