import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { numberOf } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseWorld } from './case-world.js';
import { PROBATION_STAGES } from './fact-table.js';
import { lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, taken, takenOn } from './rule-finding.js';
import { say } from './rule-words.js';

/** R28: a membership on probation ends by vote and approval, never by a removal or by ending the case. */
export function findingsOfRemoval({ view }: JudgedFact<FactOf<'REMOVED'> | FactOf<'CASE_ENDED'>>): Finding[] {
  return [
    {
      ruleId: 'R28',
      code: 'REMOVAL_OF_MEMBER',
      isBroken: PROBATION_STAGES.includes(view.stage),
      isAbsolute: true,
      facts: { stage: view.stage },
      reason: say(
        '预备党员的资格须经支部党员大会表决并报上级党委批准方可取消',
        'A probationary member is disqualified by a vote of the branch and an approval above',
      ),
      cure: say('请召开会议讨论取消预备党员资格,并报上级党委审批。', 'Vote on the disqualification and submit it for approval.'),
    },
  ];
}

/** Last day to archive the papers after the decision on the conversion (R34). */
export function archiveDueOn(decidedOn: LocalDate, world: CaseWorld, metOn: LocalDate | null = null): LocalDate {
  return lastDayInTime(world, decidedOn, (set) => addMonths(decidedOn, numberOf(set, 'R34', 'archiveMonthsMax')), metOn);
}

/** R34: the papers of a member who was converted are there, and in time. */
export function findingsOfArchive(judged: JudgedFact<FactOf<'ARCHIVED'>>): Finding[] {
  const { milestones } = judged.view;
  const decidedOn = milestones.CONVERSION_DECIDED?.occurredOn ?? judged.fact.occurredOn;
  const dueOn = archiveDueOn(decidedOn, judged.world, takenOn(judged));
  const papers = { FORM_FILLED: '入党志愿书', POLITICAL_REVIEWED: '政治审查材料', CONVERSION_APPLIED: '转正申请书' } as const;
  const isFull = judged.view.stage === 'FULL';
  const missing = Object.entries(papers).filter(([kind]) => isFull && milestones[kind as keyof typeof papers] === undefined);
  return [
    {
      ruleId: 'R34',
      code: 'PAPERS_MISSING',
      isBroken: missing.length > 0,
      facts: { missing: missing.map(([kind]) => kind).join(', ') },
      reason: say(
        `归档材料不齐,个案中没有${missing.map(([, zh]) => zh).join('、')}的记录`,
        `Papers are missing; the case has no record of ${missing.map(([kind]) => kind).join(', ')}`,
      ),
      cure: say('请补齐材料,或者说明原因。', 'Complete the papers, or give the reason.'),
    },
    notAfter(judged, dueOn, {
      ruleId: 'R34',
      code: 'ARCHIVE_LATE',
      facts: { decidedOn, dueOn },
      reason: say(
        `${decidedOn} 审批后应及时归档(本地期限 ${dueOn}),${taken(judged).zh}`,
        `After the decision of ${decidedOn} the papers were to be archived by ${dueOn}; ${taken(judged).en}`,
      ),
      cure: say('请说明逾期原因。', 'Give the reason for the delay.'),
    }),
  ];
}
