import { numberOf } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import { type Finding, type JudgedFact } from './rule-finding.js';
import { unfitPersons } from './rules-of-powers.js';
import { say } from './rule-words.js';

function findingOfStanding(judged: JudgedFact, introducerIds: readonly string[], isAboutEntry: boolean): Finding {
  const { fact } = judged;
  const { count: unfitCount, why } = unfitPersons(judged, introducerIds, 'INTRODUCER');
  return {
    ruleId: 'R12',
    code: 'INTRODUCER_UNFIT',
    isBroken: unfitCount > 0,
    isAboutEntry,
    facts: { unfitCount, on: fact.occurredOn },
    reason: say(`入党介绍人在 ${fact.occurredOn}:${why.zh}`, `Of the introducers, on ${fact.occurredOn}: ${why.en}`),
    cure: say('请另行确定两名本组织符合条件的正式党员作入党介绍人。', 'Determine two full members of the organization in good standing.'),
  };
}

/** R12: exactly two different full members of the organization that handles the case. */
export function findingsOfIntroducers(judged: JudgedFact<FactOf<'INTRODUCERS_DETERMINED'>>): Finding[] {
  const { introducerIds } = judged.fact.data;
  const introducersCount = new Set(introducerIds).size;
  const demanded = numberOf(judged.set, 'R12', 'introducersCount');
  return [
    {
      ruleId: 'R12',
      code: 'INTRODUCERS_COUNT',
      isBroken: introducersCount !== demanded || introducerIds.length !== demanded,
      isAboutEntry: true,
      facts: { introducersCount, demanded },
      reason:
        introducersCount === introducerIds.length
          ? say(
              `入党介绍人应为 ${demanded} 名,现填 ${introducersCount} 名`,
              `There are exactly ${demanded} introducers; ${introducersCount} were named`,
            )
          : say('同一人作为入党介绍人填了两次', 'The same person was named twice as an introducer'),
      cure: say(`请确定 ${demanded} 名正式党员作入党介绍人。`, `Name ${demanded} full members.`),
    },
    findingOfStanding(judged, introducerIds, true),
  ];
}

/** R14: long enough, and held by whom the article names. */
export function findingsOfTraining({ fact, set }: JudgedFact<FactOf<'TRAINING_COMPLETED'>>): Finding[] {
  const { daysCount, hoursCount, heldBy } = fact.data;
  const daysMin = numberOf(set, 'R14', 'trainingDaysMin');
  const hoursMin = numberOf(set, 'R14', 'trainingHoursMin');
  return [
    {
      ruleId: 'R14',
      code: 'TRAINING_SHORT',
      isBroken: daysCount < daysMin && hoursCount < hoursMin,
      isAboutEntry: true,
      facts: { daysCount, hoursCount, daysMin, hoursMin },
      reason: say(
        `集中培训 ${daysCount} 天、${hoursCount} 学时,应不少于 ${daysMin} 天或 ${hoursMin} 学时`,
        `The training lasted ${daysCount} days or ${hoursCount} class hours; ${daysMin} days or ${hoursMin} hours are needed`,
      ),
      cure: say('请补足培训后再登记。', 'Complete the training first.'),
    },
    {
      ruleId: 'R14',
      code: 'TRAINING_ORGANIZER',
      isBroken: heldBy === 'OTHER',
      isAboutEntry: true,
      facts: { heldBy },
      reason: say(
        '集中培训应由基层党委或县级党委组织部门组织',
        'The training is held by the grass-roots committee or the county organization department',
      ),
      cure: say('请参加基层党委或县级党委组织部门组织的培训。', 'Attend a training that one of them holds.'),
    },
  ];
}

/** R14: an exception is recorded individually, with its reason. */
export function findingsOfExemption({ fact }: JudgedFact<FactOf<'TRAINING_EXEMPTED'>>): Finding[] {
  return [
    {
      ruleId: 'R14',
      code: 'EXEMPTION_REASON',
      isBroken: fact.data.reason.trim() === '',
      isAboutEntry: true,
      reason: say('个别免训没有填写特殊情况的理由', 'The exception from the training gives no reason'),
      cure: say('请写明特殊情况和批准依据。', 'Say why, and who allowed it.'),
    },
  ];
}

/** R13: the outcome is stored, nothing else; a failed one blocks what follows. */
export function findingsOfReview({ fact }: JudgedFact<FactOf<'POLITICAL_REVIEWED'>>): Finding[] {
  return [{ ruleId: 'R13', code: 'REVIEW', isBroken: false, isAboutEntry: true, facts: { isPassed: fact.data.isPassed } }];
}

/** All that must be there before the branch examines, pre-reviews and votes (R12, R13, R14). */
export function findingsOfClearance(judged: JudgedFact): Finding[] {
  const { INTRODUCERS_DETERMINED, POLITICAL_REVIEWED, TRAINING_COMPLETED, TRAINING_EXEMPTED } = judged.view.milestones;
  const review = POLITICAL_REVIEWED?.data.isPassed ?? null;
  const trainedOn = TRAINING_COMPLETED?.occurredOn ?? TRAINING_EXEMPTED?.occurredOn ?? null;
  const findings: Finding[] = [
    {
      ruleId: 'R12',
      code: 'INTRODUCERS_MISSING',
      isBroken: INTRODUCERS_DETERMINED === undefined,
      facts: { determinedOn: INTRODUCERS_DETERMINED?.occurredOn ?? null },
      reason: say('尚未确定入党介绍人', 'The introducers have not been determined'),
      cure: say('请先确定两名正式党员作入党介绍人。', 'Determine two full members first.'),
    },
    {
      ruleId: 'R13',
      code: review === false ? 'REVIEW_FAILED' : 'REVIEW_MISSING',
      isBroken: review !== true,
      facts: { isPassed: review, reviewedOn: POLITICAL_REVIEWED?.occurredOn ?? null },
      reason:
        review === false
          ? say(
              `政治审查(${POLITICAL_REVIEWED?.occurredOn})不合格,不能发展入党`,
              `The political review of ${POLITICAL_REVIEWED?.occurredOn} was not passed`,
            )
          : say('尚未进行政治审查', 'The political review has not been held'),
      cure: say('请完成政治审查并形成合格结论后再办理。', 'Complete the political review with a passed conclusion first.'),
    },
    {
      ruleId: 'R14',
      code: 'TRAINING_MISSING',
      isBroken: trainedOn === null,
      facts: { trainedOn },
      reason: say('尚未参加集中培训,也没有个别免训的记录', 'There is neither a training nor a recorded exception'),
      cure: say('请先完成集中培训。', 'Complete the training first.'),
    },
  ];
  if (judged.fact.kind !== 'ADMISSION_VOTED' || !INTRODUCERS_DETERMINED) return findings;
  return [...findings, findingOfStanding(judged, INTRODUCERS_DETERMINED.data.introducerIds, false)];
}
