import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { ageOn, type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { pledgesOfSeries } from './offers.service.js';
import { type IntegrityPledge, PledgeReading, PledgeSignature, SigningEvent } from './pledge.entity.js';
import { isInForceOn, refusalsByState, refusalsToSign, validityOf } from './pledge.rules.js';
import type { SignerKind, SigningChannel } from './pledge-states.js';
import { type PledgeActor, type PledgeStep, PledgeSteps, type PledgeTarget } from './pledge-steps.js';
import { PledgeWriter } from './pledge-writer.js';
import { GUARDIAN_NOT_NEEDED, SIGNING_EVENT_CLOSED } from './pledges.errors.js';
import { bornOnOfStreamer } from './signatories.js';
import { contentHashOf } from './template-content.js';
import { PledgeTemplate } from './template.entity.js';

/** Age from which no guardian signs beside (C01). */
const ADULT_AGE_MIN = 18;
const ON_SITE: PledgeActor = { permission: 'pledges.sign' };

/** A signature as it is given or recorded. */
export interface SignatureRequest extends PledgeTarget {
  /** Hash of the text that was read. */
  contentHash: string;
  /** Reference of the paper. */
  reference?: string | null;
  signingEventId?: string | null;
}

/** Reading and signing: a signature counts only for the very text that was read (INV-39). */
@Injectable()
export class PledgeSigning {
  constructor(
    private readonly steps: PledgeSteps,
    private readonly writer: PledgeWriter,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Records that the text was put before the party or the guardian on site. Returns the pledge's id. */
  recordPledgeReading(caller: Caller, input: { pledgeId: string; reader: SignerKind }): Promise<string> {
    return this.read(caller, ON_SITE, input.pledgeId, input.reader, 'ON_SITE');
  }

  /** Records that the caller opened the text of an own pledge. Returns the pledge's id. */
  readMyPledge(caller: Caller, input: { pledgeId: string }): Promise<string> {
    return this.read(caller, 'OWN', input.pledgeId, 'SIGNATORY', 'SELF');
  }

  /** Records a signature given on site. */
  recordPledgeSignature(caller: Caller, request: SignatureRequest): Promise<string> {
    return this.sign(caller, ON_SITE, request, 'ON_SITE');
  }

  /** Signs an own pledge; the caller must have read it in person. */
  signMyPledge(caller: Caller, request: SignatureRequest): Promise<string> {
    return this.sign(caller, 'OWN', request, 'SELF');
  }

  /** Records the guardian's signature under a minor's pledge, which then takes effect. */
  recordGuardianSignature(caller: Caller, request: SignatureRequest): Promise<string> {
    return this.steps.run(caller, ON_SITE, 'signAsGuardian', request, async (tx, pledge) => {
      const { refusals, readingId } = await this.compared(tx, pledge, request, { signer: 'GUARDIAN' });
      if (!pledge.awaitsGuardian) refusals.push(GUARDIAN_NOT_NEEDED({}, 'input', 'pledgeId'));
      return {
        refusals,
        changes: { awaitsGuardian: false },
        audited: [{ field: 'guardianSignature', after: pledge.contentHash }],
        afterwards: (signed) =>
          this.complete(tx, caller, signed, request, { signer: 'GUARDIAN', channel: 'ON_SITE', readingId: readingId! }),
      };
    });
  }

  /** The park records that the party does not want to sign. */
  recordPledgeDeclined(caller: Caller, target: PledgeTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, ON_SITE, 'declinePledge', target, () => ({ reason: target.reason }));
  }

  /** The caller does not want to sign an own pledge. */
  declineMyPledge(caller: Caller, target: PledgeTarget & { reason?: string | null }): Promise<string> {
    return this.steps.run(caller, 'OWN', 'declinePledge', target, () => ({ reason: target.reason ?? null }));
  }

  /** Records that the party takes its pledge back. Under review it stays: only the decision ends it (INV-42). */
  recordPledgeWithdrawn(caller: Caller, target: PledgeTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, { permission: 'pledges.manage' }, 'withdrawPledge', target, (tx, pledge) =>
      this.withdrawn(tx, pledge, target.reason),
    );
  }

  /** The caller takes an own pledge back. */
  withdrawMyPledge(caller: Caller, target: PledgeTarget & { reason?: string | null }): Promise<string> {
    return this.steps.run(caller, 'OWN', 'withdrawPledge', target, (tx, pledge) => this.withdrawn(tx, pledge, target.reason ?? null));
  }

  private withdrawn(tx: Tx, pledge: IntegrityPledge, reason: string | null): PledgeStep {
    return { reason, afterwards: () => this.writer.forgetSuccessor(tx, pledge) };
  }

  private async read(caller: Caller, actor: PledgeActor, pledgeId: string, reader: SignerKind, channel: SigningChannel): Promise<string> {
    const find = await this.steps.finder(caller, actor);
    return this.transactions.run(async (tx) => {
      const pledge = await find(tx, pledgeId);
      refuseIfAny(refusalsByState(reader === 'GUARDIAN' && pledge.status === 'SIGNED' ? 'signAsGuardian' : 'signPledge', pledge.status));
      const { parkId, templateId } = pledge;
      const contentHash = contentHashOf(await templateOf(tx, pledge));
      const reading = { parkId, pledgeId, templateId, contentHash, reader, channel, readAt: tx.at, recordedBy: caller.accountId };
      await tx.insert(PledgeReading, [{ id: newId(), ...reading }]);
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'readPledge',
        recordKind: 'IntegrityPledge',
        recordId: pledgeId,
        changes: [
          { field: 'reader', after: reader },
          { field: 'contentHash', after: contentHash },
        ],
      });
      return pledgeId;
    });
  }

  private sign(caller: Caller, actor: PledgeActor, request: SignatureRequest, channel: SigningChannel): Promise<string> {
    return this.steps.run(caller, actor, 'signPledge', request, async (tx, pledge) => {
      const readBy = channel === 'SELF' ? caller.accountId : undefined;
      const { refusals, readingId, template } = await this.compared(tx, pledge, request, { signer: 'SIGNATORY', readBy });
      refusals.push(...(await refusalsOfEvent(tx, pledge.parkId, request.signingEventId ?? null)));
      const today = localDateOf(tx.at);
      const validity = validityOf(template, today, await predecessorUntil(tx, template, pledge, today));
      const changes = {
        ...validity,
        signedAt: tx.at,
        signingEventId: request.signingEventId ?? null,
        awaitsGuardian: await isMinor(tx, pledge, today),
      };
      return {
        refusals,
        changes,
        audited: [{ field: 'contentHash', after: pledge.contentHash }],
        afterwards: (signed) => this.complete(tx, caller, signed, request, { signer: 'SIGNATORY', channel, readingId: readingId! }),
      };
    });
  }

  /** What the signature is compared with, and the reading on which it rests. */
  private async compared(tx: Tx, pledge: IntegrityPledge, request: SignatureRequest, by: { signer: SignerKind; readBy?: string }) {
    const template = await templateOf(tx, pledge);
    const readings = await tx.manager.find(PledgeReading, {
      where: { parkId: pledge.parkId, pledgeId: pledge.id, reader: by.signer, ...(by.readBy ? { recordedBy: by.readBy } : {}) },
      order: { readAt: 'DESC', id: 'DESC' },
    });
    const refusals = refusalsToSign({
      offeredHash: pledge.contentHash,
      storedHash: contentHashOf(template),
      signedHash: request.contentHash,
      templateStatus: by.signer === 'GUARDIAN' ? 'PUBLISHED' : template.status,
      readHashes: readings.map(({ contentHash }) => contentHash),
    });
    const readingId = readings.find(({ contentHash }) => contentHash === pledge.contentHash)?.id;
    return { refusals, readingId, template };
  }

  /** Writes the signature; when nobody else has to sign the pledge follows the earlier ones and takes effect if its day has come. */
  private async complete(
    tx: Tx,
    caller: Caller,
    pledge: IntegrityPledge,
    request: SignatureRequest,
    signature: Pick<PledgeSignature, 'signer' | 'channel' | 'readingId'>,
  ): Promise<void> {
    const { parkId, id: pledgeId, templateId, contentHash } = pledge;
    const row = { parkId, pledgeId, templateId, contentHash, ...signature, reference: request.reference ?? null };
    await tx.insert(PledgeSignature, [{ id: newId(), ...row, signedAt: tx.at, recordedBy: caller.accountId }]);
    if (pledge.awaitsGuardian) return;
    await this.writer.announceSuccessor(tx, pledge);
    await this.writer.settle(tx, pledge, caller.requestId);
  }
}

