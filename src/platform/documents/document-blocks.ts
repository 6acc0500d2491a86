/** A place on a line that a person fills in by hand: so many characters wide, underlined. */
export interface BlankPiece {
  blankCharacters: number;
}

/** What stands on a line. */
export type LinePiece = string | BlankPiece;

/** One paragraph's text; it breaks into as many printed lines as it needs. */
export type Line = LinePiece | readonly LinePiece[];

/** One cell of a table. */
export interface TableCell {
  lines: readonly Line[];
  /** CENTER when not given, which is how short entries are printed; long text reads better from the left. */
  align?: 'CENTER' | 'LEFT';
  /** Columns that it takes; 1 when not given. */
  columnSpan?: number;
  /** Rows that it takes; 1 when not given. The rows below leave the cell out. */
  rowSpan?: number;
  /** Lines that stand at the right edge beneath the text, such as a signature and its day. */
  signature?: readonly Line[];
}

/** One row of a table. */
export interface TableRow {
  cells: readonly TableCell[];
  /** Room that stays free for writing. */
  heightMinMm?: number;
}

/** Part of a printed paper, from top to bottom. */
export type DocumentBlock =
  /** To whom it is addressed: at the left edge, followed by a colon of its own text. */
  | { kind: 'ADDRESSEE'; text: Line }
  /** Level 1 (一、) in 黑体, level 2 ((一)) in 楷体. */
  | { kind: 'HEADING'; level: 1 | 2; text: Line }
  /** Body text, its first line indented by two characters. */
  | { kind: 'PARAGRAPH'; text: Line }
  /** A line of small print above or beneath a table, without indent. */
  | { kind: 'NOTE'; text: Line; align?: 'LEFT' | 'RIGHT' }
  /** A table of fixed width; the columns' millimeters sum up to at most the text area. The first rows are repeated on each page. */
  | { kind: 'TABLE'; columnsMm: readonly number[]; headerRowsCount: number; rows: readonly TableRow[] }
  /** Who signs and the day, at the right edge. */
  | { kind: 'SIGNATURE'; signers: readonly Line[]; day: Line }
  | { kind: 'EMPTY_LINE' }
  | { kind: 'PAGE_BREAK' };

/** A paper as it is printed. Equal values give an equal file, byte for byte. */
export interface OfficialDocument {
  /** Or its phrases: a long title breaks between them. */
  title: string | readonly string[];
  /** A line under the title, such as a document number or a name. */
  subtitle?: Line;
  blocks: readonly DocumentBlock[];
}
