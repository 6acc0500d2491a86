import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseWorld } from './case-world.js';
import { lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, taken, takenOn } from './rule-finding.js';
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

/** Last day of the general meeting after a passed pre-review; null where no rule sets one (R17). */
export function meetingDueOn(reviewedOn: LocalDate, world: CaseWorld, metOn: LocalDate | null = null): LocalDate | null {
  const dueOf = (set: RuleSet) =>
    isSwitchedOn(set, 'R17', 'isRequired') ? addMonths(reviewedOn, numberOf(set, 'R17', 'meetingMonthsMax')) : null;
  return lastDayInTime(world, reviewedOn, dueOf, metOn);
}

function findingsOfMeetingDay(judged: JudgedFact): Finding[] {
  const reviewedOn = judged.view.milestones.PRE_REVIEWED?.occurredOn;
  if (reviewedOn === undefined) return [];
  const dueOn = meetingDueOn(reviewedOn, judged.world, takenOn(judged));
  if (dueOn === null) return [];
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
