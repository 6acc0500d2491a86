import { newId } from '../../src/platform/database/ids.js';

/** One step of the life that the tests walk. */
export interface LifeStep {
  kind: string;
  occurredOn: string;
  documentNumber: string | null;
  /** Content of `fact` in the input. */
  fact: object;
  overrides?: { ruleId: string; reason: string }[];
}

interface Cast {
  members: readonly string[];
  committeeId: string;
  districtId: string;
}

/** All five members of the branch vote. */
export const UNANIMOUS = {
  due: 5,
  present: 5,
  written: 0,
  yes: 5,
  no: 0,
  abstain: 0,
  invalid: 0,
  isSecret: true,
  isIndividual: true,
  introducersAttended: true,
  candidateAttended: true,
};

/** `APPLICANT_TALKED` of `{ applicantTalked: … }`. */
function kindOf(fact: object): string {
  return Object.keys(fact)[0]!
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase();
}

/**
 * A whole life from the letter of January 2024 to the archive of July 2026, without a single warning. The admission is voted on 2025-06-20, so
 * the probation ends on 2026-06-20; the text of 2026 is in force from 2026-05-18 on.
 */
export function LIFE({ members, committeeId, districtId }: Cast): LifeStep[] {
  const [first, second] = members;
  const upperOrganizationId = committeeId;
  const inspected = { outcome: 'QUALIFIED' };
  const steps: [string, object, string?][] = [
    ['2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } }],
    ['2024-01-20', { applicantTalked: { talkerIds: [first] } }],
    [
      '2024-03-01',
      { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } },
      '支〔2024〕1号',
    ],
    ['2024-03-05', { activistFiled: { upperOrganizationId } }, '备〔2024〕1号'],
    ['2024-03-06', { contactsAppointed: { contactIds: [first, second] } }, '支〔2024〕2号'],
    ['2024-08-30', { cultivationInspected: inspected }],
    ['2025-02-28', { cultivationInspected: inspected }],
    ['2025-03-10', { listingOpinionsHeard: { partyGroup: true, contacts: true, members: true, masses: true } }],
    ['2025-03-12', { listingAgreed: { decidedBy: 'BRANCH_COMMITTEE', isAgreed: true } }, '支〔2025〕1号'],
    ['2025-03-13', { publicityStarted: { purpose: 'LISTING', place: '支部公示栏' } }, '示〔2025〕1号'],
    ['2025-03-21', { publicityEnded: { purpose: 'LISTING', isTakenDownEarly: false } }],
    ['2025-03-28', { listingDecided: { decision: 'CONSENT', isAgreed: true, upperOrganizationId } }, '园党〔2025〕3号'],
    ['2025-03-31', { introducersDetermined: { introducerIds: [first, second] } }, '支〔2025〕2号'],
    ['2025-04-20', { politicalReviewed: { isPassed: true } }, '政审〔2025〕1号'],
    ['2025-05-10', { trainingCompleted: { daysCount: 3, hoursCount: 24, heldBy: 'GRASSROOTS_COMMITTEE' } }, '训〔2025〕1号'],
    ['2025-05-20', { committeeExamined: { isPassed: true } }, '支〔2025〕3号'],
    ['2025-06-01', { preReviewed: { isPassed: true, upperOrganizationId } }, '园党〔2025〕5号'],
    ['2025-06-05', { formFilled: { formNumber: `志愿书-${newId().slice(-10)}` } }],
    ['2025-06-20', { admissionVoted: { ballot: UNANIMOUS, isAccepted: true } }, '支〔2025〕4号'],
    ['2025-07-01', { admissionTalked: { talkerIds: [second] } }],
    ['2025-07-10', { admissionDecided: { isApproved: true, upperOrganizationId, isCollective: true } }, '园党〔2025〕8号'],
    ['2025-07-15', { admissionFiled: { upperOrganizationId: districtId } }, '备〔2025〕2号'],
    ['2025-07-16', { branchAssigned: { partyGroup: '第一党小组' } }],
    ['2025-07-20', { oathTaken: true }],
    ['2025-12-20', { probationInspected: inspected }],
    ['2026-06-10', { conversionApplied: true }],
    ['2026-06-12', { conversionOpinionsHeard: { partyGroup: true, members: true, masses: true } }],
    ['2026-06-15', { conversionExamined: { decision: 'CONVERT' } }, '支〔2026〕1号'],
    ['2026-06-22', { conversionVoted: { ballot: UNANIMOUS, decision: 'CONVERT', isAccepted: true } }, '支〔2026〕2号'],
    ['2026-07-05', { conversionDecided: { isApproved: true, upperOrganizationId, isCollective: true } }, '园党〔2026〕6号'],
    ['2026-07-10', { archived: { place: 'PERSONNEL_FILE' } }],
  ];
  return steps.map(([occurredOn, fact, documentNumber]) => ({
    kind: kindOf(fact),
    occurredOn,
    fact,
    documentNumber: documentNumber ?? null,
  }));
}
