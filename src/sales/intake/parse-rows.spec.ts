import type { LineRow, LiveRow } from './canonical-rows.js';
import { stagedRow } from './canonical-rows.js';
import { detectFormat } from './detect-format.js';
import { parseRows, type ParsedSheet } from './parse-rows.js';

const LIVE_HEADER = [
  '直播间标题',
  '直播间ID',
  '开播时间',
  '下播时间',
  '直播时长(分钟)',
  '观看人次',
  '成交订单数',
  '成交件数',
  '成交金额(元)',
  '退款金额(元)',
];
const LIVE = ['第1期', '7397552452857812570', '2026-10-01 22:30:00', '2026-10-02 00:15:00', '105', '2.4w', '12', '15', '1,275.40', '-'];
const LINE_HEADER = [
  '订单编号',
  '子订单编号',
  '商品编码',
  '商品名称',
  '数量',
  '实付金额(元)',
  '支付时间',
  '订单状态',
  '退款金额(元)',
  '退款成功时间',
  '直播间ID',
  '收货人手机号',
];
const LINE = [
  '4945131886374326329',
  '494513188637432632901',
  'DY-1',
  '香菇',
  '2',
  '71.60',
  '2026-10-01 09:35:00',
  '已完成',
  '',
  '',
  '7397552452857812570',
  '13800000000',
];

function read(header: string[], ...rows: string[][]): ParsedSheet {
  const sheet = [header, ...rows];
  const { layout, findings } = detectFormat(sheet);
  expect(findings).toEqual([]);
  return parseRows(sheet, layout!);
}

/** A sample row in which some cells, named by header, are replaced. */
function changed(header: string[], row: string[], cells: Record<string, string>): string[] {
  return row.map((cell, index) => cells[header[index]] ?? cell);
}
const live = (cells: Record<string, string> = {}): string[] => changed(LIVE_HEADER, LIVE, cells);
const line = (cells: Record<string, string> = {}): string[] => changed(LINE_HEADER, LINE, cells);
const lives = (...rows: string[][]): ParsedSheet => read(LIVE_HEADER, ...rows);
const lines = (...rows: string[][]): ParsedSheet => read(LINE_HEADER, ...rows);
const codes = (sheet: ParsedSheet, index = 0): string[] => sheet.rows[index].findings.map((finding) => finding.code);

