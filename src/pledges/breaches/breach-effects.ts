import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { declareReason } from '../../platform/reasons/program-reasons.js';
import { type Party, serializeOnParty } from '../party-locks.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { DepartedParties } from '../departed-parties.js';
import { hasPartyGone } from '../pledge.rules.js';
import { IN_FORCE_STATUSES, PENDING_STATUSES } from '../pledge-states.js';
import { CARRIED_OVER, PledgeWriter } from '../pledge-writer.js';
import { AffectedList } from './affected-list.js';
import { BreachNotices } from './breach-notices.js';
import { Reinstatements } from './reinstatements.js';
import { BreachCase, BreachHistory } from './breach.entity.js';
import type { AppealDecision, BreachDecision } from './breach-states.js';

/** Why an offer or a signature that waits is taken back after a revocation. */
const SERIES_REVOKED = declareReason('PLEDGE_SERIES_REVOKED', { zh: '承诺已被撤销', en: 'The pledge was revoked' });

/** What a pledge says of a decision; the reason that was written stands in the case alone, with those who handle cases (PR-7). */
const SAID: Readonly<Record<BreachDecision | AppealDecision, (reference: string | null) => string>> = {
  CLEARED: declareReason('BREACH_CLEARED', { zh: '查无违诺', en: 'Cleared' }),
  WARNED: declareReason('BREACH_WARNED', { zh: '警示', en: 'Warned' }),
  REVOKED: declareReason('BREACH_REVOKED', { zh: '撤销承诺', en: 'Revoked' }),
  REINSTATED: declareReason('BREACH_REINSTATED', { zh: '申诉成立,恢复承诺', en: 'Reinstated after an appeal' }),
  FINAL: declareReason('BREACH_FINAL', { zh: '申诉后维持撤销', en: 'Revoked for good after an appeal' }),
};

/** What a decision does to the pledge and to all that hangs on it. Plates follow the pledge by themselves. */
@Injectable()
export class BreachEffects {
  constructor(
    private readonly pledges: PledgeWriter,
    private readonly affected: AffectedList,
    private readonly notices: BreachNotices,
    private readonly reinstatements: Reinstatements,
    private readonly departed: DepartedParties,
  ) {}

  /**
   * Waits for what ends the party's pledges, and for what else is decided about it on the ground of its case. It comes before the first read of the
   * transaction.
   */
  async beforeAppealDecision(tx: Tx, party: Party): Promise<void> {
    await serializeOnParty(tx, party);
    if (party.audience === 'STREAMER') await this.reinstatements.serialize(tx, party.parkId, party.signatoryId);
  }

  async ofDecision(tx: Tx, caller: Caller, breach: BreachCase, decision: BreachDecision): Promise<void> {
    const pledge = await this.pledgeMet(tx, caller, breach);
    await this.notices.decided(tx, breach, decision, await wasNoticed(tx, breach));
    if (decision === 'REVOKED') return this.revoke(tx, caller, breach, pledge);
    if (pledge.status === 'WITHDRAWN') return;
    const verb = decision === 'WARNED' ? 'warnPledge' : 'clearPledge';
    const moved = await this.pledges.move(tx, caller, verb, pledge, {
      reason: SAID[decision](breach.decisionReference),
      changes: { reviewedFrom: null },
    });
    await this.stand(tx, caller, moved);
  }

  /** The pledge no longer becomes final by the passing of days; one that did waits again for the decision. */
  async ofAppeal(tx: Tx, caller: Caller, breach: BreachCase): Promise<void> {
    const pledge = await pledgeOf(tx, breach);
    await this.notices.appealReceived(tx, breach);
    if (pledge.status === 'REVOKED') return this.pledges.noteAppeal(tx, pledge);
    await this.pledges.move(tx, caller, 'reopenRevocation', pledge, { changes: { isAppealed: true } });
  }

