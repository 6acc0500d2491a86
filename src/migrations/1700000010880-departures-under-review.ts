import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, extendTable, reduceTable, type TableSpec } from '../platform/database/table-builder.js';

const PLEDGES: TableSpec = { name: 'integrity_pledge', columns: [column.text('goneReason', 300, { nullable: true })] };

/** A pledge under review says itself that its party has gone; so far only its history did. */
export class DeparturesUnderReview1700000010880 implements MigrationInterface {
  name = 'DeparturesUnderReview1700000010880';

  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, PLEDGES);
    await runner.query(
      `UPDATE integrity_pledge SET goneReason = (SELECT MIN(h.reason) FROM pledge_history h
         WHERE h.parkId = integrity_pledge.parkId AND h.pledgeId = integrity_pledge.id AND h.verb = 'noteDeparture'
           AND h.at >= (SELECT MAX(o.at) FROM pledge_history o
             WHERE o.parkId = integrity_pledge.parkId AND o.pledgeId = integrity_pledge.id AND o.verb = 'openReview'))
       WHERE status = 'UNDER_REVIEW'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await reduceTable(runner, PLEDGES);
  }
}
