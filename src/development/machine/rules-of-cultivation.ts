import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { unexaminedTransfer } from './fact-places.js';
import { BEFORE_LISTING_STAGES, CULTIVATION_STAGES } from './fact-table.js';
import { firstDayAllowed, lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, notBefore } from './rule-finding.js';
import { findingsOfPower, unfitPersons } from './rules-of-powers.js';
import { say } from './rule-words.js';

/** Whole months from one day to another, clamped as month addition is. */
export function wholeMonths(from: LocalDate, to: LocalDate): number {
  let months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (addMonths(from, months) > to) months--;
  return months;
}

/** R04: the determination is filed with an organization above. */
export function findingsOfActivistFiling(judged: JudgedFact<FactOf<'ACTIVIST_FILED'>>): Finding[] {
  return findingsOfPower(judged, { ruleId: 'R04', upperOrganizationId: judged.fact.data.upperOrganizationId, needsApproval: false });
}

/** R06: one or two full members, not the candidate. */
export function findingsOfContacts(judged: JudgedFact<FactOf<'CONTACTS_APPOINTED'>>): Finding[] {
  const { fact, set } = judged;
  const { contactIds } = fact.data;
  const contactsMin = numberOf(set, 'R06', 'contactsMin');
  const contactsMax = numberOf(set, 'R06', 'contactsMax');
  const contactsCount = new Set(contactIds).size;
  const isRepeated = contactsCount !== contactIds.length;
  const unfit = unfitPersons(judged, contactIds, 'FULL');
  return [
    {
      ruleId: 'R06',
      code: 'CONTACTS_COUNT',
      isBroken: isRepeated || contactsCount < contactsMin || contactsCount > contactsMax,
      isAboutEntry: true,
      facts: { contactsCount, contactsMin, contactsMax },
      reason: isRepeated
        ? say('同一人作为培养联系人填了两次', 'The same person was named twice as a cultivation contact')
        : say(
            `培养联系人应为 ${contactsMin} 至 ${contactsMax} 名,现填 ${contactIds.length} 名`,
            `There are ${contactsMin} to ${contactsMax} cultivation contacts; ${contactIds.length} were named`,
          ),
      cure: say('请按规定人数指定培养联系人。', 'Name the right number of contacts.'),
    },
    {
      ruleId: 'R06',
      code: 'CONTACT_NOT_FULL',
      isBroken: unfit.count > 0,
      isAboutEntry: true,
      facts: { unfitCount: unfit.count },
      reason: say(`所填培养联系人在 ${fact.occurredOn}:${unfit.why.zh}`, `Of the contacts named, on ${fact.occurredOn}: ${unfit.why.en}`),
      cure: say('请指定正式党员作培养联系人。', 'Appoint full members.'),
    },
  ];
}

/** The contacts whom the person had on a day: appointed on it or before, the last appointment first. */
function contactsOn({ history }: CaseView, day: LocalDate): FactOf<'CONTACTS_APPOINTED'> | undefined {
  const appointed = history.filter(
    (fact): fact is FactOf<'CONTACTS_APPOINTED'> => fact.kind === 'CONTACTS_APPOINTED' && fact.occurredOn <= day,
  );
  return appointed.toSorted((left, right) => left.occurredOn.localeCompare(right.occurredOn)).at(-1);
}

/** R06, later on: there are contacts on that very day, and they are still full members. */
function findingsOfStandingContacts(judged: JudgedFact): Finding[] {
  const contacts = contactsOn(judged.view, judged.fact.occurredOn);
  const missing: Finding = {
    ruleId: 'R06',
    code: 'CONTACTS_MISSING',
    isBroken: contacts === undefined,
    facts: { appointedOn: contacts?.occurredOn ?? null },
    reason: say(
      `至 ${judged.fact.occurredOn} 尚未指定培养联系人`,
      `By ${judged.fact.occurredOn} no cultivation contact has been appointed`,
    ),
    cure: say('请先指定一至两名正式党员作培养联系人。', 'Appoint one or two full members first.'),
  };
  if (!contacts) return [missing];
  const lostCount = unfitPersons(judged, contacts.data.contactIds, 'FULL').count;
  const lost: Finding = {
    ruleId: 'R06',
    code: 'CONTACT_LOST_STANDING',
    severity: 'WARN',
    isBroken: lostCount > 0,
    facts: { lostCount, on: judged.fact.occurredOn },
    reason: say(
      `有 ${lostCount} 名培养联系人在 ${judged.fact.occurredOn} 已不是正式党员`,
      `${lostCount} of the cultivation contacts are no longer full members on ${judged.fact.occurredOn}`,
    ),
    cure: say('请另行指定培养联系人,或者说明原因。', 'Appoint another contact, or give the reason.'),
  };
  return [missing, lost];
}

