import { serializeOnEnterprises, shareEnterprises } from '../enterprises/enterprise-records.js';
import { serializeOnStorefronts, shareStorefronts } from '../enterprises/storefront-records.js';
import { serializeOnOrganizationEnds, shareOrganizations } from '../organizations/organization-tree.js';
import type { Tx } from '../platform/database/transactions.js';
import { serializeOnConfirmations, shareConfirmations } from '../streamers/host-confirmations.js';
import type { IntegrityPledge } from './pledge.entity.js';
import type { PledgeAudience } from './template-states.js';

/** The party of a pledge or of a case. */
export type Party = Pick<IntegrityPledge, 'parkId' | 'audience' | 'signatoryId'>;

/** Something is offered to the parties: none goes until the transaction ends, and where one went since it began to read, it begins anew (INV-24). */
export function shareParties(tx: Tx, parkId: string, audience: PledgeAudience, signatoryIds: readonly string[]): Promise<void> {
  switch (audience) {
    case 'STREAMER':
      return shareConfirmations(tx, parkId, signatoryIds);
    case 'ENTERPRISE':
      return shareEnterprises(tx, signatoryIds);
    case 'STORE':
      return shareStorefronts(tx, signatoryIds);
    case 'ORGANIZATION':
      return shareOrganizations(tx, signatoryIds);
  }
}

/** Something is decided about the party, which does not go meanwhile. It comes before the first read of the transaction (INV-41, INV-42). */
export function serializeOnParty(tx: Tx, { parkId, audience, signatoryId }: Party): Promise<void> {
  switch (audience) {
    case 'STREAMER':
      return serializeOnConfirmations(tx, parkId, signatoryId);
    case 'ENTERPRISE':
      return serializeOnEnterprises(tx, [signatoryId]);
    case 'STORE':
      return serializeOnStorefronts(tx, [signatoryId]);
    case 'ORGANIZATION':
      return serializeOnOrganizationEnds(tx, [signatoryId]);
  }
}
