import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseWorld } from './case-world.js';
import { lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, taken, takenOn } from './rule-finding.js';
import { findingsOfPower } from './rules-of-powers.js';
import { findingsOfPublicity } from './rules-of-publicity.js';
import { say } from './rule-words.js';

/** R21: somebody of the upper committee talked with the candidate. */
export function findingsOfUpperTalk({ fact }: JudgedFact<FactOf<'ADMISSION_TALKED'>>): Finding[] {
  return [
    {
      ruleId: 'R21',
      code: 'NO_TALKER',
      severity: 'BLOCK',
      isBroken: fact.data.talkerIds.length === 0,
      isAboutEntry: true,
      facts: { talkersCount: fact.data.talkerIds.length },
      reason: say('没有填写上级党委指派的谈话人', 'Nobody is named whom the upper committee sent to talk'),
      cure: say('请填写谈话人。', 'Name who talked.'),
    },
  ];
}

/** A decision is taken collectively by a committee that may take it (R21). */
export function findingsOfDecidingBody(judged: JudgedFact<FactOf<'ADMISSION_DECIDED'> | FactOf<'CONVERSION_DECIDED'>>): Finding[] {
  const { upperOrganizationId, isCollective } = judged.fact.data;
  const collective: Finding = {
    ruleId: 'R21',
    code: 'NOT_COLLECTIVE',
    severity: 'BLOCK',
    isBroken: !isCollective,
    isAboutEntry: true,
    facts: { isCollective },
    reason: say('审批没有经党委会集体讨论决定', 'The committee did not decide collectively'),
    cure: say('请由党委会集体讨论、表决决定。', 'Let the committee decide collectively.'),
  };
  return [collective, ...findingsOfPower(judged, { ruleId: 'R21', upperOrganizationId, needsApproval: true })];
}

/** R21: talk, time and body. A refusal is possible at any time. */
export function findingsOfAdmissionDecision(judged: JudgedFact<FactOf<'ADMISSION_DECIDED'>>): Finding[] {
  const { view, fact } = judged;
  const body = findingsOfDecidingBody(judged);
  if (!fact.data.isApproved) return body;
  const talkedOn = view.milestones.ADMISSION_TALKED?.occurredOn ?? null;
  const talk: Finding = {
    ruleId: 'R21',
    code: 'UPPER_TALK_MISSING',
    severity: 'BLOCK',
    isBroken: talkedOn === null,
    facts: { talkedOn },
    reason: say('上级党委审批前尚未派人同本人谈话', 'The upper committee has not sent anybody to talk with the candidate'),
    cure: say('请先派人谈话并登记。', 'Hold the talk and record it first.'),
  };
  return [...findingsOfApprovalDay(judged), talk, ...findingsOfPublicity(judged, 'ADMISSION'), ...body];
}

/** Last days of the approval, normally and in special cases (R21). */
export function approvalDueOn(
  votedOn: LocalDate,
  world: CaseWorld,
  metOn: LocalDate | null = null,
): Readonly<Record<'dueOn' | 'limitOn', LocalDate>> {
  const lastDay = (name: string) => lastDayInTime(world, votedOn, (set) => addMonths(votedOn, numberOf(set, 'R21', name)), metOn);
  return { dueOn: lastDay('approvalMonthsMax'), limitOn: lastDay('approvalMonthsSpecialMax') };
}

function findingsOfApprovalDay(judged: JudgedFact): Finding[] {
  const { view, fact, set, world } = judged;
  const votedOn = view.milestones.ADMISSION_VOTED?.occurredOn;
  if (votedOn === undefined) return [];
  const { dueOn, limitOn } = approvalDueOn(votedOn, world, takenOn(judged));
  const late = notAfter(judged, dueOn, {
    ruleId: 'R21',
    code: 'APPROVAL_LATE',
    facts: { votedOn, dueOn, occurredOn: fact.occurredOn },
    reason: say(
      `${set.branchMeeting.zh} ${votedOn} 通过,审批应不迟于 ${dueOn},${taken(judged).zh}`,
      `The branch voted on ${votedOn}; the approval was due by ${dueOn}; ${taken(judged).en}`,
    ),
    cure: say(`请说明特殊情况,最长不得超过 ${limitOn}。`, `Give the special reason; the last possible day is ${limitOn}.`),
  });
  const tooLate = notAfter(judged, limitOn, {
    ruleId: 'R21',
    code: 'APPROVAL_TOO_LATE',
    severity: 'BLOCK',
    facts: { votedOn, limitOn, occurredOn: fact.occurredOn },
    reason: say(
      `对 ${votedOn} 的支部决议,审批最迟为 ${limitOn},特殊情况也不得超过`,
      `The resolution of ${votedOn} could be approved by ${limitOn} at the latest, in special cases too`,
    ),
    cure: say(
      '该决议不能再批准:请登记“不予批准”,重新审查、预审并召开支部会议。',
      'This resolution can no longer be approved: record the refusal, and examine, pre-review and vote anew.',
    ),
  });
  return [late, tooLate];
}

