import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { StorefrontUses } from '../enterprises/storefront-uses.js';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import { IntegrityPledge } from './pledge.entity.js';
import { IN_FORCE_STATUSES, PENDING_STATUSES, PLEDGE_TRANSITIONS, type PledgeStatus } from './pledge-states.js';
import { PledgeWriter } from './pledge-writer.js';

const CLOSED = '门店已停业 / the storefront has closed';
const ENDING: readonly PledgeStatus[] = PLEDGE_TRANSITIONS.withdrawPledge.from;

/** A shop that has closed promises nothing: its offers, signatures and pledges end. One under review stays until it is decided (INV-42). */
@Injectable()
export class ClosedStorefronts implements OnModuleInit {
  constructor(
    private readonly storefronts: StorefrontUses,
    private readonly writer: PledgeWriter,
  ) {}

  onModuleInit(): void {
    this.storefronts.registerClosing((tx, caller, storefrontId) => this.end(tx, caller, storefrontId));
  }

  private async end(tx: Tx, caller: Caller, signatoryId: string): Promise<void> {
    /* A storefront may have signed in every park that sees it; parks are few, and the index begins with the park. */
    const parks = await tx.rows<{ id: string }>('SELECT id FROM park');
    const open = { audience: 'STORE' as const, status: In([...PENDING_STATUSES, ...IN_FORCE_STATUSES]) };
    const where = { parkId: In(parks.map(({ id }) => id)), signatoryId, ...open };
    for (const { id } of await tx.manager.find(IntegrityPledge, { where, order: { id: 'ASC' } })) {
      /* Read afresh: what days bring about to one pledge may have moved another. */
      const pledge = await this.writer.settle(tx, await tx.manager.findOneByOrFail(IntegrityPledge, { id }), caller.requestId);
      if (pledge.status === 'OFFERED') await this.writer.move(tx, caller, 'withdrawPledgeOffer', pledge, { reason: CLOSED });
      if (!ENDING.includes(pledge.status)) continue;
      await this.writer.forgetSuccessor(tx, await this.writer.move(tx, caller, 'withdrawPledge', pledge, { reason: CLOSED }));
    }
  }
}
