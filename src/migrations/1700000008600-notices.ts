import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'notice',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('accountId'),
      column.text('topic', 60),
      column.text('requiredPermission', 60),
      column.id('aboutScopeId'),
      column.text('subjectKind', 60),
      column.id('subjectId'),
      column.text('dedupKey', 200),
      column.text('textZh', 300),
      column.text('textEn', 300),
      column.localDate('dueOn', { nullable: true }),
      column.instant('postedAt'),
      column.instant('readAt', { nullable: true }),
    ],
    indexes: {
      ix_notice_inbox: ['scopeId', 'accountId', 'postedAt'],
      ix_notice_unread: ['scopeId', 'accountId', 'readAt'],
      ix_notice_subject: ['scopeId', 'subjectKind', 'subjectId'],
      ix_notice_age: ['scopeId', 'readAt', 'postedAt'],
    },
  },
  {
    name: 'notice_posting',
    columns: [column.primaryId(), column.id('scopeId'), column.text('postingHash', 43)],
    unique: { ux_notice_posting: ['scopeId', 'postingHash'] },
  },
];

/** Inboxes of accounts. */
export class Notices1700000008600 implements MigrationInterface {
  name = 'Notices1700000008600';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
