import { pastSession } from './sessions.mjs';

const ENTRY = 'id';

function entry(hand, day, more) {
  return { quantity: hand.dice.integer(1, 9), productId: hand.dice.pick(hand.park.products), occurredOn: day, ...more };
}

function record(hand, sessionId, entries, client = hand.somebody()) {
  const mark = hand.mark('入账');
  const facts = { sessionId, entries: entries.map(({ kind, amountFen, orderRef = null }) => ({ kind, amountFen, orderRef })) };
  const about = { kind: 'salesEntry', mark, count: entries.length, part: 'entries', facts, fields: ENTRY };
  return hand.create(client, 'recordSales', { sessionId, entries, reason: mark }, about);
}

/** Writes several batches of orders of one session, some with a refund, and mends some of them afterwards. */
export async function recordSales(hand, sessionId, day, batches) {
  for (let batch = 0; batch < batches; batch++) {
    const orderRef = hand.mark('订单');
    const sales = Array.from({ length: hand.dice.integer(1, 4) }, (_, index) =>
      entry(hand, day, { kind: 'SALE', amountFen: String(hand.dice.integer(1_000, 90_000)), orderRef: `${orderRef}-${index}` }),
    );
    const [first] = await record(hand, sessionId, sales);
    if (hand.dice.chance(0.4)) await refundOrNot(hand, sessionId, sales[0]);
    if (hand.dice.chance(0.25)) await mend(hand, first.id);
  }
}

/** A part of the sale goes back, or more than there was: that must be refused. */
async function refundOrNot(hand, sessionId, sale) {
  const share = hand.dice.pick([0.3, 1, 1.5]);
  const amountFen = String(Math.floor(Number(sale.amountFen) * share));
  const refund = { kind: 'REFUND', amountFen, orderRef: sale.orderRef, occurredOn: sale.occurredOn, productId: sale.productId };
  await record(hand, sessionId, [refund]).catch(() => null);
}

/** A signed difference, or the whole entry back. Refused where the order's refunds would exceed what is left of its sales. */
async function mend(hand, entryId) {
  const mark = hand.mark('更正');
  const about = { kind: 'salesEntry', mark, part: 'entries', fields: ENTRY, facts: { mends: entryId } };
  const isCorrection = hand.dice.chance(0.6);
  const change = isCorrection ? { amountFen: String(hand.dice.integer(-900, 900) || 1) } : {};
  const verb = isCorrection ? 'correctSalesEntry' : 'reverseSalesEntry';
  await hand.create(hand.secretary, verb, { entryId, reason: mark, ...change }, about).catch(() => null);
}

/** A past session with its sales. */
export async function pastSales(hand) {
  const session = await pastSession(hand);
  if (hand.dice.chance(0.25)) await sessionTotals(hand, session);
  else await recordSales(hand, session.id, session.day, hand.dice.integer(1, 4));
}

/** The totals of a whole session, without orders. */
async function sessionTotals(hand, { id, day }) {
  const sale = { kind: 'SALE', amountFen: String(hand.dice.integer(10_000, 900_000)), orderCount: hand.dice.integer(1, 50) };
  const refund = { kind: 'REFUND', amountFen: '1999', basis: '平台汇总退款', quantity: 0 };
  await record(hand, id, [entry(hand, day, sale), entry(hand, day, refund)]);
}

/** Several take money back for one order at once: no more than was paid, whoever comes first. */
export async function refundHerd(hand, size) {
  const session = await pastSession(hand);
  const orderRef = hand.mark('订单');
  const paid = hand.dice.integer(5_000, 50_000);
  await record(hand, session.id, [entry(hand, session.day, { kind: 'SALE', amountFen: String(paid), orderRef })]);
  const refund = { kind: 'REFUND', amountFen: String(Math.floor(paid * 0.4)), orderRef, occurredOn: session.day, quantity: 1 };
  await Promise.allSettled(Array.from({ length: size }, () => record(hand, session.id, [refund])));
}
