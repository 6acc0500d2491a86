import type { Refusal } from '../platform/errors/refusals.js';
import {
  CLAUSE_COUNT_DIFFERS,
  CLAUSES_REPEATED,
  EDITORIAL_CHANGE_TOO_WIDE,
  TEMPLATE_CHANGE_NOT_NAMED,
  TEMPLATE_IS_FIRST,
  TEMPLATE_STATE_FORBIDS,
} from './pledges.errors.js';
import type { PledgeClause, PledgeContent } from './template-content.js';
import { type PledgeTemplateStatus, TEMPLATE_TRANSITIONS, type TemplateChange, type TemplateVerb } from './template-states.js';

/** What an editorial change must leave alone. */
export type TemplateShape = Pick<PledgeContent, 'audience' | 'validityMonths' | 'renewalRule'> & { clauses: readonly PledgeClause[] };

/** Whether the verb meets the template in an allowed state. */
export function refusalsOfTemplateState(verb: TemplateVerb, status: PledgeTemplateStatus): Refusal[] {
  const from: readonly PledgeTemplateStatus[] = TEMPLATE_TRANSITIONS[verb].from;
  return from.includes(status) ? [] : [TEMPLATE_STATE_FORBIDS({ status }, 'input', 'templateId')];
}

/** A version is published with exactly as many clauses as it declares, no two of them alike (INV-40). */
export function refusalsToPublish(template: { clauses: readonly PledgeClause[]; declaredClauseCount: number }): Refusal[] {
  const { clauses, declaredClauseCount: declared } = template;
  const refusals: Refusal[] = [];
  if (clauses.length !== declared) refusals.push(CLAUSE_COUNT_DIFFERS({ declared, actual: clauses.length }, 'input', 'templateId'));
  const repeated = clauses.filter(({ text }, index) => clauses.findIndex((other) => other.text === text) !== index);
  if (repeated.length > 0)
    refusals.push(CLAUSES_REPEATED({ numbers: repeated.map(({ number }) => number).join('、') }, 'input', 'templateId'));
  return refusals;
}

/**
 * A first version is INITIAL; a later one says whether it changes the matter. An editorial change keeps who signs, how long it holds and how
 * many clauses there are: whoever changes those changes what was promised (INV-39).
 */
export function refusalsOfChange(change: TemplateChange, template: TemplateShape, previous: TemplateShape | null): Refusal[] {
  if (previous === null) return change === 'INITIAL' ? [] : [TEMPLATE_IS_FIRST({}, 'input', 'change')];
  if (change === 'INITIAL') return [TEMPLATE_CHANGE_NOT_NAMED({}, 'input', 'change')];
  const isSame =
    template.audience === previous.audience &&
    template.validityMonths === previous.validityMonths &&
    template.renewalRule === previous.renewalRule &&
    template.clauses.length === previous.clauses.length;
  return change === 'MATERIAL' || isSame ? [] : [EDITORIAL_CHANGE_TOO_WIDE({}, 'input', 'change')];
}

/** The edition of a version: it grows with each material change. */
export function editionAfter(change: TemplateChange, previousEdition: number): number {
  return change === 'EDITORIAL' ? previousEdition : previousEdition + 1;
}
