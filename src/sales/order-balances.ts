import type { LocalDate } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { DomainError } from '../platform/errors/refusals.js';
import { SalesLine } from './ledger.entity.js';
import type { EntryToPost } from './ledger.service.js';
import { FIGURES_BELOW_ZERO, type OrderLimit, REFUND_EXCEEDS_SALE } from './sales.errors.js';

/** Name of the platform column for lines that no platform reported. */
const BY_HAND = 'BY_HAND';
/** Basis of entries by hand that name none. */
export const DEFAULT_BASIS = 'MANUAL';
/** Orders looked up by one statement. */
const ORDERS_PER_STATEMENT_MAX = 500;

/** One entry by hand of an order, or without one. */
interface OrderEntry {
  kind: 'SALE' | 'REFUND';
  /** Positive fen. */
  amountFen: bigint;
  orderRef: string | null;
  productId: string | null;
  occurredOn: LocalDate;
}

/** What a batch adds to one order. */
interface OrderChange {
  orderRef: string;
  saleFen: bigint;
  refundFen: bigint;
  first: OrderEntry;
  /** Place of the order's last refund in the batch, for the refusal. */
  refundIndex: number;
}

interface KnownLine {
  id: string;
  lineRef: string;
  bookedSaleFen: number | string;
  bookedRefundFen: number | string;
}

/**
 * Adds a batch to the balance rows of its orders and keeps the refunds of each within its sales (INV-31). The caller holds the session's
 * lock. Returns the id of the balance row per entry, null for an entry without an order. Throws REFUND_EXCEEDS_SALE.
 */
export async function addToBalances(tx: Tx, parkId: string, sessionId: string, entries: readonly OrderEntry[]): Promise<(string | null)[]> {
  const changes = [...changesPerOrder(entries).values()];
  const ids = new Map<string, string>();
  for (const line of await knownLines(
    tx,
    parkId,
    sessionId,
    changes.map((change) => change.orderRef),
  )) {
    ids.set(line.lineRef, line.id);
    await addToKnown(
      tx,
      line,
      changes.find((change) => change.orderRef === line.lineRef)!,
    );
  }
  const opened = changes.filter((change) => !ids.has(change.orderRef)).map((change) => openedLine(parkId, sessionId, change));
  if (opened.length > 0) await tx.insert(SalesLine, opened);
  for (const line of opened) ids.set(line.lineRef, line.id);
  return entries.map((entry) => (entry.orderRef === null ? null : ids.get(entry.orderRef)!));
}

/** Moves the balance of the order behind one entry by a correction or reversal (INV-31). Throws REFUND_EXCEEDS_SALE, or FIGURES_BELOW_ZERO where no refund is in the way. */
export async function moveBalance(tx: Tx, entry: EntryToPost, amountFen: bigint, act: 'CORRECT' | 'REVERSE'): Promise<void> {
  if (entry.lineId === null) return;
  const isSale = entry.ofKind === 'SALE';
  const amount = isSale ? amountFen : -amountFen;
  const change = isSale ? 'bookedSaleFen = bookedSaleFen + ?' : 'bookedRefundFen = bookedRefundFen + ?';
  const within = isSale ? 'bookedSaleFen + ? >= bookedRefundFen' : 'bookedRefundFen + ? <= bookedSaleFen';
  const changed = await tx.execute(
    `UPDATE sales_line SET ${change}, version = version + 1 WHERE id = ? AND (grain = 'SESSION' OR ${within})`,
    [amount, entry.lineId, amount],
  );
  if (changed > 0) return;
  const [line] = await tx.rows<KnownLine>('SELECT id, lineRef, bookedSaleFen, bookedRefundFen FROM sales_line WHERE id = ?', [
    entry.lineId,
  ]);
  const [saleFen, refundedFen] = [BigInt(line!.bookedSaleFen), BigInt(line!.bookedRefundFen)];
  if (isSale && refundedFen === 0n) throw new DomainError([FIGURES_BELOW_ZERO({ figures: ['SALE'], act }, 'input', 'entryId')]);
  const limit = limitOf(line!.lineRef, saleFen, refundedFen, isSale ? 'LESS_SALE' : 'REFUND');
  throw new DomainError([REFUND_EXCEEDS_SALE(limit, 'input', 'entryId')]);
}

