import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import { type Finding, type JudgedFact, notAfter, taken } from './rule-finding.js';
import { findingsOfClearance } from './rules-of-clearance.js';
import { findingsOfProspectFile } from './rules-of-cultivation.js';
import { findingsOfPower } from './rules-of-powers.js';
import { findingsOfPublicity } from './rules-of-publicity.js';
import { findingsOfVote } from './rules-of-votes.js';
import { say } from './rule-words.js';

function findingOfExamination({ view }: JudgedFact): Finding {
  const examinedOn = view.milestones.COMMITTEE_EXAMINED?.occurredOn ?? null;
  return {
    ruleId: 'R15',
    code: 'EXAMINATION_MISSING',
    isBroken: examinedOn === null,
    facts: { examinedOn },
    reason: say('支部委员会尚未审查合格', 'The branch committee has not examined the prospect with a good result'),
    cure: say('请先由支部委员会审查并登记。', 'Let the branch committee examine and record it first.'),
  };
}

function findingOfPreReview({ view }: JudgedFact): Finding {
  const reviewedOn = view.milestones.PRE_REVIEWED?.occurredOn ?? null;
  return {
    ruleId: 'R15',
    code: 'PRE_REVIEW_MISSING',
    isBroken: reviewedOn === null,
    facts: { reviewedOn },
    reason: say('尚未经具有审批权限的党委预审合格', 'A committee with approval power has not passed the pre-review'),
    cure: say('请先报上级党委预审。', 'Submit it for the pre-review first.'),
  };
}

/** R08 and R12 to R14 before the branch committee's examination. A failed one needs nothing but its paper. */
export function findingsOfCommittee(judged: JudgedFact<FactOf<'COMMITTEE_EXAMINED'>>): Finding[] {
  const outcome: Finding = { ruleId: 'R15', code: 'EXAMINATION', isBroken: false, isAboutEntry: true, facts: { ...judged.fact.data } };
  return judged.fact.data.isPassed ? [...findingsOfClearance(judged), ...findingsOfProspectFile(judged), outcome] : [outcome];
}

/** R15 and R16, with what must lie before (R12 to R14). */
export function findingsOfPreReview(judged: JudgedFact<FactOf<'PRE_REVIEWED'>>): Finding[] {
  const { fact, set } = judged;
  const { isPassed, leavesUnitOn, upperOrganizationId } = fact.data;
  const power = findingsOfPower(judged, { ruleId: 'R15', upperOrganizationId, needsApproval: true });
  if (!isPassed) return power;
  const monthsMax = numberOf(set, 'R16', 'leavingMonthsMax');
  const until = addMonths(fact.occurredOn, monthsMax);
  const leaving: Finding = {
    ruleId: 'R16',
    code: 'LEAVING_SOON',
    isBroken: leavesUnitOn !== null && leavesUnitOn <= until,
    isAboutEntry: true,
    facts: { leavesUnitOn, until },
    reason: say(
      `该同志将于 ${leavesUnitOn} 离开工作、学习单位,在 ${monthsMax} 个月以内,一般不办理接收手续`,
      `The prospect leaves the unit on ${leavesUnitOn}, within ${monthsMax} months, and is normally not admitted`,
    ),
    cure: say('请转由新单位党组织办理,或者说明特殊原因。', 'Leave it to the new unit, or give the special reason.'),
  };
  return [...findingsOfClearance(judged), findingOfExamination(judged), ...power, leaving];
}

/** R15: the form is issued only after the pre-review. */
export function findingsOfForm(judged: JudgedFact<FactOf<'FORM_FILLED'>>): Finding[] {
  return [findingOfPreReview(judged)];
}

/** R15, R17 and the vote itself. */
export function findingsOfAdmissionVote(judged: JudgedFact<FactOf<'ADMISSION_VOTED'>>): Finding[] {
  const { view, fact, set } = judged;
  const form: Finding = {
    ruleId: 'R15',
    code: 'FORM_MISSING',
    isBroken: view.milestones.FORM_FILLED === undefined,
    facts: { filledOn: view.milestones.FORM_FILLED?.occurredOn ?? null },
    reason: say('尚未填写《入党志愿书》', 'The application form has not been filled in'),
    cure: say('预审合格后请发给并填写《入党志愿书》。', 'Issue the form after the pre-review and let it be filled in.'),
  };
  const probation: Finding = {
    ruleId: 'R24',
    code: 'PROBATION_CLOCK',
    isBroken: false,
    facts: { probationFrom: fact.occurredOn, probationEndsOn: addMonths(fact.occurredOn, numberOf(set, 'R24', 'probationMonths')) },
  };
  return [
    ...findingsOfClearance(judged),
    findingOfExamination(judged),
    findingOfPreReview(judged),
    form,
    ...findingsOfMeetingDay(judged),
    ...findingsOfPublicity(judged, 'ADMISSION'),
    ...findingsOfVote(judged),
    probation,
  ];
}

