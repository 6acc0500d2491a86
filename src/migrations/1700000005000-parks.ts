import type { MigrationInterface, QueryRunner } from 'typeorm';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const STATUS_CHANGE_COLUMNS = [
  column.text('verb', 40),
  column.text('fromStatus', 20, { nullable: true }),
  column.text('toStatus', 20),
  column.text('reason', 300, { nullable: true }),
  column.id('changedBy'),
  column.instant('changedAt'),
];

const TABLES: TableSpec[] = [
  {
    name: 'park',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('name', 120),
      column.id('leadingOrganizationId'),
      column.text('status', 20),
      column.text('statusReason', 300, { nullable: true }),
      column.id('structureTemplateId'),
      column.instant('createdAt'),
      column.version(),
    ],
    indexes: { ix_park_name: ['scopeId', 'name', 'id'], ix_park_leading: ['scopeId', 'leadingOrganizationId'] },
  },
  {
    name: 'park_structure_template',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('code', 20),
      column.integer('templateVersion'),
      column.text('name', 80),
      column.json('slots'),
    ],
    unique: { ux_park_structure_template: ['scopeId', 'code', 'templateVersion'] },
  },
  {
    name: 'park_slot_holder',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('slotRole', 30),
      column.text('holderKind', 20),
      column.id('holderId', { nullable: true }),
      column.text('holderName', 120),
      column.localDate('startsOn'),
      column.localDate('endsOn', { nullable: true }),
      column.version(),
    ],
    indexes: { ix_park_slot_holder: ['parkId', 'startsOn'], ix_park_slot_holder_holder: ['parkId', 'holderId'] },
  },
  {
    name: 'park_status_change',
    columns: [column.primaryId(), column.id('parkId'), ...STATUS_CHANGE_COLUMNS],
    indexes: { ix_park_status_change: ['parkId', 'changedAt'] },
  },
];

const slot = (role: string, nameZh: string, nameEn: string, holderKinds: string[], min: number, max: number | null, isLeader = false) => ({
  role,
  nameZh,
  nameEn,
  holderKinds,
  min,
  max,
  isLeader,
});

/* Written out here and not imported: a released migration never changes, whatever becomes of the program. */
const TEMPLATES = [
  {
    id: '0000000000000000000000t141',
    code: '1+4+N',
    name: '1 个龙头企业 + 4 个衔接产业 + N 个品牌产品',
    slots: [
      slot('LEADER', '龙头企业', 'Lead enterprise', ['ENTERPRISE'], 1, 1, true),
      slot('CHAIN_UNIT', '衔接产业(家)', 'Chain unit', ['ENTERPRISE', 'INDUSTRY_GROUP'], 4, 4),
      slot('BRAND', '品牌产品', 'Brand product', ['BRAND_PRODUCT'], 1, null),
    ],
  },
  {
    id: '0000000000000000000000t131',
    code: '1+3+X',
    name: '1 个行业党委 + 3 个平台 + X 个企业',
    slots: [
      slot('INDUSTRY_COMMITTEE', '行业党委', 'Industry committee', ['ORGANIZATION'], 1, 1, true),
      slot('PLATFORM', '平台', 'Platform', ['ENTERPRISE', 'SITE'], 3, 3),
      slot('MEMBER', '企业', 'Enterprise', ['ENTERPRISE'], 1, null),
    ],
  },
  {
    id: '0000000000000000000000t101',
    code: '1+N',
    name: '1 个中心 + N 个驿站',
    slots: [slot('CENTER', '中心', 'Center', ['SITE'], 1, 1), slot('STATION', '驿站', 'Station', ['SITE'], 1, null)],
  },
];

/** Parks and their structures, with the three patterns of the field. */
export class Parks1700000005000 implements MigrationInterface {
  name = 'Parks1700000005000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
    const known = new Set((await runner.manager.query<{ id: string }[]>('SELECT id FROM park_structure_template')).map(({ id }) => id));
    for (const { id, code, name, slots } of TEMPLATES.filter((template) => !known.has(template.id))) {
      await runner.query(
        'INSERT INTO park_structure_template (id, scopeId, code, templateVersion, name, slots) VALUES (?, ?, ?, 1, ?, ?)',
        [id, INSTALLATION_SCOPE, code, name, JSON.stringify(slots)],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
  }
}
