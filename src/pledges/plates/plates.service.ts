import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { serializeOnStorefronts } from '../../enterprises/storefront-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { declareReason } from '../../platform/reasons/program-reasons.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { isInForceOn } from '../pledge.rules.js';
import { signatoryOfPark } from '../signatories.js';
import { revokedAmong } from '../standing.rules.js';
import { templateOf } from '../signing.service.js';
import { fulfilledCountOf } from '../fulfilment/fulfilment-counts.js';
import { PlateCodes, tokenDigestOf } from './plate-code.js';
import { PlateWriter } from './plate-writer.js';
import { Plate, PlateSeries } from './plate.entity.js';
import { refusalsToDisplay } from './plate.rules.js';
import { PLATE_ALREADY_LIVE, PLATE_NEEDS_PLEDGE, PLATE_PLEDGE_REVOKED, STOREFRONT_CLOSED_FOR_PLATE } from './plates.errors.js';

const MANAGE = 'plates.manage';
const SERIAL_DIGITS = 4;
/** Reason of the recall that comes before a loss when the plate was still out. */
const LOST = declareReason('PLATE_LOST', { zh: '遗失作废', en: 'Lost and void' });

/** Which plate, as the caller saw it. */
export interface PlateTarget {
  plateId: string;
  expectedVersion: number;
}

/** Plates: issued to a storefront with a pledge in force, displayed, recalled, and returned or lost (INV-41). */
@Injectable()
export class Plates {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly codes: PlateCodes,
    private readonly writer: PlateWriter,
    private readonly audit: AuditTrail,
  ) {}

  /** Issues a plate. Refuses a storefront without a pledge in force or with a revoked one, and one with a plate that is out, also when two officers issue at once. */
  async issuePlate(caller: Caller, input: { parkId: string; storefrontId: string; idempotencyKey: string }): Promise<string> {
    const { parkId, storefrontId, idempotencyKey: key } = input;
    await this.access.requirePark(caller, MANAGE, parkId, 'input', 'parkId');
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key, operation: 'issuePlate', input }, async (tx) => {
      await serializeOnStorefronts(tx, [storefrontId]);
      const storefront = await signatoryOfPark(tx, parkId, 'STORE', storefrontId);
      if (!storefront) throw notFound('input', 'storefrontId');
      const pledges = await pledgesOfStorefront(tx, parkId, storefrontId);
      const pledge = longestInForce(pledges, localDateOf(tx.at));
      refuseIfAny(await refusalsToIssue(tx, storefrontId, { isOpen: storefront.isFit, pledge, pledges }));
      return this.write(tx, caller, storefrontId, pledge!);
    });
    return ref;
  }

  /** Confirms that the plate hangs. An officer's word: no photograph is kept (PR-6). */
  displayPlate(caller: Caller, target: PlateTarget & { displayedOn: LocalDate }): Promise<string> {
    return this.step(caller, target, async (tx, plate) => {
      refuseIfAny(refusalsToDisplay(plate.issuedOn, target.displayedOn, localDateOf(tx.at)));
      await this.writer.move(tx, caller, 'displayPlate', plate, { displayedOn: target.displayedOn });
    });
  }

  /** Recalls a plate for another reason than its pledge. */
  recallPlate(caller: Caller, target: PlateTarget & { reason: string }): Promise<string> {
    return this.step(caller, target, async (tx, plate) => void (await this.writer.recall(tx, caller, plate, target.reason)));
  }

  /** A recalled plate is back. */
  recordPlateReturned(caller: Caller, target: PlateTarget): Promise<string> {
    return this.step(caller, target, async (tx, plate) => void (await this.writer.move(tx, caller, 'recordPlateReturned', plate)));
  }

  /** Voids a lost plate; one that was still out is recalled first. Its code answers "recalled" from now on, and a new one may be issued. */
  recordPlateLost(caller: Caller, target: PlateTarget & { reason: string }): Promise<string> {
    return this.step(caller, target, async (tx, plate) => {
      const isOut = plate.status === 'ISSUED' || plate.status === 'DISPLAYED';
      const recalled = isOut ? await this.writer.recall(tx, caller, plate, LOST()) : plate;
      await this.writer.move(tx, caller, 'recordPlateLost', recalled, { reason: target.reason, recallDueOn: null });
    });
  }

  private async step(caller: Caller, target: PlateTarget, work: (tx: Tx, plate: Plate) => Promise<void>): Promise<string> {
    const scope = await this.access.parks(caller, MANAGE);
    return this.transactions.run(async (tx) => {
      const plate = await parkRow(tx, Plate, scope, target.plateId, 'input', 'plateId');
      requireVersion(plate, target.expectedVersion);
      await work(tx, plate);
      return plate.id;
    });
  }

  private async write(tx: Tx, caller: Caller, storefrontId: string, pledge: IntegrityPledge): Promise<string> {
    const { parkId } = pledge;
    const today = localDateOf(tx.at);
    const template = await templateOf(tx, pledge);
    const id = newId();
    const row = {
      storefrontId,
      pledgeId: pledge.id,
      serialNumber: await nextSerialNumber(tx, parkId, today),
      status: 'ISSUED' as const,
      issuerName: await parkName(tx, parkId),
      pledgeName: template.name,
      pledgeNameEn: template.nameEn,
      issuedOn: today,
      validUntil: await lastDayOf(tx, pledge),
    };
    const noSteps = { displayedOn: null, recalledOn: null, recallDueOn: null, reason: null };
    const tokenDigest = tokenDigestOf(this.codes.tokenOf(id));
    const fulfilledCount = await fulfilledCountOf(tx, parkId, storefrontId);
    const plate: Plate = {
      id,
      parkId,
      scopeId: INSTALLATION_SCOPE,
      tokenDigest,
      liveKey: storefrontId,
      ...row,
      ...noSteps,
      fulfilledCount,
      version: 1,
    };
    try {
      await tx.insert(Plate, [plate]);
    } catch (error) {
      throw isDuplicateKey(error) ? new RetryWork('another plate was issued at the same time') : error;
    }
    /* A step of the pledge at the same time meets this version, or this meets the step's: the plate and the pledge's end know each other. */
    await updateVersioned(tx, IntegrityPledge, pledge, {});
    await this.writer.note(tx, caller, 'issuePlate', plate, { from: null, to: 'ISSUED', reason: null });
    const act = { scopeId: parkId, action: 'issuePlate', recordKind: 'Plate', recordId: id, changes: changesBetween(null, row) };
    await this.audit.record(tx, caller, act);
    return id;
  }
}

