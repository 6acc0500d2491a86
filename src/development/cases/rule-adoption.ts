import type { ParameterValue } from '../rule-sets/rule-set.js';
import type { AdoptRuleOverlayInput } from './rule.inputs.js';
import type { Adoption } from './rule-overlays.service.js';

/** A value as it was typed in: a number, a switch, or a word. */
function valueOf(text: string): ParameterValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

/** What the input asks for, in the words of the rule sets. */
export function adoptionOf(input: AdoptRuleOverlayInput): Adoption {
  const { organizationId, ruleSetId, effectiveFrom, documentNumber, idempotencyKey } = input;
  return {
    organizationId,
    ruleSetId,
    effectiveFrom,
    documentNumber,
    idempotencyKey,
    parameters: (input.parameters ?? []).map(({ ruleId, name, value }) => ({ ruleId, name, value: valueOf(value) })),
    stepPlan: input.stepPlan ?? null,
    extraSteps: (input.extraSteps ?? []).map(({ code, zh, en, afterStepCode, forms, gate }) => ({
      code,
      zh,
      en,
      afterStepCode,
      forms: forms ?? [],
      gate: gate ? { before: gate.before, severity: gate.isBlocking ? ('BLOCK' as const) : ('WARN' as const) } : null,
    })),
    extraForms: (input.extraForms ?? []).map(({ stepCode, form }) => ({ stepCode, form })),
  };
}
