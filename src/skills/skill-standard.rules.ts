import type { LocalDate } from '../platform/clock/local-date.js';
import { addDays } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { type DatedStandard, type SkillStandardValues, SHIPPED_STANDARD } from './skill-standard.js';
import { STANDARD_NOT_SOUND, STANDARD_TOO_EARLY } from './skills.errors.js';

/** Weights of a rubric add up to this. */
const WEIGHT_WHOLE = 100;

/** What contradicts itself in a standard, all of it. The bounds of single numbers are the input's matter. */
export function refusalsOfStandard(values: SkillStandardValues): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (problem: string, ...path: string[]) => refusals.push(STANDARD_NOT_SOUND({ problem }, 'input', 'values', ...path));
  const { rubric, rehearsalsPerSeries, rehearsalPassesMin, recertificationPassesMin, tiers } = values;
  const weights = rubric.reduce((sum, criterion) => sum + criterion.weight, 0);
  if (weights !== WEIGHT_WHOLE) refuse(`rubric weights 权重合计 ${weights} ≠ ${WEIGHT_WHOLE}`, 'rubric');
  if (new Set(rubric.map(({ code }) => code)).size < rubric.length) refuse('rubric codes 评分项代码重复', 'rubric');
  if (rehearsalPassesMin > rehearsalsPerSeries) refuse(`${rehearsalPassesMin} > ${rehearsalsPerSeries}`, 'rehearsalPassesMin');
  if (recertificationPassesMin > rehearsalsPerSeries)
    refuse(`${recertificationPassesMin} > ${rehearsalsPerSeries}`, 'recertificationPassesMin');
  const { BACKBONE, PIONEER } = tiers;
  const isPerMonthEasier = BACKBONE.sessionsMin * PIONEER.periodMonths > PIONEER.sessionsMin * BACKBONE.periodMonths;
  if (isPerMonthEasier || PIONEER.mentoredMin < BACKBONE.mentoredMin) refuse('PIONEER < BACKBONE 先锋的门槛低于骨干', 'tiers');
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
