import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { type Refusal, refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { hostFactsOf } from '../streamers/host-eligibility.js';
import { Streamer } from '../streamers/streamer.entity.js';
import { refusalsByAge } from '../streamers/streamer.rules.js';
import type { StreamerStatus } from '../streamers/streamer-states.js';
import { refusalsToTakeAway } from './evidence.rules.js';
import type { SkillLevel, SkillTrade } from './skill-kinds.js';
import { serializeOnTrack, standardsOf } from './skill-standards.service.js';
import { SkillCertificate, SkillEvidence, SkillTrack } from './skill-track.entity.js';
import {
  ENROLLMENT_STANDS,
  EVIDENCE_ALREADY_WITHDRAWN,
  EVIDENCE_UNDER_CERTIFICATE,
  SKILL_TRACK_OPEN,
  STREAMER_NOT_VERIFIED,
} from './skills.errors.js';
import { refusalsByTrackState, TrackDesk, refusalsOfOwnCase } from './track-desk.js';
import { problemsOfEvidence, statusOn } from './track-progress.rules.js';

/** States of an enrollment in which the real name is verified and the person is with the park. */
const VERIFIED_STATUSES: readonly StreamerStatus[] = ['VERIFIED', 'ACTIVE', 'PAUSED'];

/** Who begins, and what was seen at G0. */
export interface TrackEnrollment {
  streamerId: string;
  trade: SkillTrade;
  targetLevel: SkillLevel;
  contractReference: string;
  heldOn: LocalDate;
  assessorId: string;
  reference: string;
  note?: string | null;
  idempotencyKey: string;
}

/** Which track, as the caller saw it. */
export interface TrackTarget {
  trackId: string;
  expectedVersion: number;
}

/** Beginning and end of a track, and the taking back of wrong evidence. */
@Injectable()
export class SkillTracks {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly desk: TrackDesk,
  ) {}

  /** Enrolls a streamer: G0. Refuses an unverified identity, an age below 16, a minor without a guardian, and a second open track. */
  async enrollSkillTrack(caller: Caller, input: TrackEnrollment): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    const { streamerId, heldOn } = input;
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, Streamer, scope, streamerId, 'input', 'streamerId'));
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'enrollSkillTrack', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnTrack(tx, parkId, streamerId);
      const streamer = await parkRow(tx, Streamer, scope, streamerId, 'input', 'streamerId');
      const former = await tx.manager.findOne(SkillTrack, { where: { parkId, streamerId }, order: { attempt: 'DESC' } });
      const refusals = [...refusalsOfFormer(former, localDateOf(tx.at)), ...(await refusalsOfEligibility(tx, streamer, heldOn))];
      const track = newTrack(streamer, (former?.attempt ?? 0) + 1, input);
      const open = { track, standards: await standardsOf(tx, parkId), evidence: [] };
      if (refusals.length === 0) await tx.insert(SkillTrack, [track]);
      const { assessorId, reference, note } = input;
      await this.desk.add(tx, caller, 'enrollSkillTrack', open, { gate: 'G0', heldOn, assessorId, reference, note, refusals });
      return track.id;
    });
    return ref;
  }

  /** Ends a track as of today; a streamer who holds a valid certificate keeps it until it is revoked or runs out. */
  async withdrawSkillTrack(caller: Caller, input: TrackTarget & { reason: string }): Promise<string> {
    return this.changed(caller, 'skills.train', input, async (tx, track) => {
      refuseIfAny(refusalsByTrackState('withdrawSkillTrack', track, localDateOf(tx.at)));
      const changes = { withdrawnOn: localDateOf(tx.at), withdrawnReason: input.reason };
      await this.desk.rewrite(tx, caller, 'withdrawSkillTrack', await this.desk.open(tx, track), [], { changes, reason: input.reason });
    });
  }

  /** Takes wrong evidence out of account; the row stays with the reason. Refuses what later evidence or a certificate rests on. */
  async withdrawSkillEvidence(caller: Caller, input: TrackTarget & { skillEvidenceId: string; reason: string }): Promise<string> {
    return this.changed(caller, 'skills.certify', input, async (tx, track) => {
      const { parkId } = track;
      const row = await tx.manager.findOneBy(SkillEvidence, { id: input.skillEvidenceId, parkId, trackId: track.id });
      if (!row) throw notFound('input', 'skillEvidenceId');
      refuseIfAny(await refusalsOfOwnCase(tx, caller, track.personId, 'skillEvidenceId'));
      refuseIfAny(refusalsByTrackState('withdrawSkillEvidence', track, localDateOf(tx.at)));
      refuseIfAny(row.withdrawnAt ? [EVIDENCE_ALREADY_WITHDRAWN({}, 'input', 'skillEvidenceId')] : []);
      const open = await this.desk.open(tx, track);
      const evidence = open.evidence.filter((fact) => fact.id !== row.id);
      const yardstick = { standards: open.standards, targetLevel: track.targetLevel };
      refuseIfAny([
        ...(await refusalsOfCertificates(tx, track, row)),
        ...(row.gate === 'G0' ? [ENROLLMENT_STANDS({}, 'input', 'skillEvidenceId')] : []),
        ...refusalsToTakeAway(problemsOfEvidence(evidence, yardstick)),
      ]);
      const withdrawal = [tx.at.getTime(), caller.accountId, input.reason, row.id];
      await tx.execute('UPDATE skill_evidence SET withdrawnAt = ?, withdrawnBy = ?, withdrawnReason = ? WHERE id = ?', withdrawal);
      const audited = [{ field: 'evidenceId', before: row.id, after: null }];
      await this.desk.rewrite(tx, caller, 'withdrawSkillEvidence', { ...open, evidence }, audited, { reason: input.reason });
    });
  }

  private async changed(
    caller: Caller,
    permission: 'skills.train' | 'skills.certify',
    input: TrackTarget,
    work: (tx: Tx, track: SkillTrack) => Promise<void>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, permission);
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, SkillTrack, scope, input.trackId, 'input', 'trackId'));
    return this.transactions.run(async (tx) => {
      await serializeOnTrack(tx, parkId, input.trackId);
      const track = await parkRow(tx, SkillTrack, scope, input.trackId, 'input', 'trackId');
      requireVersion(track, input.expectedVersion);
      await work(tx, track);
      return track.id;
    });
  }
}

