import type { LocalDate } from '../../platform/clock/local-date.js';
import type { RuleOverlay, RuleSetId } from '../rule-sets/rule-set.js';

/** Columns of `rule_overlay` that `overlayOf` reads. */
export const OVERLAY_COLUMNS = `id, organizationId, ruleSetId, effectiveFrom, content, (SELECT w.endsOn FROM rule_overlay_withdrawal w
  WHERE w.scopeId = rule_overlay.scopeId AND w.onceKey = rule_overlay.id AND w.status = 'CONFIRMED') AS endsOn`;

/** What an overlay changes, as it is stored. */
export type OverlayContent = Pick<RuleOverlay, 'parameters' | 'stepPlan' | 'extraSteps' | 'extraForms'>;

/** A stored overlay as the driver gives it. */
export interface OverlayRow {
  id: string;
  organizationId: string;
  ruleSetId: RuleSetId;
  effectiveFrom: LocalDate;
  endsOn: LocalDate | null;
  content: string;
}

/** The overlay with its JSON read. */
export function overlayOf({ content, ...row }: OverlayRow): RuleOverlay {
  return { ...row, ...(JSON.parse(content) as OverlayContent) };
}
