import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey } from '../../platform/database/database-errors.js';
import { newId } from '../../platform/database/ids.js';
import { inList, Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { isSamePerson } from '../../streamers/account-persons.js';
import { Streamer } from '../../streamers/streamer.entity.js';
import { refusalsOfOwnCase } from '../track-desk.js';
import { SkillTierAppeal, SkillTierChange } from './tier.entity.js';
import { TIER_APPEAL_ON_RECORD } from './tier.errors.js';
import { TierNotices } from './tier-notices.js';
import { refusalsToAppeal, refusalsToDecideAppeal } from './tier.rules.js';
import { serializeOnTier, Tiers } from './tiers.service.js';

/** An appeal as it is handed in. */
export interface AppealStatement {
  tierChangeId: string;
  statement: string;
  idempotencyKey: string;
}

/** The decision on an appeal. */
export interface AppealDecision {
  appealId: string;
  reason: string;
  expectedVersion: number;
}

type Host = Pick<SkillTierChange, 'parkId' | 'streamerId'>;

/** Appeals against demotions, handed in by the streamer or at the office, and decided by somebody else than before. */
@Injectable()
export class TierAppeals {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly tiers: Tiers,
    private readonly audit: AuditTrail,
    private readonly notices: TierNotices,
  ) {}

  /** The streamer appeals with the own account. Returns the appeal's id. */
  async submitTierAppeal(caller: Caller, input: AppealStatement): Promise<string> {
    const ownIds = this.access.ownIds(caller, 'own.skills', 'STREAMER');
    return this.file(caller, 'submitTierAppeal', input, async (tx) => {
      if (ownIds.length === 0) throw notFound('input', 'tierChangeId');
      const [row] = await tx.rows<Host>(
        `SELECT parkId, streamerId FROM skill_tier_change WHERE id = ? AND streamerId IN ${inList(ownIds)}`,
        [input.tierChangeId, ...ownIds],
      );
      if (!row) throw notFound('input', 'tierChangeId');
      return row;
    });
  }

  /** The office records an appeal that was handed in on paper. */
  async recordTierAppeal(caller: Caller, input: AppealStatement): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    return this.file(caller, 'recordTierAppeal', input, (tx) => {
      return parkRow(tx, SkillTierChange, scope, input.tierChangeId, 'input', 'tierChangeId');
    });
  }

  /**
   * Upholds an appeal: a new decision restores the tier that there would be without the demotion, which stays in the history. Later decisions rest
   * on grounds of their own and stand.
   */
  acceptTierAppeal(caller: Caller, input: AppealDecision): Promise<string> {
    return this.decide(caller, 'acceptTierAppeal', input, async (tx, appeal, change) => {
      const restoration = { kind: 'RESTORATION' as const, reason: input.reason };
      await this.tiers.restore(tx, caller, 'acceptTierAppeal', appeal, restoration, ({ id }) => id === change.id);
      return 'UPHELD';
    });
  }

  /** Dismisses an appeal, with the reason. */
  dismissTierAppeal(caller: Caller, input: AppealDecision): Promise<string> {
    return this.decide(caller, 'dismissTierAppeal', input, () => Promise.resolve('DISMISSED'));
  }

  /** The demotions fell with the case on which they rested: nobody decides open appeals against them any more. The caller holds `serializeOnTier`. */
  async closeFallen(tx: Tx, caller: Caller, { parkId, streamerId }: Host, breachCaseId: string): Promise<void> {
    const fallen = await tx.manager.findBy(SkillTierChange, { parkId, streamerId, kind: 'DEMOTION', breachCaseId });
    const tierChangeId = In(fallen.map(({ id }) => id));
    for (const appeal of await tx.manager.findBy(SkillTierAppeal, { parkId, tierChangeId, status: 'OPEN' })) {
      const changes = { status: 'MOOT' as const, decidedOn: localDateOf(tx.at) };
      await updateVersioned(tx, SkillTierAppeal, appeal, changes);
      const act = { scopeId: parkId, recordKind: 'SkillTierAppeal', recordId: appeal.id, changes: changesBetween(appeal, changes) };
      await this.audit.record(tx, caller, { ...act, action: 'closeTierAppeal' });
      await this.notices.appealClosed(tx, appeal);
    }
  }

  private async file(caller: Caller, operation: string, input: AppealStatement, hostOf: (tx: Tx) => Promise<Host>): Promise<string> {
    const { parkId, streamerId } = await this.transactions.run(hostOf);
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key: input.idempotencyKey, operation, input }, async (tx) => {
      await serializeOnTier(tx, parkId, streamerId);
      const change = await tx.manager.findOneByOrFail(SkillTierChange, { id: input.tierChangeId, parkId });
      const filedOn = localDateOf(tx.at);
      refuseIfAny(refusalsToAppeal({ ...change, hasFallen: await hasFallen(tx, change) }, filedOn));
      const facts = { tierChangeId: change.id, streamerId: change.streamerId, status: 'OPEN' as const, filedOn };
      const id = newId();
      const row = { id, parkId, ...facts, statement: input.statement, filedBy: caller.accountId, version: 1 };
      await tx.insert(SkillTierAppeal, [row]).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new DomainError([TIER_APPEAL_ON_RECORD({}, 'input', 'tierChangeId')]) : error;
      });
      const act = { scopeId: parkId, recordKind: 'SkillTierAppeal', recordId: id, changes: changesBetween(null, facts) };
      await this.audit.record(tx, caller, { ...act, action: operation });
      await this.notices.appealWaits(tx, row, change.decidedBy);
      return id;
    });
    return ref;
  }

  private async decide(
    caller: Caller,
    action: string,
    input: AppealDecision,
    work: (tx: Tx, appeal: SkillTierAppeal, change: SkillTierChange) => Promise<'UPHELD' | 'DISMISSED'>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.certify');
    const known = await this.transactions.run((tx) => parkRow(tx, SkillTierAppeal, scope, input.appealId, 'input', 'appealId'));
    return this.transactions.run(async (tx) => {
      await serializeOnTier(tx, known.parkId, known.streamerId);
      const appeal = await parkRow(tx, SkillTierAppeal, scope, input.appealId, 'input', 'appealId');
      requireVersion(appeal, input.expectedVersion);
      const change = await tx.manager.findOneByOrFail(SkillTierChange, { id: appeal.tierChangeId, parkId: appeal.parkId });
      const streamer = await tx.manager.findOneByOrFail(Streamer, { id: appeal.streamerId, parkId: appeal.parkId });
      refuseIfAny([
        ...refusalsToDecideAppeal(appeal, await isSamePerson(tx, caller.accountId, change.decidedBy)),
        ...(await refusalsOfOwnCase(tx, caller, streamer.personId, 'appealId')),
      ]);
      const status = await work(tx, appeal, change);
      const changes = { status, decisionReason: input.reason, decidedOn: localDateOf(tx.at), decidedBy: caller.accountId };
      await updateVersioned(tx, SkillTierAppeal, appeal, changes);
      const act = { scopeId: appeal.parkId, recordKind: 'SkillTierAppeal', recordId: appeal.id, changes: changesBetween(appeal, changes) };
      await this.audit.record(tx, caller, { ...act, action, reason: input.reason });
      await this.notices.appealDecided(tx, appeal, status);
      return appeal.id;
    });
  }
}

/** Whether the demotion fell with the breach case on which it rested. */
async function hasFallen(tx: Tx, { parkId, streamerId, breachCaseId }: SkillTierChange): Promise<boolean> {
  return breachCaseId !== null && tx.manager.existsBy(SkillTierChange, { parkId, streamerId, kind: 'REINSTATEMENT', breachCaseId });
}
