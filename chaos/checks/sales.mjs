import { groupBy, violation } from './violation.mjs';

const NAMES = ['gmvPaidFen', 'refundFen', 'netFen', 'unitsSold'];

function isEntry({ kind }) {
  return kind === 'salesEntry' || kind === 'importedEntry';
}

/** The figures of some entries. A correction or reversal counts in what it mends. */
function figuresOf(entries) {
  const sum = (list, amount) => list.reduce((total, entry) => total + BigInt(amount(entry)), 0n);
  const [sales, refunds] = ['SALE', 'REFUND'].map((kind) => entries.filter(({ ofKind }) => ofKind === kind));
  const gmvPaidFen = sum(sales, ({ amountFen }) => amountFen);
  const refundFen = -sum(refunds, ({ amountFen }) => amountFen);
  const unitsSold = sum(sales, ({ quantity }) => quantity);
  return { gmvPaidFen, refundFen, netFen: gmvPaidFen - refundFen, unitsSold };
}

function differences(expected, shown, names = NAMES) {
  return names
    .filter((name) => BigInt(shown?.[name] ?? 0) !== expected[name])
    .map((name) => `${name} ${shown?.[name] ?? 0} instead of ${expected[name]}`);
}

/** Each amount that was acknowledged stands in the ledger as it was sent. */
export function checkAmounts(history, state) {
  const found = groupBy(state.rows.filter(isEntry), ({ mark }) => mark);
  const violations = [];
  for (const write of history.writes) {
    if (write.outcome !== 'acked' || !write.facts?.entries) continue;
    const sent = write.facts.entries.map(({ kind, amountFen }) => (kind === 'REFUND' ? `-${amountFen}` : amountFen));
    const stored = (found.get(write.creates.mark) ?? []).map(({ amountFen }) => amountFen);
    if (sent.sort().join() !== stored.sort().join())
      violations.push(violation('amounts', `${write.creates.mark}: ${stored} instead of ${sent}`, [write]));
  }
  return violations;
}

/** Which order an entry belongs to: what the client sent with it, or with the entry that it mends. The API returns entries in the order sent. */
function ordersOfEntries(history) {
  const orders = new Map();
  for (const { outcome, facts, result } of history.writes) {
    if (outcome !== 'acked' || !facts?.entries) continue;
    facts.entries.forEach(({ orderRef }, index) => orderRef && orders.set(result.entries[index].id, orderRef));
  }
  return orders;
}

/** Refunds of an order are never above its sales, and no sum of sales is below zero. */
export function checkRefunds(history, state) {
  const orders = ordersOfEntries(history);
  const writeOf = new Map(history.writes.filter(({ creates }) => creates).map((write) => [write.creates.mark, write]));
  const ofOrder = (entry) => {
    const { facts } = writeOf.get(entry.mark) ?? {};
    if (facts?.mends) return orders.get(facts.mends) ?? null;
    return (
      orders.get(entry.id) ?? facts?.entries?.find(({ amountFen }) => amountFen === entry.amountFen.replace('-', ''))?.orderRef ?? null
    );
  };
  const entries = state.rows.filter(({ kind }) => kind === 'salesEntry');
  const violations = [];
  for (const [order, ofOne] of groupBy(entries, ofOrder)) {
    if (order === null) continue;
    const { gmvPaidFen, refundFen } = figuresOf(ofOne);
    const writes = ofOne.map(({ mark }) => writeOf.get(mark)).filter(Boolean);
    if (refundFen > gmvPaidFen) violations.push(violation('refunds', `${order}: ${refundFen} taken back of ${gmvPaidFen}`, writes));
  }
  return violations;
}

/** The dashboard's totals, days, products and hosts, and the totals of each session, equal the ledger to the fen. */
export function checkRollups(history, state) {
  const hostOf = new Map(state.rows.filter(({ kind }) => kind === 'session').map(({ id, hostIds }) => [id, hostIds[0] ?? null]));
  const violations = [];
  const compare = (where, entries, shown, names) => {
    const wrong = differences(figuresOf(entries), shown, names);
    if (wrong.length === 0) return;
    const marks = new Set(entries.map(({ mark }) => mark));
    const writes = history.writes.filter(({ creates }) => creates && marks.has(creates.mark)).slice(0, 5);
    violations.push(violation('rollups', `${where}: ${wrong.join(', ')}`, writes));
  };
  const compareAll = (what, entries, keyOf, shown, shownKey, names) => {
    const groups = groupBy(entries, keyOf);
    const byKey = new Map(shown.map((row) => [row[shownKey], row]));
    for (const key of new Set([...groups.keys(), ...byKey.keys()])) compare(`${what} ${key}`, groups.get(key) ?? [], byKey.get(key), names);
  };
  for (const { parkId, totals, days, products, streamers, sessions, isCatchingUp } of state.figures) {
    const entries = state.rows.filter((row) => isEntry(row) && row.parkId === parkId);
    if (isCatchingUp) violations.push(violation('rollups', `park ${parkId} is still catching up`));
    compare(`park ${parkId}`, entries, totals);
    compareAll('day', entries, ({ occurredOn }) => occurredOn, days, 'day');
    compareAll('product', entries, ({ productId }) => productId, products, 'memberId');
    compareAll('host', entries, ({ sessionId }) => hostOf.get(sessionId), streamers, 'memberId');
    compareAll('session', entries, ({ sessionId }) => sessionId, sessions, 'sessionId', ['gmvPaidFen', 'refundFen', 'netFen']);
  }
  return violations;
}
