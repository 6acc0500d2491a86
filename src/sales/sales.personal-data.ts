import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { type PersonalDataPart, UNTIL_ERASURE } from '../platform/personal-data/personal-tables.js';
import { personalTables } from '../platform/personal-data/table-declarations.js';

const NAMELESS = '已注销主播';

/** Sales name nobody. Only the staged row of an export repeats how the platform calls the host of a live. */
export const SALES_PERSONAL_DATA: PersonalDataPart = {
  module: 'sales',
  links: [
    {
      ...{ name: 'stagedLive', from: 'streamer' },
      sql: `SELECT r.id AS id, r.parkId AS scopeId FROM streamer s JOIN import_row r ON r.parkId = s.parkId
        AND r.content LIKE CONCAT('%"hostName":"', REPLACE(REPLACE(s.stageName, '%', '_'), '"', '_'), '"%') WHERE s.id IN {ids}`,
    },
  ],
  tables: personalTables(
    {},
    {
      import_row: {
        called: ['导入的平台数据行', 'Rows of imported exports'],
        purpose: ['按平台导出的昵称匹配场次', 'Lives are matched to sessions by the name in the export'],
        readers: 'sales.read',
        scopeColumn: 'parkId',
        basis: LawfulBasis.CONTRACT,
        retention: UNTIL_ERASURE,
        onErasure: 'CLEAR',
        belongsTo: { id: 'stagedLive' },
        fields: {
          liveExportId: ['平台直播编号', "The platform's id of the live"],
          content: ['导出的内容', 'Content', { erasedAs: ({ value }) => withoutHost(value) }],
          findings: ['读取时的问题', 'Findings', { erasedAs: '[]' }],
        },
      },
    },
  ),
};

function withoutHost(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const content = JSON.parse(value) as { hostName?: string | null };
  return JSON.stringify(content.hostName ? { ...content, hostName: NAMELESS } : content);
}
