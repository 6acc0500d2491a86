import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import type { FactKind } from '../machine/case-facts.js';

/** The rules R01..R36 of 3-development-rules 2.2, in their order. */
export const RULE_IDS = [
  ...['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R10', 'R11', 'R12'],
  ...['R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20', 'R21', 'R22', 'R23', 'R24'],
  ...['R25', 'R26', 'R27', 'R28', 'R29', 'R30', 'R31', 'R32', 'R33', 'R34', 'R35', 'R36'],
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/**
 * What a rule does when it is broken: BLOCK refuses, WARN asks for a reason and a second person (INV-19). CONFIG does nothing until a
 * parameter switches it on, then it warns. CALC is arithmetic that cannot be broken.
 */
export type RuleSeverity = 'BLOCK' | 'WARN' | 'CONFIG' | 'CALC';

/** How well the wording is known: found in a public source, from memory, or at second hand and to be confirmed against the official text. */
export type RuleEvidence = 'FOUND' | 'MEMORY' | 'SECOND_HAND';

/** Value of a parameter: a number in the unit that ends its name, a switch, or a word. */
export type ParameterValue = number | string | boolean;

/** One rule of one set. */
export interface RuleDefinition {
  id: RuleId;
  article: Bilingual;
  severity: RuleSeverity;
  evidence: RuleEvidence;
  text: Bilingual;
  /** By name; what they mean and which way is stricter stands in PARAMETER_DEFINITIONS. */
  parameters: Readonly<Record<string, ParameterValue>>;
  effectiveFrom: LocalDate;
  /** First day on which it no longer applies; null while it does. */
  effectiveTo: LocalDate | null;
}

/** One step of the plan that an institution works by (3-development-rules 2.1). */
export interface StepDefinition {
  number: number;
  code: string;
  stage: 1 | 2 | 3 | 4 | 5;
  zh: string;
  en: string;
  /** The fact that completes it; EXTRA is a step that an organization added, completed by EXTRA_STEP_DONE with the code. */
  completedBy: FactKind | 'EXTRA';
  /** Codes of the papers that belong to it. */
  forms: readonly string[];
  /** Of an added step: the fact that must wait for it, and how firmly. */
  gate: StepGate | null;
}

/** What an added step holds up. */
export interface StepGate {
  before: FactKind;
  severity: 'BLOCK' | 'WARN';
}

export type RuleSetId = 'CPC-DEV-2014' | 'CPC-DEV-2026-05';

/** One version of the rules. A fact is judged by the set that is in force on its day. */
export interface RuleSet {
  id: RuleSetId;
  title: Bilingual;
  /** True when the text was not obtained and every item is to be confirmed; shown wherever the set is cited. */
  isSecondHand: boolean;
  effectiveFrom: LocalDate;
  /** First day on which it is no longer in force; null while it is. */
  effectiveTo: LocalDate | null;
  /** What this text calls the meeting of all members of a branch. */
  branchMeeting: Bilingual;
  rules: readonly RuleDefinition[];
  steps: readonly StepDefinition[];
}

/** The plans that ship: the 25 steps of the common flow, and the 29 that some institutions use. */
export type StepPlanCode = 'STANDARD_25' | 'EXTENDED_29';

/** A step that an organization adds to the plan. */
export interface ExtraStep {
  code: string;
  zh: string;
  en: string;
  /** It comes directly after this step, in that step's stage. */
  afterStepCode: string;
  forms: readonly string[];
  gate: StepGate | null;
}

/** What an organization demands beyond a set, for itself and everything below it. It can only tighten. */
export interface RuleOverlay {
  id: string;
  organizationId: string;
  ruleSetId: RuleSetId;
  effectiveFrom: LocalDate;
  /** First day of the facts that it does not judge any more; absent or null while nobody has withdrawn it. */
  endsOn?: LocalDate | null;
  /** `severity` is a name too: WARN or BLOCK. */
  parameters: readonly { ruleId: RuleId; name: string; value: ParameterValue }[];
  /** Another plan than the one below; null leaves it. */
  stepPlan: StepPlanCode | null;
  extraSteps: readonly ExtraStep[];
  extraForms: readonly { stepCode: string; form: string }[];
}

/** The rule of a set. Each set holds every rule, so a missing one is an error of the program. */
export function ruleOf(set: RuleSet, id: RuleId): RuleDefinition {
  const rule = set.rules.find((entry) => entry.id === id);
  if (!rule) throw new Error(`Rule set ${set.id} lacks ${id}`);
  return rule;
}

/** A whole number among a rule's parameters. */
export function numberOf(set: RuleSet, id: RuleId, name: string): number {
  const value = ruleOf(set, id).parameters[name];
  if (typeof value !== 'number') throw new Error(`${set.id} ${id} has no number ${name}`);
  return value;
}

/** A word among a rule's parameters. */
export function wordOfRule(set: RuleSet, id: RuleId, name: string): string {
  const value = ruleOf(set, id).parameters[name];
  if (typeof value !== 'string') throw new Error(`${set.id} ${id} has no word ${name}`);
  return value;
}

/** A switch among a rule's parameters. */
export function isSwitchedOn(set: RuleSet, id: RuleId, name: string): boolean {
  return ruleOf(set, id).parameters[name] === true;
}
