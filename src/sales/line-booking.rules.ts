import type { LocalDate } from '../platform/clock/local-date.js';

/** At what detail a platform reports: the whole session, orders, or order lines (INV-34). */
export type SalesGrain = 'SESSION' | 'ORDER' | 'SKU';

/** What a file says under one natural key. An empty hash means that it says nothing about that part. */
export interface ReportedLine {
  saleFen: bigint;
  quantity: number;
  orderCount: number;
  saleOn: LocalDate;
  saleHash: string;
  /** Positive. */
  refundFen: bigint;
  refundOn: LocalDate | null;
  refundHash: string;
}

/** What is known under a natural key so far, and how much of it stands in the ledger. */
export interface LineState extends ReportedLine {
  bookedSaleFen: bigint;
  /** Positive. */
  bookedRefundFen: bigint;
}

/** An entry to be written, without the fields that are the same for all entries of a row. */
export interface EntryDraft {
  kind: 'SALE' | 'REFUND' | 'CORRECTION' | 'REVERSAL';
  ofKind: 'SALE' | 'REFUND';
  amountFen: bigint;
  quantity: number;
  orderCount: number;
  occurredOn: LocalDate;
}

/** What became of a row of a file. */
export type RowOutcome =
  | 'BOOKED'
  | 'DUPLICATE'
  /** Kept, not booked: the session's grain of record is another one. */
  | 'OBSERVED'
  /** Differs from what is known; nothing is booked until the commit accepts corrections. */
  | 'CORRECTION_PROPOSED'
  | 'CORRECTED'
  | 'REFUND_EXCEEDS_SALE'
  | 'UNMATCHED';

/** What to do with a row: its outcome, the entries to write, and the line afterwards. */
export interface LineDecision {
  outcome: RowOutcome;
  entries: EntryDraft[];
  next: LineState;
}

type Part = 'SAME' | 'NEW' | 'CHANGED';

function partOf(knownHash: string, reportedHash: string): Part {
  if (reportedHash === '' || reportedHash === knownHash) return 'SAME';
  return knownHash === '' ? 'NEW' : 'CHANGED';
}

/* A refund of 0 is no refund yet: the first real one is booked as a refund, not as a correction. */
function refundPartOf(known: ReportedLine, reported: ReportedLine): Part {
  if (known.refundFen === 0n) return reported.refundFen > 0n ? 'NEW' : 'SAME';
  return partOf(known.refundHash, reported.refundHash);
}

/** Drafts without those that say nothing. */
function meaningful(drafts: readonly EntryDraft[]): EntryDraft[] {
  return drafts.filter((draft) => draft.amountFen !== 0n || draft.quantity !== 0 || draft.orderCount !== 0);
}

/** Entries that book a line from nothing: its sale and, if there is one, its refund. */
export function bookingOf(line: ReportedLine): EntryDraft[] {
  const drafts: EntryDraft[] = [];
  if (line.saleFen > 0n) drafts.push(saleDraft(line));
  if (line.refundFen > 0n) drafts.push(refundDraft(line));
  return drafts;
}

function refundDraft(line: ReportedLine): EntryDraft {
  return {
    kind: 'REFUND',
    ofKind: 'REFUND',
    amountFen: -line.refundFen,
    quantity: 0,
    orderCount: 0,
    occurredOn: line.refundOn ?? line.saleOn,
  };
}

function correction(ofKind: 'SALE' | 'REFUND', from: EntryDraft, to: EntryDraft): EntryDraft[] {
  const base = { kind: 'CORRECTION', ofKind } as const;
  if (from.occurredOn === to.occurredOn) {
    return meaningful([
      {
        ...base,
        amountFen: to.amountFen - from.amountFen,
        quantity: to.quantity - from.quantity,
        orderCount: to.orderCount - from.orderCount,
        occurredOn: to.occurredOn,
      },
    ]);
  }
  return meaningful([
    { ...base, amountFen: -from.amountFen, quantity: -from.quantity, orderCount: -from.orderCount, occurredOn: from.occurredOn },
    { ...base, amountFen: to.amountFen, quantity: to.quantity, orderCount: to.orderCount, occurredOn: to.occurredOn },
  ]);
}

