import fc from 'fast-check';
import { detectFormat } from './detect-format.js';
import { EXPORT_FORMATS, exportFormat, type ExportFormatCode } from './header-mappings.js';
import { isBuyerHeader } from './header-text.js';

const LIVES = ['直播间标题', '账号名称', '直播间ID', '开播时间', '下播时间', '成交金额(元)', '退款金额(元)'];
const ORDERS = ['订单编号', '子订单编号', '商品编码', '数量', '实付金额(元)', '支付时间', '直播间ID', '收货人手机号', '达人服务费'];
const fullWidthBrackets = (text: string): string => text.replace('(', '\uff08').replace(')', '\uff09');
const codes = Object.keys(EXPORT_FORMATS) as ExportFormatCode[];
const codesOf = (rows: string[][], override = {}) => detectFormat(rows, override).findings.map((finding) => finding.code);

describe('detectFormat', () => {
  it('finds the header below merged title rows and names its row', () => {
    const { layout } = detectFormat([['直播数据明细'], [], LIVES]);
    expect(layout).toMatchObject({ format: 'DOUYIN_LIVES', headerRow: 3 });
    expect(layout?.columns.find((column) => column.field === 'saleFen')).toEqual({
      index: 5,
      field: 'saleFen',
      header: '成交金额(元)',
      unit: 'YUAN',
    });
  });

  it('looks no deeper than ten rows', () => {
    const title = Array.from({ length: 9 }, () => ['说明']);
    expect(detectFormat([...title, LIVES]).layout?.headerRow).toBe(10);
    expect(codesOf([...title, [], LIVES])).toEqual(['FORMAT_UNKNOWN']);
  });

  it('reads shuffled columns, full-width brackets and spaces alike', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ORDERS, { minLength: ORDERS.length }), (header) => {
        const { layout } = detectFormat([header.map((text) => ` ${fullWidthBrackets(text)} `)]);
        expect(layout?.format).toBe('DOUYIN_ORDERS');
        for (const column of layout?.columns ?? []) expect(column.header.trim()).toBe(fullWidthBrackets(header[column.index]));
      }),
    );
  });

  it('drops columns of buyers and unknown columns and tells their names (PR-6)', () => {
    const { layout } = detectFormat([ORDERS]);
    expect(layout?.buyerHeaders).toEqual(['收货人手机号']);
    expect(layout?.unknownHeaders).toEqual(['达人服务费']);
    expect(layout?.columns.map((column) => column.index)).not.toContain(7);
  });

  it('says what is missing in the nearest format', () => {
    const { layout, findings } = detectFormat([LIVES.filter((header) => header !== '下播时间')]);
    expect(layout).toBeNull();
    expect(findings).toMatchObject([{ code: 'COLUMNS_MISSING', row: 1 }]);
    expect(findings[0].message.zh).toContain('下播时间');
  });

  it('refuses a sheet without any known header', () =>
    expect(
      codesOf([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toEqual(['FORMAT_UNKNOWN']));

  it('refuses to choose between two amounts', () => {
    expect(codesOf([[...LIVES, '成交金额(分)']])).toEqual(['COLUMN_AMBIGUOUS']);
    expect(codesOf([[...LIVES, '成交金额(分)']], { columns: { saleFen: '成交金额(分)' } })).toEqual([]);
  });

  it('refuses to choose between two formats until one is named', () => {
    const both = ['直播间ID', 'export_id', '开播时间', '下播时间', '直播时长(秒)', '成交金额(元)'];
    expect(codesOf([both])).toEqual(['FORMAT_AMBIGUOUS']);
    expect(detectFormat([both], { format: 'CHANNELS_LIVES' }).layout?.format).toBe('CHANNELS_LIVES');
  });

  it('reads the columns that the operator names, in the unit the header states', () => {
    const header = ['场', '开', '关', '业绩(分)', '手机'];
    const columns = { liveExportId: '场', startAt: '开', endAt: '关', saleFen: '业绩(分)' };
    const { layout } = detectFormat([header], { format: 'DOUYIN_LIVES', columns });
    expect(layout?.columns).toContainEqual({ index: 3, field: 'saleFen', header: '业绩(分)', unit: 'FEN' });
    expect(layout?.buyerHeaders).toEqual(['手机']);
  });

  it('refuses a named column that is not there, is of buyers or has an unknown unit', () => {
    const override = (saleFen: string) => ({ format: 'DOUYIN_LIVES', columns: { saleFen } });
    expect(codesOf([LIVES], override('没有'))).toContain('OVERRIDE_HEADER_MISSING');
    expect(codesOf([[...LIVES, '买家实付']], override('买家实付'))).toContain('BUYER_COLUMN_REFUSED');
    expect(codesOf([[...LIVES, '业绩(万元)']], override('业绩(万元)'))).toContain('UNIT_UNKNOWN');
  });
});

describe('the mappings as data', () => {
  it.each(codes)('%s names every required field, and no header of buyers', (code) => {
    const format = exportFormat(code);
    const fields = format.columns.map((column) => column.field);
    for (const field of format.required) expect(fields).toContain(field);
    for (const column of format.columns)
      for (const header of column.headers) expect([header, isBuyerHeader(header)]).toEqual([header, false]);
  });

  it.each(['收货人手机号', '收货人', '收货地址', '买家昵称', '买家ID', '手机', '联系电话', '身份证号', 'Buyer Nick', '用户ID', 'RECEIVER'])(
    'knows %s as data of buyers (PR-6)',
    (header) => expect(isBuyerHeader(header)).toBe(true),
  );
});
