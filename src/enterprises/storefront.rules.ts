import type { Refusal } from '../platform/errors/refusals.js';
import { ADMITTED_STATUSES, type EnterpriseStatus } from './enterprise-states.js';
import { ENTERPRISE_NOT_ADMITTED_FOR_STOREFRONT, STOREFRONT_STATE_FORBIDS } from './storefronts.errors.js';
import { STOREFRONT_TRANSITIONS, type StorefrontStatus, type StorefrontVerb } from './storefront-states.js';

/** Whether the verb meets the storefront in an allowed state. */
export function refusalsOfStorefrontState(verb: StorefrontVerb, status: StorefrontStatus): Refusal[] {
  const from: readonly StorefrontStatus[] = STOREFRONT_TRANSITIONS[verb].from;
  return from.includes(status) ? [] : [STOREFRONT_STATE_FORBIDS({ status }, 'input', 'storefrontId')];
}

/** A storefront is opened only for an enterprise that passed the first gate and has not left. */
export function refusalsToOpenFor(status: EnterpriseStatus, field: string): Refusal[] {
  return ADMITTED_STATUSES.includes(status) ? [] : [ENTERPRISE_NOT_ADMITTED_FOR_STOREFRONT({ status }, 'input', field)];
}
