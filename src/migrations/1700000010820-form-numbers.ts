import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLE: TableSpec = {
  name: 'development_form_number',
  columns: [
    column.primaryId(),
    column.id('scopeId'),
    column.id('caseId'),
    column.id('organizationId'),
    column.text('numberDigest', 43),
    column.text('formNumber', 80),
  ],
  unique: { ux_development_form_number: ['scopeId', 'numberDigest'] },
  indexes: { ix_development_form_number_case: ['scopeId', 'caseId'] },
};

interface FilledForm {
  id: string;
  organizationId: string;
  scopeId: string;
  caseId: string;
  data: string;
}

/** Which case has which application form. Of several cases that already name one number, the first that was recorded keeps it. */
export class FormNumbers1700000010820 implements MigrationInterface {
  name = 'FormNumbers1700000010820';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [TABLE]);
    /* An interrupted run may have written some: DDL is not transactional on MySQL. */
    await runner.query('DELETE FROM development_form_number');
    const filled = (await runner.query(
      `SELECT id, scopeId, caseId, organizationId, data FROM development_fact WHERE kind = 'FORM_FILLED' AND status = 'CONFIRMED' ORDER BY recordedAt, id`,
    )) as FilledForm[];
    const taken = new Set<string>();
    for (const { id, scopeId, caseId, organizationId, data } of filled) {
      const { formNumber } = JSON.parse(data) as { formNumber: string };
      const numberDigest = numberDigestOf(formNumber);
      if (taken.has(numberDigest)) continue;
      taken.add(numberDigest);
      await runner.query(
        'INSERT INTO development_form_number (id, scopeId, caseId, organizationId, numberDigest, formNumber) VALUES (?, ?, ?, ?, ?, ?)',
        [id, scopeId, caseId, organizationId, numberDigest, formNumber],
      );
    }
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, [TABLE]);
  }
}

/** The same in full width or half, with blanks or without, in capitals or not. */
function numberDigestOf(formNumber: string): string {
  const normalized = formNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return createHash('sha256').update(normalized).digest('base64url');
}
