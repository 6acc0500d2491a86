import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'streamer',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('personId'),
      column.text('stageName', 60),
      column.text('kind', 20),
      column.text('status', 20),
      column.text('agency', 100, { nullable: true }),
      column.instant('enrolledAt'),
      column.instant('verifiedAt', { nullable: true }),
      column.id('verifiedBy', { nullable: true }),
      column.text('verificationMethod', 30, { nullable: true }),
      column.localDate('consentGivenOn', { nullable: true }),
      column.localDate('consentWithdrawnOn', { nullable: true }),
      column.version(),
    ],
    unique: { ux_streamer_person: ['parkId', 'personId'], ux_streamer_stageName: ['parkId', 'stageName'] },
  },
  {
    name: 'streamer_verification',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('streamerId'),
      column.text('method', 30),
      column.longText('residenceSealed', { nullable: true }),
      column.text('agency', 100, { nullable: true }),
      column.text('qualifications', 500, { nullable: true }),
      column.text('post', 60),
      column.instant('verifiedAt'),
      column.id('verifiedBy'),
    ],
    indexes: { ix_streamer_verification: ['parkId', 'streamerId', 'verifiedAt'] },
  },
  {
    name: 'guardian_consent',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('streamerId'),
      column.localDate('validFrom'),
      column.localDate('validUntil'),
      column.localDate('withdrawnOn', { nullable: true }),
      column.text('reference', 200),
      column.instant('recordedAt'),
      column.id('recordedBy'),
    ],
    indexes: { ix_guardian_consent: ['parkId', 'streamerId', 'validFrom'] },
  },
  {
    name: 'platform_account',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('platform', 20),
      column.text('name', 100),
      column.text('externalId', 100, { nullable: true }),
      column.text('kind', 20),
      column.text('status', 20),
      column.version(),
    ],
    unique: { ux_platform_account_name: ['parkId', 'platform', 'name'] },
  },
];

/** Streamers, their verifications and guardian consents, and the park's platform accounts. */
export class Streamers1700000006000 implements MigrationInterface {
  name = 'Streamers1700000006000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