function newTrack(streamer: Streamer, attempt: number, { trade, targetLevel, contractReference, heldOn }: TrackEnrollment): SkillTrack {
  return {
    ...{ id: newId(), parkId: streamer.parkId, streamerId: streamer.id, personId: streamer.personId, attempt },
    ...{ trade, targetLevel, contractReference, enrolledOn: heldOn, withdrawnOn: null, withdrawnReason: null },
    ...{ passedGate: 'G0', retryFromOn: null, lessonUntil: null, certificateUntil: null, version: 1 },
  };
}

function refusalsOfFormer(former: SkillTrack | null, today: LocalDate): Refusal[] {
  if (!former || former.withdrawnOn !== null) return [];
  return [SKILL_TRACK_OPEN({ status: statusOn(former, today) }, 'input', 'streamerId')];
}

/** Identity verified, at least 16, a guardian for a minor: on the day of G0 (INV-08). The contract is asked for by its reference. */
async function refusalsOfEligibility(tx: Tx, streamer: Streamer, onDay: LocalDate): Promise<Refusal[]> {
  const facts = await hostFactsOf(tx, streamer.parkId, streamer.id);
  if (!facts) throw new Error(`Streamer ${streamer.id} has no person`);
  const ofIdentity = VERIFIED_STATUSES.includes(streamer.status) ? [] : [STREAMER_NOT_VERIFIED({ status: streamer.status })];
  return [...ofIdentity, ...refusalsByAge(facts, onDay)].map((refusal) => ({ ...refusal, field: ['input', 'streamerId'] }));
}

/** A certificate rests on all evidence of its day and before, as long as it is the newest one. */
async function refusalsOfCertificates(tx: Tx, track: SkillTrack, row: SkillEvidence): Promise<Refusal[]> {
  const certificates = await tx.manager.find(SkillCertificate, {
    where: { parkId: track.parkId, trackId: track.id },
    order: { issuedOn: 'DESC' },
  });
  const resting = certificates.find((certificate) => certificate.evidenceId === row.id || row.heldOn <= certificate.issuedOn);
  return resting ? [EVIDENCE_UNDER_CERTIFICATE({ certificateNumber: resting.certificateNumber }, 'input', 'skillEvidenceId')] : [];
}
