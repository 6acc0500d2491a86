import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const STANDARDS: TableSpec[] = [
  {
    name: 'skill_standard',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.integer('standardVersion'),
      column.localDate('effectiveOn'),
      column.json('standardValues'),
      column.text('reason', 300),
      column.instant('publishedAt'),
      column.id('publishedBy'),
    ],
    unique: { ux_skill_standard_version: ['parkId', 'standardVersion'], ux_skill_standard_effective: ['parkId', 'effectiveOn'] },
  },
  {
    name: 'skill_requirement',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.integer('decisionNumber'),
      column.localDate('requiredFrom', { nullable: true }),
      column.text('reason', 300),
      column.instant('decidedAt'),
      column.id('decidedBy'),
    ],
    unique: { ux_skill_requirement: ['parkId', 'decisionNumber'] },
  },
  {
    name: 'skill_trainer',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('personId'),
      column.text('displayName', 60),
      column.boolean('isTrainer'),
      column.boolean('isAssessor'),
      column.text('qualification', 200),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.instant('appointedAt'),
      column.id('appointedBy'),
      column.version(),
    ],
    indexes: { ix_skill_trainer_person: ['parkId', 'personId', 'startsOn'], ix_skill_trainer_name: ['parkId', 'displayName', 'id'] },
  },
];

const TRACKS: TableSpec[] = [
  {
    name: 'skill_track',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('streamerId'),
      column.id('personId'),
      column.integer('attempt'),
      column.text('trade', 20),
      column.text('targetLevel', 2),
      column.text('contractReference', 200),
      column.localDate('enrolledOn'),
      column.localDate('withdrawnOn', { nullable: true }),
      column.text('withdrawnReason', 500, { nullable: true }),
      column.text('passedGate', 2),
      column.localDate('retryFromOn', { nullable: true }),
      column.localDate('lessonUntil', { nullable: true }),
      column.localDate('certificateUntil', { nullable: true }),
      column.version(),
    ],
    unique: { ux_skill_track_attempt: ['parkId', 'streamerId', 'attempt'] },
    indexes: {
      ix_skill_track_enrolled: ['parkId', 'enrolledOn', 'id'],
      ix_skill_track_certificate: ['parkId', 'certificateUntil'],
    },
  },
  {
    name: 'skill_evidence',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('trackId'),
      column.text('gate', 2),
      column.localDate('heldOn'),
      column.integer('standardVersion'),
      column.boolean('isPassed'),
      column.integer('classHours'),
      column.id('roomId', { nullable: true }),
      column.id('sessionId', { nullable: true }),
      column.id('assessorId'),
      column.json('scores', { nullable: true }),
      column.integer('scoreHundredths', { nullable: true }),
      column.text('reference', 200),
      column.longText('note', { nullable: true }),
      column.instant('recordedAt'),
      column.id('recordedBy'),
      column.instant('withdrawnAt', { nullable: true }),
      column.id('withdrawnBy', { nullable: true }),
      column.text('withdrawnReason', 500, { nullable: true }),
    ],
    indexes: { ix_skill_evidence_track: ['parkId', 'trackId', 'heldOn'], ix_skill_evidence_held: ['parkId', 'heldOn'] },
  },
  {
    name: 'skill_certificate',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('trackId'),
      column.id('streamerId'),
      column.id('evidenceId'),
      column.text('certificateNumber', 30),
      column.localDate('issuedOn'),
      column.localDate('validUntil'),
      column.localDate('revokedOn', { nullable: true }),
      column.text('revokedReason', 500, { nullable: true }),
      column.id('assessorId'),
      column.instant('issuedAt'),
      column.id('issuedBy'),
    ],
    unique: {
      ux_skill_certificate_number: ['parkId', 'certificateNumber'],
      ux_skill_certificate_evidence: ['parkId', 'evidenceId'],
    },
    indexes: {
      ix_skill_certificate_streamer: ['parkId', 'streamerId', 'issuedOn'],
      ix_skill_certificate_until: ['parkId', 'validUntil', 'id'],
    },
  },
  {
    name: 'skill_number_series',
    columns: [column.primaryText('parkId', 26), column.primaryText('yearCode', 4), column.integer('lastNumber')],
  },
  {
    name: 'state_skill_level',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('streamerId'),
      column.text('trade', 20),
      column.text('level', 2),
      column.text('certificateReference', 100),
      column.text('authority', 100),
      column.localDate('issuedOn'),
      column.instant('recordedAt'),
      column.id('recordedBy'),
    ],
    unique: { ux_state_skill_level: ['parkId', 'streamerId', 'trade', 'level'] },
  },
];

/** Mentors who are present in a session. */
const MENTORS: TableSpec[] = [
  {
    name: 'session_mentor',
    columns: [column.primaryId(), column.id('parkId'), column.id('sessionId'), column.id('streamerId')],
    unique: { ux_session_mentor: ['parkId', 'sessionId', 'streamerId'] },
    indexes: { ix_session_mentor_streamer: ['parkId', 'streamerId'] },
  },
];