describe('rows of lives', () => {
  it('reads a live across midnight, an approximate audience and an unreported refund', () => {
    const { rows } = lives(live());
    expect(rows[0]).toMatchObject({ row: 2, state: 'VALID', liveExportId: LIVE[1], findings: [] });
    expect(rows[0].content).toMatchObject({
      startAt: new Date('2026-10-01T14:30:00Z'),
      endAt: new Date('2026-10-01T16:15:00Z'),
      saleFen: 127540n,
      refundFen: null,
      orderCount: 12,
      unitCount: 15,
      metrics: [
        { metric: 'duration', value: 6300, approximate: false },
        { metric: 'views', value: 24000, approximate: true },
      ],
    });
  });

  it('refuses an end that is not after the start, and more than 24 hours', () => {
    expect(codes(lives(live({ 下播时间: '2026-10-01 22:30:00' })))).toContain('END_NOT_AFTER_START');
    expect(codes(lives(live({ 下播时间: '2026-10-02 22:30:00' })))).toEqual(['DURATION_DIFFERS']);
    expect(codes(lives(live({ 下播时间: '2026-10-02 22:30:01' })))).toContain('LIVE_TOO_LONG');
  });

  it('derives a missing end from the length and warns when they differ', () => {
    expect(lives(live({ 下播时间: '-' })).rows[0].content).toMatchObject({ endAt: new Date('2026-10-01T16:15:00Z') });
    expect(codes(lives(live({ '直播时长(分钟)': '107' })))).toEqual(['DURATION_DIFFERS']);
    expect(codes(lives(live({ '直播时长(分钟)': '106' })))).toEqual([]);
    expect(codes(lives(live({ 下播时间: '', '直播时长(分钟)': '' })))).toEqual(['MISSING_VALUE']);
  });

  it('tells every wrong cell of a row at once, with its column', () => {
    const sheet = lives(
      live({ 直播间ID: '7.39755E+18', '成交金额(元)': '1.2w', '退款金额(元)': '-3', 成交订单数: '1.2w', 开播时间: '昨天' }),
    );
    expect(sheet.rows[0]).toMatchObject({ state: 'REFUSED', content: null, liveExportId: '' });
    expect(sheet.rows[0].findings.map(({ code, column, row }) => [code, column, row])).toEqual([
      ['ID_LOST_DIGITS', '直播间ID', 2],
      ['INVALID_TIME', '开播时间', 2],
      ['AMBIGUOUS_MONEY', '成交金额(元)', 2],
      ['NEGATIVE_AMOUNT', '退款金额(元)', 2],
      ['AMBIGUOUS_COUNT', '成交订单数', 2],
    ]);
    expect(sheet.rows[0].findings[2].message).toEqual({
      zh: '“1.2w”不是精确金额(约数、范围或百分比),不能入账。',
      en: '"1.2w" is not an exact amount (rounded, a range or a percentage) and cannot be booked.',
    });
  });

  it('leaves an unreadable metric out without refusing the row', () => {
    const sheet = lives(live({ 观看人次: '10%~15%' }));
    expect(codes(sheet)).toEqual(['METRIC_UNREADABLE']);
    expect((sheet.rows[0].content as LiveRow).metrics.map((metric) => metric.metric)).toEqual(['duration']);
  });

  it('lets the refunds of a live exceed its sales with a warning (INV-33)', () => {
    const sheet = lives(live({ '退款金额(元)': '1,275.41' }));
    expect(sheet.rows[0].state).toBe('VALID');
    expect(codes(sheet)).toEqual(['REFUND_ABOVE_SALES']);
  });
});

