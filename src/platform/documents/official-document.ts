import {
  AlignmentType,
  Document,
  Footer,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx';
import type { DocumentBlock, Line, OfficialDocument } from './document-blocks.js';
import { corePropertiesXml, withoutPackingTime } from './docx-package.js';
import { BODY_CHARACTER_SPACING, BODY_CHARACTER_TWIPS, BODY_LINE_TWIPS, CHARACTERS_PER_LINE, PAGE } from './page-geometry.js';
import { tableOf } from './table-layout.js';
import { lineWidthInCharacters, paragraphOf, SIZE } from './text-layout.js';
import { fontOf, fontTableXml } from './typefaces.js';

const TITLE_LINE_TWIPS = 640;
const TITLE_CHARACTERS_PER_LINE = 20;
const INDENT_CHARACTERS = 2;
/** A day that stands under a stamp leaves four characters free at its right. */
const SIGNATURE_DAY_INDENT = 4;
const BODY = { typeface: 'BODY', size: SIZE.BODY, characterSpacing: BODY_CHARACTER_SPACING } as const;

/**
 * Prints a paper as a .docx file: A4, margins and text area of GB/T 9704-2012 (37 mm above, 28 mm left, 156 × 225 mm), body 仿宋 三号 at 22 lines
 * of 28 characters, title 小标宋 二号, headings 黑体 and 楷体, page numbers outside. Equal papers give equal bytes.
 */
export async function officialDocx(paper: OfficialDocument): Promise<Buffer> {
  const document = new Document({
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: fontOf('BODY'), size: SIZE.BODY, language: { value: 'en-US', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: BODY_LINE_TWIPS, lineRule: LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: PAGE,
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [...titleOf(paper), ...paper.blocks.flatMap((block, index) => printed(block, staysWith(paper.blocks[index + 1])))],
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTableXml() },
    { path: 'docProps/core.xml', data: corePropertiesXml(typeof paper.title === 'string' ? paper.title : paper.title.join('')) },
  ]);
  return withoutPackingTime(packed);
}

function titleOf(paper: OfficialDocument): Paragraph[] {
  const spacing = { line: TITLE_LINE_TWIPS, lineRule: LineRuleType.EXACT };
  const paragraph = { alignment: AlignmentType.CENTER, spacing, keepNext: true };
  const title = titleLines(paper.title).map((text) => paragraphOf(text, { style: { typeface: 'TITLE', size: SIZE.TITLE }, paragraph }));
  if (paper.subtitle === undefined) return [...title, emptyLine()];
  const under = { alignment: AlignmentType.CENTER, keepNext: true };
  return [...title, paragraphOf(paper.subtitle, { style: { ...BODY, typeface: 'SUBHEADING' }, paragraph: under }), emptyLine()];
}

/** A title breaks between its phrases only, so that each line makes sense by itself. */
function titleLines(title: OfficialDocument['title']): string[] {
  if (typeof title === 'string') return [title];
  const lines: string[] = [];
  for (const phrase of title) {
    const joined = (lines.at(-1) ?? '') + phrase;
    if (lines.length > 0 && lineWidthInCharacters(joined) <= TITLE_CHARACTERS_PER_LINE) lines[lines.length - 1] = joined;
    else lines.push(phrase);
  }
  return lines;
}

/** What introduces a table stays with it, and so does what comes before a signature: a page with nothing but a signature proves nothing. */
function staysWith(next: DocumentBlock | undefined): boolean {
  return next?.kind === 'SIGNATURE' || next?.kind === 'TABLE';
}

function printed(block: DocumentBlock, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'ADDRESSEE':
      return [paragraphOf(block.text, { style: BODY, paragraph: {} })];
    case 'HEADING': {
      const typeface = block.level === 1 ? 'HEADING' : 'SUBHEADING';
      return [paragraphOf(block.text, { style: { ...BODY, typeface }, paragraph: { ...firstLineIndent(), keepNext: true } })];
    }
    case 'PARAGRAPH':
      return [paragraphOf(block.text, { style: BODY, paragraph: { ...firstLineIndent(), keepNext } })];
    case 'NOTE': {
      const alignment = block.align === 'RIGHT' ? AlignmentType.RIGHT : AlignmentType.LEFT;
      return [paragraphOf(block.text, { style: { typeface: 'BODY', size: SIZE.TABLE }, paragraph: { alignment, keepNext } })];
    }
    case 'TABLE':
      return [tableOf(block)];
    case 'SIGNATURE':
      return signatureOf(block.signers, block.day);
    case 'EMPTY_LINE':
      return [emptyLine()];
    case 'PAGE_BREAK':
      return [new Paragraph({ pageBreakBefore: true, spacing: { line: 1, lineRule: LineRuleType.EXACT } })];
  }
}

function firstLineIndent(): IParagraphOptions {
  return { indent: { firstLine: INDENT_CHARACTERS * BODY_CHARACTER_TWIPS, firstLineChars: INDENT_CHARACTERS * 100 } };
}

function emptyLine(keepNext = false): Paragraph {
  return new Paragraph({ keepNext, spacing: { line: BODY_LINE_TWIPS, lineRule: LineRuleType.EXACT } });
}

/** The day leaves four characters at its right and each signer stands centered above it; a name too long for that pushes the day to the left. */
function signatureOf(signers: readonly Line[], day: Line): Paragraph[] {
  const dayWidth = lineWidthInCharacters(day);
  const widest = Math.min(CHARACTERS_PER_LINE, Math.max(0, ...signers.map(lineWidthInCharacters)));
  const dayIndent = Math.max(SIGNATURE_DAY_INDENT, (widest - dayWidth) / 2);
  const line = (text: Line, isLast: boolean) => {
    const right = Math.max(0, dayIndent + (dayWidth - lineWidthInCharacters(text)) / 2);
    const indent = { right: Math.round(right * BODY_CHARACTER_TWIPS) };
    return paragraphOf(text, { style: BODY, paragraph: { alignment: AlignmentType.RIGHT, indent, keepNext: !isLast, keepLines: true } });
  };
  return [emptyLine(true), ...signers.map((signer) => line(signer, false)), line(day, true)];
}

function pageNumber(alignment: (typeof AlignmentType)['RIGHT'] | (typeof AlignmentType)['LEFT']): Footer {
  const side = { [alignment === AlignmentType.RIGHT ? 'right' : 'left']: SIZE.PAGE_NUMBER * 10 };
  const number = new TextRun({ font: fontOf('NUMERAL'), size: SIZE.PAGE_NUMBER, children: ['— ', PageNumber.CURRENT, ' —'] });
  return new Footer({ children: [new Paragraph({ alignment, indent: side, children: [number] })] });
}
