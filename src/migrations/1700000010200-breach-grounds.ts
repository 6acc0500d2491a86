import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, extendTable, reduceTable, type TableSpec } from '../platform/database/table-builder.js';

/** A demotion for a breach names its case. Older ones name a paper only, and nobody can tell the case by it. */
const TIER_CHANGES: TableSpec = { name: 'skill_tier_change', columns: [column.id('breachCaseId', { nullable: true })] };
/** What a person mentors is counted over all parks. */
const PAIRINGS: TableSpec = { name: 'mentor_pairing', columns: [], indexes: { ix_mentor_pairing_person: ['mentorPersonId', 'status'] } };

export class BreachGrounds1700000010200 implements MigrationInterface {
  name = 'BreachGrounds1700000010200';

  async up(runner: QueryRunner): Promise<void> {
    await extendTable(runner, TIER_CHANGES);
    await extendTable(runner, PAIRINGS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await reduceTable(runner, PAIRINGS);
    await reduceTable(runner, TIER_CHANGES);
  }
}
