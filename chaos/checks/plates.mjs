import { groupBy, violation } from './violation.mjs';

/** A storefront has one plate that is out, and a serial number is given once in a park. */
export function checkPlates(history, state, liveStatuses) {
  const plates = state.rows.filter(({ kind }) => kind === 'plate');
  const issues = history.writes.filter(({ verb }) => verb === 'issuePlate');
  const violations = [];
  const out = plates.filter(({ status }) => liveStatuses.includes(status));
  for (const [storefrontId, ofOne] of groupBy(out, ({ mark }) => mark)) {
    const writes = issues.filter(({ creates }) => creates.mark === storefrontId);
    if (ofOne.length > 1) violations.push(violation('plates', `storefront ${storefrontId} has ${ofOne.map(({ id }) => id)} out`, writes));
  }
  for (const [serial, ofOne] of groupBy(plates, ({ parkId, serialNumber }) => `${parkId} ${serialNumber}`)) {
    if (ofOne.length > 1) violations.push(violation('plates', `${serial} was given to ${ofOne.map(({ id }) => id)}`, issues));
  }
  return violations;
}

/** At no moment had a storefront two plates that were certainly out: between the answer that issued one and the sending of what ends it. */
export function checkPlateTimes(history) {
  const acked = history.writes.filter(({ verb, outcome }) => verb === 'issuePlate' && outcome === 'acked');
  const spans = acked.map((write) => {
    const { id } = write.result.plate;
    const end = history.writes.find(
      ({ moves, outcome }) => moves?.id === id && outcome !== 'refused' && ['recordPlateReturned', 'recordPlateLost'].includes(moves.verb),
    );
    return { write, from: write.answeredAt, to: end?.sentAt ?? Infinity };
  });
  const violations = [];
  for (const [storefrontId, ofOne] of groupBy(spans, ({ write }) => write.creates.mark)) {
    const sorted = ofOne.sort((left, right) => left.from - right.from);
    for (let index = 1; index < sorted.length; index++) {
      const before = sorted.slice(0, index).find(({ to }) => to > sorted[index].from);
      if (before)
        violations.push(violation('plates', `storefront ${storefrontId} had two plates at once`, [before.write, sorted[index].write]));
    }
  }
  return violations;
}