describe('rows of order lines', () => {
  it('reads a line and nothing of its buyer (PR-6)', () => {
    const sheet = lines(line());
    expect(sheet.rows[0].content).toMatchObject({ quantity: 2, saleFen: 7160n, paidOn: '2026-10-01', refundFen: null, refundedOn: null });
    expect(JSON.stringify(sheet, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('13800000000');
  });

  it('dates a refund by its success, in Asia/Shanghai', () => {
    const sheet = lines(line({ '退款金额(元)': '71.60', 退款成功时间: '2026-10-03 00:10:00' }));
    expect(sheet.rows[0].content).toMatchObject({ refundFen: 7160n, refundedOn: '2026-10-03' });
  });

  it('refuses a refund above the sale or before it, and leaves out one that has not succeeded', () => {
    const refund = (amount: string, on: string) => lines(line({ '退款金额(元)': amount, 退款成功时间: on }));
    expect(codes(refund('71.61', '2026-10-03'))).toEqual(['REFUND_EXCEEDS_SALE']);
    expect(codes(refund('71.60', '2026-09-30'))).toEqual(['REFUND_BEFORE_SALE']);
    const pending = refund('71.60', '-');
    expect(codes(pending)).toEqual(['REFUND_NOT_COMPLETED']);
    expect(pending.rows[0]).toMatchObject({ state: 'VALID', content: { refundFen: null, refundedOn: null } });
    expect(refund('0.00', '').rows[0].content).toMatchObject({ refundFen: 0n, refundedOn: null });
  });

  it('skips orders that were never paid and keeps those closed after payment', () => {
    expect(lines(line({ 订单状态: '待付款', 支付时间: '' })).rows[0].state).toBe('SKIPPED');
    expect(lines(line({ 订单状态: '已取消', '实付金额(元)': '-' })).rows[0].state).toBe('SKIPPED');
    expect(codes(lines(line({ 订单状态: '已关闭', '实付金额(元)': '0.00' })))).toEqual(['UNPAID_ORDER_SKIPPED']);
    expect(lines(line({ 订单状态: '已关闭' })).rows[0].state).toBe('VALID');
    expect(codes(lines(line({ '实付金额(元)': '0.00' })))).toEqual(['NOTHING_PAID']);
    expect(codes(lines(line({ '实付金额(元)': '' })))).toEqual(['MISSING_VALUE']);
  });

  it('takes a line without a live, for later matching to find nothing', () => {
    expect(lines(line({ 直播间ID: '-' })).rows[0]).toMatchObject({ state: 'VALID', liveExportId: '' });
  });

  it('refuses a quantity of nothing, of parts or rounded', () => {
    for (const [text, code] of Object.entries({
      '0': 'INVALID_COUNT',
      '1.5': 'INVALID_COUNT',
      '1w': 'AMBIGUOUS_COUNT',
      '': 'MISSING_VALUE',
    })) {
      expect(codes(lines(line({ 数量: text })))).toEqual([code]);
    }
    expect(lines(line({ 数量: '2.0' })).rows[0].content).toMatchObject({ quantity: 2 });
  });
});

describe('rows beside the data', () => {
  const total = (cells: Record<string, string>): string[] =>
    LIVE_HEADER.map((header, index) => (index === 0 ? '合计' : (cells[header] ?? '')));
  const second = live({ 直播间ID: '7320985956750930012' });

  it('never takes a total row for a live and is silent when it agrees', () => {
    const sheet = lives(live(), second, total({ '成交金额(元)': '2,550.80', 成交件数: '30', '退款金额(元)': '0' }));
    expect(sheet.rows).toHaveLength(2);
    expect(sheet.sheetFindings).toEqual([]);
  });

  it('warns about a total row that differs, with the difference', () => {
    const sheet = lives(live(), second, total({ '成交金额(元)': '2,550.90', 成交件数: '29' }));
    expect(sheet.sheetFindings.map(({ code, column, row, severity }) => [code, column, row, severity])).toEqual([
      ['TOTAL_ROW_DIFFERS', '成交件数', 4, 'WARNING'],
      ['TOTAL_ROW_DIFFERS', '成交金额(元)', 4, 'WARNING'],
    ]);
    expect(sheet.sheetFindings[1].message.en).toContain('the difference is \u00a50.10');
  });

  it('compares the last total row only, and one that cannot be read not at all', () => {
    const sheet = lives(live(), total({ '成交金额(元)': '1' }), second, total({ '成交金额(元)': '0.3w' }), ['注:以上数据仅供参考']);
    expect(sheet.sheetFindings.map(({ code, row }) => [code, row])).toEqual([
      ['NOTE_ROW_SKIPPED', 6],
      ['NOTE_ROW_SKIPPED', 3],
      ['TOTAL_ROW_UNREADABLE', 5],
    ]);
  });

  it('takes a live that is called 合计 for a live', () => {
    const sheet = lives(live({ 直播间标题: '合计' }));
    expect(sheet.rows[0].state).toBe('VALID');
  });

  it('skips blank rows without losing count, and tells when there is nothing else', () => {
    expect(lives([], live()).rows[0].row).toBe(3);
    expect(lives([]).sheetFindings.map((finding) => finding.code)).toEqual(['NO_ROWS']);
  });

  it('skips a row that comes twice and refuses both of two that contradict each other (INV-34)', () => {
    const same = lives(live(), live());
    expect(same.rows.map((row) => row.state)).toEqual(['VALID', 'SKIPPED']);
    expect(codes(same, 1)).toEqual(['DUPLICATE_ROW']);
    const other = lives(live(), live({ '成交金额(元)': '1' }));
    expect(other.rows.map((row) => row.state)).toEqual(['REFUSED', 'REFUSED']);
    expect([codes(other, 0), codes(other, 1)]).toEqual([['KEY_CONFLICT'], ['KEY_CONFLICT']]);
  });
});

describe('staged rows', () => {
  it('come back from JSON as they were', () => {
    for (const { content } of [...lives(live()).rows, ...lines(line({ '退款金额(元)': '1', 退款成功时间: '2026-10-03' })).rows]) {
      const row = content as LiveRow | LineRow;
      expect(JSON.parse(JSON.stringify(stagedRow(row)))).toEqual(stagedRow(row));
    }
  });
});