function findingsOfMeetingDay(judged: JudgedFact): Finding[] {
  const reviewedOn = judged.view.milestones.PRE_REVIEWED?.occurredOn;
  if (reviewedOn === undefined || !isSwitchedOn(judged.set, 'R17', 'isRequired')) return [];
  const dueOn = addMonths(reviewedOn, numberOf(judged.set, 'R17', 'meetingMonthsMax'));
  const meeting = judged.set.branchMeeting;
  return [
    notAfter(judged, dueOn, {
      ruleId: 'R17',
      code: 'MEETING_LATE',
      facts: { preReviewedOn: reviewedOn, dueOn, occurredOn: judged.fact.occurredOn },
      reason: say(
        `${reviewedOn} 预审合格,${meeting.zh}应不迟于 ${dueOn} 召开,${taken(judged).zh}`,
        `After the pre-review of ${reviewedOn} the ${meeting.en} was due by ${dueOn}; ${taken(judged).en}`,
      ),
      cure: say('请说明逾期原因,由审核人确认。', 'Give the reason for the delay; a second person confirms it.'),
    }),
  ];
}

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

function findingsOfApprovalDay(judged: JudgedFact): Finding[] {
  const { view, fact, set } = judged;
  const votedOn = view.milestones.ADMISSION_VOTED?.occurredOn;
  if (votedOn === undefined) return [];
  const monthsMax = numberOf(set, 'R21', 'approvalMonthsMax');
  const specialMax = numberOf(set, 'R21', 'approvalMonthsSpecialMax');
  const dueOn = addMonths(votedOn, monthsMax);
  const limitOn = addMonths(votedOn, specialMax);
  const late = notAfter(judged, dueOn, {
    ruleId: 'R21',
    code: 'APPROVAL_LATE',
    facts: { votedOn, dueOn, occurredOn: fact.occurredOn },
    reason: say(
      `${set.branchMeeting.zh} ${votedOn} 通过,审批应不迟于 ${dueOn}(${monthsMax} 个月内),${taken(judged).zh}`,
      `The branch voted on ${votedOn}; the approval was due by ${dueOn}, within ${monthsMax} months; ${taken(judged).en}`,
    ),
    cure: say(`请说明特殊情况,最长不得超过 ${limitOn}。`, `Give the special reason; the last possible day is ${limitOn}.`),
  });
  const tooLate = notAfter(judged, limitOn, {
    ruleId: 'R21',
    code: 'APPROVAL_TOO_LATE',
    severity: 'BLOCK',
    facts: { votedOn, limitOn, occurredOn: fact.occurredOn },
    reason: say(
      `审批距 ${votedOn} 的支部决议超过 ${specialMax} 个月(最迟 ${limitOn})`,
      `The approval comes more than ${specialMax} months after the resolution of ${votedOn}; the last day was ${limitOn}`,
    ),
    cure: say(
      '该决议不能再批准:请登记“不予批准”,重新审查、预审并召开支部会议。',
      'This resolution can no longer be approved: record the refusal, and examine, pre-review and vote anew.',
    ),
  });
  return [late, tooLate];
}

/** Last day of the filing; the articles name no figure, so it is the installation's (R22). */
export function filingDueOn(decidedOn: LocalDate, set: RuleSet): LocalDate {
  return addMonths(decidedOn, numberOf(set, 'R22', 'filingMonthsMax'));
}

/** R22: filed above the committee that approved, with the number of the filing, soon. */
export function findingsOfAdmissionFiling(judged: JudgedFact<FactOf<'ADMISSION_FILED'>>): Finding[] {
  const { view, fact, world, set } = judged;
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
  const dueOn = filingDueOn(decided.occurredOn, set);
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

/** R23: the oath within a month. */
export function findingsOfOath(judged: JudgedFact<FactOf<'OATH_TAKEN'>>): Finding[] {
  const approvedOn = judged.view.milestones.ADMISSION_DECIDED?.occurredOn;
  if (approvedOn === undefined || !isSwitchedOn(judged.set, 'R23', 'isRequired')) return [];
  const dueOn = addMonths(approvedOn, numberOf(judged.set, 'R23', 'oathMonthsMax'));
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
