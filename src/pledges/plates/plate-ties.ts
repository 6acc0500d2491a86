import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { StorefrontUses } from '../../enterprises/storefront-uses.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { declareReason } from '../../platform/reasons/program-reasons.js';
import { IntegrityPledge, PledgeHistory } from '../pledge.entity.js';
import { PledgeStepListeners, type PledgeStepTaken } from '../pledge-step-listeners.js';
import { IN_FORCE_STATUSES, type PledgeVerb } from '../pledge-states.js';
import { templateOf } from '../signing.service.js';
import { revokedAmong } from '../standing.rules.js';
import { SHOWN_PLATE_STATUSES } from './plate-states.js';
import { PlateWriter } from './plate-writer.js';
import { Plate, PlateHistory } from './plate.entity.js';
import { STOREFRONT_HAS_PLATE } from './plates.errors.js';

/** Why a plate comes down when its pledge takes such a step; shown to those who fetch it. */
const RECALLING: Partial<Record<PledgeVerb, () => string>> = {
  lapsePledge: declareReason('PLATE_PLEDGE_LAPSED', { zh: '承诺已到期', en: 'The pledge lapsed' }),
  withdrawPledge: declareReason('PLATE_PLEDGE_WITHDRAWN', { zh: '承诺人撤回承诺', en: 'The pledge was withdrawn' }),
};

const REVOKED = declareReason('PLATE_PLEDGE_REVOKED', { zh: '承诺已被撤销', en: 'The pledge was revoked' });
const REINSTATED = declareReason('PLATE_PLEDGE_REINSTATED', { zh: '申诉成立,承诺已恢复', en: 'The pledge was reinstated' });

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
    if (pledge.audience !== 'STORE') return;
    if (isSigned(verb, pledge)) await this.lengthen(tx, pledge);
    if (verb === 'withdrawPledge') await this.shorten(tx, pledge);
    if (verb === 'revokePledge') return this.recallAll(tx, caller, pledge);
    if (verb === 'reinstatePledge') return this.restore(tx, caller, pledge);
    const reason = RECALLING[verb]?.();
    if (reason === undefined && verb !== 'renewPledge') return;
    const where = { parkId: pledge.parkId, pledgeId: pledge.id, status: In([...SHOWN_PLATE_STATUSES]) };
    for (const plate of await tx.manager.findBy(Plate, where)) {
      if (reason !== undefined) await this.writer.recall(tx, caller, plate, reason);
      else await this.moveToSuccessor(tx, plate, pledge);
    }
  }

  /** A shop one of whose pledges is revoked shows no plate, on whichever of its pledges that stands. */
  private async recallAll(tx: Tx, caller: Caller, { parkId, signatoryId: storefrontId }: IntegrityPledge): Promise<void> {
    const shown = await tx.manager.findBy(Plate, { parkId, storefrontId, status: In([...SHOWN_PLATE_STATUSES]) });
    for (const plate of shown) await this.writer.recall(tx, caller, plate, REVOKED());
  }

  /** The appeal was upheld: a plate that was recalled with the revocation and is still out hangs again, unless something else keeps it down. */
  private async restore(tx: Tx, caller: Caller, pledge: IntegrityPledge): Promise<void> {
    const { parkId, signatoryId, id: pledgeId } = pledge;
    const today = localDateOf(tx.at);
    const revocation = await tx.manager.findOne(PledgeHistory, {
      where: { parkId, pledgeId, verb: 'revokePledge' },
      order: { at: 'DESC', id: 'DESC' },
    });
    const pledges = await tx.manager.find(IntegrityPledge, { where: { parkId, signatoryId, audience: 'STORE' }, order: { id: 'ASC' } });
    if (!revocation || revokedAmong(pledges, today).length > 0) return;
    for (const plate of await tx.manager.findBy(Plate, { parkId, storefrontId: signatoryId, status: 'RECALLED' })) {
      const where = { parkId, plateId: plate.id, verb: 'recallPlate' };
      const recall = await tx.manager.findOne(PlateHistory, { where, order: { at: 'DESC', id: 'DESC' } });
      const isOfRevocation = recall?.at.getTime() === revocation.at.getTime();
      if (isOfRevocation && today <= plate.validUntil) await this.writer.restore(tx, caller, plate, REINSTATED());
    }
  }

  /** A renewal is signed: the plate of the pledge that it will follow is valid as long, also before midnight's job moves it along. */
  private async lengthen(tx: Tx, successor: IntegrityPledge): Promise<void> {
    const { parkId, signatoryId, code, id } = successor;
    const earlier = { parkId, signatoryId, code, id: Not(id), status: In([...IN_FORCE_STATUSES]) };
    for (const { id: pledgeId } of await tx.manager.findBy(IntegrityPledge, earlier)) {
      await this.validUntil(tx, { parkId, pledgeId }, successor.validUntil!);
    }
  }

  /** The renewal will not come after all: the plate is valid as long as its own pledge again. */
  private async shorten(tx: Tx, { parkId, id: renewedById }: IntegrityPledge): Promise<void> {
    for (const earlier of await tx.manager.findBy(IntegrityPledge, { parkId, renewedById })) {
      await this.validUntil(tx, { parkId, pledgeId: earlier.id }, earlier.validUntil!);
    }
  }

  private async validUntil(tx: Tx, of: { parkId: string; pledgeId: string }, validUntil: LocalDate): Promise<void> {
    const shown = await tx.manager.findBy(Plate, { ...of, status: In([...SHOWN_PLATE_STATUSES]) });
    for (const plate of shown) await updateVersioned(tx, Plate, plate, { validUntil });
  }

  /** The plate stays where it hangs and stands for the renewed pledge from now on. */
  private async moveToSuccessor(tx: Tx, plate: Plate, pledge: IntegrityPledge): Promise<void> {
    const successor = await tx.manager.findOneByOrFail(IntegrityPledge, { parkId: pledge.parkId, id: pledge.renewedById! });
    const { name: pledgeName, nameEn: pledgeNameEn } = await templateOf(tx, successor);
    await updateVersioned(tx, Plate, plate, { pledgeId: successor.id, validUntil: successor.validUntil!, pledgeName, pledgeNameEn });
  }
}

/** The step was the last signature that the pledge needs. */
function isSigned(verb: PledgeVerb, pledge: IntegrityPledge): boolean {
  return (verb === 'signPledge' || verb === 'signAsGuardian') && !pledge.awaitsGuardian;
}
