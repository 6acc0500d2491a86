import type { LocalDate } from '../platform/clock/local-date.js';
import { addDays } from '../platform/clock/local-date.js';
import type { Bilingual } from '../platform/errors/faults.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { type DatedStandard, type SkillStandardValues, SHIPPED_STANDARD } from './skill-standard.js';
import { STANDARD_NOT_SOUND, STANDARD_TOO_EARLY, STANDARD_VERSIONS_USED_UP } from './skills.errors.js';

/** Versions that a park may publish, all of which are read; one a month over eighty years. */
export const STANDARD_VERSIONS_MAX = 1_000;
/** Weights of a rubric add up to this. */
const WEIGHT_WHOLE = 100;

/** What contradicts itself in a standard, all of it. The bounds of single numbers are the input's matter. */
export function refusalsOfStandard(values: SkillStandardValues): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (problem: Bilingual, ...path: string[]) => refusals.push(STANDARD_NOT_SOUND({ problem }, 'input', 'values', ...path));
  const { rubric, rehearsalsPerSeries, rehearsalPassesMin, recertificationPassesMin, tiers } = values;
  const refuseMore = (passes: number, ...path: string[]) =>
    refuse(
      { zh: `${passes} 次合格多于每组的 ${rehearsalsPerSeries} 次`, en: `${passes} passes in a series of ${rehearsalsPerSeries}` },
      ...path,
    );
  const weights = rubric.reduce((sum, criterion) => sum + criterion.weight, 0);
  if (weights !== WEIGHT_WHOLE)
    refuse(
      { zh: `评分权重合计 ${weights},应为 ${WEIGHT_WHOLE}`, en: `the weights of the rubric add up to ${weights}, not ${WEIGHT_WHOLE}` },
      'rubric',
    );
  if (new Set(rubric.map(({ code }) => code)).size < rubric.length)
    refuse({ zh: '评分项代码重复', en: 'two criteria have one code' }, 'rubric');
  if (rehearsalPassesMin > rehearsalsPerSeries) refuseMore(rehearsalPassesMin, 'rehearsalPassesMin');
  if (recertificationPassesMin > rehearsalsPerSeries) refuseMore(recertificationPassesMin, 'recertificationPassesMin');
  const { BACKBONE, PIONEER } = tiers;
  const isPerMonthEasier = BACKBONE.sessionsMin * PIONEER.periodMonths > PIONEER.sessionsMin * BACKBONE.periodMonths;
  if (isPerMonthEasier || PIONEER.mentoredMin < BACKBONE.mentoredMin)
    refuse({ zh: '先锋的门槛低于骨干', en: 'a pioneer needs less than a backbone' }, 'tiers');
  return refusals;
}

/**
 * The first day on which a new version may take effect: after every version and every piece of evidence that there is, so that what was
 * judged stays judged.
 */
export function earliestEffectiveOn(versions: readonly DatedStandard[], lastEvidenceOn: LocalDate | null): LocalDate {
  const latest = [...versions.map(({ effectiveOn }) => effectiveOn), lastEvidenceOn ?? SHIPPED_STANDARD.effectiveOn];
  return addDays(
    latest.reduce((later, day) => (day > later ? day : later), SHIPPED_STANDARD.effectiveOn),
    1,
  );
}

/** Refuses a version that would judge again what was judged. */
export function refusalsOfEffect(effectiveOn: LocalDate, versions: readonly DatedStandard[], lastEvidenceOn: LocalDate | null): Refusal[] {
  const earliestOn = earliestEffectiveOn(versions, lastEvidenceOn);
  return effectiveOn < earliestOn ? [STANDARD_TOO_EARLY({ earliestOn }, 'input', 'effectiveOn')] : [];
}

/** The number of a version that follows the others; they come oldest first. */
export function nextStandardVersion(versions: readonly DatedStandard[]): number {
  return (versions.at(-1)?.standardVersion ?? 0) + 1;
}

/** Refuses a version beyond what is read: evidence would be judged by a version that is not its own. */
export function refusalsOfVersion(standardVersion: number): Refusal[] {
  const isWithin = standardVersion <= STANDARD_VERSIONS_MAX;
  return isWithin ? [] : [STANDARD_VERSIONS_USED_UP({ versionsMax: STANDARD_VERSIONS_MAX }, 'input', 'parkId')];
}
