import {
  AlignmentType,
  HeightRule,
  LineRuleType,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { DocumentBlock, Line, LinePiece, TableCell as Cell, TableRow as Row } from './document-blocks.js';
import { TEXT_WIDTH_MM, twipsOfMm } from './page-geometry.js';
import { paragraphOf, SIZE } from './text-layout.js';

type TableBlock = Extract<DocumentBlock, { kind: 'TABLE' }>;

/** 小四 at exactly 20 points. */
const TABLE_LINE_TWIPS = 400;
const ROW_HEIGHT_MIN_MM = 10;
/** A row that leaves at least this much room holds long text and may break across pages. */
const BREAKABLE_FROM_MM = 60;
const CELL_MARGIN_MM = 1.2;
const STYLE = { typeface: 'BODY', size: SIZE.TABLE, isBlankOpen: true } as const;
const SPACING = { line: TABLE_LINE_TWIPS, lineRule: LineRuleType.EXACT } as const;

/** A table of fixed column widths, in the middle of the text area. Throws when the columns are wider than the text area. */
export function tableOf(block: TableBlock): Table {
  const total = block.columnsMm.reduce((sum, width) => sum + width, 0);
  if (total > TEXT_WIDTH_MM) throw new Error(`The columns take ${total} mm; the text area has ${TEXT_WIDTH_MM} mm`);
  const widths = block.columnsMm.map(twipsOfMm);
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    margins: { left: twipsOfMm(CELL_MARGIN_MM), right: twipsOfMm(CELL_MARGIN_MM), marginUnitType: WidthType.DXA },
    rows: rowsOf(block, widths),
  });
}

function rowsOf(block: TableBlock, widths: readonly number[]): TableRow[] {
  /** For each column, in how many of the next rows a cell from above still stands. */
  const taken = widths.map(() => 0);
  return block.rows.map((row, index) => {
    const isHeader = index < block.headerRowsCount;
    return new TableRow({
      tableHeader: isHeader,
      cantSplit: isHeader || (row.heightMinMm ?? 0) < BREAKABLE_FROM_MM,
      height: { value: twipsOfMm(row.heightMinMm ?? ROW_HEIGHT_MIN_MM), rule: HeightRule.ATLEAST },
      children: cellsOf(row, widths, taken),
    });
  });
}

function cellsOf(row: Row, widths: readonly number[], taken: number[]): TableCell[] {
  let column = 0;
  const cells = row.cells.map((cell) => {
    while ((taken[column] ?? 0) > 0) column++;
    const span = cell.columnSpan ?? 1;
    const width = widths.slice(column, column + span).reduce((sum, part) => sum + part, 0);
    for (let at = column; at < column + span; at++) taken[at] = cell.rowSpan ?? 1;
    column += span;
    return printedCell(cell, width);
  });
  for (let at = 0; at < taken.length; at++) taken[at] = Math.max(0, taken[at]! - 1);
  return cells;
}

function printedCell(cell: Cell, width: number): TableCell {
  const isLeft = cell.align === 'LEFT';
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: isLeft && cell.signature ? VerticalAlign.TOP : VerticalAlign.CENTER,
    columnSpan: cell.columnSpan,
    rowSpan: cell.rowSpan,
    children: [...linesOf(cell, isLeft), ...signatureOf(cell)],
  });
}

function linesOf(cell: Cell, isLeft: boolean): Paragraph[] {
  const alignment = isLeft ? AlignmentType.LEFT : AlignmentType.CENTER;
  const lines = cell.lines.length > 0 ? cell.lines : [''];
  return lines
    .map((line) => (isOnlyBlank(line) ? '' : line))
    .map((line) => paragraphOf(line, { style: STYLE, paragraph: { alignment, spacing: SPACING } }));
}

/** Kept on one page with the line before it. */
function signatureOf(cell: Cell): Paragraph[] {
  const lines = cell.signature ?? [];
  return lines.map((line, index) => {
    const spacing = index === 0 ? { ...SPACING, before: TABLE_LINE_TWIPS } : SPACING;
    return paragraphOf(line, { style: STYLE, paragraph: { alignment: AlignmentType.RIGHT, spacing, keepNext: index < lines.length - 1 } });
  });
}

/** The empty cell itself is the room to write in. */
function isOnlyBlank(line: Line): boolean {
  const pieces: readonly LinePiece[] = Array.isArray(line) ? (line as readonly LinePiece[]) : [line as LinePiece];
  return pieces.every((piece) => typeof piece !== 'string');
}
