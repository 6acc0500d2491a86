import { type IParagraphOptions, Paragraph, TextRun } from 'docx';
import type { Line, LinePiece } from './document-blocks.js';
import { fontOf, fontRunsOf, type Typeface } from './typefaces.js';

/** Sizes of print in half points. */
export const SIZE = {
  /** 二号 */
  TITLE: 44,
  /** 三号 */
  BODY: 32,
  /** 四号 */
  PAGE_NUMBER: 28,
  /** 小四 */
  TABLE: 24,
} as const;

/** Room as wide as a Chinese character: open inside a table, else a line to write on. Underlined spaces would vanish at the end of a line. */
const OPEN_ROOM = '\u3000';
const WRITING_LINE = '__';
const NARROW = /[\u0000-\u00ff]/;
/** Characters that no document can hold; the file would not open. */
const NOT_PRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** In which typeface and size text is printed. */
export interface TextStyle {
  typeface: Typeface;
  /** Half points. */
  size: number;
  /** Twentieths of a point between characters; 0 when not given. */
  characterSpacing?: number;
  /** Blanks are open room instead of a line to write on: inside a table, whose cells have lines around them. */
  isBlankOpen?: boolean;
}

/** One paragraph. Latin words may break anywhere, so that a long number or address stays within its column. */
export function paragraphOf(line: Line, { style, paragraph }: { style: TextStyle; paragraph: IParagraphOptions }): Paragraph {
  return new Paragraph({ wordWrap: true, ...paragraph, children: piecesOf(line).flatMap((piece) => runsOf(piece, style)) });
}

/** How wide the line is, in Chinese characters; a Latin letter counts for half of one. */
export function lineWidthInCharacters(line: Line): number {
  return piecesOf(line).reduce((sum, piece) => sum + widthOf(piece), 0);
}

function piecesOf(line: Line): readonly LinePiece[] {
  return Array.isArray(line) ? (line as readonly LinePiece[]) : [line as LinePiece];
}

function widthOf(piece: LinePiece): number {
  if (typeof piece !== 'string') return piece.blankCharacters;
  return [...piece].reduce((sum, character) => sum + (NARROW.test(character) ? 0.5 : 1), 0);
}

function runsOf(piece: LinePiece, { typeface, size, characterSpacing, isBlankOpen }: TextStyle): TextRun[] {
  if (typeof piece !== 'string') {
    const text = (isBlankOpen ? OPEN_ROOM : WRITING_LINE).repeat(piece.blankCharacters);
    return [new TextRun({ text, font: fontOf(typeface), size, characterSpacing })];
  }
  return fontRunsOf(piece.replace(NOT_PRINTABLE, ''), typeface).map(
    ({ text, font }) => new TextRun({ text, font, size, characterSpacing }),
  );
}