const TIERS: TableSpec[] = [
  {
    name: 'skill_tier_change',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('streamerId'),
      column.integer('sequenceNumber'),
      column.text('kind', 20),
      column.text('fromTier', 20),
      column.text('toTier', 20),
      column.text('ground', 30, { nullable: true }),
      column.text('reason', 500),
      column.text('reference', 200, { nullable: true }),
      column.json('figures', { nullable: true }),
      column.json('findings'),
      column.integer('standardVersion'),
      column.localDate('decidedOn'),
      column.localDate('appealUntil'),
      column.instant('decidedAt'),
      column.id('decidedBy'),
    ],
    unique: { ux_skill_tier_change: ['parkId', 'streamerId', 'sequenceNumber'] },
    indexes: { ix_skill_tier_change_decided: ['parkId', 'decidedOn', 'id'] },
  },
  {
    name: 'skill_tier_appeal',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('tierChangeId'),
      column.id('streamerId'),
      column.text('status', 20),
      column.longText('statement'),
      column.localDate('filedOn'),
      column.id('filedBy'),
      column.text('decisionReason', 500, { nullable: true }),
      column.localDate('decidedOn', { nullable: true }),
      column.id('decidedBy', { nullable: true }),
      column.version(),
    ],
    unique: { ux_skill_tier_appeal: ['parkId', 'tierChangeId'] },
    indexes: { ix_skill_tier_appeal_filed: ['parkId', 'filedOn', 'id'] },
  },
];

const COHORTS: TableSpec[] = [
  {
    name: 'skill_program',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('name', 80),
      column.text('description', 500, { nullable: true }),
      column.instant('createdAt'),
      column.id('createdBy'),
    ],
    unique: { ux_skill_program_name: ['parkId', 'name'] },
  },
  {
    name: 'skill_cohort',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('programId'),
      column.text('name', 80),
      column.localDate('startsOn'),
      column.localDate('lastOn'),
      column.integer('capacity'),
      column.version(),
    ],
    unique: { ux_skill_cohort_name: ['parkId', 'programId', 'name'] },
    indexes: { ix_skill_cohort_starts: ['parkId', 'startsOn', 'id'] },
  },
  {
    name: 'skill_cohort_member',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('cohortId'),
      column.id('streamerId'),
      column.instant('joinedAt'),
      column.localDate('joinedOn'),
      column.localDate('leftOn', { nullable: true }),
      column.text('leftReason', 300, { nullable: true }),
      column.version(),
    ],
    unique: { ux_skill_cohort_member: ['parkId', 'cohortId', 'streamerId', 'joinedAt'] },
    indexes: { ix_skill_cohort_member_streamer: ['parkId', 'streamerId'] },
  },
];

const PAIRINGS: TableSpec[] = [
  {
    name: 'mentor_pairing',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('kind', 20),
      column.text('status', 20),
      column.id('mentorStreamerId'),
      column.id('menteeStreamerId'),
      column.id('mentorPersonId'),
      column.id('menteePersonId'),
      column.json('goals'),
      column.localDate('proposedOn'),
      column.localDate('mentorAcceptedOn', { nullable: true }),
      column.localDate('menteeAcceptedOn', { nullable: true }),
      column.localDate('activatedOn', { nullable: true }),
      column.localDate('plannedEndOn', { nullable: true }),
      column.localDate('endedOn', { nullable: true }),
      column.text('endReason', 500, { nullable: true }),
      column.id('proposedBy'),
      column.version(),
    ],
    indexes: {
      ix_mentor_pairing_mentor: ['parkId', 'mentorStreamerId', 'status'],
      ix_mentor_pairing_mentee: ['parkId', 'menteeStreamerId', 'status'],
      ix_mentor_pairing_proposed: ['parkId', 'proposedOn', 'id'],
    },
  },
  {
    name: 'pairing_activity',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('pairingId'),
      column.text('kind', 20),
      column.localDate('heldOn'),
      column.text('topic', 100),
      column.longText('note', { nullable: true }),
      column.instant('recordedAt'),
      column.id('recordedBy'),
    ],
    indexes: { ix_pairing_activity: ['parkId', 'pairingId', 'heldOn'] },
  },
  {
    name: 'guidance_visit',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('enterpriseId'),
      column.text('subject', 30),
      column.localDate('visitedOn'),
      column.longText('note', { nullable: true }),
      column.instant('recordedAt'),
      column.id('recordedBy'),
    ],
    indexes: { ix_guidance_visit: ['parkId', 'visitedOn', 'id'] },
  },
  {
    name: 'guidance_visitor',
    columns: [column.primaryId(), column.id('parkId'), column.id('visitId'), column.id('streamerId')],
    unique: { ux_guidance_visitor: ['parkId', 'visitId', 'streamerId'] },
  },
];

const BADGES: TableSpec[] = [
  {
    name: 'member_badge',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('streamerId'),
      column.id('personId'),
      column.id('organizationId'),
      column.localDate('consentOn'),
      column.text('consentReference', 200),
      column.localDate('issuedOn'),
      column.id('issuedBy'),
      column.localDate('revokedOn', { nullable: true }),
      column.text('revokedGround', 30, { nullable: true }),
      column.text('revokedReason', 300, { nullable: true }),
      column.version(),
    ],
    indexes: { ix_member_badge_streamer: ['parkId', 'streamerId', 'issuedOn'], ix_member_badge_issued: ['parkId', 'issuedOn', 'id'] },
  },
];

const TABLES = [...STANDARDS, ...TRACKS, ...MENTORS, ...TIERS, ...COHORTS, ...PAIRINGS, ...BADGES];

/** Standards, trainers, tracks with evidence and certificates, mentors of sessions, tiers, cohorts, pairings and badges. */
export class Skills1700000009500 implements MigrationInterface {
  name = 'Skills1700000009500';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
