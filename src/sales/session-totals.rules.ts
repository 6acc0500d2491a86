import { type Finding, findingOf } from './intake/findings.js';

/** What is booked of a session; both amounts positive. */
export interface SessionTotals {
  saleFen: bigint;
  refundFen: bigint;
}

/**
 * What is worth a look in a session's totals and refuses nothing: refunds above its sales. The refund of an order stays within its sale (INV-31),
 * that of a whole session need not: refunds count when they succeed and may be of earlier sessions, and a net may be negative (INV-33).
 */
export function findingsOfTotals({ saleFen, refundFen }: SessionTotals): Finding[] {
  return refundFen > saleFen ? [findingOf('REFUND_ABOVE_SALES')] : [];
}
