import { daysAgo, fullName, idCardNumber } from '../invented.mjs';

const MONTH = 31;

/** The way of an applicant to the file of activists, with days long past. */
function story({ memberIds, committeeId }) {
  const applied = 16 * MONTH;
  const determined = 10 * MONTH;
  return [
    [applied, { applicationReceived: { addressedTo: 'EMPLOYER' } }],
    [applied - 12, { applicantTalked: { talkerIds: [memberIds[0]] } }],
    [determined, { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } }],
    [determined - 5, { activistFiled: { upperOrganizationId: committeeId } }],
    [determined - 6, { contactsAppointed: { contactIds: memberIds.slice(0, 2) } }],
  ];
}

async function openCase(hand) {
  const number = hand.number();
  const person = { fullName: fullName(number), idCardNumber: idCardNumber(number) };
  const consent = { consentOn: daysAgo(16 * MONTH), consentReference: hand.mark('同意书') };
  const input = { organizationId: hand.park.branchId, person, ...consent };
  return hand.create(hand.recorder, 'openDevelopmentCase', input, { kind: 'developmentCase', mark: person.fullName, part: 'case' });
}

async function record(hand, caseId, daysBefore, fact) {
  const documentNumber = hand.mark('文号');
  const input = { caseId, occurredOn: daysAgo(daysBefore), fact, documentNumber };
  const about = { kind: 'fact', mark: documentNumber, part: 'fact', facts: { caseId } };
  return hand.create(hand.recorder, 'recordDevelopmentFact', input, about);
}

function decide(client, verb, fact, more = {}) {
  return client.send({
    ...{ verb, part: 'fact', select: 'fact { id version status }' },
    type: verb === 'confirmDevelopmentFact' ? 'ConfirmDevelopmentFactInput' : 'DevelopmentFactReasonInput',
    input: { factId: fact.id, expectedVersion: fact.version, ...more },
    moves: { kind: 'fact', id: fact.id, verb },
  });
}

/** Confirms a fact: one confirmer alone, or several at once, one of whom rejects it. True when it counts. */
async function settle(hand, fact, size) {
  if (size === 1) return (await decide(hand.dice.pick(hand.confirmers), 'confirmDevelopmentFact', fact)).outcome === 'acked';
  const votes = Array.from({ length: size }, (_, index) => {
    const client = hand.confirmers[index % hand.confirmers.length];
    const isRejection = index === size - 1;
    return isRejection
      ? decide(client, 'rejectDevelopmentFact', fact, { reason: '材料不全' })
      : decide(client, 'confirmDevelopmentFact', fact);
  });
  const decided = await Promise.all(votes);
  return decided.some(({ outcome, verb }) => outcome === 'acked' && verb === 'confirmDevelopmentFact');
}

async function tell(hand, size) {
  const { id } = await openCase(hand);
  for (const [daysBefore, fact] of story(hand.park)) {
    const recorded = await record(hand, id, daysBefore, fact);
    if (hand.isOver || !(await settle(hand, recorded, size))) return;
  }
}

/** A case from the application to the file of activists. */
export function developmentCase(hand) {
  return tell(hand, 1);
}

/** The same, and several decide about each fact at once. */
export function confirmationHerd(hand, size) {
  return tell(hand, size);
}
