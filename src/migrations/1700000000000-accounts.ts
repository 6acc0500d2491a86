import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'account',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('loginName', 60),
      column.text('displayName', 60),
      column.text('passwordHash', 200),
      column.text('status', 10),
      column.boolean('mustChangePassword'),
      column.boolean('isDemo'),
      column.instant('createdAt'),
      column.instant('passwordChangedAt'),
      column.version(),
    ],
    unique: { ux_account_login: ['scopeId', 'loginName'] },
  },
  {
    name: 'role_grant',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('accountId'),
      column.text('role', 30),
      column.text('grantScopeKind', 20),
      column.id('grantScopeId'),
      column.id('grantedBy'),
      column.instant('grantedAt'),
    ],
    unique: { ux_role_grant: ['scopeId', 'accountId', 'role', 'grantScopeKind', 'grantScopeId'] },
  },
  {
    name: 'auth_session',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('accountId'),
      column.text('accessDigest', 43),
      column.instant('accessExpiresAt'),
      column.text('refreshDigest', 43),
      column.instant('refreshExpiresAt'),
      column.instant('createdAt'),
      column.instant('refreshedAt'),
      column.instant('revokedAt', { nullable: true }),
    ],
    unique: { ux_auth_session_access: ['scopeId', 'accessDigest'], ux_auth_session_refresh: ['scopeId', 'refreshDigest'] },
    indexes: { ix_auth_session_account: ['scopeId', 'accountId', 'createdAt'] },
  },
  {
    name: 'used_refresh_token',
    columns: [column.primaryId(), column.id('scopeId'), column.text('digest', 43), column.id('sessionId'), column.instant('usedAt')],
    unique: { ux_used_refresh_token: ['scopeId', 'digest'] },
  },
  {
    name: 'sign_in_throttle',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('kind', 10),
      column.text('subjectDigest', 43),
      column.integer('attempts'),
      column.instant('windowStartedAt'),
    ],
    unique: { ux_sign_in_throttle: ['scopeId', 'kind', 'subjectDigest'] },
  },
  {
    name: 'api_token',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('accountId'),
      column.text('name', 60),
      column.text('digest', 43),
      column.json('permissions'),
      column.instant('createdAt'),
      column.instant('expiresAt'),
      column.instant('revokedAt', { nullable: true }),
    ],
    unique: { ux_api_token_digest: ['scopeId', 'digest'] },
    indexes: { ix_api_token_account: ['scopeId', 'accountId', 'createdAt'] },
  },
];

/** Accounts, grants, sessions, sign-in limits and API tokens. */
export class Accounts1700000000000 implements MigrationInterface {
  name = 'Accounts1700000000000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
