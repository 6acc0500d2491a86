import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { HOLDABLE_KINDS } from '../machine/fact-table.js';
import { PARAMETER_DEFINITIONS, type Stricter } from './parameters.js';
import {
  OVERLAY_GATE_INVALID,
  OVERLAY_LOOSENS,
  OVERLAY_PARAMETER_UNKNOWN,
  OVERLAY_SEVERITY_FIXED,
  OVERLAY_STEP_INVALID,
  OVERLAY_VALUE_INVALID,
} from './rule-overlays.errors.js';
import {
  type ParameterValue,
  type RuleDefinition,
  type RuleId,
  type RuleOverlay,
  type RuleSet,
  ruleOf,
  type RuleSeverity,
  type StepDefinition,
  type StepGate,
} from './rule-set.js';
import { STEP_PLANS } from './step-plans.js';

/** Largest number that a parameter takes. */
const NUMBER_MAX = 1_000;
const SEVERITIES: readonly RuleSeverity[] = ['CONFIG', 'WARN', 'BLOCK'];
/** Rules that warn of a late act: as blocks they would refuse it for ever. */
const LATE_ACTS: readonly RuleId[] = ['R02', 'R07', 'R17', 'R22', 'R23', 'R32'];
/** Lower and upper bounds that must not cross. */
const PAIRS: readonly (readonly [RuleId, string, string])[] = [
  ['R06', 'contactsMin', 'contactsMax'],
  ['R21', 'approvalMonthsMax', 'approvalMonthsSpecialMax'],
  ['R27', 'extensionMonthsMin', 'extensionMonthsMax'],
];

type Change = RuleOverlay['parameters'][number];

/** The way in which a parameter, or the severity of a rule, gets stricter; undefined when there is no such parameter. */
function stricterOf(rule: RuleDefinition, name: string): Stricter | undefined {
  if (name === 'severity') return rule.severity === 'CALC' ? undefined : SEVERITIES;
  return PARAMETER_DEFINITIONS.find((entry) => entry.ruleId === rule.id && entry.name === name)?.stricter;
}

function currentOf(rule: RuleDefinition, name: string): ParameterValue {
  return name === 'severity' ? rule.severity : rule.parameters[name]!;
}

function isValue(stricter: Stricter, current: ParameterValue, value: ParameterValue): boolean {
  if (typeof stricter !== 'string') return stricter.includes(value);
  return typeof value === typeof current && Number.isInteger(value) && Number(value) >= 0 && Number(value) <= NUMBER_MAX;
}

function isAtLeastAsStrict(stricter: Stricter, current: ParameterValue, value: ParameterValue): boolean {
  if (stricter === 'HIGHER') return value >= current;
  if (stricter === 'LOWER') return value <= current;
  if (stricter === 'FIXED') return value === current;
  return stricter.indexOf(value) >= stricter.indexOf(current);
}

function refusalOf(set: RuleSet, { ruleId, name, value }: Change): Refusal[] {
  const rule = ruleOf(set, ruleId);
  const stricter = stricterOf(rule, name);
  if (stricter === undefined) return [OVERLAY_PARAMETER_UNKNOWN({ ruleId, name }, 'input', 'parameters')];
  const current = currentOf(rule, name);
  if (!isValue(stricter, current, value)) return [OVERLAY_VALUE_INVALID({ ruleId, name, value: String(value) }, 'input', 'parameters')];
  const isFixed = name === 'severity' && value === 'BLOCK' && current !== 'BLOCK' && LATE_ACTS.includes(ruleId);
  if (isFixed) return [OVERLAY_SEVERITY_FIXED({ ruleId }, 'input', 'parameters')];
  if (isAtLeastAsStrict(stricter, current, value)) return [];
  return [OVERLAY_LOOSENS({ ruleId, name, current: String(current), value: String(value) }, 'input', 'parameters')];
}

/** The rule with one parameter, or its severity, replaced. */
function changed(rule: RuleDefinition, { name, value }: Change): RuleDefinition {
  if (name === 'severity') return { ...rule, severity: value as RuleSeverity };
  return { ...rule, parameters: { ...rule.parameters, [name]: value } };
}

function tightened(set: RuleSet, change: Change): RuleSet {
  if (refusalOf(set, change).length > 0) return set;
  return { ...set, rules: set.rules.map((rule) => (rule.id === change.ruleId ? changed(rule, change) : rule)) };
}

function refusalsByPairs(set: RuleSet): Refusal[] {
  return PAIRS.filter(([ruleId, low, high]) => ruleOf(set, ruleId).parameters[low]! > ruleOf(set, ruleId).parameters[high]!).map(
    ([ruleId, low, high]) =>
      OVERLAY_VALUE_INVALID({ ruleId, name: low, value: `> ${String(ruleOf(set, ruleId).parameters[high])}` }, 'input', high),
  );
}

