import type { CheckFacts, RuleCheck } from '../machine/rule-check.js';
import type { RuleCheckView } from './check.objects.js';

/** Figures of a check as text; what is null is left out. */
export function figuresOf(facts: CheckFacts): { name: string; value: string }[] {
  return Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }]));
}

/** A check as it is shown. */
export function checkView(check: RuleCheck): RuleCheckView {
  const { ruleId, ruleSetId, code, article, severity, outcome, facts, reason, cure, curedOn } = check;
  return { ruleId, ruleSetId, code, article, severity, outcome, figures: figuresOf(facts), reason, cure, curedOn };
}