  async ofAppealDecision(tx: Tx, caller: Caller, breach: BreachCase, decision: AppealDecision): Promise<void> {
    const verb = decision === 'REINSTATED' ? 'reinstatePledge' : 'finalizeRevocation';
    const changes = { isAppealed: false, appealUntil: null, reviewedFrom: null };
    const reason = SAID[decision](breach.appealReference);
    const moved = await this.pledges.move(tx, caller, verb, await pledgeOf(tx, breach), { reason, changes });
    await this.stand(tx, caller, moved);
    await this.notices.appealDecided(tx, breach, decision);
    if (decision === 'REINSTATED') await this.release(tx, caller, breach);
  }

  /** Nothing rests on the case any more: sessions go on, and what others decided on its ground falls. */
  private async release(tx: Tx, caller: Caller, breach: BreachCase): Promise<void> {
    await this.affected.release(tx, caller, breach);
    const { id, parkId, audience, signatoryId: streamerId, appealReference } = breach;
    if (audience === 'STREAMER') await this.reinstatements.follow(tx, caller, { id, parkId, streamerId, reference: appealReference! });
  }

  /** The pledge is where it is now: what days have brought about meanwhile comes after, and it ends with a party that is gone. */
  private async stand(tx: Tx, caller: Caller, pledge: IntegrityPledge): Promise<void> {
    /* One whose party went before ended then, and not by the days that have passed since. */
    const settled = pledge.goneReason === null ? await this.pledges.settle(tx, pledge, caller.requestId) : pledge;
    if (IN_FORCE_STATUSES.includes(settled.status)) await this.departed.endIfDeparted(tx, caller, settled);
  }

  /**
   * The pledge that a decision meets. Where the party took it back meanwhile, or went and came back, that is the one which it has given in the same
   * series since.
   */
  private async pledgeMet(tx: Tx, caller: Caller, breach: BreachCase): Promise<IntegrityPledge> {
    const pledge = await pledgeOf(tx, breach);
    const isHeldByReview = hasPartyGone(pledge);
    if (pledge.status !== 'WITHDRAWN' && !isHeldByReview) return pledge;
    const later = await this.pledges.inForceBeside(tx, pledge, caller.requestId);
    if (later === null) return pledge;
    if (isHeldByReview) {
      const changes = { reviewedFrom: null };
      await this.stand(tx, caller, await this.pledges.move(tx, caller, 'clearPledge', pledge, { reason: CARRIED_OVER(), changes }));
    }
    await updateVersioned(tx, BreachCase, breach, { pledgeId: later.id });
    return this.pledges.move(tx, caller, 'openReview', later, { reason: CARRIED_OVER(), changes: { reviewedFrom: later.status } });
  }

  private async revoke(tx: Tx, caller: Caller, breach: BreachCase, pledge: IntegrityPledge): Promise<void> {
    const { parkId, signatoryId, code } = pledge;
    const waiting = await tx.manager.findBy(IntegrityPledge, { parkId, signatoryId, code, status: In([...PENDING_STATUSES]) });
    for (const other of waiting) {
      await this.pledges.move(tx, caller, other.status === 'OFFERED' ? 'withdrawPledgeOffer' : 'withdrawPledge', other, {
        reason: SERIES_REVOKED(),
      });
    }
    /* A pledge that was taken back before comes back as that, should the revocation fall. */
    const reviewedFrom = pledge.status === 'WITHDRAWN' ? pledge.status : null;
    const changes = { appealUntil: breach.appealUntil, reviewedFrom, renewedById: null };
    await this.pledges.move(tx, caller, 'revokePledge', pledge, { reason: SAID.REVOKED(breach.decisionReference), changes });
    if (pledge.audience === 'STREAMER') await this.affected.list(tx, caller, breach);
  }
}

function pledgeOf(tx: Tx, { parkId, pledgeId: id }: BreachCase): Promise<IntegrityPledge> {
  return tx.manager.findOneByOrFail(IntegrityPledge, { parkId, id });
}

/** Whether the party ever learned of the case. */
function wasNoticed(tx: Tx, { parkId, id: caseId }: BreachCase): Promise<boolean> {
  return tx.manager.existsBy(BreachHistory, { parkId, caseId, verb: 'giveBreachNotice' });
}
