import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { DevelopmentConsent } from './development-consent.entity.js';

type ConsentEntry = Pick<DevelopmentConsent, 'caseId' | 'organizationId' | 'step' | 'occurredOn' | 'reference'>;

/** Notes a step of the person's consent for the timeline (PR-2). */
export function noteConsent(tx: Tx, caller: Caller, entry: ConsentEntry): Promise<void> {
  const noted = { id: newId(), scopeId: INSTALLATION_SCOPE, ...entry, recordedBy: caller.accountId, recordedAt: tx.at };
  return tx.insert(DevelopmentConsent, [noted]);
}
