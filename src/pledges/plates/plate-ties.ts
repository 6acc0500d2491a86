import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { StorefrontUses } from '../../enterprises/storefront-uses.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { PledgeStepListeners, type PledgeStepTaken } from '../pledge-step-listeners.js';
import type { PledgeVerb } from '../pledge-states.js';
import { templateOf } from '../signing.service.js';
import { SHOWN_PLATE_STATUSES } from './plate-states.js';
import { PlateWriter } from './plate-writer.js';
import { Plate } from './plate.entity.js';
import { STOREFRONT_HAS_PLATE } from './plates.errors.js';

/** Why a plate comes down when its pledge takes such a step; shown to those who fetch it. */
const RECALLING: Partial<Record<PledgeVerb, string>> = {
  revokePledge: '承诺已被撤销 / the pledge was revoked',
  lapsePledge: '承诺已到期 / the pledge lapsed',
  withdrawPledge: '承诺人撤回承诺 / the pledge was withdrawn',
};

/** Ties plates to what happens elsewhere: their pledge ends or is renewed, their storefront wants to close (INV-41). */
@Injectable()
export class PlateTies implements OnModuleInit {
  constructor(
    private readonly listeners: PledgeStepListeners,
    private readonly storefronts: StorefrontUses,
    private readonly writer: PlateWriter,
  ) {}

  onModuleInit(): void {
    this.listeners.register((tx, caller, step) => this.follow(tx, caller, step));
    this.storefronts.register(async (tx, storefrontId) => {
      const live = await tx.rows('SELECT id FROM plate WHERE scopeId = ? AND liveKey = ?', [INSTALLATION_SCOPE, storefrontId]);
      return live.length > 0 ? [STOREFRONT_HAS_PLATE({}, 'input', 'storefrontId')] : [];
    });
  }

  private async follow(tx: Tx, caller: Caller, { verb, pledge }: PledgeStepTaken): Promise<void> {
    const reason = RECALLING[verb];
    if (pledge.audience !== 'STORE' || (reason === undefined && verb !== 'renewPledge')) return;
    const where = { parkId: pledge.parkId, pledgeId: pledge.id, status: In([...SHOWN_PLATE_STATUSES]) };
    for (const plate of await tx.manager.findBy(Plate, where)) {
      if (reason !== undefined) await this.writer.recall(tx, caller, plate, reason);
      else await this.moveToSuccessor(tx, plate, pledge);
    }
  }

  /** The plate stays where it hangs and stands for the renewed pledge from now on. */
  private async moveToSuccessor(tx: Tx, plate: Plate, pledge: IntegrityPledge): Promise<void> {
    const successor = await tx.manager.findOneByOrFail(IntegrityPledge, { parkId: pledge.parkId, id: pledge.renewedById! });
    const { name: pledgeName, nameEn: pledgeNameEn } = await templateOf(tx, successor);
    await updateVersioned(tx, Plate, plate, { pledgeId: successor.id, validUntil: successor.validUntil!, pledgeName, pledgeNameEn });
  }
}
