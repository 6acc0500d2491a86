import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { shareParties } from './party-locks.js';
import { givesWay, type OfferFacts, refusalsToOffer } from './offer.rules.js';
import { IntegrityPledge, PledgeHistory } from './pledge.entity.js';
import { isMinorOn } from './pledge.rules.js';
import { PledgeNotices } from './pledge-notices.js';
import { PledgeSteps, type PledgeTarget } from './pledge-steps.js';
import { pendingKeyOf, PledgeWriter } from './pledge-writer.js';
import { TEMPLATE_NOT_PUBLISHED } from './pledges.errors.js';
import { type Signatory, signatoryOfPark } from './signatories.js';
import { PledgeTemplate } from './template.entity.js';

/** Why an open offer of an older text is taken back. */
const SUPERSEDED = declareReason('OFFER_SUPERSEDED', {
  zh: '文本已更新,按新版本重新发出',
  en: 'An offer of the newer text takes its place',
});
/** Why a pledge is taken back that a minor signed, whose guardian did not sign in time. */
const OF_AGE = declareReason('PARTY_OF_AGE', {
  zh: '承诺人已满十八周岁,由本人重新签署',
  en: 'The party has come of age and signs anew',
});

/** To whom a text is offered. */
export interface OfferRequest {
  parkId: string;
  templateId: string;
  signatoryId: string;
  idempotencyKey: string;
}

/** Offers of a published text to parties of the park. */
@Injectable()
export class PledgeOffers {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly steps: PledgeSteps,
    private readonly writer: PledgeWriter,
    private readonly notices: PledgeNotices,
  ) {}

  /** Offers the text to one party. Refuses a party that is not fit, one with an offer open, and a renewal before its time. */
  async offerPledge(caller: Caller, offer: OfferRequest): Promise<string> {
    const { parkId, templateId, signatoryId } = offer;
    await this.access.requirePark(caller, 'pledges.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: offer.idempotencyKey, operation: 'offerPledge', input: offer };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const template = await templateOfPark(tx, parkId, templateId);
      const signatory = await signatoryOfPark(tx, parkId, template.audience, signatoryId);
      if (!signatory) throw notFound('input', 'signatoryId');
      const pledges = await pledgesOfSeries(tx, template, [signatoryId]);
      refuseIfAny([
        ...(template.status === 'PUBLISHED' ? [] : [TEMPLATE_NOT_PUBLISHED({}, 'input', 'templateId')]),
        ...refusalsToOffer(offerFactsOf(template, signatory, pledges, localDateOf(tx.at)), localDateOf(tx.at)),
      ]);
      const [id] = await this.write(tx, caller, template, [{ signatory, pledges }], null);
      const changes = [
        { field: 'templateId', after: templateId },
        { field: 'signatoryId', after: signatoryId },
        { field: 'contentHash', after: template.contentHash },
      ];
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'offerPledge',
        recordKind: 'IntegrityPledge',
        recordId: id!,
        changes,
      });
      return id!;
    });
    return ref;
  }

  /** Takes an offer back that nobody has signed. */
  withdrawPledgeOffer(caller: Caller, target: PledgeTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, { permission: 'pledges.manage' }, 'withdrawPledgeOffer', target, () => ({ reason: target.reason }));
  }

  /**
   * Writes the offers that the rules allow, tells the hosts and returns the ids; what gives way to them is taken back first. No party goes meanwhile,
   * and where one went since the transaction began to read, it begins anew (INV-24).
   */
  async write(
    tx: Tx,
    caller: Caller,
    template: PledgeTemplate,
    offers: readonly { signatory: Signatory; pledges: readonly IntegrityPledge[] }[],
    batchId: string | null,
  ): Promise<string[]> {
    const signatoryIds = offers.map(({ signatory }) => signatory.id);
    await shareParties(tx, template.parkId, template.audience, signatoryIds);
    for (const { signatory, pledges } of offers) {
      const facts = offerFactsOf(template, signatory, pledges, localDateOf(tx.at));
      for (const waiting of pledges.filter((pledge) => givesWay(facts, pledge))) {
        const [verb, reason] =
          waiting.status === 'OFFERED' ? (['withdrawPledgeOffer', SUPERSEDED()] as const) : (['withdrawPledge', OF_AGE()] as const);
        await this.writer.move(tx, caller, verb, waiting, { reason });
      }
    }
    const rows = offers.map(({ signatory }) => rowOf(tx, caller, template, signatory, batchId));
    try {
      await tx.insert(IntegrityPledge, rows);
    } catch (error) {
      throw isDuplicateKey(error) ? new RetryWork('the same pledge was offered at the same time') : error;
    }
    await tx.insert(
      PledgeHistory,
      rows.map(({ id, parkId }) => ({
        id: newId(),
        parkId,
        pledgeId: id,
        verb: 'offerPledge',
        fromStatus: null,
        toStatus: 'OFFERED' as const,
        reason: null,
        at: tx.at,
        byAccountId: caller.accountId,
      })),
    );
    if (template.audience === 'STREAMER') await this.notices.offered(tx, rows, template.name);
    return rows.map(({ id }) => id);
  }
}

/** The template of the park. Throws NOT_FOUND at the input's `templateId`. */
export async function templateOfPark(tx: Tx, parkId: string, templateId: string): Promise<PledgeTemplate> {
  const template = await tx.manager.findOne(PledgeTemplate, { where: { parkId, id: templateId } });
  if (!template) throw notFound('input', 'templateId');
  return template;
}

/** The signatories' pledges in the template's series, oldest first. */
export function pledgesOfSeries(tx: Tx, template: PledgeTemplate, signatoryIds: readonly string[]): Promise<IntegrityPledge[]> {
  const { parkId, code } = template;
  return tx.manager.find(IntegrityPledge, { where: { parkId, code, signatoryId: In([...signatoryIds]) }, order: { id: 'ASC' } });
}

/** What the rules about an offer look at. */
export function offerFactsOf(
  template: PledgeTemplate,
  signatory: Signatory,
  pledges: readonly IntegrityPledge[],
  today: LocalDate,
): OfferFacts {
  const { id: templateId, edition, audience } = template;
  const { name, status: signatoryStatus, isFit, bornOn } = signatory;
  const isOfAge = bornOn === null || !isMinorOn(bornOn, today);
  return { name, audience, signatoryStatus, isFit, isOfAge, templateId, edition, pledges };
}

function rowOf(tx: Tx, caller: Caller, template: PledgeTemplate, signatory: Signatory, batchId: string | null): IntegrityPledge {
  const pledge = { id: newId(), status: 'OFFERED' as const, signatoryId: signatory.id, code: template.code };
  const noDays = { validFrom: null, validUntil: null, expiringFrom: null, dueOn: null, appealUntil: null };
  const nothingYet = {
    awaitsGuardian: false,
    isAppealed: false,
    reviewedFrom: null,
    goneReason: null,
    renewedById: null,
    signingEventId: null,
  };
  return {
    ...pledge,
    ...noDays,
    ...nothingYet,
    parkId: template.parkId,
    templateId: template.id,
    edition: template.edition,
    contentHash: template.contentHash!,
    audience: template.audience,
    signatoryName: signatory.name,
    pendingKey: pendingKeyOf(pledge),
    batchId,
    offeredAt: tx.at,
    offeredBy: caller.accountId,
    signedAt: null,
    reason: null,
    version: 1,
  };
}
