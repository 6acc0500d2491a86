import { contentHashOf, numbered, type PledgeContent } from './template-content.js';
import { SHIPPED_TEMPLATES } from './shipped-templates.js';

const content: PledgeContent = {
  code: 'SEVEN',
  templateVersion: 1,
  name: '七不公约',
  nameEn: 'Seven don’ts',
  audience: 'STREAMER',
  preamble: '我承诺:',
  preambleEn: 'I pledge:',
  clauses: numbered([
    { text: '不卖假货', textEn: 'no fakes' },
    { text: '不刷单', textEn: 'no false orders' },
  ]),
  validityMonths: 12,
  renewalRule: 'FROM_SIGNING',
};

describe('the hash of a pledge text', () => {
  it('is the same for the same content, whatever the order of its fields and whatever else the row holds (INV-39)', () => {
    const reversed = Object.fromEntries(Object.entries(content).reverse()) as unknown as PledgeContent;
    expect(contentHashOf(reversed)).toBe(contentHashOf(content));
    expect(contentHashOf({ ...content, status: 'DRAFT', id: 'x' } as PledgeContent)).toBe(contentHashOf(content));
    expect(contentHashOf(content)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('differs for one altered character anywhere, for a moved clause and for another version (INV-39)', () => {
    const [first, second] = content.clauses as [PledgeContent['clauses'][0], PledgeContent['clauses'][0]];
    const altered: PledgeContent[] = [
      { ...content, clauses: [{ ...first, text: '不卖假貨' }, second] },
      { ...content, clauses: [first, { ...second, textEn: 'no false order' }] },
      { ...content, clauses: numbered([second, first]) },
      { ...content, clauses: [first] },
      { ...content, preamble: '我承诺:' + ' ' },
      { ...content, name: '七不公约 ' },
      { ...content, templateVersion: 2 },
      { ...content, validityMonths: 13 },
      { ...content, audience: 'STORE' },
    ];
    const hashes = new Set([content, ...altered].map(contentHashOf));
    expect(hashes.size).toBe(altered.length + 1);
  });
});

describe('the shipped drafts', () => {
  it('have as many clauses as their names promise, each in both languages (INV-40)', () => {
    const counts = SHIPPED_TEMPLATES.map(({ name, clauses, declaredClauseCount }) => [name, clauses.length === declaredClauseCount]);
    expect(counts.filter(([, isRight]) => !isRight)).toEqual([]);
    const byCode = Object.fromEntries(SHIPPED_TEMPLATES.map((template) => [template.code, template.clauses.length]));
    expect(byCode).toMatchObject({ ECOMMERCE_MEMBER_TEN: 10, SEVEN_DONTS: 7 });
    for (const { clauses } of SHIPPED_TEMPLATES) {
      expect(new Set(clauses.map(({ text }) => text)).size).toBe(clauses.length);
      for (const { text, textEn } of clauses) {
        expect(text).toMatch(/\p{Script=Han}{4}/u);
        expect(textEn).toMatch(/^[A-Z][^\p{Script=Han}]+\.$/u);
      }
    }
  });

  it('have codes of their own', () => {
    const codes = SHIPPED_TEMPLATES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
