import { unpackZip, readZipDirectory } from '../spreadsheet/zip-archive.js';
import type { DocumentBlock } from './document-blocks.js';
import { officialDocx } from './official-document.js';

async function partsOf(blocks: readonly DocumentBlock[], title: string | string[] = '关于测试的通知'): Promise<Map<string, string>> {
  const file = await officialDocx({ title, blocks });
  return new Map(unpackZip(file, readZipDirectory(file)).map((part) => [part.path, part.content.toString('utf8')]));
}

async function bodyOf(...blocks: DocumentBlock[]): Promise<string> {
  return (await partsOf(blocks)).get('word/document.xml')!;
}

/** The paragraph that holds the text, as XML. */
function paragraphWith(body: string, text: string): string {
  const found = body.split('<w:p>').find((paragraph) => paragraph.includes(text));
  if (!found) throw new Error(`no paragraph holds ${text}`);
  return found.slice(0, found.indexOf('</w:p>'));
}

const twips = (millimeters: number) => Math.round((millimeters * 1440) / 25.4);

describe('an official document', () => {
  it('is A4 with 37 mm above, 28 mm left and a text area of 156 × 225 mm (promise 1)', async () => {
    const body = await bodyOf({ kind: 'PARAGRAPH', text: '正文' });
    expect(body).toContain(`<w:pgSz w:w="${twips(210)}" w:h="${twips(297)}"`);
    const margin = /<w:pgMar ([^/]*)\/>/.exec(body)![1]!;
    expect(margin).toContain(`w:top="${twips(37)}"`);
    expect(margin).toContain(`w:left="${twips(28)}"`);
    expect(margin).toContain(`w:right="${twips(210 - 28 - 156)}"`);
    expect(margin).toContain(`w:bottom="${twips(297 - 37 - 225)}"`);
  });

  it('sets the body in 仿宋 三号, 22 lines of 28 characters on a page, the first line indented by two characters (promise 1)', async () => {
    const parts = await partsOf([{ kind: 'PARAGRAPH', text: '各党支部要认真做好。' }]);
    const paragraph = paragraphWith(parts.get('word/document.xml')!, '各党支部');
    expect(paragraph).toContain('w:firstLineChars="200"');
    expect(paragraph).toContain('w:eastAsia="仿宋_GB2312"');
    expect(paragraph).toContain('<w:sz w:val="32"/>');
    const spacing = Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(paragraph)![1]);
    expect((320 + spacing) * 28).toBeLessThanOrEqual(twips(156));
    const [, line, rule] = /<w:spacing[^>]*w:line="(\d+)"[^>]*w:lineRule="(\w+)"/.exec(parts.get('word/styles.xml')!)!;
    expect(rule).toBe('exact');
    expect(Number(line) / 20).toBeGreaterThanOrEqual(28);
    expect(Number(line) / 20).toBeLessThanOrEqual(29);
    expect(Number(line) * 22).toBeLessThanOrEqual(twips(225));
  });

  it('sets the title in 小标宋 二号 and the headings in 黑体 and 楷体 (promise 1)', async () => {
    const body = await bodyOf({ kind: 'HEADING', level: 1, text: '一、总则' }, { kind: 'HEADING', level: 2, text: '(一)范围' });
    expect(paragraphWith(body, '关于测试的通知')).toContain('w:eastAsia="方正小标宋简体"');
    expect(paragraphWith(body, '关于测试的通知')).toContain('<w:sz w:val="44"/>');
    expect(paragraphWith(body, '关于测试的通知')).toContain('<w:jc w:val="center"/>');
    expect(paragraphWith(body, '一、总则')).toContain('w:eastAsia="黑体"');
    expect(paragraphWith(body, '(一)范围')).toContain('w:eastAsia="楷体_GB2312"');
  });

  it('breaks a long title between its phrases only (promise 1)', async () => {
    const parts = await partsOf([], ['关于接收某某同志', '为中共预备党员的', '党支部党员大会决议']);
    const body = parts.get('word/document.xml')!;
    expect(paragraphWith(body, '关于接收')).toContain('关于接收某某同志为中共预备党员的');
    expect(paragraphWith(body, '大会决议')).toContain('党支部党员大会决议');
    expect(parts.get('docProps/core.xml')).toContain('关于接收某某同志为中共预备党员的党支部党员大会决议');
  });

  it('numbers odd pages on the right and even pages on the left (promise 1)', async () => {
    const parts = await partsOf([]);
    expect(parts.get('word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
    const footers = [...parts].filter(([path]) => /word\/footer\d\.xml/.test(path)).map(([, xml]) => xml);
    expect(footers).toHaveLength(2);
    for (const footer of footers) expect(footer).toContain('PAGE');
    expect(footers.filter((footer) => footer.includes('<w:jc w:val="right"/>'))).toHaveLength(1);
  });

  it('names a font for East Asian text in every run, with others to take instead (promise 2)', async () => {
    const parts = await partsOf([
      { kind: 'PARAGRAPH', text: '他说“好”…—2026' },
      { kind: 'SIGNATURE', signers: ['某某支部'], day: '2026年6月1日' },
    ]);
    const fonts = parts.get('word/document.xml')!.match(/<w:rFonts[^>]*>/g)!;
    expect(fonts.length).toBeGreaterThan(3);
    expect(fonts.filter((font) => !font.includes('w:eastAsia=') || !font.includes('w:hint="eastAsia"'))).toEqual([]);
    const named = new Set(fonts.map((font) => /w:eastAsia="([^"]+)"/.exec(font)![1]!));
    const table = parts.get('word/fontTable.xml')!;
    for (const font of named) expect(table).toMatch(new RegExp(`<w:font w:name="${font}"><w:altName w:val="[^"]+"/>`));
  });

  it('sets a character that GB 2312 lacks in a font that has it (promise 2)', async () => {
    const body = await bodyOf({ kind: 'PARAGRAPH', text: '李喆𬭎同志' });
    const runs = [...body.matchAll(/w:eastAsia="([^"]+)"[^>]*\/>(?:(?!<w:t ).)*<w:t [^>]*>([^<]*)</g)].map(([, font, text]) => [
      text,
      font,
    ]);
    expect(runs).toEqual(
      expect.arrayContaining([
        ['李', '仿宋_GB2312'],
        ['喆', '仿宋'],
        ['𬭎', 'SimSun-ExtB'],
        ['同志', '仿宋_GB2312'],
      ]),
    );
  });

  it('prints tables of fixed width with a head on each page, spans counted (promise 3)', async () => {
    const body = await bodyOf({
      kind: 'TABLE',
      columnsMm: [26, 60, 70],
      headerRowsCount: 1,
      rows: [
        { cells: [{ lines: ['甲'] }, { lines: ['乙'], columnSpan: 2 }] },
        { cells: [{ lines: ['丙'], rowSpan: 2 }, { lines: ['丁'] }, { lines: ['戊'] }] },
        { cells: [{ lines: ['己'] }, { lines: ['庚'], align: 'LEFT', signature: [['签名:', { blankCharacters: 4 }]] }] },
      ],
    });
    expect(body).toContain('<w:tblLayout w:type="fixed"/>');
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect([...body.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width))).toEqual([26, 60, 70].map(twips));
    expect(body).toContain('<w:gridSpan w:val="2"/>');
    expect([...body.matchAll(/<w:tcW [^>]*w:w="(\d+)"/g)].map(([, width]) => Number(width))).toContain(twips(60) + twips(70));
    expect(paragraphWith(body, '签名:')).not.toContain('__');
  });

  it('refuses a table that is wider than the text area (promise 3)', async () => {
    await expect(bodyOf({ kind: 'TABLE', columnsMm: [100, 57], headerRowsCount: 0, rows: [] })).rejects.toThrow('156 mm');
  });

  it('lets a word of any length break, and keeps a signature with its day and the line before (promise 3)', async () => {
    const body = await bodyOf({ kind: 'PARAGRAPH', text: 'x'.repeat(300) }, { kind: 'SIGNATURE', signers: ['支部'], day: '某日' });
    expect(paragraphWith(body, 'xxx')).toContain('<w:wordWrap w:val="0"/>');
    expect(paragraphWith(body, 'xxx')).toContain('<w:keepNext/>');
    expect(paragraphWith(body, '支部')).toContain('<w:keepNext/>');
    expect(paragraphWith(body, '某日')).not.toContain('<w:keepNext/>');
  });

  it('centers a short signer above the day and never pushes a long one off the page (promise 3)', async () => {
    const right = (body: string, text: string) => Number(/w:right="(\d+)"/.exec(paragraphWith(body, text))![1]);
    const short = await bodyOf({ kind: 'SIGNATURE', signers: ['某支部'], day: '某年某月某日' });
    expect(right(short, '某支部')).toBeGreaterThan(right(short, '某年某月'));
    const long = await bodyOf({ kind: 'SIGNATURE', signers: ['党'.repeat(70)], day: '某年某月某日' });
    expect(right(long, '党党')).toBe(0);
    expect(right(long, '某年某月')).toBeLessThan(twips(156) / 2);
  });

  it('gives equal bytes for an equal paper, whenever it is printed (promise 4)', async () => {
    const paper = { title: '测试', blocks: [{ kind: 'PARAGRAPH', text: '正文' }] } as const;
    const first = await officialDocx(paper);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect((await officialDocx(paper)).equals(first)).toBe(true);
    const [core] = unpackZip(first, readZipDirectory(first)).filter((part) => part.path === 'docProps/core.xml');
    expect(core!.content.toString()).not.toMatch(/created|creator|modified/i);
  });

  it('prints a blank as a line to write on, and text as text whatever it holds (promise 5)', async () => {
    const body = await bodyOf({ kind: 'PARAGRAPH', text: ['姓名:', { blankCharacters: 3 }, '<&"\u0000\u{d800}>'] });
    expect(paragraphWith(body, '姓名')).toContain('______');
    expect(paragraphWith(body, '姓名')).toContain('&lt;&amp;');
    expect(body).not.toContain('\u0000');
  });
});