function limitOf(orderRef: string, saleFen: bigint, refundedFen: bigint, tried: OrderLimit['tried']): OrderLimit {
  return { orderRef, saleFen: String(saleFen), refundedFen: String(refundedFen), leftFen: String(saleFen - refundedFen), tried };
}

function changesPerOrder(entries: readonly OrderEntry[]): Map<string, OrderChange> {
  const changes = new Map<string, OrderChange>();
  for (const [index, entry] of entries.entries()) {
    const { orderRef } = entry;
    if (orderRef === null) continue;
    const change = changes.get(orderRef) ?? { orderRef, saleFen: 0n, refundFen: 0n, first: entry, refundIndex: index };
    if (entry.kind === 'SALE') change.saleFen += entry.amountFen;
    else Object.assign(change, { refundFen: change.refundFen + entry.amountFen, refundIndex: index });
    changes.set(orderRef, change);
  }
  return changes;
}

async function knownLines(tx: Tx, parkId: string, sessionId: string, orderRefs: readonly string[]): Promise<KnownLine[]> {
  const lines: KnownLine[] = [];
  for (let start = 0; start < orderRefs.length; start += ORDERS_PER_STATEMENT_MAX) {
    const some = orderRefs.slice(start, start + ORDERS_PER_STATEMENT_MAX);
    const found = await tx.rows<KnownLine>(
      `SELECT id, lineRef, bookedSaleFen, bookedRefundFen FROM sales_line
       WHERE parkId = ? AND platform = ? AND accountId = ? AND liveExportId = ? AND grain = ? AND lineRef IN ${inList(some)} AND basis = ?`,
      [parkId, BY_HAND, sessionId, '', 'ORDER', ...some, DEFAULT_BASIS],
    );
    lines.push(...found);
  }
  return lines;
}

async function addToKnown(tx: Tx, line: KnownLine, change: OrderChange): Promise<void> {
  const { saleFen, refundFen } = change;
  const limit = refundFen > 0n ? ' AND bookedRefundFen + ? <= bookedSaleFen + ?' : '';
  const changed = await tx.execute(
    `UPDATE sales_line SET bookedSaleFen = bookedSaleFen + ?, bookedRefundFen = bookedRefundFen + ?, version = version + 1 WHERE id = ?${limit}`,
    [saleFen, refundFen, line.id, ...(refundFen > 0n ? [refundFen, saleFen] : [])],
  );
  if (changed === 0) throw refundTooHigh(change, BigInt(line.bookedSaleFen) + saleFen, BigInt(line.bookedRefundFen));
}

function openedLine(parkId: string, sessionId: string, change: OrderChange): SalesLine {
  const { orderRef, saleFen, refundFen, first } = change;
  if (refundFen > saleFen) throw refundTooHigh(change, saleFen, 0n);
  const place = {
    parkId,
    platform: BY_HAND,
    accountId: sessionId,
    liveExportId: '',
    grain: 'ORDER',
    lineRef: orderRef,
    basis: DEFAULT_BASIS,
  };
  const reported = { saleFen: 0n, quantity: 0, orderCount: 0, saleHash: '', refundFen: 0n, refundOn: null, refundHash: '' };
  const product = { productId: first.productId, productCode: null, productName: null };
  const booked = { bookedSaleFen: saleFen, bookedRefundFen: refundFen, version: 1 };
  return { id: newId(), ...place, orderRef, sessionId, batchId: null, ...product, ...reported, saleOn: first.occurredOn, ...booked };
}

function refundTooHigh({ orderRef, refundIndex }: OrderChange, saleFen: bigint, refundedFen: bigint): DomainError {
  return new DomainError([
    REFUND_EXCEEDS_SALE(limitOf(orderRef, saleFen, refundedFen, 'REFUND'), 'input', 'entries', refundIndex, 'amountFen'),
  ]);
}
