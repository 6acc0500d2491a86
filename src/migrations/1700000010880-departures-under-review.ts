import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, extendTable, reduceTable, type TableSpec } from '../platform/database/table-builder.js';

const PLEDGES: TableSpec = { name: 'integrity_pledge', columns: [column.text('goneReason', 300, { nullable: true })] };

interface Departure {
  id: string;
  validUntil: string;
  reason: string;
  at: number | string;
}

/**
 * A pledge under review says itself that its party has gone; so far only its history did. One that was over on that day had ended already, and one
 * with a plate on the door goes on binding its shop, which got the plate after it had opened again.
 */
export class DeparturesUnderReview1700000010880 implements MigrationInterface {
  name = 'DeparturesUnderReview1700000010880';

  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, PLEDGES);
    const departures = (await runner.query(
      `SELECT g.id, g.validUntil, h.reason, h.at
       FROM integrity_pledge g JOIN pledge_history h ON h.parkId = g.parkId AND h.pledgeId = g.id AND h.verb = 'noteDeparture'
       WHERE g.status = 'UNDER_REVIEW' AND h.at >= (SELECT MAX(o.at) FROM pledge_history o
           WHERE o.parkId = g.parkId AND o.pledgeId = g.id AND o.verb = 'openReview')
         AND NOT EXISTS (SELECT 1 FROM plate p WHERE p.parkId = g.parkId AND p.pledgeId = g.id AND p.status IN ('ISSUED', 'DISPLAYED'))`,
    )) as Departure[];
    for (const { id, validUntil, reason, at } of departures) {
      const endsAt = Date.parse(`${validUntil}T24:00:00+08:00`);
      if (Number(at) < endsAt) await runner.query('UPDATE integrity_pledge SET goneReason = ? WHERE id = ?', [reason, id]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await reduceTable(runner, PLEDGES);
  }
}