function isHoldable(gate: StepGate | null): boolean {
  return gate === null || HOLDABLE_KINDS.includes(gate.before);
}

function stepsOf(set: RuleSet, overlay: RuleOverlay): readonly StepDefinition[] {
  /* Another plan keeps the steps that organizations above have added. */
  let steps = overlay.stepPlan === null ? [...set.steps] : withAdded(STEP_PLANS[overlay.stepPlan], set.steps);
  for (const { afterStepCode, ...extra } of overlay.extraSteps) {
    const index = steps.findIndex(({ code }) => code === afterStepCode);
    if (index < 0 || steps.some(({ code }) => code === extra.code)) continue;
    const gate = isHoldable(extra.gate) ? extra.gate : null;
    steps = steps.toSpliced(index + 1, 0, { ...extra, gate, number: 0, stage: steps[index]!.stage, completedBy: 'EXTRA' });
  }
  const formsOf = (code: string) => overlay.extraForms.filter(({ stepCode }) => stepCode === code).map(({ form }) => form);
  return steps.map((step, index) => ({ ...step, number: index + 1, forms: [...new Set([...step.forms, ...formsOf(step.code)])] }));
}

function withAdded(plan: readonly StepDefinition[], earlier: readonly StepDefinition[]): StepDefinition[] {
  const steps = plan.map((step) => ({ ...step, forms: earlier.find(({ code }) => code === step.code)?.forms ?? step.forms }));
  earlier.forEach((step, index) => {
    if (step.completedBy !== 'EXTRA') return;
    const before = earlier.slice(0, index).map(({ code }) => code);
    const at = steps.findLastIndex(({ code }) => before.includes(code));
    steps.splice(at + 1, 0, step);
  });
  return steps;
}

function withOverlay(set: RuleSet, overlay: RuleOverlay): RuleSet {
  const strict = overlay.parameters.reduce(tightened, set);
  const rules = refusalsByPairs(strict).length > 0 ? set.rules : strict.rules;
  return { ...set, rules, steps: stepsOf(set, overlay) };
}

/**
 * The set in force on a day (3-development-rules 2.0), tightened by the overlays of the organizations from the root of the tree down to the
 * one that handles the case, as long as they are not withdrawn. Whatever would loosen is left out. A day before the first set is judged by the first.
 */
export function effectiveRuleSet(sets: readonly RuleSet[], overlays: readonly RuleOverlay[], on: LocalDate): RuleSet {
  const byAge = [...sets].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  const set = byAge.findLast(({ effectiveFrom }) => effectiveFrom <= on) ?? byAge[0];
  if (!set) throw new Error('There is no rule set');
  const isInForce = ({ ruleSetId, effectiveFrom, endsOn }: RuleOverlay) =>
    ruleSetId === set.id && effectiveFrom <= on && (!endsOn || on < endsOn);
  return overlays.filter(isInForce).reduce(withOverlay, set);
}

/** Everything that keeps an overlay from being added on top of a set: unknown names, values that loosen, steps that do not fit or hold up what must stay possible. */
export function refusalsToTighten(overlay: Omit<RuleOverlay, 'id' | 'organizationId'>, set: RuleSet): Refusal[] {
  const byParameters = overlay.parameters.flatMap((change) => refusalOf(set, change));
  const strict = overlay.parameters.reduce(tightened, set);
  const codes = new Set((overlay.stepPlan === null ? set.steps : STEP_PLANS[overlay.stepPlan]).map(({ code }) => code));
  for (const { code, completedBy } of set.steps) if (completedBy === 'EXTRA') codes.add(code);
  const bySteps = overlay.extraSteps.flatMap(({ code, afterStepCode }) => {
    const wrong = [...(codes.has(afterStepCode) ? [] : [afterStepCode]), ...(codes.has(code) ? [code] : [])];
    codes.add(code);
    return wrong.map((stepCode) => OVERLAY_STEP_INVALID({ stepCode }, 'input', 'extraSteps'));
  });
  const byGates = overlay.extraSteps
    .filter(({ gate }) => !isHoldable(gate))
    .map(({ code, gate }) => OVERLAY_GATE_INVALID({ stepCode: code, before: gate!.before }, 'input', 'extraSteps'));
  const byForms = overlay.extraForms
    .filter(({ stepCode }) => !codes.has(stepCode))
    .map(({ stepCode }) => OVERLAY_STEP_INVALID({ stepCode }, 'input', 'extraForms'));
  return [...byParameters, ...refusalsByPairs(strict), ...bySteps, ...byGates, ...byForms];
}