/** The version of the text to which a pledge is bound. */
export async function templateOf(tx: Tx, pledge: Pick<IntegrityPledge, 'parkId' | 'templateId'>): Promise<PledgeTemplate> {
  const { parkId, templateId: id } = pledge;
  return tx.manager.findOneOrFail(PledgeTemplate, { where: { parkId, id } });
}

async function isMinor(tx: Tx, pledge: IntegrityPledge, today: LocalDate): Promise<boolean> {
  if (pledge.audience !== 'STREAMER') return false;
  return ageOn(await bornOnOfStreamer(tx, pledge.parkId, pledge.signatoryId), today) < ADULT_AGE_MIN;
}

/** Last day of the pledge in force that the new one follows; a material change does not wait for it (INV-39). */
async function predecessorUntil(tx: Tx, template: PledgeTemplate, pledge: IntegrityPledge, today: LocalDate): Promise<LocalDate | null> {
  const inForce = (await pledgesOfSeries(tx, template, [pledge.signatoryId])).filter(
    (other) => other.id !== pledge.id && other.edition === pledge.edition && isInForceOn(other, today),
  );
  return (
    inForce
      .map(({ validUntil }) => validUntil)
      .sort()
      .at(-1) ?? null
  );
}

async function refusalsOfEvent(tx: Tx, parkId: string, eventId: string | null) {
  if (eventId === null) return [];
  const event = await tx.manager.findOne(SigningEvent, { where: { parkId, id: eventId } });
  if (!event) throw notFound('input', 'signingEventId');
  return event.isClosed ? [SIGNING_EVENT_CLOSED({}, 'input', 'signingEventId')] : [];
}
