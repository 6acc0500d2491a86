import iconv from 'iconv-lite';
import type { IRunOptions } from 'docx';

/** The typefaces of official papers and where each is used. */
export type Typeface = 'BODY' | 'TITLE' | 'HEADING' | 'SUBHEADING' | 'NUMERAL';

interface Font {
  /** Name as the standard and Chinese office computers have it. */
  name: string;
  /** Names that a program takes in turn when the first is not installed; written into the file's font table. */
  otherNames: readonly string[];
  family: 'roman' | 'modern' | 'swiss' | 'script';
}

/** Digits and letters: a Chinese font would set them too wide. */
const LATIN = 'Times New Roman';

const FONTS: Readonly<Record<Typeface, Font>> = {
  BODY: { name: '仿宋_GB2312', otherNames: ['仿宋', 'FangSong', 'STFangsong', 'Noto Serif CJK SC'], family: 'modern' },
  TITLE: {
    name: '方正小标宋简体',
    otherNames: ['FZXiaoBiaoSong-B05S', '小标宋', '宋体', 'SimSun', 'Noto Serif CJK SC'],
    family: 'roman',
  },
  HEADING: { name: '黑体', otherNames: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'], family: 'swiss' },
  SUBHEADING: { name: '楷体_GB2312', otherNames: ['楷体', 'KaiTi', 'STKaiti', 'Noto Serif CJK SC'], family: 'script' },
  NUMERAL: { name: '宋体', otherNames: ['SimSun', 'NSimSun', 'Noto Serif CJK SC'], family: 'roman' },
};

/** For a character that fonts of the 1980 set lack: a name such as 喆 would else print as an empty box. */
const WIDE_FONT: Font = { name: '仿宋', otherNames: ['FangSong', '宋体', 'SimSun', 'Noto Serif CJK SC'], family: 'modern' };
/** For characters outside the basic plane, which stand in some names. */
const SUPPLEMENTARY_FONT: Font = { name: 'SimSun-ExtB', otherNames: ['宋体-ExtB', 'MingLiU-ExtB', 'Noto Serif CJK SC'], family: 'roman' };

const HAN = /\p{Script=Han}/u;
const FIRST_HANZI_BYTE = 0xb0;
const LAST_HANZI_BYTE = 0xf7;
const LOWEST_TRAIL_BYTE = 0xa1;
const LAST_BASIC_CODE_POINT = 0xffff;

type Coverage = 'COMMON' | 'WIDE' | 'SUPPLEMENTARY';

/** A stretch of text in one font. */
export interface FontRun {
  text: string;
  font: NonNullable<Exclude<IRunOptions['font'], string>>;
}

/** Splits text into stretches so that each character stands in a font that has it. */
export function fontRunsOf(text: string, typeface: Typeface): FontRun[] {
  const runs: { text: string; coverage: Coverage }[] = [];
  for (const character of text) {
    const coverage = coverageOf(character);
    const last = runs.at(-1);
    if (last?.coverage === coverage) last.text += character;
    else runs.push({ text: character, coverage });
  }
  return runs.map((run) => ({ text: run.text, font: fontAttributes(fontFor(run.coverage, typeface)) }));
}

/** The attributes that name a typeface for every kind of character; `hint` keeps “ ” — … in the Chinese font. */
export function fontOf(typeface: Typeface): FontRun['font'] {
  return fontAttributes(FONTS[typeface]);
}

/** The part `word/fontTable.xml`: each font with the names to take instead, so that a computer without it still prints the text. */
export function fontTableXml(): string {
  const fonts = [...Object.values(FONTS), WIDE_FONT, SUPPLEMENTARY_FONT].map(
    ({ name, otherNames, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${otherNames.join(',')}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  );
  const latin = `<w:font w:name="${LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}${latin}</w:fonts>`
  );
}

function coverageOf(character: string): Coverage {
  if (character.codePointAt(0)! > LAST_BASIC_CODE_POINT) return 'SUPPLEMENTARY';
  return HAN.test(character) && !isCommonHanzi(character) ? 'WIDE' : 'COMMON';
}

/* The hanzi of GB 2312-1980 keep their two bytes in GBK; the later ones stand outside that square. */
function isCommonHanzi(character: string): boolean {
  const [lead = 0, trail = 0] = iconv.encode(character, 'gbk');
  return lead >= FIRST_HANZI_BYTE && lead <= LAST_HANZI_BYTE && trail >= LOWEST_TRAIL_BYTE;
}

function fontFor(coverage: Coverage, typeface: Typeface): Font {
  if (coverage === 'SUPPLEMENTARY') return SUPPLEMENTARY_FONT;
  return coverage === 'WIDE' && FONTS[typeface].name.endsWith('_GB2312') ? WIDE_FONT : FONTS[typeface];
}

function fontAttributes(font: Font): FontRun['font'] {
  return { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia: font.name, hint: 'eastAsia' };
}
