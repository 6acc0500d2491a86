import { addDays, addMonths, ageOn, type LocalDate } from '../../platform/clock/local-date.js';
import { numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { type Finding, type JudgedFact, notAfter, notBefore } from './rule-finding.js';
import { say } from './rule-words.js';

/** First day on which somebody is that old; a person born on 29 February turns older on 1 March of a common year. */
export function dayOfAge(bornOn: LocalDate, age: number): LocalDate {
  const anniversary = addMonths(bornOn, age * 12);
  return ageOn(bornOn, anniversary) >= age ? anniversary : addDays(anniversary, 1);
}

/** Last day for the talk: one month from receipt; a letter sent under age starts no clock before the birthday (R01, R02). */
export function talkDueOn(view: CaseView, world: Pick<CaseWorld, 'bornOn'>, set: RuleSet): LocalDate | null {
  const received = view.milestones.APPLICATION_RECEIVED?.occurredOn;
  if (received === undefined) return null;
  const ofAge = dayOfAge(world.bornOn, numberOf(set, 'R01', 'ageMin'));
  return addMonths(received > ofAge ? received : ofAge, numberOf(set, 'R02', 'talkMonthsMax'));
}

/** R01 and R03. */
export function findingsOfApplication(judged: JudgedFact<FactOf<'APPLICATION_RECEIVED'>>): Finding[] {
  const { fact, world, set } = judged;
  const ageMin = numberOf(set, 'R01', 'ageMin');
  const ofAgeOn = dayOfAge(world.bornOn, ageMin);
  const { addressedTo } = fact.data;
  const age = notBefore(judged, ofAgeOn, {
    ruleId: 'R01',
    code: 'UNDER_AGE',
    facts: { occurredOn: fact.occurredOn, ageMin, ofAgeOn },
    reason: say(
      `申请人递交申请时未满 ${ageMin} 周岁(${ofAgeOn} 满 ${ageMin} 周岁),申请书不起算时间`,
      `The applicant is under ${ageMin} on ${fact.occurredOn} and turns ${ageMin} on ${ofAgeOn}; the letter starts no clock`,
    ),
    cure: say(
      `可先登记为“表达入党意愿”;请本人在 ${ofAgeOn} 或以后重新递交申请书。`,
      `Record it as a wish, and let the person apply again on ${ofAgeOn} or later.`,
    ),
  });
  const place: Finding = {
    ruleId: 'R03',
    code: 'ADDRESSEE',
    isBroken: addressedTo === 'RESIDENCE' && world.hasEmployerOrganization !== false,
    isAboutEntry: true,
    facts: { addressedTo, hasEmployerOrganization: world.hasEmployerOrganization },
    reason: say(
      '申请书递交给居住地党组织,未说明工作单位没有党组织',
      'The application went to the place of residence, and nothing says that the employer has no party organization',
    ),
    cure: say(
      '请说明本人没有工作单位或单位未建党组织,或者改向单位党组织提出。',
      "Give the reason (no employer, or no organization there), or apply to the employer's organization.",
    ),
  };
  return [age, place];
}

/** R02: the talk within a month of receipt. */
export function findingsOfTalk(judged: JudgedFact<FactOf<'APPLICANT_TALKED'>>): Finding[] {
  const { view, fact, world, set } = judged;
  const dueOn = talkDueOn(view, world, set) ?? fact.occurredOn;
  const talkers: Finding = {
    ruleId: 'R02',
    code: 'NO_TALKER',
    severity: 'BLOCK',
    isBroken: fact.data.talkerIds.length === 0,
    isAboutEntry: true,
    facts: { talkersCount: fact.data.talkerIds.length },
    reason: say('没有填写谈话人', 'Nobody is named who talked with the applicant'),
    cure: say('请填写党组织指派的谈话人。', 'Name whom the organization sent.'),
  };
  const late = notAfter(judged, dueOn, {
    ruleId: 'R02',
    code: 'TALK_LATE',
    facts: { dueOn, occurredOn: fact.occurredOn },
    reason: say(
      `应在 ${dueOn} 前同申请人谈话,实际谈话日期为 ${fact.occurredOn}`,
      `The talk was due by ${dueOn} and took place on ${fact.occurredOn}`,
    ),
    cure: say('请说明逾期原因,由审核人确认。', 'Give the reason for the delay; a second person confirms it.'),
  });
  return [talkers, late];
}

/** R02 (done before), R04 and R05. */
export function findingsOfDetermination(judged: JudgedFact<FactOf<'ACTIVIST_DETERMINED'>>): Finding[] {
  const { view, fact, world, set } = judged;
  const { recommendedBy, isLeagueMember, decidedBy } = fact.data;
  const leagueAgeMax = numberOf(set, 'R05', 'leagueAgeMax');
  const age = ageOn(world.bornOn, fact.occurredOn);
  return [
    {
      ruleId: 'R02',
      code: 'TALK_MISSING',
      severity: 'BLOCK',
      isBroken: view.milestones.APPLICANT_TALKED === undefined,
      facts: { talkedOn: view.milestones.APPLICANT_TALKED?.occurredOn ?? null },
      reason: say(
        '党组织尚未同入党申请人谈话,不能确定为入党积极分子',
        'The organization has not talked with the applicant, who cannot become an activist before',
      ),
      cure: say('请先派人谈话并登记。', 'Hold the talk and record it first.'),
    },
    { ruleId: 'R04', code: 'RECOMMENDED', isBroken: false, isAboutEntry: true, facts: { recommendedBy, decidedBy } },
    {
      ruleId: 'R05',
      code: 'LEAGUE_RECOMMENDATION',
      isBroken: isLeagueMember && age < leagueAgeMax && recommendedBy !== 'YOUTH_LEAGUE',
      isAboutEntry: true,
      facts: { isLeagueMember, age, leagueAgeMax, recommendedBy },
      reason: say(
        `该同志 ${age} 周岁,是共青团员,未经团组织推荐`,
        `The person is ${age}, a member of the Youth League, and was not recommended by it`,
      ),
      cure: say('请补充团组织推荐,或者说明原因。', 'Obtain the recommendation of the League, or give the reason.'),
    },
  ];
}
