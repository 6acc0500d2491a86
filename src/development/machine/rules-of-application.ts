import { addDays, addMonths, ageOn, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseWorld } from './case-world.js';
import { firstDayAllowed, lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, notBefore, taken, takenOn } from './rule-finding.js';
import { say } from './rule-words.js';

/** First day on which somebody is that old; a person born on 29 February turns older on 1 March of a common year. */
export function dayOfAge(bornOn: LocalDate, age: number): LocalDate {
  const anniversary = addMonths(bornOn, age * 12);
  return ageOn(bornOn, anniversary) >= age ? anniversary : addDays(anniversary, 1);
}

/** Last day for the talk: one month from receipt; a letter sent under age starts no clock before the birthday (R01, R02). */
export function talkDueOn(receivedOn: LocalDate, world: CaseWorld, metOn: LocalDate | null = null): LocalDate {
  const dueOf = (set: RuleSet) => {
    const ofAge = dayOfAge(world.bornOn, numberOf(set, 'R01', 'ageMin'));
    return addMonths(receivedOn > ofAge ? receivedOn : ofAge, numberOf(set, 'R02', 'talkMonthsMax'));
  };
  return lastDayInTime(world, receivedOn, dueOf, metOn);
}

/** R01 and R03. */
export function findingsOfApplication(judged: JudgedFact<FactOf<'APPLICATION_RECEIVED'>>): Finding[] {
  const { fact, world } = judged;
  const ageOf = (set: RuleSet) => numberOf(set, 'R01', 'ageMin');
  const { on: ofAgeOn, set } = firstDayAllowed(world, fact.occurredOn, (rules) => dayOfAge(world.bornOn, ageOf(rules)));
  const ageMin = ageOf(set);
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
  return [age, ...findingsOfAddressee(judged)];
}

/** Where only mobile people apply (R03): [Chinese, English]. */
const MOBILE_PLACES = {
  EMPLOYER_LOCALITY: ['单位所在地党组织', "the organization of the employer's locality"],
  SUPERVISING_UNIT: ['单位主管部门党组织', "the organization of the employer's supervising unit"],
  MOBILE_LOCALITY: ['流动党员党组织', 'the organization of mobile members'],
} as const;

/** R03: to the employer's organization; where there is none to that of the residence; mobile people also where they work. */
function findingsOfAddressee({ fact, set }: JudgedFact<FactOf<'APPLICATION_RECEIVED'>>): Finding[] {
  const { addressedTo, hasEmployerOrganization = null, isMobile = null } = fact.data;
  const shared = { ruleId: 'R03', isAboutEntry: true, facts: { addressedTo, hasEmployerOrganization, isMobile } } as const;
  if (addressedTo === 'EMPLOYER') return [{ ...shared, code: 'ADDRESSEE', isBroken: false }];
  if (addressedTo === 'RESIDENCE') {
    const residence: Finding = {
      ...shared,
      code: 'ADDRESSEE',
      isBroken: isSwitchedOn(set, 'R03', 'isResidenceExplained') && hasEmployerOrganization !== false,
      reason: hasEmployerOrganization
        ? say(
            '申请书递交给居住地党组织,而工作单位建有党组织',
            'The application went to the place of residence although the employer has a party organization',
          )
        : say(
            '申请书递交给居住地党组织,未说明本人没有工作单位或单位未建党组织',
            'The application went to the place of residence, and nothing says that there is no employer or no party organization there',
          ),
      cure: say(
        '请填明没有工作单位或单位未建党组织;单位有党组织的请改向单位提出,或者说明原因。',
        "State that there is no employer or no organization there; else apply to the employer's organization, or give the reason.",
      ),
    };
    return [residence];
  }
  const [zh, en] = MOBILE_PLACES[addressedTo];
  const mobile: Finding = {
    ...shared,
    code: 'ADDRESSEE_NOT_MOBILE',
    isBroken: isSwitchedOn(set, 'R03', 'isMobilityExplained') && isMobile !== true,
    reason: say(`申请书递交给${zh},未说明本人是流动人员`, `The application went to ${en}, and nothing says that the person is mobile`),
    cure: say(
      '是流动人员的请填明;不是的请向工作单位或居住地党组织提出,或者说明原因。',
      'State that the person is mobile; else apply at the employer or the residence, or give the reason.',
    ),
  };
  return [mobile];
}

/** R02: the talk within a month of receipt. */
export function findingsOfTalk(judged: JudgedFact<FactOf<'APPLICANT_TALKED'>>): Finding[] {
  const { view, fact, world } = judged;
  const dueOn = talkDueOn(view.milestones.APPLICATION_RECEIVED?.occurredOn ?? fact.occurredOn, world, takenOn(judged));
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
      `同申请人谈话应不迟于 ${dueOn},${taken(judged).zh}`,
      `The talk with the applicant was due by ${dueOn}; ${taken(judged).en}`,
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
