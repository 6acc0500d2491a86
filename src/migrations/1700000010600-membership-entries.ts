import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'membership_entry',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('personId'),
      column.id('organizationId'),
      column.text('entryKind', 20),
      column.id('membershipId', { nullable: true }),
      column.text('kind', 10),
      column.text('standing', 20),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.text('documentNumber', 80),
      column.text('status', 20),
      column.id('recordedBy'),
      column.instant('recordedAt'),
      column.id('decidedBy', { nullable: true }),
      column.instant('decidedAt', { nullable: true }),
      column.text('decisionReason', 300, { nullable: true }),
      column.version(),
    ],
    indexes: {
      ix_membership_entry_person: ['scopeId', 'personId', 'status'],
      ix_membership_entry_organization: ['scopeId', 'organizationId', 'status', 'recordedAt'],
    },
  },
];

/** Memberships that one person entered and another has yet to confirm. Those that were entered before count as they did. */
export class MembershipEntries1700000010600 implements MigrationInterface {
  name = 'MembershipEntries1700000010600';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
