import {
  AlignmentType,
  Document,
  DocumentGridType,
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
import { BODY_CHARACTER_TWIPS, BODY_LINE_TWIPS, GRID_CHARACTER_SPACE, PAGE } from './page-geometry.js';
import { tableOf } from './table-layout.js';
import { lineWidthInCharacters, paragraphOf, SIZE } from './text-layout.js';
import { fontOf, fontTableXml } from './typefaces.js';

const TITLE_LINE_TWIPS = 640;
const INDENT_CHARACTERS = 2;
/** A day that stands under a stamp leaves four characters free at its right. */
const SIGNATURE_DAY_INDENT = 4;
const BODY = { typeface: 'BODY', size: SIZE.BODY } as const;

/**
 * Prints a paper as a .docx file: A4, margins and text area of GB/T 9704-2012 (37 mm above, 28 mm left, 156 × 225 mm), body 仿宋 三号 at 22 lines
 * of 28 characters, title 小标宋 二号, headings 黑体 and 楷体, page numbers outside. Equal papers give equal bytes.
 */
export async function officialDocx(paper: OfficialDocument): Promise<Buffer> {
  const document = new Document({
    title: paper.title,
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
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: BODY_LINE_TWIPS, charSpace: GRID_CHARACTER_SPACE },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [...titleOf(paper), ...paper.blocks.flatMap(printed)],
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTableXml() },
    { path: 'docProps/core.xml', data: corePropertiesXml(paper.title) },
  ]);
  return withoutPackingTime(packed);
}

function titleOf(paper: OfficialDocument): Paragraph[] {
  const spacing = { line: TITLE_LINE_TWIPS, lineRule: LineRuleType.EXACT };
  const title = paragraphOf(paper.title, {
    style: { typeface: 'TITLE', size: SIZE.TITLE },
    paragraph: { alignment: AlignmentType.CENTER, spacing, keepNext: true },
  });
  if (paper.subtitle === undefined) return [title, emptyLine()];
  const under = { alignment: AlignmentType.CENTER, keepNext: true };
  return [title, paragraphOf(paper.subtitle, { style: { ...BODY, typeface: 'SUBHEADING' }, paragraph: under }), emptyLine()];
}

function printed(block: DocumentBlock): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'ADDRESSEE':
      return [paragraphOf(block.text, { style: BODY, paragraph: {} })];
    case 'HEADING': {
      const typeface = block.level === 1 ? 'HEADING' : 'SUBHEADING';
      return [paragraphOf(block.text, { style: { typeface, size: SIZE.BODY }, paragraph: { ...firstLineIndent(), keepNext: true } })];
    }
    case 'PARAGRAPH':
      return [paragraphOf(block.text, { style: BODY, paragraph: firstLineIndent() })];
    case 'NOTE': {
      const alignment = block.align === 'RIGHT' ? AlignmentType.RIGHT : AlignmentType.LEFT;
      return [paragraphOf(block.text, { style: { typeface: 'BODY', size: SIZE.TABLE }, paragraph: { alignment } })];
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

function emptyLine(): Paragraph {
  return new Paragraph({ spacing: { line: BODY_LINE_TWIPS, lineRule: LineRuleType.EXACT } });
}

/** The day leaves four characters at its right and each signer stands centered above it; a name too long for that pushes the day to the left. */
function signatureOf(signers: readonly Line[], day: Line): Paragraph[] {
  const dayWidth = lineWidthInCharacters(day);
  const widest = Math.max(0, ...signers.map(lineWidthInCharacters));
  const dayIndent = Math.max(SIGNATURE_DAY_INDENT, (widest - dayWidth) / 2);
  const line = (text: Line, isLast: boolean) => {
    const right = Math.max(0, dayIndent + (dayWidth - lineWidthInCharacters(text)) / 2);
    const indent = { right: Math.round(right * BODY_CHARACTER_TWIPS) };
    return paragraphOf(text, { style: BODY, paragraph: { alignment: AlignmentType.RIGHT, indent, keepNext: !isLast, keepLines: true } });
  };
  return [emptyLine(), ...signers.map((signer) => line(signer, false)), line(day, true)];
}

function pageNumber(alignment: (typeof AlignmentType)['RIGHT'] | (typeof AlignmentType)['LEFT']): Footer {
  const side = { [alignment === AlignmentType.RIGHT ? 'right' : 'left']: SIZE.PAGE_NUMBER * 10 };
  const number = new TextRun({ font: fontOf('NUMERAL'), size: SIZE.PAGE_NUMBER, children: ['— ', PageNumber.CURRENT, ' —'] });
  return new Footer({ children: [new Paragraph({ alignment, indent: side, children: [number] })] });
}