/** Last day of the filing; the articles name no figure, so it is the installation's (R22). */
export function filingDueOn(decidedOn: LocalDate, world: CaseWorld, metOn: LocalDate | null = null): LocalDate {
  return lastDayInTime(world, decidedOn, (set) => addMonths(decidedOn, numberOf(set, 'R22', 'filingMonthsMax')), metOn);
}

/** R22: filed above the committee that approved, with the number of the filing, soon. */
export function findingsOfAdmissionFiling(judged: JudgedFact<FactOf<'ADMISSION_FILED'>>): Finding[] {
  const { view, fact, world } = judged;
  const { upperOrganizationId } = fact.data;
  const above = findingsOfPower(judged, { ruleId: 'R22', upperOrganizationId, needsApproval: false });
  const findings = above.map((finding): Finding => ({ ...finding, severity: 'WARN' }));
  findings.push({
    ruleId: 'R22',
    code: 'FILING_NUMBER',
    isBroken: (fact.documentNumber ?? '').trim() === '',
    isAboutEntry: true,
    facts: { documentNumber: fact.documentNumber },
    reason: say('备案没有填写文号', 'The filing has no document number'),
    cure: say('请填写备案的文号,或者说明原因。', 'Enter the number of the filing, or give the reason.'),
  });
  const decided = view.milestones.ADMISSION_DECIDED;
  if (!decided) return findings;
  const dueOn = filingDueOn(decided.occurredOn, world, takenOn(judged));
  const approving = decided.data.upperOrganizationId;
  const next: Finding = {
    ruleId: 'R22',
    code: 'FILED_WITH_APPROVER',
    isBroken: upperOrganizationId === approving || world.powerOver(upperOrganizationId, approving)?.isAbove === false,
    isAboutEntry: true,
    facts: { upperOrganizationId, approvedBy: approving },
    reason: say(
      '备案单位就是审批的党委,或者不是它的上级;应报再上一级党委组织部门',
      'The filing went to the committee that approved, or to one that is not above it; it goes to the organization department one level up',
    ),
    cure: say('请选择审批党委的上级组织。', 'Choose an organization above the one that approved.'),
  };
  const late = notAfter(judged, dueOn, {
    ruleId: 'R22',
    code: 'FILING_LATE',
    facts: { decidedOn: decided.occurredOn, dueOn },
    reason: say(
      `${decided.occurredOn} 批准后,备案应不迟于 ${dueOn}(期限为本地设定),${taken(judged).zh}`,
      `After the approval of ${decided.occurredOn} the filing was due by ${dueOn}, a local limit; ${taken(judged).en}`,
    ),
    cure: say('请补报备案,并说明逾期原因。', 'File it now, and give the reason for the delay.'),
  });
  return [...findings, next, late];
}

/** R22 where a later step looks back: the approval has been filed. */
export function findingsOfFilingDone({ view }: JudgedFact): Finding[] {
  const filedOn = view.milestones.ADMISSION_FILED?.occurredOn ?? null;
  return [
    {
      ruleId: 'R22',
      code: 'ADMISSION_NOT_FILED',
      isBroken: filedOn === null,
      facts: { filedOn },
      reason: say('审批结果尚未报上一级党委组织部门备案', 'The approval has not been filed with the next-higher organization department'),
      cure: say('请补报备案,或者说明原因。', 'File it, or give the reason.'),
    },
  ];
}

/** Last day of the oath; null where no rule sets one (R23). */
export function oathDueOn(approvedOn: LocalDate, world: CaseWorld, metOn: LocalDate | null = null): LocalDate | null {
  const dueOf = (set: RuleSet) =>
    isSwitchedOn(set, 'R23', 'isRequired') ? addMonths(approvedOn, numberOf(set, 'R23', 'oathMonthsMax')) : null;
  return lastDayInTime(world, approvedOn, dueOf, metOn);
}

/** R23: the oath within a month. */
export function findingsOfOath(judged: JudgedFact<FactOf<'OATH_TAKEN'>>): Finding[] {
  const approvedOn = judged.view.milestones.ADMISSION_DECIDED?.occurredOn;
  if (approvedOn === undefined) return [];
  const dueOn = oathDueOn(approvedOn, judged.world, takenOn(judged));
  if (dueOn === null) return [];
  return [
    notAfter(judged, dueOn, {
      ruleId: 'R23',
      code: 'OATH_LATE',
      facts: { approvedOn, dueOn },
      reason: say(
        `${approvedOn} 批准,入党宣誓一般应不迟于 ${dueOn},${taken(judged).zh}`,
        `After the approval of ${approvedOn} the oath is normally due by ${dueOn}; ${taken(judged).en}`,
      ),
      cure: say('请说明逾期原因。', 'Give the reason for the delay.'),
    }),
  ];
}