/** One half year in which an inspection is due, counted from the determination (R07). */
export interface InspectionRound {
  dueOn: LocalDate;
  /** First inspection since the half year began, in time or late; null while there is none. */
  metOn: LocalDate | null;
}

/** Most half years that one case is asked about: half a century. */
const ROUNDS_MAX = 100;

/** The first day after another that lies a multiple of some months after the determination. */
function nextRoundOn(determinedOn: LocalDate, after: LocalDate, set: RuleSet): LocalDate {
  const monthsMax = Math.max(1, numberOf(set, 'R07', 'inspectionMonthsMax'));
  return addMonths(determinedOn, monthsMax * (Math.floor(wholeMonths(determinedOn, after) / monthsMax) + 1));
}

/**
 * The half years of an activist that began by a day, shorter from the day on which a rule asks for more. An inspection that comes late meets the
 * one that it was missing in as well.
 */
export function inspectionRounds(view: CaseView, world: CaseWorld, until: LocalDate): InspectionRound[] {
  const determinedOn = view.milestones.ACTIVIST_DETERMINED?.occurredOn;
  if (determinedOn === undefined) return [];
  const inspectedOn = view.inspections
    .filter(({ kind }) => kind === 'CULTIVATION_INSPECTED')
    .map(({ occurredOn }) => occurredOn)
    .sort();
  const rounds: InspectionRound[] = [];
  let from = determinedOn;
  while (from <= until && rounds.length < ROUNDS_MAX) {
    const begin = from;
    const isFirst = rounds.length === 0;
    const metOn = inspectedOn.find((day) => day > begin || (isFirst && day === begin)) ?? null;
    const dueOn = lastDayInTime(world, begin, (set) => nextRoundOn(determinedOn, begin, set), metOn);
    rounds.push({ dueOn, metOn });
    from = dueOn;
  }
  return rounds;
}

function findingsOfInspectionGap(judged: JudgedFact): Finding[] {
  const monthsMax = numberOf(judged.set, 'R07', 'inspectionMonthsMax');
  const dueOn = inspectionRounds(judged.view, judged.world, judged.fact.occurredOn).find(({ metOn }) => metOn === null)?.dueOn;
  if (dueOn === undefined) return [{ ruleId: 'R07', code: 'INSPECTION_LATE', isBroken: false }];
  const finding = notAfter(judged, dueOn, {
    ruleId: 'R07',
    code: 'INSPECTION_LATE',
    facts: { dueOn, inspectionsCount: judged.view.inspections.length },
    reason: say(
      `每 ${monthsMax} 个月至少考察一次,本期考察应不迟于 ${dueOn},尚无记录`,
      `One inspection is due every ${monthsMax} months; that due by ${dueOn} has not been recorded`,
    ),
    cure: say('请补做考察,或者说明原因。', 'Inspect now, or give the reason.'),
  });
  /* The day is the inspection's own; what only looks back at it has no last day because of it. */
  return [judged.fact.kind === 'CULTIVATION_INSPECTED' ? finding : { ...finding, notAfterOn: null }];
}

/** R06 and R07 at an inspection. */
export function findingsOfInspection(judged: JudgedFact): Finding[] {
  return [...findingsOfStandingContacts(judged), ...findingsOfInspectionGap(judged)];
}

function findingsOfClock(judged: JudgedFact): Finding[] {
  const { view, fact, set, world } = judged;
  const from = view.cultivationFrom ?? fact.occurredOn;
  const monthsOf = (rules: RuleSet) => numberOf(rules, 'R09', 'cultivationMonthsMin');
  const enough = firstDayAllowed(world, fact.occurredOn, (rules) => addMonths(from, monthsOf(rules)));
  const enoughOn = enough.on;
  const monthsMin = monthsOf(enough.set);
  const months = Math.max(0, wholeMonths(from, fact.occurredOn));
  const determinedOn = view.milestones.ACTIVIST_DETERMINED?.occurredOn ?? null;
  const isRestarted = determinedOn !== null && from !== determinedOn;
  const short = notBefore(judged, enoughOn, {
    ruleId: 'R09',
    code: 'CULTIVATION_SHORT',
    facts: { cultivationFrom: from, months, monthsMin, enoughOn },
    reason: say(
      `该同志的培养考察时间从 ${from} 起算,至 ${fact.occurredOn} 满 ${months} 个月,应满 ${monthsMin} 个月方可列为发展对象`,
      `Cultivation counts from ${from}; by ${fact.occurredOn} that is ${months} whole months, and ${monthsMin} are needed before listing`,
    ),
    cure: say(`请继续培养考察,${enoughOn} 或以后再讨论。`, `Cultivate on and discuss it on ${enoughOn} or later.`),
  });
  const file: Finding = {
    ruleId: 'R08',
    code: 'FILE_NOT_EXAMINED',
    isBroken: isRestarted && addMonths(determinedOn, monthsOf(set)) <= fact.occurredOn && short.isBroken,
    facts: { determinedOn, cultivationFrom: from },
    reason: say(
      `该同志 ${from} 转入时,本组织未审查原单位的培养教育材料,此前的培养时间不能连续计算`,
      `When the person arrived on ${from}, the file of the former unit was not examined, so the time before does not count`,
    ),
    cure: say(
      '请取得并审查原单位材料后补登记接收确认;否则从转入之日重新计算。',
      'Obtain and examine the file and record that; otherwise the time counts from the arrival.',
    ),
  };
  return [short, file];
}

