import { lastOfWorkdays, type PostingDay, workdaysWithin } from '../../platform/calendar/work-calendar.js';
import { addDays, type LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import { isSwitchedOn, numberOf, type RuleSet, wordOfRule } from '../rule-sets/rule-set.js';
import type { FactOf, PublicityPurpose } from './case-facts.js';
import type { Publicity } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { standingPublicity } from './fact-places.js';
import { type Finding, type JudgedFact } from './rule-finding.js';
import { say } from './rule-words.js';

/** How long a notice hangs, by the set in force on its first day (R10, R26). */
export interface PublicityTerm {
  ruleId: 'R10' | 'R26';
  set: RuleSet;
  /** Days that it must hang, working days but for R26. */
  daysMin: number;
  /** Last day that it must hang. */
  endsOn: LocalDate;
  isProvisional: boolean;
  missingYears: readonly number[];
}

function postingDayOf(set: RuleSet): PostingDay {
  return wordOfRule(set, 'R10', 'postingDay') === 'INCLUDE' ? 'INCLUDE' : 'EXCLUDE';
}

/** The term of a notice. The local option of R26 counts calendar days after the posting day; every other one counts working days. */
export function termOf({ purpose, startedOn }: Pick<Publicity, 'purpose' | 'startedOn'>, world: CaseWorld): PublicityTerm {
  const set = world.ruleSetOn(startedOn);
  if (purpose === 'CONVERSION') {
    const daysMin = numberOf(set, 'R26', 'publicityDaysMin');
    return { ruleId: 'R26', set, daysMin, endsOn: addDays(startedOn, daysMin), isProvisional: false, missingYears: [] };
  }
  const daysMin = numberOf(set, 'R10', 'publicityWorkdaysMin');
  return { ruleId: 'R10', set, daysMin, ...lastOfWorkdays(world.calendar, startedOn, daysMin, postingDayOf(set)) };
}

function daysHung(publicity: Publicity, endedOn: LocalDate, { ruleId, set }: PublicityTerm, world: CaseWorld): number | null {
  return ruleId === 'R26' ? null : workdaysWithin(world.calendar, publicity.startedOn, endedOn, postingDayOf(set)).count;
}

/** Whether a notice hung, or would have hung, long enough by `endedOn`. */
export function findingOfTerm(publicity: Publicity, endedOn: LocalDate, world: CaseWorld): Finding {
  const term = termOf(publicity, world);
  const unit = term.ruleId === 'R26' ? say('天', 'days') : say('个工作日', 'working days');
  const days = daysHung(publicity, endedOn, term, world);
  const short: Finding = {
    ruleId: term.ruleId,
    code: 'PUBLICITY_SHORT',
    severity: 'BLOCK',
    set: term.set,
    isBroken: endedOn < term.endsOn,
    notBeforeOn: term.endsOn,
    facts: { startedOn: publicity.startedOn, endedOn, daysMin: term.daysMin, days, endsOn: term.endsOn },
    reason: say(
      `公示自 ${publicity.startedOn} 起,应不少于 ${term.daysMin} ${unit.zh}(至 ${term.endsOn}),截至 ${endedOn} ${days === null ? '天数不足' : `只有 ${days} ${unit.zh}`}`,
      `The publicity began on ${publicity.startedOn} and lasts at least ${term.daysMin} ${unit.en}, to ${term.endsOn}; by ${endedOn} ${days === null ? 'it is too short' : `it has ${days}`}`,
    ),
    cure: say(
      `请公示至 ${term.endsOn}(含);提前撤下的,须登记为提前撤下并重新公示。`,
      `Let it hang to the end of ${term.endsOn}; a notice that was taken down early is recorded as such and begins anew.`,
    ),
  };
  if (!term.isProvisional) return short;
  return { ...short, ...missingCalendar(term.missingYears) };
}

function missingCalendar(years: readonly number[]): Partial<Finding> & { reason: Bilingual } {
  return {
    code: 'CALENDAR_MISSING',
    isProvisional: true,
    reason: say(
      `${years.join('、')} 年的工作日历尚未导入,公示期限只能暂估,不能据此列为发展对象`,
      `The work calendar of ${years.join(', ')} has not been loaded; the period is an estimate and cannot carry a listing`,
    ),
    cure: say('请管理员导入该年度的放假安排后再办理。', "Let an administrator load that year's holidays first."),
  };
}

/**
 * What is open about a notice before the step that it serves: it hangs still, it was too short, an objection waits, or one was upheld and no
 * new notice followed (R10, R26, INV-20). An upheld objection to a listing returns the attempt itself.
 */
export function findingsOfPublicity(judged: JudgedFact, purpose: PublicityPurpose): Finding[] {
  const { view, fact, world } = judged;
  const findings = view.openObjections
    .filter((objection) => objection.purpose === purpose)
    .map((objection) => ({
      ruleId: 'INV-20',
      code: 'OBJECTION_OPEN',
      isBroken: true,
      facts: { objectionFactId: objection.factId, since: objection.since },
      reason: say(`${objection.since} 收到的公示异议尚未处理`, `The objection of ${objection.since} has not been resolved`),
      cure: say('请调查核实并登记处理结论。', 'Look into it and record how it was resolved.'),
    }));
  const publicity = standingPublicity(view, purpose);
  if (!publicity) return [...findings, ...findingsOfUpheldObjection(judged, purpose)];
  if (publicity.endedOn === null) return [...findings, findingOfRunning(publicity, world)];
  return [
    ...findings,
    findingOfTerm(publicity, publicity.endedOn, world),
    findingOfNextDay(judged, publicity, publicity.endedOn, fact.occurredOn),
  ];
}

function findingsOfUpheldObjection({ view }: JudgedFact, purpose: PublicityPurpose): Finding[] {
  const last = view.publicities.findLast((publicity) => publicity.purpose === purpose);
  if (purpose === 'LISTING' || last?.voidedBy !== 'OBJECTION_UPHELD') return [];
  return [
    {
      ruleId: 'INV-20',
      code: 'OBJECTION_UPHELD',
      isBroken: true,
      facts: { startedOn: last.startedOn },
      reason: say(
        `${last.startedOn} 开始的公示因异议成立而无效,此后没有新的公示`,
        `An objection to the publicity of ${last.startedOn} was upheld, and no new one has followed`,
      ),
      cure: say(
        '请就异议所涉问题处理完毕后重新公示,期满无异议后再办理;不宜继续的,请登记未通过、不予批准或取消资格。',
        'Settle what was objected to and post a new notice; the step follows when it ended. Otherwise record the refusal or the disqualification.',
      ),
    },
  ];
}

function findingOfRunning(publicity: Publicity, world: CaseWorld): Finding {
  const { ruleId, set, endsOn, isProvisional, missingYears } = termOf(publicity, world);
  return {
    ruleId,
    code: 'PUBLICITY_RUNNING',
    severity: 'BLOCK',
    set,
    isBroken: true,
    notBeforeOn: addDays(endsOn, 1),
    facts: { startedOn: publicity.startedOn, endsOn },
    reason: say(
      `公示自 ${publicity.startedOn} 起,须满至 ${endsOn},尚未登记公示结束`,
      `The publicity began on ${publicity.startedOn} and lasts to ${endsOn}; its end has not been recorded`,
    ),
    cure: say(
      `请在 ${endsOn} 公示期满后登记公示结束,次日起办理。`,
      `Record its end after ${endsOn}; the step is possible from the next day.`,
    ),
    ...(isProvisional ? missingCalendar(missingYears) : {}),
  };
}

/** The last day of the notice counts to its end, so the step is possible from the day after. */
function findingOfNextDay({ world }: JudgedFact, publicity: Publicity, endedOn: LocalDate, on: LocalDate): Finding {
  const { ruleId, set } = termOf(publicity, world);
  const from = addDays(endedOn, 1);
  return {
    ruleId,
    code: 'PUBLICITY_ENDS_TODAY',
    severity: 'BLOCK',
    set,
    isBroken: on < from,
    notBeforeOn: from,
    facts: { endedOn, occurredOn: on },
    reason: say(`公示至 ${endedOn} 当日结束,${on} 尚未期满`, `The publicity lasts to the end of ${endedOn}; on ${on} it is not over`),
    cure: say(`请在 ${from} 或以后办理。`, `Take the step on ${from} or later.`),
  };
}

/** R10, R26: a notice ends no earlier than its term, unless it is recorded as taken down early, which voids it (INV-20). */
export function findingsOfPublicityEnd({ view, fact, world }: JudgedFact<FactOf<'PUBLICITY_ENDED'>>): Finding[] {
  const publicity = standingPublicity(view, fact.data.purpose);
  if (!publicity) return [];
  if (!fact.data.isTakenDownEarly) return [findingOfTerm(publicity, fact.occurredOn, world)];
  const { endsOn } = termOf(publicity, world);
  return [{ ruleId: 'INV-20', code: 'TAKEN_DOWN_EARLY', isBroken: false, facts: { endedOn: fact.occurredOn, endsOn } }];
}

/** R26, where the organization asks for it: a notice hung before the conversion is discussed. */
export function findingsOfConversionPublicity(judged: JudgedFact): Finding[] {
  const { view, set } = judged;
  const findings = findingsOfPublicity(judged, 'CONVERSION');
  if (!isSwitchedOn(set, 'R26', 'isRequired')) return findings;
  const missing: Finding = {
    ruleId: 'R26',
    code: 'PUBLICITY_MISSING',
    isBroken: standingPublicity(view, 'CONVERSION') === undefined,
    reason: say('本地规定转正前应当公示,尚无有效公示', 'The local rule asks for a publicity before the conversion; there is no valid one'),
    cure: say('请先公示。', 'Post the notice first.'),
  };
  return [missing, ...findings];
}
