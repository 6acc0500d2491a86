import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, extendTable, reduceTable, requireColumn, type TableSpec } from '../platform/database/table-builder.js';

const CASES: TableSpec = { name: 'breach_case', columns: [column.id('templateId', { nullable: true })] };

/**
 * A case keeps the text under which its clauses were alleged. For a case that went on with a renewed pledge that is the text of the pledge whose
 * review began in the transaction in which the case was opened: both rows of history carry one instant.
 */
export class AllegedTexts1700000010210 implements MigrationInterface {
  name = 'AllegedTexts1700000010210';

  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, CASES);
    await runner.query(
      `UPDATE breach_case SET templateId = (
         SELECT MIN(p.templateId) FROM breach_history b
           JOIN pledge_history h ON h.parkId = b.parkId AND h.at = b.at AND h.verb = 'openReview'
           JOIN integrity_pledge p ON p.id = h.pledgeId
         WHERE b.parkId = breach_case.parkId AND b.caseId = breach_case.id AND b.verb = 'openBreachCase'
           AND p.parkId = breach_case.parkId AND p.signatoryId = breach_case.signatoryId)
       WHERE templateId IS NULL`,
    );
    await runner.query(
      `UPDATE breach_case SET templateId = (SELECT p.templateId FROM integrity_pledge p WHERE p.id = breach_case.pledgeId) WHERE templateId IS NULL`,
    );
    await requireColumn(runner, 'breach_case', 'templateId');
  }

  down(runner: QueryRunner): Promise<void> {
    return reduceTable(runner, CASES);
  }
}
