import type { LocalDate } from '../../platform/clock/local-date.js';
import type { RuleOverlay, RuleSetId } from '../rule-sets/rule-set.js';

/** Columns that `overlayOf` reads. */
export const OVERLAY_COLUMNS = 'id, organizationId, ruleSetId, effectiveFrom, content';

/** What an overlay changes, as it is stored. */
export type OverlayContent = Pick<RuleOverlay, 'parameters' | 'stepPlan' | 'extraSteps' | 'extraForms'>;

/** A stored overlay as the driver gives it. */
export interface OverlayRow {
  id: string;
  organizationId: string;
  ruleSetId: RuleSetId;
  effectiveFrom: LocalDate;
  content: string;
}

/** The overlay with its JSON read. */
export function overlayOf({ content, ...row }: OverlayRow): RuleOverlay {
  return { ...row, ...(JSON.parse(content) as OverlayContent) };
}
