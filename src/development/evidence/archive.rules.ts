import type { CaseFact } from '../machine/case-facts.js';
import type { RuleSet, StepDefinition } from '../rule-sets/rule-set.js';
import { STEP_PLANS } from '../rule-sets/step-plans.js';

/** Papers that R34 names one by one. */
const NAMED_BY_R34 = ['APPLICATION_LETTER', 'APPLICATION_FORM', 'POLITICAL_REVIEW_REPORT', 'CONVERSION_LETTER', 'INSPECTION_FORM'] as const;

/** A paper that must lie in the file before it is archived. */
export interface RequiredPaper {
  code: string;
  /** R34 itself, or an organization that added the paper to a step of its plan. */
  demandedBy: 'R34' | 'LOCAL';
  /** The step that the paper belongs to; null for one that no step of the plan in force names. */
  stepCode: string | null;
}

/** Papers demanded before the archive (R34): the named ones, and those that an organization added to steps that were taken. */
export function requiredPapers(set: RuleSet, facts: readonly CaseFact[]): RequiredPaper[] {
  const stepOf = (code: string) => set.steps.find(({ forms }) => forms.includes(code))?.code ?? null;
  const named = NAMED_BY_R34.filter((code) => code !== 'CONVERSION_LETTER' || isConversionLetterDue(facts));
  const required = new Map<string, RequiredPaper>(named.map((code) => [code, { code, demandedBy: 'R34', stepCode: stepOf(code) }]));
  for (const step of set.steps.filter((entry) => isTaken(entry, facts))) {
    for (const code of addedForms(step)) {
      if (!required.has(code)) required.set(code, { code, demandedBy: 'LOCAL', stepCode: step.code });
    }
  }
  return [...required.values()];
}

/** The required papers of which none stands in the file. */
export function missingPapers(required: readonly RequiredPaper[], heldCodes: ReadonlySet<string>): RequiredPaper[] {
  return required.filter(({ code }) => !heldCodes.has(code));
}

/** Somebody who was disqualified without ever applying for conversion has no such letter (R28). */
function isConversionLetterDue(facts: readonly CaseFact[]): boolean {
  if (facts.some(({ kind }) => kind === 'CONVERSION_APPLIED')) return true;
  return !facts.some((fact) => fact.kind === 'CONVERSION_VOTED' && fact.data.decision === 'DISQUALIFY');
}

/** Forms of a step beyond those that ship with it. */
function addedForms(step: StepDefinition): string[] {
  const shipped = Object.values(STEP_PLANS)
    .flat()
    .filter(({ code }) => code === step.code)
    .flatMap(({ forms }) => forms);
  return step.forms.filter((form) => !shipped.includes(form));
}

function isTaken(step: StepDefinition, facts: readonly CaseFact[]): boolean {
  return facts.some((fact) => {
    if (step.completedBy !== 'EXTRA') return fact.kind === step.completedBy;
    return fact.kind === 'EXTRA_STEP_DONE' && fact.data.stepCode === step.code;
  });
}
