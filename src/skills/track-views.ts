import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import type { ListingDefinition, Selection } from '../platform/database/listing.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { trainerListing } from './skill-settings.queries.js';
import { standardsOf } from './skill-standards.service.js';
import { STATUS_AFTER_GATE } from './skill-track-states.js';
import type { SkillGate, SkillLevel } from './skill-kinds.js';
import type { GateProgressView } from './skill-tracks.objects.js';
import { type EvidenceFact, gateAfter, progressOf } from './track-progress.rules.js';

/** A streamer as training shows one. */
export const trainedStreamerListing: ListingDefinition = {
  table: 'streamer',
  fields: { id: 'id', stageName: 'stageName', kind: 'kind' },
};

const evidenceListing: ListingDefinition = {
  table: 'skill_evidence',
  fields: {
    id: 'id',
    gate: 'gate',
    heldOn: 'heldOn',
    standardVersion: 'standardVersion',
    isPassed: 'isPassed',
    classHours: 'classHours',
    roomId: 'roomId',
    sessionId: 'sessionId',
    scores: 'scores',
    scoreHundredths: 'scoreHundredths',
    reference: 'reference',
    note: 'note',
    recordedAt: 'recordedAt',
    withdrawnAt: 'withdrawnAt',
    withdrawnReason: 'withdrawnReason',
  },
  json: ['scores'],
  derive: (row) => {
    if (row.scores) row.scores = Object.entries(row.scores).map(([criterion, score]) => ({ criterion, score: score as number }));
  },
  one: { assessor: { listing: () => trainerListing, key: 'assessorId' } },
};

/** How a certificate is read. */
export const certificateListing: ListingDefinition = {
  table: 'skill_certificate',
  fields: {
    id: 'id',
    trackId: 'trackId',
    certificateNumber: 'certificateNumber',
    issuedOn: 'issuedOn',
    validUntil: 'validUntil',
    revokedOn: 'revokedOn',
    revokedReason: 'revokedReason',
  },
  one: {
    assessor: { listing: () => trainerListing, key: 'assessorId' },
    streamer: { listing: () => trainedStreamerListing, key: 'streamerId' },
  },
  orders: {
    UNTIL_ASC: { by: ['{t}.validUntil'], direction: 'ASC' },
    UNTIL_DESC: { by: ['{t}.validUntil'], direction: 'DESC' },
  },
};

/** The state on a day in SQL: the same table as `statusOn`, which a test compares with it. */
export function statusSql(today: LocalDate): string {
  const afterGate = Object.entries(STATUS_AFTER_GATE).map(
    ([gate, status]) => `WHEN {t}.passedGate = '${gate}' THEN '${gate === 'G6' ? 'EXPIRED' : status}'`,
  );
  return `CASE WHEN {t}.withdrawnOn <= '${today}' THEN 'WITHDRAWN' WHEN {t}.certificateUntil >= '${today}' THEN 'CERTIFIED'
    WHEN {t}.retryFromOn > '${today}' THEN 'FAILED' ${afterGate.join(' ')} END`;
}

/** How a track is read on a day. `gates` are computed afterwards by `attachGates`. */
export function trackListing(today: LocalDate): ListingDefinition {
  return {
    table: 'skill_track',
    fields: {
      id: 'id',
      parkId: 'parkId',
      status: statusSql(today),
      passedGate: 'passedGate',
      attempt: 'attempt',
      trade: 'trade',
      targetLevel: 'targetLevel',
      contractReference: 'contractReference',
      enrolledOn: 'enrolledOn',
      retryFromOn: 'retryFromOn',
      lessonUntil: 'lessonUntil',
      certificateUntil: 'certificateUntil',
      withdrawnOn: 'withdrawnOn',
      withdrawnReason: 'withdrawnReason',
      version: 'version',
    },
    always: ['parkId', 'passedGate', 'targetLevel'],
    derive: (row) => {
      row.nextGate = gateAfter(row.passedGate as SkillGate);
    },
    one: { streamer: { listing: () => trainedStreamerListing, key: 'streamerId' } },
    many: {
      evidence: { listing: () => evidenceListing, ownerKey: 'trackId', orderBy: '{t}.heldOn, {t}.gate, {t}.id', scope: 'parkId' },
      certificates: { listing: () => certificateListing, ownerKey: 'trackId', orderBy: '{t}.issuedOn DESC, {t}.id DESC', scope: 'parkId' },
    },
    orders: {
      ENROLLED_LAST: { by: ['{t}.enrolledOn'], direction: 'DESC' },
      ENROLLED_FIRST: { by: ['{t}.enrolledOn'], direction: 'ASC' },
    },
  };
}

/** A track as it was read, before its gates are known. */
export interface ReadTrack {
  id: string;
  parkId: string;
  targetLevel: SkillLevel;
  gates: GateProgressView[];
}

/** Whether the gates were asked for. */
export function wantsGates(...selections: readonly Selection[]): boolean {
  return selections.some((selection) => selection.gates !== undefined);
}

/** Computes the gates of tracks from their evidence: one statement for all of them, and one for each park's standards. */
export async function attachGates(tx: Tx, tracks: readonly ReadTrack[]): Promise<void> {
  if (tracks.length === 0) return;
  const parkIds = [...new Set(tracks.map(({ parkId }) => parkId))];
  const ids = tracks.map(({ id }) => id);
  const rows = await tx.rows<EvidenceFact & { trackId: string }>(
    `SELECT e.id AS id, e.trackId AS trackId, e.gate AS gate, e.heldOn AS heldOn, e.isPassed AS isPassed, e.classHours AS classHours,
       c.revokedOn AS revokedOn
     FROM skill_evidence e LEFT JOIN skill_certificate c ON c.parkId = e.parkId AND c.evidenceId = e.id
     WHERE e.parkId IN ${inList(parkIds)} AND e.trackId IN ${inList(ids)} AND e.withdrawnAt IS NULL`,
    [...parkIds, ...ids],
  );
  const evidence = rows.map((row) => ({ ...row, isPassed: Boolean(row.isPassed), classHours: Number(row.classHours) }));
  for (const parkId of parkIds) {
    const standards = await standardsOf(tx, parkId);
    for (const track of tracks.filter((entry) => entry.parkId === parkId)) {
      const own = evidence.filter((row) => row.trackId === track.id);
      track.gates = progressOf(own, { standards, targetLevel: track.targetLevel }, localDateOf(tx.at)).gates;
    }
  }
}
