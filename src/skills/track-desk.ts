import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import type { PermissionName } from '../access/roles.js';
import { type AuditChange, changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import { type Refusal, refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import type { LockKey } from '../platform/queue/key-lock.js';
import { isAccountOf, personsOfAccounts } from '../streamers/account-persons.js';
import { refusalsOfJudgement, refusalsToAdd, type RubricScores } from './evidence.rules.js';
import type { SkillGate } from './skill-kinds.js';
import { type DatedStandard, standardOn } from './skill-standard.js';
import { serializeOnTrack, standardsOf } from './skill-standards.service.js';
import { SKILL_TRACK_VERBS, type SkillTrackVerb } from './skill-track-states.js';
import { SkillEvidence, SkillTrack } from './skill-track.entity.js';
import { trainerOfPark } from './skill-trainers.service.js';
import { DECIDES_OWN_CASE, SKILL_TRACK_STATE_FORBIDS } from './skills.errors.js';
import { type EvidenceFact, problemsOfEvidence, progressOf, statusOn, type TrackProgress } from './track-progress.rules.js';

/** What every piece of evidence says. */
export interface EvidenceInput {
  trackId: string;
  heldOn: LocalDate;
  /** Entry of the register of trainers and assessors. */
  assessorId: string;
  reference: string;
  note?: string | null;
  idempotencyKey: string;
}

/** A piece of evidence before it is judged; the reasons against it are already known in part. */
export interface EvidenceDraft {
  gate: SkillGate;
  heldOn: LocalDate;
  assessorId: string;
  reference: string;
  note?: string | null;
  isPassed?: boolean;
  classHours?: number;
  roomId?: string | null;
  sessionId?: string | null;
  scores?: RubricScores | null;
  scoreHundredths?: number | null;
  refusals?: readonly Refusal[];
}

/** A track with what its evidence is judged by. */
export interface OpenTrack {
  track: SkillTrack;
  standards: readonly DatedStandard[];
  evidence: readonly EvidenceFact[];
}

type EvidenceRow = Pick<EvidenceFact, 'id' | 'gate' | 'heldOn' | 'classHours' | 'revokedOn'> & { isPassed: boolean | number };

/** The evidence that counts, with the revocations of the certificates that it gave. */
export async function evidenceOf(tx: Tx, parkId: string, trackId: string): Promise<EvidenceFact[]> {
  const rows = await tx.rows<EvidenceRow>(
    `SELECT e.id AS id, e.gate AS gate, e.heldOn AS heldOn, e.isPassed AS isPassed, e.classHours AS classHours, c.revokedOn AS revokedOn
     FROM skill_evidence e LEFT JOIN skill_certificate c ON c.parkId = e.parkId AND c.evidenceId = e.id
     WHERE e.parkId = ? AND e.trackId = ? AND e.withdrawnAt IS NULL`,
    [parkId, trackId],
  );
  return rows.map((row) => ({ ...row, isPassed: Boolean(row.isPassed), classHours: Number(row.classHours) }));
}

/** Nobody decides about the own person, also through an enrollment in another park. */
export async function refusalsOfOwnCase(tx: Tx, caller: Caller, personId: string, field: string): Promise<Refusal[]> {
  return (await isAccountOf(tx, caller.accountId, personId)) ? [DECIDES_OWN_CASE({}, 'input', field)] : [];
}

/** Refuses a verb that does not meet the track in an allowed state. */
export function refusalsByTrackState(verb: SkillTrackVerb, track: SkillTrack, today: LocalDate): Refusal[] {
  const status = statusOn(track, today);
  return SKILL_TRACK_VERBS[verb].includes(status) ? [] : [SKILL_TRACK_STATE_FORBIDS({ verb, status }, 'input', 'trackId')];
}

/** Loads tracks for a verb, judges what is added, and rewrites what follows from the evidence: all in the verb's transaction. */
@Injectable()
export class TrackDesk {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Runs a creating verb on one track, once per key, alone on that track. Returns the reference of the work. */
  async once(
    caller: Caller,
    permission: PermissionName,
    operation: string,
    input: { trackId: string; idempotencyKey: string },
    work: (tx: Tx, open: OpenTrack) => Promise<string>,
    beside: readonly LockKey[] = [],
  ): Promise<string> {
    const scope = await this.access.parks(caller, permission);
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, SkillTrack, scope, input.trackId, 'input', 'trackId'));
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key: input.idempotencyKey, operation, input }, async (tx) => {
      await serializeOnTrack(tx, parkId, input.trackId, beside);
      const track = await parkRow(tx, SkillTrack, scope, input.trackId, 'input', 'trackId');
      refuseIfAny(refusalsByTrackState('recordSkillEvidence', track, localDateOf(tx.at)));
      return work(tx, await this.open(tx, track));
    });
    return ref;
  }

  /** Reads what a track is judged by and from. */
  async open(tx: Tx, track: SkillTrack): Promise<OpenTrack> {
    return {
      track,
      standards: await standardsOf(tx, track.parkId),
      evidence: await evidenceOf(tx, track.parkId, track.id),
    };
  }

  /** Adds a piece of evidence, or refuses with every reason against it: who judges, the day, the order of the gates (INV-10). Returns its id. */
  async add(tx: Tx, caller: Caller, action: string, open: OpenTrack, draft: EvidenceDraft): Promise<string> {
    const { track, standards } = open;
    const { gate, heldOn, assessorId, refusals: known = [], ...rest } = draft;
    const id = newId();
    const fact: EvidenceFact = { id, gate, heldOn, isPassed: rest.isPassed ?? true, classHours: rest.classHours ?? 0 };
    const assessor = await trainerOfPark(tx, track.parkId, assessorId);
    const recorderPersonIds = (await personsOfAccounts(tx, [caller.accountId])).get(caller.accountId) ?? [];
    const today = localDateOf(tx.at);
    const problems = problemsOfEvidence([...open.evidence, fact], { standards, targetLevel: track.targetLevel });
    refuseIfAny([
      ...refusalsOfJudgement({ gate, heldOn, today, traineePersonId: track.personId, assessor, recorderPersonIds }),
      ...known,
      ...refusalsToAdd(problems, id),
    ]);
    const row = { ...evidenceColumns(draft, standards), ...fact, parkId: track.parkId, trackId: track.id };
    await tx.insert(SkillEvidence, [{ ...row, recordedAt: tx.at, recordedBy: caller.accountId }]);
    const { isPassed, standardVersion, sessionId } = row;
    const changes = [
      { field: 'evidenceId', after: id },
      ...changesBetween(null, { gate, heldOn, isPassed, standardVersion, assessorId, sessionId }),
    ];
    await this.rewrite(tx, caller, action, { ...open, evidence: [...open.evidence, fact] }, changes);
    return id;
  }

  /** Writes what follows from the evidence into the track's row, with the audit entry of the verb that changed it. */
  async rewrite(
    tx: Tx,
    caller: Caller,
    action: string,
    { track, standards, evidence }: OpenTrack,
    audited: readonly AuditChange[],
    more: { changes?: Partial<SkillTrack>; reason?: string } = {},
  ): Promise<TrackProgress> {
    const progress = progressOf(evidence, { standards, targetLevel: track.targetLevel }, localDateOf(tx.at));
    const { passedGate, retryFromOn, lessonUntil, certificateUntil } = progress;
    if (passedGate === null) throw new Error(`Track ${track.id} has no G0`);
    const derived = { passedGate, retryFromOn, lessonUntil, certificateUntil, ...more.changes };
    await updateVersioned(tx, SkillTrack, track, derived);
    await this.audit.record(tx, caller, {
      scopeId: track.parkId,
      action,
      recordKind: 'SkillTrack',
      recordId: track.id,
      changes: [...audited, ...changesBetween(track, derived)],
      reason: more.reason,
    });
    return progress;
  }
}

function evidenceColumns(draft: EvidenceDraft, standards: readonly DatedStandard[]): Partial<SkillEvidence> {
  const { assessorId, reference, note, roomId, sessionId, scores, scoreHundredths } = draft;
  return {
    standardVersion: standardOn(standards, draft.heldOn).standardVersion,
    ...{ assessorId, reference, note: note ?? null, roomId: roomId ?? null, sessionId: sessionId ?? null },
    ...{ scores: scores ?? null, scoreHundredths: scoreHundredths ?? null },
  };
}
