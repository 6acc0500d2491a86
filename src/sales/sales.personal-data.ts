import { LawfulBasis } from '../platform/personal-data/lawful-bases.js';
import { type PersonalDataPart, UNTIL_ERASURE } from '../platform/personal-data/personal-tables.js';

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
  tables: [
    {
      ...{ table: 'import_row', zh: '导入的平台数据行', en: 'Rows of imported exports', readers: 'sales.read', scopeColumn: 'parkId' },
      purpose: { zh: '按平台导出的昵称匹配场次', en: 'Lives are matched to sessions by the name in the export' },
      ...{ basis: LawfulBasis.CONTRACT, retention: UNTIL_ERASURE, onErasure: 'CLEAR', belongsTo: { id: 'stagedLive' } },
      fields: {
        liveExportId: { zh: '平台直播编号', en: "The platform's id of the live" },
        content: { zh: '导出的内容', en: 'Content', erasedAs: ({ value }) => withoutHost(value) },
        findings: { zh: '读取时的问题', en: 'Findings', erasedAs: () => '[]' },
      },
    },
  ],
};

function withoutHost(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const content = JSON.parse(value) as { hostName?: string | null };
  return JSON.stringify(content.hostName ? { ...content, hostName: NAMELESS } : content);
}
