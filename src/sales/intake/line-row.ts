import type { LineRow } from './canonical-rows.js';
import type { RowReader } from './row-reader.js';

/** States of an order that was never paid, as exports write them. An order closed after payment keeps its amount and its time of payment. */
const UNPAID_STATES: readonly string[] = [
  '待付款',
  '待支付',
  '未付款',
  '未支付',
  '取消',
  '关闭',
  'unpaid',
  'cancel',
  'closed',
  'pending payment',
];

/** Reads a row that stands for one order line: the row, why it is skipped, or null when a finding refuses it. */
export function lineRowOf(reader: RowReader): LineRow | 'SKIPPED' | null {
  if (isUnpaid(reader)) {
    reader.note('UNPAID_ORDER_SKIPPED', 'status');
    return 'SKIPPED';
  }
  const liveExportId = reader.id('liveExportId') ?? '';
  const orderRef = reader.needed('orderRef', reader.id('orderRef'));
  const subOrderRef = reader.needed('subOrderRef', reader.id('subOrderRef'));
  const quantity = reader.needed('quantity', reader.exactCount('quantity'));
  if (quantity === 0) reader.note('INVALID_COUNT', 'quantity');
  const saleFen = reader.needed('saleFen', reader.money('saleFen'));
  const paidOn = reader.needed('paidOn', reader.day('paidOn'));
  const refund = refundOf(reader);
  if (saleFen !== null && refund.refundFen !== null && refund.refundFen > saleFen) reader.note('REFUND_EXCEEDS_SALE', 'refundFen');
  if (paidOn !== null && refund.refundedOn !== null && refund.refundedOn < paidOn) reader.note('REFUND_BEFORE_SALE', 'refundedOn');
  const productCode = reader.id('productCode');
  if (orderRef === null || subOrderRef === null || quantity === null || saleFen === null || paidOn === null || reader.isRefused)
    return null;
  if (saleFen === 0n) {
    reader.note('NOTHING_PAID', 'saleFen');
    return 'SKIPPED';
  }
  const names = { productCode, productName: reader.text('productName'), status: reader.text('status') };
  return { kind: 'LINE', liveExportId, orderRef, subOrderRef, quantity, saleFen, paidOn, ...refund, ...names };
}

/** Refunds count when they succeed: without that time an amount is only asked for. */
function refundOf(reader: RowReader): Pick<LineRow, 'refundFen' | 'refundedOn'> {
  const refundFen = reader.money('refundFen');
  const refundedOn = reader.day('refundedOn');
  if (refundFen === null || refundFen === 0n) return { refundFen, refundedOn: null };
  if (!reader.isMissing('refundedOn')) return { refundFen, refundedOn };
  reader.note('REFUND_NOT_COMPLETED', 'refundFen');
  return { refundFen: null, refundedOn: null };
}

function isUnpaid(reader: RowReader): boolean {
  const status = reader.raw('status').normalize('NFKC').toLowerCase();
  if (!UNPAID_STATES.some((state) => status.includes(state))) return false;
  return reader.isMissing('paidOn') || reader.isMissing('saleFen') || /^[\u00a50.,\s元]*$/.test(reader.raw('saleFen').normalize('NFKC'));
}
