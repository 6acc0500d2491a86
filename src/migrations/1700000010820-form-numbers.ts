import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLE: TableSpec = {
  name: 'development_form_number',
  columns: [column.primaryId('scopeId'), column.primaryText('formNumber', 80), column.id('caseId')],
  indexes: { ix_development_form_number_case: ['scopeId', 'caseId'] },
};

interface FilledForm {
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
      `SELECT scopeId, caseId, data FROM development_fact WHERE kind = 'FORM_FILLED' AND status = 'CONFIRMED' ORDER BY recordedAt, id`,
    )) as FilledForm[];
    const taken = new Set<string>();
    for (const { scopeId, caseId, data } of filled) {
      const formNumber = (JSON.parse(data) as { formNumber: string }).formNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase();
      if (taken.has(formNumber)) continue;
      taken.add(formNumber);
      await runner.query('INSERT INTO development_form_number (scopeId, formNumber, caseId) VALUES (?, ?, ?)', [
        scopeId,
        formNumber,
        caseId,
      ]);
    }
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, [TABLE]);
  }
}