/* Nothing is booked for a sale of 0 fen, so its pieces and orders are not booked either. */
function saleDraft(line: ReportedLine): EntryDraft {
  const isSold = line.saleFen > 0n;
  return {
    kind: 'SALE',
    ofKind: 'SALE',
    amountFen: line.saleFen,
    quantity: isSold ? line.quantity : 0,
    orderCount: isSold ? line.orderCount : 0,
    occurredOn: line.saleOn,
  };
}

function withSale(line: LineState, reported: ReportedLine): LineState {
  const { saleFen, quantity, orderCount, saleOn, saleHash } = reported;
  return { ...line, saleFen, quantity, orderCount, saleOn, saleHash };
}

function withRefund(line: LineState, reported: ReportedLine): LineState {
  const { refundFen, refundOn, refundHash } = reported;
  return { ...line, refundFen, refundOn, refundHash };
}

function booked(line: LineState, entries: readonly EntryDraft[]): LineState {
  const sumOf = (ofKind: 'SALE' | 'REFUND') =>
    entries.filter((entry) => entry.ofKind === ofKind).reduce((sum, entry) => sum + entry.amountFen, 0n);
  return { ...line, bookedSaleFen: line.bookedSaleFen + sumOf('SALE'), bookedRefundFen: line.bookedRefundFen - sumOf('REFUND') };
}

/**
 * Decides what a reported row does to its line (INV-34). The same content is a duplicate; a refund that appears later is booked; a
 * changed amount is a correction of the difference, booked only when corrections are accepted. With an order number refunds stay
 * within the sale (INV-31); `isOrderLine` is false for whole sessions, whose refunds are the platform's aggregate.
 */
export function decideLine(
  known: LineState | null,
  reported: ReportedLine,
  options: { isGrainOfRecord: boolean; acceptCorrections: boolean; isOrderLine: boolean },
): LineDecision {
  const before: LineState = known ?? {
    ...{ saleFen: 0n, quantity: 0, orderCount: 0, saleOn: reported.saleOn, saleHash: '', refundFen: 0n, refundOn: null, refundHash: '' },
    bookedSaleFen: 0n,
    bookedRefundFen: 0n,
  };
  const sale = partOf(before.saleHash, reported.saleHash);
  const refund = refundPartOf(before, reported);
  if (sale === 'SAME' && refund === 'SAME') return { outcome: 'DUPLICATE', entries: [], next: before };

  const isApplied = (part: Part) => part === 'NEW' || (part === 'CHANGED' && options.acceptCorrections);
  let next = before;
  const entries: EntryDraft[] = [];
  if (isApplied(sale)) {
    next = withSale(next, reported);
    if (sale === 'CHANGED') entries.push(...correction('SALE', saleDraft(before), saleDraft(next)));
    else if (next.saleFen > 0n) entries.push(saleDraft(next));
  }
  if (isApplied(refund)) {
    next = withRefund(next, reported);
    if (refund === 'CHANGED') entries.push(...correction('REFUND', refundDraft(before), refundDraft(next)));
    else if (next.refundFen > 0n) entries.push(refundDraft(next));
  }
  const after = options.isGrainOfRecord ? booked(next, entries) : next;
  /* What people corrected or reversed stands in the ledger alone, so the booked balance is asked as well as the reported one. */
  const exceeds = next.refundFen > next.saleFen || (entries.length > 0 && after.bookedRefundFen > after.bookedSaleFen);
  if (options.isOrderLine && exceeds) return { outcome: 'REFUND_EXCEEDS_SALE', entries: [], next: before };
  const isPending = [sale, refund].some((part) => part === 'CHANGED' && !options.acceptCorrections);
  const wasCorrected = [sale, refund].includes('CHANGED');
  const outcome = isPending ? 'CORRECTION_PROPOSED' : !options.isGrainOfRecord ? 'OBSERVED' : wasCorrected ? 'CORRECTED' : 'BOOKED';
  return { outcome, entries: options.isGrainOfRecord ? entries : [], next: after };
}
