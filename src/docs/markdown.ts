import type { Bilingual } from '../platform/errors/faults.js';

/** A markdown table. A bar inside a cell is escaped, a line break becomes a visible one. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Descriptions stand in the schema in Chinese and, on the next line, in English. */
export function describedAs(description: string | null | undefined): Bilingual {
  const [zh = '', en = ''] = (description ?? '').split('\n');
  return { zh, en };
}

/** What each folder of `src/` is about, in the order in which modules build on each other; a part of the platform stands by its own folder. */
export const DOMAIN_AREAS: Readonly<Record<string, Bilingual>> = {
  platform: { zh: '平台', en: 'Platform' },
  access: { zh: '授权范围', en: 'Access' },
  organizations: { zh: '党组织与人员', en: 'Party organizations and persons' },
  enterprises: { zh: '企业与店铺', en: 'Enterprises and storefronts' },
  parks: { zh: '园区结构与产品', en: 'Parks, structure and products' },
  streamers: { zh: '主播与平台账号', en: 'Streamers and platform accounts' },
  pledges: { zh: '诚信承诺与店牌', en: 'Pledges and plates' },
  development: { zh: '发展党员', en: 'Membership development' },
  skills: { zh: '主播培养', en: 'Training of streamers' },
  broadcasts: { zh: '直播间与场次', en: 'Rooms and sessions' },
  sales: { zh: '销售', en: 'Sales' },
};

/** The area of a file below `src/`. Throws for a folder that is not described. */
export function areaOfFile(file: string): string {
  const [area] = file.split('/') as [string];
  if (!(area in DOMAIN_AREAS)) throw new Error(`No area is described for src/${file}`);
  return area;
}
