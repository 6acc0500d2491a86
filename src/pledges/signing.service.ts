import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { refusalsOfDeparted } from './gone-parties.js';
import { pledgesOfSeries } from './offers.service.js';
import { IntegrityPledge, PledgeReading, PledgeSignature, SigningEvent } from './pledge.entity.js';
import {
  isInForceOn,
  isMinorOn,
  refusalsByState,
  refusalsOfEvent,
  refusalsOfGuardian,
  refusalsOfPaper,
  refusalsToSign,
  validityOf,
} from './pledge.rules.js';
import type { SignerKind, SigningChannel } from './pledge-states.js';
import { PledgeNotices } from './pledge-notices.js';
import { type PledgeActor, type PledgeStep, PledgeSteps, type PledgeTarget } from './pledge-steps.js';
import { PledgeWriter } from './pledge-writer.js';
import { TEMPLATE_NOT_PUBLISHED } from './pledges.errors.js';
import { bornOnOfStreamer } from './signatories.js';
import { contentHashOf } from './template-content.js';
import { PledgeTemplate } from './template.entity.js';

const ON_SITE: PledgeActor = { permission: 'pledges.sign' };
/** Why a signed renewal goes with the pledge that it was to follow. */
const WITH_THE_EARLIER = declareReason('PLEDGE_WITH_THE_EARLIER', {
  zh: '随原承诺一并撤回',
  en: 'Taken back with the pledge that it was to follow',
});

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
    private readonly notices: PledgeNotices,
  ) {}

  /** Records that the text was put before the party or the guardian on site. Returns the pledge's id. */
  recordPledgeReading(caller: Caller, input: { pledgeId: string; reader: SignerKind }): Promise<string> {
    return this.read(caller, ON_SITE, input.pledgeId, input.reader, 'ON_SITE');
  }

  /** Records that the caller opened the text of an own pledge. Returns the pledge's id. */
  readMyPledge(caller: Caller, input: { pledgeId: string }): Promise<string> {
    return this.read(caller, 'OWN', input.pledgeId, 'SIGNATORY', 'SELF');
  }

  /** Records a signature given on site, which rests on a paper or a signing event; a host is told of it. */
  recordPledgeSignature(caller: Caller, request: SignatureRequest): Promise<string> {
    return this.sign(caller, ON_SITE, request, 'ON_SITE');
  }

  /** Signs an own pledge; the caller must have read it in person. */
  signMyPledge(caller: Caller, request: SignatureRequest): Promise<string> {
    return this.sign(caller, 'OWN', request, 'SELF');
  }

  /** Records the guardian's signature under a minor's pledge, which takes effect and counts from then. */
  recordGuardianSignature(caller: Caller, request: SignatureRequest): Promise<string> {
    return this.steps.run(caller, ON_SITE, 'signAsGuardian', request, async (tx, pledge) => {
      const today = localDateOf(tx.at);
      const { refusals, readingId, template } = await this.compared(tx, pledge, request, { signer: 'GUARDIAN', channel: 'ON_SITE' });
      refusals.push(...refusalsOfGuardian(pledge, await isMinor(tx, pledge, today), today), ...refusalsOfPaper('GUARDIAN', request));
      refusals.push(...(await eventRefusals(tx, pledge.parkId, request.signingEventId ?? null)));
      const validity = validityOf(template, today, await predecessorUntil(tx, template, pledge, today));
      return {
        refusals,
        changes: { ...validity, awaitsGuardian: false },
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

  /** Records that the party takes its pledge back, and a renewal of it that is signed already. Under review it stays: only the decision ends it (INV-42). */
  recordPledgeWithdrawn(caller: Caller, target: PledgeTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, { permission: 'pledges.manage' }, 'withdrawPledge', target, (tx, pledge) =>
      this.withdrawn(tx, caller, pledge, target.reason),
    );
  }

  /** The caller takes an own pledge back. */
  withdrawMyPledge(caller: Caller, target: PledgeTarget & { reason?: string | null }): Promise<string> {
    return this.steps.run(caller, 'OWN', 'withdrawPledge', target, (tx, pledge) =>
      this.withdrawn(tx, caller, pledge, target.reason ?? null),
    );
  }

  private withdrawn(tx: Tx, caller: Caller, pledge: IntegrityPledge, reason: string | null): PledgeStep {
    const { parkId, signatoryId, code } = pledge;
    return {
      reason,
      afterwards: async () => {
        await this.writer.forgetSuccessor(tx, pledge);
        for (const renewal of await tx.manager.findBy(IntegrityPledge, { parkId, signatoryId, code, status: 'SIGNED' })) {
          await this.writer.forgetSuccessor(
            tx,
            await this.writer.move(tx, caller, 'withdrawPledge', renewal, { reason: WITH_THE_EARLIER() }),
          );
        }
      },
    };
  }

  private async read(caller: Caller, actor: PledgeActor, pledgeId: string, reader: SignerKind, channel: SigningChannel): Promise<string> {
    const find = await this.steps.finder(caller, actor);
    return this.transactions.run(async (tx) => {
      const pledge = await find(tx, pledgeId);
      refuseIfAny(refusalsByState(reader === 'GUARDIAN' && pledge.status === 'SIGNED' ? 'signAsGuardian' : 'signPledge', pledge.status));
      const { parkId, templateId } = pledge;
      const template = await templateOf(tx, pledge);
      refuseIfAny(await readingRefusals(tx, pledge, template, { reader, channel }));
      const contentHash = contentHashOf(template);
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
      const { refusals, readingId, template } = await this.compared(tx, pledge, request, { signer: 'SIGNATORY', channel, readBy });
      if (channel === 'ON_SITE') refusals.push(...refusalsOfPaper('SIGNATORY', request));
      refusals.push(...(await eventRefusals(tx, pledge.parkId, request.signingEventId ?? null)));
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
        afterwards: async (signed) => {
          await this.complete(tx, caller, signed, request, { signer: 'SIGNATORY', channel, readingId: readingId! });
          if (channel === 'ON_SITE') await this.notices.signedOnSite(tx, signed, { templateName: template.name, today });
        },
      };
    });
  }

  /** What the signature is compared with, and the reading on which it rests. */
  private async compared(
    tx: Tx,
    pledge: IntegrityPledge,
    request: SignatureRequest,
    by: { signer: SignerKind; channel: SigningChannel; readBy?: string },
  ) {
    const template = await templateOf(tx, pledge);
    const readings = await tx.manager.find(PledgeReading, {
      where: { parkId: pledge.parkId, pledgeId: pledge.id, reader: by.signer, ...(by.readBy ? { recordedBy: by.readBy } : {}) },
      order: { readAt: 'DESC', id: 'DESC' },
    });
    const comparison = refusalsToSign({
      offeredHash: pledge.contentHash,
      storedHash: contentHashOf(template),
      signedHash: request.contentHash,
      templateStatus: by.signer === 'GUARDIAN' ? 'PUBLISHED' : template.status,
      readHashes: readings.map(({ contentHash }) => contentHash),
      channel: by.channel,
    });
    const readingId = readings.find(({ contentHash }) => contentHash === pledge.contentHash)?.id;
    return { refusals: [...(await refusalsOfDeparted(tx, pledge)), ...comparison], readingId, template };
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
  return isMinorOn(await bornOnOfStreamer(tx, pledge.parkId, pledge.signatoryId), today);
}

/** What stands against a reading: a text that nobody can sign any more, and a guardian where none signs. */
async function readingRefusals(
  tx: Tx,
  pledge: IntegrityPledge,
  template: PledgeTemplate,
  { reader, channel }: { reader: SignerKind; channel: SigningChannel },
): Promise<Refusal[]> {
  const today = localDateOf(tx.at);
  const isOver = pledge.status === 'OFFERED' && template.status !== 'PUBLISHED';
  const refusals = isOver ? [TEMPLATE_NOT_PUBLISHED({ channel }, 'input', 'pledgeId')] : [];
  if (reader === 'GUARDIAN') refusals.push(...refusalsOfGuardian(pledge, await isMinor(tx, pledge, today), today));
  return refusals;
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

async function eventRefusals(tx: Tx, parkId: string, eventId: string | null): Promise<Refusal[]> {
  if (eventId === null) return [];
  const event = await tx.manager.findOne(SigningEvent, { where: { parkId, id: eventId } });
  if (!event) throw notFound('input', 'signingEventId');
  return refusalsOfEvent(event, localDateOf(tx.at));
}
