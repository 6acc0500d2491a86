import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const ORGANIZATION: TableSpec = {
  name: 'organization',
  columns: [
    column.primaryId(),
    column.id('scopeId'),
    column.text('name', 120),
    column.text('shortName', 40),
    column.text('type', 30),
    column.text('tier', 20),
    column.text('kind', 10, { nullable: true }),
    column.text('status', 20),
    column.text('statusReason', 300, { nullable: true }),
    column.id('adminParentId', { nullable: true }),
    column.id('enterpriseId', { nullable: true }),
    column.text('leadAgency', 80, { nullable: true }),
    column.id('mergedIntoId', { nullable: true }),
    column.instant('createdAt'),
    column.version(),
  ],
  indexes: {
    ix_organization_name: ['scopeId', 'name', 'id'],
    ix_organization_parent: ['scopeId', 'adminParentId'],
    ix_organization_enterprise: ['scopeId', 'enterpriseId'],
  },
};

const NEIGHBORS: TableSpec[] = [
  {
    name: 'organization_closure',
    columns: [column.primaryId('scopeId'), column.primaryId('ancestorId'), column.primaryId('descendantId'), column.integer('depth')],
    indexes: { ix_organization_closure_descendant: ['scopeId', 'descendantId', 'depth'] },
  },
  {
    name: 'organization_link',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.id('upperOrganizationId'),
      column.text('relation', 20),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.version(),
    ],
    indexes: {
      ix_organization_link: ['scopeId', 'organizationId', 'startsOn'],
      ix_organization_link_upper: ['scopeId', 'upperOrganizationId', 'relation'],
    },
  },
  {
    name: 'organization_officer',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.id('personId'),
      column.text('office', 30),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.version(),
    ],
    indexes: {
      ix_organization_officer: ['scopeId', 'organizationId', 'startsOn'],
      ix_organization_officer_person: ['scopeId', 'personId'],
    },
  },
  {
    name: 'organization_coverage',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.id('enterpriseId'),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.version(),
    ],
    indexes: {
      ix_organization_coverage: ['scopeId', 'organizationId', 'startsOn'],
      ix_organization_coverage_enterprise: ['scopeId', 'enterpriseId'],
    },
  },
  {
    name: 'organization_status_change',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, { nullable: true }),
      column.text('toStatus', 20),
      column.text('reason', 300, { nullable: true }),
      column.id('changedBy'),
      column.instant('changedAt'),
    ],
    indexes: { ix_organization_status_change: ['scopeId', 'organizationId', 'changedAt'] },
  },
];

const PEOPLE: TableSpec[] = [
  {
    name: 'person',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('fullName', 60),
      column.text('idCardEncrypted', 200),
      column.text('idCardIndex', 43),
      column.text('idCardMasked', 18),
      column.localDate('bornOn'),
      column.text('phoneEncrypted', 200, { nullable: true }),
      column.text('phoneMasked', 20, { nullable: true }),
      column.instant('createdAt'),
      column.version(),
    ],
    unique: { ux_person_id_card: ['scopeId', 'idCardIndex'] },
    indexes: { ix_person_name: ['scopeId', 'fullName', 'id'] },
  },
  {
    name: 'membership',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('personId'),
      column.id('organizationId'),
      column.text('kind', 10),
      column.text('standing', 20),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.localDate('rightsRestrictedFrom', { nullable: true }),
      column.localDate('rightsRestrictedTo', { nullable: true }),
      column.instant('createdAt'),
      column.version(),
    ],
    indexes: {
      ix_membership_person: ['scopeId', 'personId', 'startsOn'],
      ix_membership_organization: ['scopeId', 'organizationId', 'startsOn'],
    },
  },
];

const TABLES: TableSpec[] = [ORGANIZATION, ...NEIGHBORS, ...PEOPLE];

/** The tree of party organizations, persons and their memberships. */
export class Organizations1700000003000 implements MigrationInterface {
  name = 'Organizations1700000003000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
