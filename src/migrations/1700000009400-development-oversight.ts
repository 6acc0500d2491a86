import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'development_deadline',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.id('organizationId'),
      column.text('code', 30),
      column.text('ruleId', 10),
      column.text('ruleSetId', 30),
      column.id('fromFactId'),
      column.localDate('dueOn'),
      column.boolean('isProvisional'),
      column.localDate('metOn', { nullable: true }),
      column.localDate('nextRemindOn', { nullable: true }),
    ],
    unique: { ux_development_deadline: ['scopeId', 'caseId', 'code', 'fromFactId', 'dueOn'] },
    indexes: {
      ix_development_deadline_due: ['scopeId', 'organizationId', 'metOn', 'dueOn'],
      ix_development_deadline_remind: ['scopeId', 'nextRemindOn', 'organizationId', 'caseId'],
    },
  },
  {
    name: 'development_outlook',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.id('organizationId'),
      column.integer('position'),
      column.text('kind', 40),
      column.integer('stepNumber', { nullable: true }),
      column.text('stepCode', 60, { nullable: true }),
      column.localDate('earliestOn'),
      column.localDate('latestOn', { nullable: true }),
      column.boolean('isWaitingEnough'),
      column.boolean('isProvisional'),
    ],
    unique: { ux_development_outlook: ['scopeId', 'caseId', 'position'] },
    indexes: { ix_development_outlook_earliest: ['scopeId', 'organizationId', 'earliestOn'] },
  },
  {
    name: 'development_stage_interval',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.id('organizationId'),
      column.integer('position'),
      column.text('stage', 30),
      column.localDate('fromOn'),
      column.localDate('toOn', { nullable: true }),
      column.localDate('stageFromOn'),
      column.boolean('isEntry'),
      column.boolean('isGroupEntry'),
      column.integer('stayedDays', { nullable: true }),
    ],
    unique: { ux_development_stage_interval: ['scopeId', 'caseId', 'position'] },
    indexes: {
      ix_development_stage_interval_from: ['scopeId', 'organizationId', 'fromOn'],
      ix_development_stage_interval_to: ['scopeId', 'organizationId', 'toOn'],
    },
  },
  {
    name: 'development_pool_analysis',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.integer('year'),
      column.id('onceKey'),
      column.localDate('analyzedOn'),
      column.text('documentNumber', 80),
      column.text('conclusion', 1_000),
      column.integer('applicantsCount'),
      column.integer('activistsCount'),
      column.text('status', 12),
      column.id('recordedBy'),
      column.instant('recordedAt'),
      column.id('decidedBy', { nullable: true }),
      column.instant('decidedAt', { nullable: true }),
      column.text('reason', 500, { nullable: true }),
      column.version(),
    ],
    unique: { ux_development_pool_analysis: ['scopeId', 'organizationId', 'year', 'onceKey'] },
    indexes: { ix_development_pool_analysis_status: ['scopeId', 'status', 'organizationId'] },
  },
];

/** What is derived from the facts of cases for lists, reminders and counts, and the yearly analyses of the pool of activists. */
export class DevelopmentOversight1700000009400 implements MigrationInterface {
  name = 'DevelopmentOversight1700000009400';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
