import { numberOf } from '../rule-sets/rule-set.js';
import type { Ballot, FactOf } from './case-facts.js';
import { type Finding, type JudgedFact } from './rule-finding.js';
import { say } from './rule-words.js';

type Vote = FactOf<'ADMISSION_VOTED'> | FactOf<'CONVERSION_VOTED'>;

/** What the figures of a ballot say, whatever was written down as the result (R18, R19, INV-15). */
function resultOf({ due, present, yes }: Ballot): { hasQuorum: boolean; hasMajority: boolean; isAccepted: boolean } {
  const hasQuorum = 2 * present > due;
  const hasMajority = 2 * yes > due;
  return { hasQuorum, hasMajority, isAccepted: hasQuorum && hasMajority };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** The figures add up; no voter's choice is among them (INV-15). */
function findingsOfSums({ due, present, written, yes, no, abstain, invalid }: Ballot): Finding[] {
  const cast = yes + no + abstain + invalid;
  const figures = [due, present, written, yes, no, abstain, invalid];
  return [
    {
      ruleId: 'INV-15',
      code: 'BALLOT_COUNTS',
      isBroken: !figures.every(isCount),
      reason: say('票数应为不小于零的整数', 'The figures of a ballot are whole numbers from zero'),
      cure: say('请按会议记录填写。', 'Enter them as the minutes have them.'),
    },
    {
      ruleId: 'INV-15',
      code: 'MORE_THAN_DUE',
      isBroken: present + written > due,
      facts: { due, present, written },
      reason: say(
        `到会 ${present} 人加书面意见 ${written} 份,超过应到会 ${due} 人`,
        `${present} present and ${written} written opinions are more than the ${due} members due`,
      ),
      cure: say(
        '书面意见只计未到会党员会前送达的,请核对。',
        'Written opinions come from members not present, before the meeting; check them.',
      ),
    },
    {
      ruleId: 'INV-15',
      code: 'BALLOT_SUM',
      isBroken: cast !== present + written,
      facts: { cast, expected: present + written, yes, no, abstain, invalid },
      reason: say(
        `赞成、反对、弃权和无效票合计 ${cast} 票,应等于到会人数与书面意见之和 ${present + written}`,
        `Yes, No, abstentions and invalid votes are ${cast}; present and written are ${present + written}`,
      ),
      cure: say('请核对计票记录。', 'Check the count.'),
    },
  ];
}

function findingsOfNumbers({ set, world, fact, view }: JudgedFact, ballot: Ballot): Finding[] {
  const { due, present } = ballot;
  const votersMin = numberOf(set, 'R19', 'votersMin');
  const meeting = set.branchMeeting;
  const registered = world.votersDueOn(view.organizationId ?? fact.organizationId, fact.occurredOn);
  return [
    {
      ruleId: 'R18',
      code: 'QUORUM',
      isBroken: !resultOf(ballot).hasQuorum,
      facts: { due, present, needed: Math.floor(due / 2) + 1 },
      reason: say(
        `应到会有表决权党员 ${due} 人,到会 ${present} 人,未超过半数,会议无效`,
        `${present} of ${due} voting members were present, not more than half; the meeting is void`,
      ),
      cure: say(
        `请重新召开${meeting.zh},到会至少 ${Math.floor(due / 2) + 1} 人。`,
        `Hold the ${meeting.en} again with at least ${Math.floor(due / 2) + 1}.`,
      ),
    },
    {
      ruleId: 'R19',
      code: 'TOO_FEW_VOTERS',
      isBroken: due < votersMin,
      facts: { due, votersMin },
      reason: say(
        `应到会有表决权的正式党员只有 ${due} 人,不足 ${votersMin} 人`,
        `Only ${due} voting full members are due; at least ${votersMin} are needed`,
      ),
      cure: say('请由上级党组织安排与其他支部联合讨论。', 'Let the organization above arrange a meeting with another branch.'),
    },
    {
      ruleId: 'R20',
      code: 'COUNTED_WITHOUT_VOTE',
      isBroken: registered !== null && registered > 0 && due > registered,
      facts: { due, registered },
      reason: say(
        `应到会人数填 ${due} 人,名册中有表决权的正式党员只有 ${registered} 人;预备党员和持活动证的流动党员没有表决权`,
        `${due} members were counted as due and the register has ${registered} with a vote; probationary members and guests have none`,
      ),
      cure: say('请核对应到会人数,剔除没有表决权的人员。', 'Count only members with a vote.'),
    },
    {
      ruleId: 'R20',
      code: 'ROSTER_EMPTY',
      severity: 'WARN',
      isBroken: registered === 0,
      facts: { due, registered },
      reason: say(
        `名册中本支部在 ${fact.occurredOn} 没有有表决权的正式党员,无法核对应到会人数 ${due} 人`,
        `On ${fact.occurredOn} the register has no member of the branch with a vote; the ${due} who were due cannot be checked`,
      ),
      cure: say('请先在名册中登记本支部党员,或者说明原因。', 'Enter the members of the branch in the register, or give the reason.'),
    },
    {
      ruleId: 'R20',
      code: 'FEWER_THAN_REGISTERED',
      severity: 'WARN',
      isBroken: registered !== null && due < registered,
      facts: { due, registered },
      reason: say(
        `应到会人数填 ${due} 人,少于名册中有表决权的正式党员 ${registered} 人`,
        `${due} members were counted as due; the register has ${registered} with a vote`,
      ),
      cure: say('请核对;依规定不计入应到会人数的,请写明原因。', 'Check it, or say whom the meeting does not count and why.'),
    },
  ];
}

/** How the ballot was held (R19). Introducers attend an admission; the candidate attends unless it is about disqualification. */
function findingsOfManner(fact: Vote): Finding[] {
  const { ballot } = fact.data;
  const isAdmission = fact.kind === 'ADMISSION_VOTED';
  const mayBeAbsent = fact.kind === 'CONVERSION_VOTED' && fact.data.decision === 'DISQUALIFY';
  const findings: Finding[] = [
    {
      ruleId: 'R19',
      code: 'NOT_SECRET',
      isBroken: !ballot.isSecret,
      facts: { isSecret: ballot.isSecret },
      reason: say('没有采取无记名投票方式表决', 'The ballot was not secret'),
      cure: say('请重新开会,以无记名投票方式表决。', 'Hold the meeting again with a secret ballot.'),
    },
    {
      ruleId: 'R19',
      code: 'NOT_INDIVIDUAL',
      isBroken: !ballot.isIndividual,
      facts: { isIndividual: ballot.isIndividual },
      reason: say('没有逐个讨论和表决', 'The candidates were not discussed and voted on one by one'),
      cure: say('请逐个讨论、逐个表决。', 'Discuss and vote on each candidate alone.'),
    },
    {
      ruleId: 'R19',
      code: 'CANDIDATE_ABSENT',
      isBroken: !ballot.candidateAttended && !mayBeAbsent,
      facts: { candidateAttended: ballot.candidateAttended },
      reason: say('本人没有到会', 'The candidate did not attend'),
      cure: say('请在本人能够到会时重新开会。', 'Hold the meeting when the candidate can attend.'),
    },
  ];
  if (!isAdmission) return findings;
  const introducers: Finding = {
    ruleId: 'R19',
    code: 'INTRODUCERS_ABSENT',
    isBroken: !ballot.introducersAttended,
    facts: { introducersAttended: ballot.introducersAttended },
    reason: say('入党介绍人没有到会', 'The introducers did not attend'),
    cure: say('请在入党介绍人能够到会时重新开会。', 'Hold the meeting when the introducers can attend.'),
  };
  return [...findings, introducers];
}

/** The result that was written down is what the figures say; otherwise both are shown (INV-15, R19). */
function findingOfResult({ data: { ballot, isAccepted } }: Vote): Finding {
  const { due, yes } = ballot;
  const byFigures = resultOf(ballot).isAccepted;
  const needed = Math.floor(due / 2) + 1;
  const word = (value: boolean) => (value ? say('通过', 'accepted') : say('未通过', 'not accepted'));
  return {
    ruleId: 'INV-15',
    code: 'RESULT_DIFFERS',
    isBroken: byFigures !== isAccepted,
    facts: { yes, due, needed, byFigures, isAccepted },
    reason: say(
      `赞成 ${yes} 票,应到会 ${due} 人(须 ${needed} 票),按票数为“${word(byFigures).zh}”,登记为“${word(isAccepted).zh}”`,
      `${yes} of ${due} members due said Yes (${needed} are needed): by the figures ${word(byFigures).en}, recorded as ${word(isAccepted).en}`,
    ),
    cure: say('请核对票数和表决结果。', 'Check the figures and the result.'),
  };
}

/** All that is asked of a vote of the branch, on an admission or a conversion (R18, R19, R20, INV-15). */
export function findingsOfVote(judged: JudgedFact<Vote>): Finding[] {
  const { fact } = judged;
  const { ballot } = fact.data;
  const findings = [
    ...findingsOfSums(ballot),
    ...findingsOfNumbers(judged, ballot),
    {
      ruleId: 'R19',
      code: 'MAJORITY',
      isBroken: false,
      facts: { yes: ballot.yes, due: ballot.due, needed: Math.floor(ballot.due / 2) + 1 },
    },
    ...findingsOfManner(fact),
    findingOfResult(fact),
  ];
  return findings.map((finding) => ({ ...finding, isAboutEntry: true }));
}
