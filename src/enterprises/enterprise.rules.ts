import type { Refusal } from '../platform/errors/refusals.js';
import { ENTERPRISE_TRANSITIONS, type EnterpriseStatus, type EnterpriseVerb } from './enterprise-states.js';
import { ENTERPRISE_STATE_FORBIDS, ENTERPRISE_WITHOUT_ORGANIZATION } from './enterprises.errors.js';

/** How an enterprise is covered by party organizations at work (INV-06). */
export type Coverage = 'SINGLE' | 'JOINT' | 'NONE';

/** All reasons against a change of state, not only the first. An enterprise is tracked once an organization covers it. */
export function refusalsToAdvance(verb: EnterpriseVerb, status: EnterpriseStatus, coverage: Coverage): Refusal[] {
  const { from, zh, en } = ENTERPRISE_TRANSITIONS[verb];
  const isKnown = (from as readonly EnterpriseStatus[]).includes(status);
  const refusals = isKnown ? [] : [ENTERPRISE_STATE_FORBIDS({ status, verbZh: zh, verbEn: en }, 'input', 'enterpriseId')];
  if (verb === 'trackEnterprise' && coverage === 'NONE') refusals.push(ENTERPRISE_WITHOUT_ORGANIZATION({}, 'input', 'enterpriseId'));
  return refusals;
}