/** The last inspection does not speak against the listing (R07, R09). */
function findingsOfLastInspection({ view }: JudgedFact): Finding[] {
  const last = view.inspections.toSorted((a, b) => a.occurredOn.localeCompare(b.occurredOn)).at(-1);
  const outcome = last?.data.outcome ?? null;
  const on = last?.occurredOn ?? null;
  return [
    {
      ruleId: 'R09',
      code: 'INSPECTED_UNFIT',
      isBroken: outcome === 'UNFIT',
      facts: { outcome, inspectedOn: on },
      reason: say(`最近一次考察(${on})结论为“不合格”,不具备列为发展对象的条件`, `The last inspection, on ${on}, found the person unfit`),
      cure: say('请继续培养,再次考察合格后再讨论。', 'Cultivate on, and discuss it after an inspection with a better result.'),
    },
    {
      ruleId: 'R07',
      code: 'INSPECTED_CONTINUE',
      isBroken: outcome === 'CONTINUE',
      facts: { outcome, inspectedOn: on },
      reason: say(`最近一次考察(${on})结论为“继续培养”`, `The last inspection, on ${on}, said: continue to cultivate`),
      cure: say('请再次考察,或者说明列为发展对象的理由。', 'Inspect again, or give the reason for listing now.'),
    },
  ];
}

function findingsOfFiling({ view, set }: JudgedFact): Finding[] {
  if (!isSwitchedOn(set, 'R04', 'isFilingRequired')) return [];
  const filedOn = view.milestones.ACTIVIST_FILED?.occurredOn ?? null;
  return [
    {
      ruleId: 'R04',
      code: 'ACTIVIST_NOT_FILED',
      isBroken: filedOn === null,
      facts: { filedOn },
      reason: say('确定为入党积极分子后尚未报上级党委备案', 'The determination as an activist has not been filed above'),
      cure: say('请先报上级党委备案并登记。', 'File it with the upper committee and record that.'),
    },
  ];
}

/** What cultivation must have achieved before anything of the listing (R04, R06, R08, R09); the agreement also looks at R07. */
export function findingsOfCultivation(judged: JudgedFact): Finding[] {
  const atAgreement = judged.fact.kind === 'LISTING_AGREED' ? findingsOfInspectionGap(judged) : [];
  const lastInspection = findingsOfLastInspection(judged).filter(({ ruleId }) => ruleId === 'R09' || judged.fact.kind === 'LISTING_AGREED');
  return [
    ...findingsOfFiling(judged),
    ...findingsOfStandingContacts(judged).filter(({ severity }) => severity !== 'WARN' || judged.fact.kind === 'LISTING_AGREED'),
    ...atAgreement,
    ...findingsOfClock(judged),
    ...lastInspection,
  ];
}

/** A prospect who moved needs an examined file as well before the branch examines (R08). */
export function findingsOfProspectFile({ view }: JudgedFact): Finding[] {
  const transfer = unexaminedTransfer(view);
  const isLater = transfer !== undefined && CULTIVATION_STAGES.includes(transfer.stage) && !BEFORE_LISTING_STAGES.includes(transfer.stage);
  if (!transfer || !isLater) return [];
  return [
    {
      ruleId: 'R08',
      code: 'FILE_NOT_EXAMINED',
      isBroken: true,
      facts: { acknowledgedOn: transfer.acknowledgedOn },
      reason: say(
        `该同志作为发展对象于 ${transfer.acknowledgedOn} 转入,本组织尚未审查原单位的培养教育材料`,
        `The prospect arrived on ${transfer.acknowledgedOn} and the file of the former unit has not been examined`,
      ),
      cure: say('请审查材料后补登记接收确认。', 'Examine the file and record that.'),
    },
  ];
}
