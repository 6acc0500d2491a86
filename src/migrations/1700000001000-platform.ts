import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'idempotency_key',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('actorId'),
      column.text('idempotencyKey', 100),
      column.text('operation', 80),
      column.text('inputHash', 43),
      column.text('resultRef', 100),
      column.instant('createdAt'),
    ],
    unique: { ux_idempotency_key: ['scopeId', 'actorId', 'idempotencyKey'] },
  },
  {
    name: 'audit_entry',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.instant('at'),
      column.id('actorId'),
      column.text('actorName', 100),
      column.text('actorKind', 20),
      column.text('requestId', 64),
      column.text('action', 80),
      column.text('recordKind', 60),
      column.text('recordId', 100),
      column.longText('changes', { nullable: true }),
      column.text('reason', 500, { nullable: true }),
      column.text('digest', 43),
    ],
    indexes: { ix_audit_entry_at: ['scopeId', 'at', 'id'], ix_audit_entry_record: ['scopeId', 'recordKind', 'recordId', 'at'] },
  },
  {
    name: 'audit_unsealed',
    columns: [column.primaryId('entryId'), column.instant('at')],
    indexes: { ix_audit_unsealed_at: ['at', 'entryId'] },
  },
  {
    name: 'audit_seal',
    columns: [
      column.primaryInteger('seq'),
      column.id('entryId'),
      column.text('entryDigest', 43),
      column.text('previousHash', 43),
      column.text('hash', 43),
    ],
    unique: { ux_audit_seal_entryId: ['entryId'] },
  },
  {
    name: 'audit_chain_head',
    columns: [column.primaryInteger('id'), column.integer('seq'), column.text('hash', 43), column.version()],
  },
];

/** Idempotency keys and the audit trail. */
export class Platform1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
    const [head] = await runner.manager.query<{ id: number }[]>('SELECT id FROM audit_chain_head');
    if (!head) await runner.query("INSERT INTO audit_chain_head (id, seq, hash, version) VALUES (1, 0, 'GENESIS', 0)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
  }
}
