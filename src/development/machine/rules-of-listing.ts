import { numberOf, wordOfRule } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import { standingPublicity } from './fact-places.js';
import { type Finding, type JudgedFact } from './rule-finding.js';
import { findingsOfCultivation } from './rules-of-cultivation.js';
import { findingsOfPower } from './rules-of-powers.js';
import { findingsOfPublicity } from './rules-of-publicity.js';
import { say } from './rule-words.js';

const HEARD_WORDS = {
  partyGroup: ['党小组', 'the party group'],
  contacts: ['培养联系人', 'the contacts'],
  members: ['党员', 'members'],
  masses: ['群众', 'the masses'],
} as const;

/** R10: at least one circle was heard; several facts may share the four. */
export function findingsOfOpinions({ fact }: JudgedFact<FactOf<'LISTING_OPINIONS_HEARD'>>): Finding[] {
  return [
    {
      ruleId: 'R10',
      code: 'NOBODY_HEARD',
      isBroken: !Object.values(fact.data).some(Boolean),
      isAboutEntry: true,
      facts: { ...fact.data },
      reason: say('没有填写听取了谁的意见', 'Nobody is named whose opinion was heard'),
      cure: say('请勾选实际听取意见的范围。', 'Tick whose opinions were heard.'),
    },
  ];
}

function findingsOfHeard({ view }: JudgedFact): Finding[] {
  const missing = Object.entries(HEARD_WORDS).filter(([key]) => !view.listingOpinions[key as keyof typeof HEARD_WORDS]);
  return [
    {
      ruleId: 'R10',
      code: 'OPINIONS_MISSING',
      isBroken: missing.length > 0,
      facts: { ...view.listingOpinions },
      reason: say(
        `尚未听取${missing.map(([, [zh]]) => zh).join('、')}的意见`,
        `The opinions of ${missing.map(([, [, en]]) => en).join(', ')} have not been heard`,
      ),
      cure: say('请听取意见并登记后再办理。', 'Hear them and record that first.'),
    },
  ];
}

function findingsOfAgreement({ view }: JudgedFact): Finding[] {
  const agreed = view.milestones.LISTING_AGREED;
  return [
    {
      ruleId: 'R10',
      code: 'AGREEMENT_MISSING',
      isBroken: agreed?.data.isAgreed !== true,
      facts: { agreedOn: agreed?.occurredOn ?? null, isAgreed: agreed?.data.isAgreed ?? null },
      reason: say(
        '支部委员会(不设支部委员会的由支部大会)尚未讨论同意',
        'The branch committee (the general meeting where there is none) has not agreed',
      ),
      cure: say('请先讨论,并登记同意的日期和文号。', 'Discuss it and record the agreement with day and number.'),
    },
  ];
}

/** The branch's agreement (R09, R10). A refusal needs nothing but its paper. */
export function findingsOfListingAgreed(judged: JudgedFact<FactOf<'LISTING_AGREED'>>): Finding[] {
  const { decidedBy, isAgreed } = judged.fact.data;
  const decided: Finding = { ruleId: 'R10', code: 'AGREEMENT', isBroken: false, isAboutEntry: true, facts: { decidedBy, isAgreed } };
  return isAgreed ? [...findingsOfCultivation(judged), ...findingsOfHeard(judged), decided] : [decided];
}

/** The beginning of a publicity. That before the listing comes after the year and the opinions (R09, R10). */
export function findingsOfPublicityStart(judged: JudgedFact<FactOf<'PUBLICITY_STARTED'>>): Finding[] {
  if (judged.fact.data.purpose !== 'LISTING') return [];
  return [...findingsOfCultivation(judged), ...findingsOfHeard(judged)];
}

/** The listing takes effect: R04, R06, R08 to R11, INV-20. A refusal needs only the right body. */
export function findingsOfListingDecided(judged: JudgedFact<FactOf<'LISTING_DECIDED'>>): Finding[] {
  const { fact, set } = judged;
  const power = findingsOfPower(judged, { ruleId: 'R11', upperOrganizationId: fact.data.upperOrganizationId, needsApproval: true });
  if (!fact.data.isAgreed) return power;
  const demanded = wordOfRule(set, 'R11', 'prospectListing.upperDecision');
  const decision: Finding = {
    ruleId: 'R11',
    code: 'CONSENT_DEMANDED',
    isBroken: demanded === 'CONSENT' && fact.data.decision !== 'CONSENT',
    isAboutEntry: true,
    facts: { decision: fact.data.decision, demanded },
    reason: say(
      '列为发展对象须经上级党委同意,仅备案不生效',
      "A listing needs the upper committee's consent; filing alone gives it no effect",
    ),
    cure: say('请取得上级党委同意的批复后再登记。', "Obtain the upper committee's consent and record it."),
  };
  return [
    ...findingsOfCultivation(judged),
    ...findingsOfHeard(judged),
    ...findingsOfAgreement(judged),
    ...findingsOfRequiredPublicity(judged),
    ...findingsOfPublicity(judged, 'LISTING'),
    decision,
    ...power,
  ];
}

function findingsOfRequiredPublicity({ view, set }: JudgedFact): Finding[] {
  if (wordOfRule(set, 'R10', 'listingPublicity') !== 'REQUIRED') return [];
  const daysMin = numberOf(set, 'R10', 'publicityWorkdaysMin');
  const last = view.publicities.findLast(({ purpose }) => purpose === 'LISTING');
  const voided =
    last?.voidedBy === 'TAKEN_DOWN_EARLY'
      ? say(`(${last.startedOn} 开始的公示提前撤下,无效)`, ` (that of ${last.startedOn} was taken down early and does not count)`)
      : last?.voidedBy === 'OBJECTION_UPHELD'
        ? say(`(${last.startedOn} 开始的公示因异议成立而无效)`, ` (an objection to that of ${last.startedOn} was upheld)`)
        : say('', '');
  return [
    {
      ruleId: 'R10',
      code: 'PUBLICITY_MISSING',
      isBroken: standingPublicity(view, 'LISTING') === undefined,
      facts: { lastStartedOn: last?.startedOn ?? null, voidedBy: last?.voidedBy ?? null },
      reason: say(`列为发展对象前没有有效的公示${voided.zh}`, `There is no valid publicity before the listing${voided.en}`),
      cure: say(
        `请公示不少于 ${daysMin} 个工作日,期满无异议后再报批。`,
        `Post the notice for at least ${daysMin} working days; the step follows when it ended without an objection.`,
      ),
    },
  ];
}
