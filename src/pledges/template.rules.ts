import type { Refusal } from '../platform/errors/refusals.js';
import {
  CLAUSE_COUNT_DIFFERS,
  CLAUSES_REPEATED,
  EDITORIAL_CHANGE_TOO_WIDE,
  RENEWAL_NOTICE_TOO_LONG,
  TEMPLATE_AUDIENCE_FIXED,
  TEMPLATE_CHANGE_NOT_NAMED,
  TEMPLATE_IS_FIRST,
  TEMPLATE_STATE_FORBIDS,
  TEMPLATE_UNCHANGED,
} from './pledges.errors.js';
import { type PledgeClause, type PledgeContent, wordsOf } from './template-content.js';
import { type PledgeTemplateStatus, TEMPLATE_TRANSITIONS, type TemplateChange, type TemplateVerb } from './template-states.js';

/** Days that the shortest month has: what is promised for some months holds at least as many times so many days. */
const DAYS_OF_MONTH_MIN = 28;

/** What a version says and for how long, as it is compared with the version before it. */
export type TemplateWords = Omit<PledgeContent, 'code' | 'templateVersion'> & { renewalNoticeDays: number };

/** The version before, as far as it matters to a new one. */
export interface PreviousWords extends TemplateWords {
  status: PledgeTemplateStatus;
}

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
 * A first version is INITIAL; a later one says whether it changes the matter, and is for the same parties: those who signed could not renew
 * otherwise. An editorial change keeps how long it holds and how many clauses there are: whoever changes those changes what was promised
 * (INV-39).
 */
export function refusalsOfChange(change: TemplateChange, template: TemplateWords, previous: PreviousWords | null): Refusal[] {
  if (previous === null) return change === 'INITIAL' ? [] : [TEMPLATE_IS_FIRST({}, 'input', 'change')];
  const { audience } = previous;
  const refusals = template.audience === audience ? [] : [TEMPLATE_AUDIENCE_FIXED({ audience }, 'input', 'audience')];
  if (change === 'INITIAL') return [...refusals, TEMPLATE_CHANGE_NOT_NAMED({}, 'input', 'change')];
  const isSame =
    template.validityMonths === previous.validityMonths &&
    template.renewalRule === previous.renewalRule &&
    template.clauses.length === previous.clauses.length;
  return change === 'MATERIAL' || isSame ? refusals : [...refusals, EDITORIAL_CHANGE_TOO_WIDE({}, 'input', 'change')];
}

/**
 * A version that says the same is no material change: nobody signs the same words anew. Published again as they are, the words of a retired
 * version are an editorial change; while they are published there is nothing to publish (INV-39).
 */
export function refusalsIfUnchanged(change: TemplateChange, template: TemplateWords, previous: PreviousWords | null): Refusal[] {
  if (previous === null || wordsOf(template) !== wordsOf(previous)) return [];
  const isNothingNew = previous.status === 'PUBLISHED' && template.renewalNoticeDays === previous.renewalNoticeDays;
  return change === 'MATERIAL' || isNothingNew ? [TEMPLATE_UNCHANGED({}, 'input', 'templateId')] : [];
}

/** A pledge that counts as expiring on the day of its signature could be renewed at once: the notice is shorter than the validity. */
export function refusalsOfNotice(template: Pick<TemplateWords, 'validityMonths' | 'renewalNoticeDays'>): Refusal[] {
  const { renewalNoticeDays, validityMonths } = template;
  const daysMax = validityMonths * DAYS_OF_MONTH_MIN - 1;
  return renewalNoticeDays <= daysMax ? [] : [RENEWAL_NOTICE_TOO_LONG({ daysMax }, 'input', 'renewalNoticeDays')];
}

/** The edition of a version: it grows with each material change. */
export function editionAfter(change: TemplateChange, previousEdition: number): number {
  return change === 'EDITORIAL' ? previousEdition : previousEdition + 1;
}
