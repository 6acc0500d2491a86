import { readFileSync } from 'node:fs';
import { readSheetRows } from '../../platform/spreadsheet/read-sheet.js';
import type { CanonicalRow, LineRow, LiveRow } from './canonical-rows.js';
import { detectFormat } from './detect-format.js';
import { parseRows, type ParsedSheet } from './parse-rows.js';
import { contentHash, refundHash, saleHash } from './row-hash.js';

const FOLDER = 'test/fixtures/exports';
interface LivesExpected {
  rows: number;
  gmvFen: number;
  refundFen: number;
  orders: number;
  units: number;
  peakOnlineMax: number;
  sessions: { id: string; start: string; end: string; account: string; gmvFen: number; refundFen: number; approximateViews: boolean }[];
}
interface OrdersExpected {
  liveId: string;
  dataRows: number;
  validRows: number;
  badRows: { row: number; code: string }[];
  saleFen: number;
  refundFen: number;
  units: number;
}
const expected = (JSON.parse(readFileSync(`${FOLDER}/expected.json`, 'utf8')) as { files: Record<string, unknown> }).files;

async function read(fileName: string): Promise<ParsedSheet & { content: CanonicalRow[]; buyerHeaders: string[] }> {
  const rows = await readSheetRows(readFileSync(`${FOLDER}/${fileName}`), fileName);
  const { layout } = detectFormat(rows);
  const sheet = parseRows(rows, layout!);
  return { ...sheet, content: sheet.rows.flatMap((row) => row.content ?? []), buyerHeaders: layout!.buyerHeaders };
}
const total = (values: (bigint | number | null)[]): number => Number(values.reduce<bigint>((sum, value) => sum + BigInt(value ?? 0), 0n));
const shanghai = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`);

describe('the constructed sample exports', () => {
  it('gives the lives to the fen, and no finding', async () => {
    const { content, rows, sheetFindings } = await read('douyin-lives-2026-10.xlsx');
    const want = expected['douyin-lives-2026-10.xlsx'] as LivesExpected;
    const lives = content as LiveRow[];
    expect(sheetFindings).toEqual([]);
    expect(rows.flatMap((row) => row.findings)).toEqual([]);
    expect(lives).toHaveLength(want.rows);
    expect(total(lives.map((live) => live.saleFen))).toBe(want.gmvFen);
    expect(total(lives.map((live) => live.refundFen))).toBe(want.refundFen);
    expect(total(lives.map((live) => live.orderCount))).toBe(want.orders);
    expect(total(lives.map((live) => live.unitCount))).toBe(want.units);
    expect(Math.max(...lives.flatMap((live) => live.metrics.filter((m) => m.metric === 'peakOnline').map((m) => m.value)))).toBe(
      want.peakOnlineMax,
    );
    expect(
      lives.map((live) => ({
        id: live.liveExportId,
        start: live.startAt,
        end: live.endAt,
        account: live.accountName,
        gmvFen: Number(live.saleFen),
        refundFen: Number(live.refundFen ?? 0n),
        approximateViews: live.metrics.find((metric) => metric.metric === 'views')?.approximate,
      })),
    ).toEqual(want.sessions.map((session) => ({ ...session, start: shanghai(session.start), end: shanghai(session.end) })));
  });

  it('gives the order lines to the fen, names the bad row and keeps nothing of buyers', async () => {
    const { content, rows, sheetFindings, buyerHeaders } = await read('orders-one-session.xlsx');
    const want = expected['orders-one-session.xlsx'] as OrdersExpected;
    const ofLive = (content as LineRow[]).filter((line) => line.liveExportId === want.liveId);
    expect(rows).toHaveLength(want.dataRows);
    expect(ofLive).toHaveLength(want.validRows);
    expect(total(ofLive.map((line) => line.saleFen))).toBe(want.saleFen);
    expect(total(ofLive.map((line) => line.refundFen))).toBe(want.refundFen);
    expect(total(ofLive.map((line) => line.quantity))).toBe(want.units);
    const refused = rows.filter((row) => row.state === 'REFUSED');
    expect(refused.map((row) => ({ row: row.row, code: row.findings[0].code }))).toEqual([{ row: 18, code: 'AMBIGUOUS_MONEY' }]);
    expect(content.filter((line) => line.liveExportId !== want.liveId)).toHaveLength(1);
    expect(rows.find((row) => row.row === 89)).toMatchObject({ state: 'VALID', liveExportId: '99999999999999999' });
    expect(buyerHeaders).toEqual(['收货人手机号']);
    // The total row counts the lines of this live only; row 89 belongs to another one.
    expect(sheetFindings.map(({ code, column, row }) => [code, column, row])).toEqual([
      ['TOTAL_ROW_DIFFERS', '数量', 122],
      ['TOTAL_ROW_DIFFERS', '实付金额(元)', 122],
    ]);
    expect(sheetFindings[1].message.en).toContain('-\u00a5396.00');
  });

  it('gives equal hashes for the same lines in GBK with shuffled columns (INV-34)', async () => {
    const xlsx = await read('orders-one-session.xlsx');
    const csv = await read('orders-one-session-gbk.csv');
    expect(csv.sheetFindings).toEqual([]);
    for (const hash of [saleHash, refundHash, contentHash]) expect(csv.content.map(hash)).toEqual(xlsx.content.map(hash));
    expect(new Set(xlsx.content.map(saleHash)).size).toBe(119);
    expect(new Set(xlsx.content.map(refundHash)).size).toBe(1 + xlsx.content.filter((line) => line.refundFen !== null).length);
  });

  it('gives the lives of the other platform, whose amounts are fen and whose end follows from the length', async () => {
    const { content, sheetFindings } = await read('channels-lives.csv');
    const want = expected['channels-lives.csv'] as Pick<LivesExpected, 'rows' | 'gmvFen' | 'refundFen'>;
    const lives = content as LiveRow[];
    expect(sheetFindings).toEqual([]);
    expect(lives).toHaveLength(want.rows);
    expect(total(lives.map((live) => live.saleFen))).toBe(want.gmvFen);
    expect(total(lives.map((live) => live.refundFen))).toBe(want.refundFen);
    expect(lives[0]).toMatchObject({ accountName: null, hostName: null, unitCount: null, endAt: shanghai('2026-10-03 21:07:14') });
  });

  it('changes the hash of the part that changed and of no other (INV-34)', async () => {
    const line = (await read('orders-one-session.xlsx')).content.find((row) => row.refundFen !== null) as LineRow;
    const dearer = { ...line, saleFen: line.saleFen + 1n };
    const refunded = { ...line, refundFen: line.refundFen! - 1n };
    const renamed = { ...line, productName: '改名', status: '已完成' };
    expect([saleHash(dearer) === saleHash(line), refundHash(dearer) === refundHash(line)]).toEqual([false, true]);
    expect([saleHash(refunded) === saleHash(line), refundHash(refunded) === refundHash(line)]).toEqual([true, false]);
    expect([saleHash(renamed), refundHash(renamed)]).toEqual([saleHash(line), refundHash(line)]);
    expect(contentHash(renamed)).not.toBe(contentHash(line));
    expect(refundHash({ ...line, refundFen: null, refundedOn: null })).toBe('');
  });
});
