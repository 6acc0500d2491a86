import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const CASES: TableSpec[] = [
  {
    name: 'development_case',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('caseNumber', 20),
      column.id('personId'),
      column.id('organizationId'),
      column.id('pendingOrganizationId', { nullable: true }),
      column.id('openKey'),
      column.id('previousCaseId', { nullable: true }),
      column.id('openedOrganizationId'),
      column.text('stage', 30),
      column.text('side', 30, { nullable: true }),
      column.localDate('stageSinceOn', { nullable: true }),
      column.localDate('probationEndsOn', { nullable: true }),
      column.localDate('partyAgeFrom', { nullable: true }),
      column.localDate('nextDueOn', { nullable: true }),
      column.localDate('cutOverOn', { nullable: true }),
      column.localDate('consentOn'),
      column.text('consentReference', 200),
      column.localDate('consentWithdrawnOn', { nullable: true }),
      column.localDate('closedOn', { nullable: true }),
      column.json('memberships'),
      column.id('openedBy'),
      column.instant('openedAt'),
      column.version(),
    ],
    unique: { ux_development_case_number: ['scopeId', 'caseNumber'], ux_development_case_open: ['scopeId', 'openKey'] },
    indexes: {
      ix_development_case_organization: ['scopeId', 'organizationId', 'stage'],
      ix_development_case_receiver: ['scopeId', 'pendingOrganizationId'],
      ix_development_case_person: ['scopeId', 'personId', 'openedAt'],
    },
  },
  {
    name: 'development_case_series',
    columns: [column.primaryId('scopeId'), column.primaryInteger('year'), column.integer('lastNumber')],
  },
  {
    name: 'development_fact',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.integer('sequence'),
      column.text('kind', 40),
      column.localDate('occurredOn'),
      column.text('documentNumber', 80, { nullable: true }),
      column.id('organizationId'),
      column.json('data'),
      column.json('overrides'),
      column.text('status', 12),
      column.id('recordedBy'),
      column.instant('recordedAt'),
      column.id('decidedBy', { nullable: true }),
      column.instant('decidedAt', { nullable: true }),
      column.text('reason', 500, { nullable: true }),
      column.id('voidAskedBy', { nullable: true }),
      column.instant('voidAskedAt', { nullable: true }),
      column.text('voidReason', 500, { nullable: true }),
      column.id('voidedBy', { nullable: true }),
      column.instant('voidedAt', { nullable: true }),
      column.version(),
    ],
    unique: { ux_development_fact_sequence: ['scopeId', 'caseId', 'sequence'] },
    indexes: {
      ix_development_fact_kind: ['scopeId', 'organizationId', 'kind', 'occurredOn'],
      ix_development_fact_status: ['scopeId', 'status', 'organizationId', 'recordedAt'],
    },
  },
  {
    name: 'development_check',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.id('factId'),
      column.id('organizationId'),
      column.text('moment', 12),
      column.text('ruleId', 20),
      column.text('ruleSetId', 30),
      column.text('severity', 10),
      column.text('outcome', 20),
      column.json('content'),
      column.localDate('curedOn', { nullable: true }),
      column.instant('checkedAt'),
    ],
    indexes: { ix_development_check_fact: ['scopeId', 'caseId', 'factId', 'checkedAt'] },
  },
  {
    name: 'development_handover',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.id('factId'),
      column.id('organizationId'),
      column.id('toOrganizationId'),
      column.localDate('handedOverOn'),
    ],
    indexes: {
      ix_development_handover: ['scopeId', 'organizationId', 'handedOverOn'],
      ix_development_handover_case: ['scopeId', 'caseId'],
    },
  },
];

const RULES: TableSpec[] = [
  {
    name: 'organization_cut_over',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.id('onceKey'),
      column.localDate('cutOverOn'),
      column.text('documentNumber', 80),
      column.text('status', 12),
      column.id('recordedBy'),
      column.instant('recordedAt'),
      column.id('decidedBy', { nullable: true }),
      column.instant('decidedAt', { nullable: true }),
      column.text('reason', 500, { nullable: true }),
      column.version(),
    ],
    unique: { ux_organization_cut_over: ['scopeId', 'onceKey'] },
    indexes: { ix_organization_cut_over: ['scopeId', 'organizationId', 'status'] },
  },
  {
    name: 'rule_overlay',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.text('ruleSetId', 30),
      column.localDate('effectiveFrom'),
      column.text('documentNumber', 80),
      column.json('content'),
      column.id('adoptedBy'),
      column.instant('adoptedAt'),
    ],
    indexes: { ix_rule_overlay: ['scopeId', 'organizationId', 'effectiveFrom'] },
  },
  {
    name: 'impact_assessment',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.localDate('assessedOn'),
      column.text('documentNumber', 80),
      column.text('conclusion', 1_000),
      column.localDate('keptUntil'),
      column.id('recordedBy'),
      column.instant('recordedAt'),
    ],
    indexes: { ix_impact_assessment: ['scopeId', 'organizationId', 'assessedOn'] },
  },
];

const TABLES: TableSpec[] = [...CASES, ...RULES];

/** Cases of membership development with their facts and checks, cut-overs, rule overlays and impact assessments. */
export class Development1700000009200 implements MigrationInterface {
  name = 'Development1700000009200';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
