import writeXlsxFile from 'write-excel-file/node';
import { INSPECTION_WORDS, TAKEOVER_COLUMNS, type TakeoverColumn } from './takeover-columns.js';

const COLUMN_WIDTH_MIN = 12;
const EMPTY_ROWS = 200;

/** The template: a sheet whose cells are text, so that Excel keeps every digit of an ID-card number, and a page that explains each column. */
export async function takeoverTemplate(): Promise<Buffer> {
  const header = TAKEOVER_COLUMNS.map(({ header: value, isRequired }) => ({
    value: isRequired ? `*${value}` : value,
    type: String,
    fontWeight: 'bold' as const,
  }));
  const empty = TAKEOVER_COLUMNS.map(() => ({ value: '', type: String, format: '@' }));
  const widths = TAKEOVER_COLUMNS.map((column) => ({ width: Math.max(COLUMN_WIDTH_MIN, column.header.length * 2) }));
  const explained = [
    ['列名', '是否必填', '怎样填写'].map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...TAKEOVER_COLUMNS.map((column) =>
      [column.header, column.isRequired ? '必填' : '该步骤已完成的填写', hintOf(column)].map((value) => ({ value, type: String })),
    ),
  ];
  return writeXlsxFile([
    { data: [header, ...Array.from({ length: EMPTY_ROWS }, () => empty)], sheet: '既有个案', columns: widths, stickyRowsCount: 1 },
    { data: explained, sheet: '填写说明', columns: [{ width: 30 }, { width: 20 }, { width: 80 }] },
  ]).toBuffer();
}

function hintOf({ key, kind, choices }: TakeoverColumn): string {
  if (key === 'idCardNumber') return '18 位;单元格须为文本格式';
  if (key === 'upper') return '同意、备案、预审、批准的上级党委名称;有这些步骤的须填写';
  if (key === 'overrideReason') return '接管日期之后的步骤有提醒而确需登记的,写明理由,由确认人同意';
  switch (kind) {
    case 'DAY':
      return '写成 2024-09-10';
    case 'NUMBER':
      return '只写数字';
    case 'YES_NO':
      return '是 或 否';
    case 'CHOICE':
      return `填写其中之一:${Object.keys(choices ?? {}).join('、')}`;
    case 'CHOICES':
      return `填写一项或几项,用顿号分开:${Object.keys(choices ?? {}).join('、')}`;
    case 'NAMES':
      return '党员姓名,用顿号分开;同名的在姓名后加身份证号后四位,如 张三(1234)';
    case 'INSPECTIONS':
      return `每次写日期、空格和结论(${Object.keys(INSPECTION_WORDS).join('、')}),用分号分开,如 2024-09-10 合格;2025-03-08 合格`;
    case 'TEXT':
      return '文字';
  }
}
