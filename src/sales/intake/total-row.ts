import type { CanonicalRow } from './canonical-rows.js';
import { exactCountOf, moneyOf } from './cell-values.js';
import type { LayoutColumn } from './detect-format.js';
import { type Finding, findingOf } from './findings.js';

const TOTAL_LABEL = /^(合计|总计|总和|汇总|共计|grandtotal|total|sum):?$/;
const YUAN_FEN = 100n;

/** True when the row sums up the others: its first filled cell is such a label. A live that is called 合计 has an id of its own, which the caller checks. */
export function hasTotalLabel(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell !== '') ?? '';
  return TOTAL_LABEL.test(first.normalize('NFKC').replace(/\s+/g, '').toLowerCase());
}

/** Compares a total row with the rows that were read. A difference is told, never refused: platforms sum over other rows than we can read. */
export function compareTotals(
  rowNumber: number,
  cells: readonly string[],
  columns: readonly LayoutColumn[],
  rows: readonly CanonicalRow[],
): Finding[] {
  return columns.flatMap((column) => {
    const sum = sumOf(rows, column);
    const cell = cells[column.index] ?? '';
    if (sum === null) return [];
    const place = { row: rowNumber, column: column.header };
    const isMoney = column.unit !== null;
    const total = isMoney ? moneyOf(cell, column.unit === 'FEN' ? 'FEN' : 'YUAN') : exactCountOf(cell);
    if (total.kind === 'MISSING') return [];
    if (total.kind === 'PROBLEM') return [findingOf('TOTAL_ROW_UNREADABLE', place, { value: cell })];
    const stated = BigInt(total.value);
    if (stated === sum) return [];
    const text = isMoney ? yuanText : String;
    return [findingOf('TOTAL_ROW_DIFFERS', place, { total: text(stated), sum: text(sum), difference: text(stated - sum) })];
  });
}

/** Sum of a field that adds up over rows; null for any other field. */
function sumOf(rows: readonly CanonicalRow[], { field }: LayoutColumn): bigint | null {
  if (field !== 'saleFen' && field !== 'refundFen' && field !== 'orderCount' && field !== 'unitCount' && field !== 'quantity') return null;
  return rows.reduce((sum, row) => {
    const value = (row as Partial<Record<typeof field, bigint | number | null>>)[field];
    return sum + BigInt(value ?? 0);
  }, 0n);
}

function yuanText(fen: bigint): string {
  const size = fen < 0n ? -fen : fen;
  return `${fen < 0n ? '-' : ''}\u00a5${size / YUAN_FEN}.${String(size % YUAN_FEN).padStart(2, '0')}`;
}
