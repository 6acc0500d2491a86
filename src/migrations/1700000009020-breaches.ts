import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const OPTIONAL = { nullable: true };

const TABLES: TableSpec[] = [
  {
    name: 'breach_case',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('pledgeId'),
      column.text('audience', 20),
      column.id('signatoryId'),
      column.text('signatoryName', 120),
      column.text('status', 20),
      column.text('openKey', 70),
      column.json('clauseNumbers'),
      column.localDate('openedOn'),
      column.localDate('noticeGivenOn', OPTIONAL),
      column.text('noticeReference', 100, OPTIONAL),
      column.localDate('heardOn', OPTIONAL),
      column.longText('statementSealed', OPTIONAL),
      column.localDate('decidedOn', OPTIONAL),
      column.id('decidedBy', OPTIONAL),
      column.text('decisionReference', 100, OPTIONAL),
      column.text('findingsReference', 300, OPTIONAL),
      column.text('decisionReason', 300, OPTIONAL),
      column.localDate('appealUntil', OPTIONAL),
      column.localDate('appealedOn', OPTIONAL),
      column.longText('appealSealed', OPTIONAL),
      column.localDate('appealDecidedOn', OPTIONAL),
      column.text('appealReference', 100, OPTIONAL),
      column.text('appealReason', 300, OPTIONAL),
      column.version(),
    ],
    unique: { ux_breach_case_open: ['parkId', 'openKey'] },
    indexes: {
      ix_breach_case_signatory: ['parkId', 'signatoryId', 'status'],
      ix_breach_case_pledge: ['parkId', 'pledgeId'],
      ix_breach_case_opened: ['parkId', 'openedOn', 'id'],
    },
  },
  {
    name: 'breach_allegation',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('caseId'),
      column.text('source', 20),
      column.longText('textSealed'),
      column.localDate('receivedOn'),
      column.text('outcome', 20),
      column.id('recordedBy'),
    ],
    indexes: { ix_breach_allegation: ['parkId', 'caseId', 'receivedOn'] },
  },
  {
    name: 'breach_history',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('caseId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, OPTIONAL),
      column.text('toStatus', 20),
      column.text('reason', 300, OPTIONAL),
      column.instant('at'),
      column.id('byAccountId'),
    ],
    indexes: { ix_breach_history: ['parkId', 'caseId', 'at'] },
  },
  {
    name: 'breach_affected_session',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('caseId'),
      column.id('streamerId'),
      column.id('sessionId'),
      column.text('sessionNumber', 20),
      column.text('title', 100),
      column.instant('plannedStartAt'),
      column.text('decision', 20),
      column.text('reason', 300, OPTIONAL),
      column.instant('decidedAt', OPTIONAL),
      column.id('decidedBy', OPTIONAL),
      column.version(),
    ],
    unique: { ux_breach_affected_session: ['parkId', 'caseId', 'sessionId'] },
    indexes: {
      ix_breach_affected_session: ['parkId', 'sessionId', 'streamerId'],
      ix_breach_affected_start: ['parkId', 'plannedStartAt', 'id'],
    },
  },
];

/** Breach cases with their allegations and steps, and the sessions that a revocation touches. */
export class Breaches1700000009020 implements MigrationInterface {
  name = 'Breaches1700000009020';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
