import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion } from '../platform/database/versioned-rows.js';
import { DomainError, refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { Streamer } from '../streamers/streamer.entity.js';
import { DAY_IN_FUTURE } from '../streamers/streamers.errors.js';
import { type CriterionScore, scored } from './skill-evidences.service.js';
import type { SkillLevel, SkillTrade } from './skill-kinds.js';
import { serializeOnTrack } from './skill-standards.service.js';
import { SkillCertificate, SkillNumberSeries, SkillTrack, StateSkillLevel } from './skill-track.entity.js';
import type { TrackTarget } from './skill-tracks.service.js';
import { STATE_LEVEL_ON_RECORD } from './skills.errors.js';
import { type EvidenceInput, evidenceOf, refusalsByTrackState, TrackDesk } from './track-desk.js';
import { progressOf } from './track-progress.rules.js';

const NUMBER_DIGITS = 4;
const NUMBER_PREFIX = 'ZB';

/** An assessment: who held it, and how the rubric was scored. */
export interface Assessment extends EvidenceInput {
  scores: readonly CriterionScore[];
}

/** A level of the state's standard as it stands on its paper. */
export interface StateLevelInput {
  streamerId: string;
  trade: SkillTrade;
  level: SkillLevel;
  certificateReference: string;
  authority: string;
  issuedOn: LocalDate;
  idempotencyKey: string;
}

/** G6: the assessment, the certificate that follows from it, and its revocation. */
@Injectable()
export class SkillCertificates {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly desk: TrackDesk,
  ) {}

  /**
   * Records an assessment by an assessor of the park. When the rubric's total passes, the certificate is given with it, its number and its
   * validity; else the track waits for the next attempt. Returns the track's id.
   */
  recordSkillAssessment(caller: Caller, input: Assessment): Promise<string> {
    return this.desk.once(caller, 'skills.certify', 'recordSkillAssessment', input, async (tx, open) => {
      const result = scored(open, input.heldOn, input.scores);
      const evidenceId = await this.desk.add(tx, caller, 'recordSkillAssessment', open, { ...input, gate: 'G6', ...result });
      if (result.isPassed) await this.issue(tx, caller, open.track, evidenceId, input);
      return open.track.id;
    });
  }

  /** Revokes the certificate in force as of today, with the reason. It may be given again after rehearsal and assessment. */
  async revokeSkillCertificate(caller: Caller, input: TrackTarget & { reason: string }): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.certify');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, SkillTrack, scope, input.trackId, 'input', 'trackId'));
    return this.transactions.run(async (tx) => {
      await serializeOnTrack(tx, parkId, input.trackId);
      const track = await parkRow(tx, SkillTrack, scope, input.trackId, 'input', 'trackId');
      requireVersion(track, input.expectedVersion);
      const today = localDateOf(tx.at);
      refuseIfAny(refusalsByTrackState('revokeSkillCertificate', track, today));
      await tx.execute(
        `UPDATE skill_certificate SET revokedOn = ?, revokedReason = ?
         WHERE parkId = ? AND trackId = ? AND revokedOn IS NULL AND validUntil >= ?`,
        [today, input.reason, parkId, track.id, today],
      );
      const audited = [{ field: 'revokedOn', before: null, after: today }];
      await this.desk.rewrite(tx, caller, 'revokeSkillCertificate', await this.desk.open(tx, track), audited, { reason: input.reason });
      return track.id;
    });
  }

  /** Records a level of the national standard that the streamer holds; the park's certificate has nothing to do with it. */
  async recordStateSkillLevel(caller: Caller, input: StateLevelInput): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, Streamer, scope, input.streamerId, 'input', 'streamerId'));
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'recordStateSkillLevel', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const { streamerId, trade, level, certificateReference, authority, issuedOn } = input;
      refuseIfAny(issuedOn > localDateOf(tx.at) ? [DAY_IN_FUTURE({ onDay: issuedOn }, 'input', 'issuedOn')] : []);
      const facts = { streamerId, trade, level, certificateReference, authority, issuedOn };
      const id = newId();
      await tx
        .insert(StateSkillLevel, [{ id, parkId, ...facts, recordedAt: tx.at, recordedBy: caller.accountId }])
        .catch((error: unknown) => {
          throw isDuplicateKey(error) ? new DomainError([STATE_LEVEL_ON_RECORD({ trade, level }, 'input', 'level')]) : error;
        });
      const act = { scopeId: parkId, recordKind: 'StateSkillLevel', recordId: id, changes: changesBetween(null, facts) };
      await this.audit.record(tx, caller, { ...act, action: 'recordStateSkillLevel' });
      return id;
    });
    return ref;
  }

  private async issue(tx: Tx, caller: Caller, track: SkillTrack, evidenceId: string, { heldOn, assessorId }: Assessment): Promise<void> {
    const { parkId, id: trackId, streamerId } = track;
    const evidence = await evidenceOf(tx, parkId, trackId);
    const { standards } = await this.desk.open(tx, track);
    const { certificateUntil: validUntil } = progressOf(evidence, { standards, targetLevel: track.targetLevel }, localDateOf(tx.at));
    const certificateNumber = await nextCertificateNumber(tx, parkId, heldOn);
    const facts = { trackId, streamerId, evidenceId, certificateNumber, issuedOn: heldOn, validUntil: validUntil!, assessorId };
    const id = newId();
    await tx.insert(SkillCertificate, [{ id, parkId, ...facts, issuedAt: tx.at, issuedBy: caller.accountId }]);
    const act = { scopeId: parkId, recordKind: 'SkillCertificate', recordId: id, changes: changesBetween(null, facts) };
    await this.audit.record(tx, caller, { ...act, action: 'issueSkillCertificate' });
  }
}

/** The next 证书编号 of a park's year, such as ZB-2026-0007. A number whose transaction rolls back is given again. */
async function nextCertificateNumber(tx: Tx, parkId: string, day: LocalDate): Promise<string> {
  const yearCode = day.slice(0, 4);
  const key = [parkId, yearCode];
  const raised = await tx.execute('UPDATE skill_number_series SET lastNumber = lastNumber + 1 WHERE parkId = ? AND yearCode = ?', key);
  if (raised === 0) {
    await tx.insert(SkillNumberSeries, [{ parkId, yearCode, lastNumber: 1 }]).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('the first certificate of the year was given at the same time') : error;
    });
  }
  const [series] = await tx.rows<{ lastNumber: number }>(
    'SELECT lastNumber FROM skill_number_series WHERE parkId = ? AND yearCode = ?',
    key,
  );
  return `${NUMBER_PREFIX}-${yearCode}-${String(series!.lastNumber).padStart(NUMBER_DIGITS, '0')}`;
}