async function refusalsToIssue(
  tx: Tx,
  storefrontId: string,
  { isOpen, pledge, pledges }: { isOpen: boolean; pledge: IntegrityPledge | null; pledges: readonly IntegrityPledge[] },
): Promise<Refusal[]> {
  const live = await tx.rows('SELECT id FROM plate WHERE scopeId = ? AND liveKey = ?', [INSTALLATION_SCOPE, storefrontId]);
  return [
    ...(isOpen ? [] : [STOREFRONT_CLOSED_FOR_PLATE({}, 'input', 'storefrontId')]),
    ...(pledge ? [] : [PLATE_NEEDS_PLEDGE({}, 'input', 'storefrontId')]),
    ...(revokedAmong(pledges, localDateOf(tx.at)).length > 0 ? [PLATE_PLEDGE_REVOKED({}, 'input', 'storefrontId')] : []),
    ...(live.length > 0 ? [PLATE_ALREADY_LIVE({}, 'input', 'storefrontId')] : []),
  ];
}

/** The storefront's pledges in the park, oldest first. */
function pledgesOfStorefront(tx: Tx, parkId: string, storefrontId: string): Promise<IntegrityPledge[]> {
  return tx.manager.find(IntegrityPledge, { where: { parkId, signatoryId: storefrontId, audience: 'STORE' }, order: { id: 'ASC' } });
}

/** The pledge in force that runs longest. */
function longestInForce(pledges: readonly IntegrityPledge[], today: LocalDate): IntegrityPledge | null {
  const inForce = pledges.filter((pledge) => isInForceOn(pledge, today));
  return inForce.sort((left, right) => (left.validUntil! < right.validUntil! ? 1 : -1))[0] ?? null;
}

/** The pledge's last day, or that of the signed renewal that will follow it. */
async function lastDayOf(tx: Tx, { parkId, validUntil, renewedById }: IntegrityPledge): Promise<LocalDate> {
  if (renewedById === null) return validUntil!;
  const successor = await tx.manager.findOneByOrFail(IntegrityPledge, { parkId, id: renewedById });
  return successor.validUntil!;
}

async function nextSerialNumber(tx: Tx, parkId: string, today: LocalDate): Promise<string> {
  const year = Number(today.slice(0, 4));
  const key = [parkId, year];
  const raised = await tx.execute('UPDATE plate_series SET lastNumber = lastNumber + 1 WHERE parkId = ? AND year = ?', key);
  if (raised === 0) {
    await tx.insert(PlateSeries, [{ parkId, year, lastNumber: 1 }]).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('the first number of the year was given at the same time') : error;
    });
  }
  const [series] = await tx.rows<{ lastNumber: number }>('SELECT lastNumber FROM plate_series WHERE parkId = ? AND year = ?', key);
  return `${year}-${String(series!.lastNumber).padStart(SERIAL_DIGITS, '0')}`;
}

async function parkName(tx: Tx, parkId: string): Promise<string> {
  const [park] = await tx.rows<{ name: string }>('SELECT name FROM park WHERE id = ?', [parkId]);
  return park!.name;
}
