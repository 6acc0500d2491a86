import { serializeOnEnterprises, shareEnterprises } from '../enterprises/enterprise-records.js';
import { serializeOnStorefronts, shareStorefronts } from '../enterprises/storefront-records.js';
import type { Tx } from '../platform/database/transactions.js';
import { serializeOnConfirmations, shareConfirmations } from '../streamers/host-confirmations.js';
import type { IntegrityPledge } from './pledge.entity.js';
import type { PledgeAudience } from './template-states.js';

/** The party of a pledge or of a case. */
export type Party = Pick<IntegrityPledge, 'parkId' | 'audience' | 'signatoryId'>;

/** Something is offered to the parties: none of them goes until the transaction ends. Where one went since it began to read, it begins anew (INV-24). */
export function shareParties(tx: Tx, parkId: string, audience: PledgeAudience, signatoryIds: readonly string[]): Promise<void> {
  switch (audience) {
    case 'STREAMER':
      return shareConfirmations(tx, parkId, signatoryIds);
    case 'ENTERPRISE':
      return shareEnterprises(tx, signatoryIds);
    case 'STORE':
      return shareStorefronts(tx, signatoryIds);
    case 'ORGANIZATION':
      return Promise.resolve();
  }
}

/** Something is decided about the party: it does not go meanwhile, nor is a host confirmed. It comes before the first read of the transaction (INV-41, INV-42). */
export function serializeOnParty(tx: Tx, { parkId, audience, signatoryId }: Party): Promise<void> {
  switch (audience) {
    case 'STREAMER':
      return serializeOnConfirmations(tx, parkId, signatoryId);
    case 'ENTERPRISE':
      return serializeOnEnterprises(tx, [signatoryId]);
    case 'STORE':
      return serializeOnStorefronts(tx, [signatoryId]);
    case 'ORGANIZATION':
      return Promise.resolve();
  }
}
