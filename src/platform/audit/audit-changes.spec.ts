import { type AuditedField, changesBetween, storedChanges } from './audit-changes.js';

const fingerprint = (field: string, value: string) => `hmac:${field}:${value.length}`;
const stored = (...parameters: Parameters<typeof storedChanges>): AuditedField[] =>
  JSON.parse(storedChanges(...parameters)!) as AuditedField[];

describe('changesBetween', () => {
  it('names the fields that differ, and only those that the new state speaks of', () => {
    const at = new Date(0);
    const before = { name: '甲', areaFen: 5n, at, version: 1, note: null };
    expect(changesBetween(before, { name: '乙', areaFen: 5n, at: new Date(0), note: null, extra: undefined })).toEqual([
      { field: 'name', before: '甲', after: '乙' },
    ]);
    expect(changesBetween(null, { name: '甲', note: null })).toEqual([{ field: 'name', before: undefined, after: '甲' }]);
    expect(changesBetween({ note: '有' }, { note: null })).toEqual([{ field: 'note', before: '有', after: null }]);
  });
});

describe('storedChanges', () => {
  it('writes every value as text and nothing when nothing changed', () => {
    expect(storedChanges([], [], fingerprint)).toBeNull();
    const values = [1280n, 3, true, new Date(0), { b: [2n] }, null, undefined, ''];
    expect(
      stored(
        values.map((after) => ({ field: 'f', after })),
        [],
        fingerprint,
      ).map(({ after }) => after),
    ).toEqual(['1280', '3', 'true', '1970-01-01T00:00:00.000Z', '{"b":["2"]}', null, null, '']);
  });

  it('keeps personal fields as fingerprints, named by the caller or known by themselves (PR-3)', () => {
    const fields = stored(
      [
        { field: 'idCard', before: '1', after: '22' },
        { field: 'name', after: '王小明' },
        { field: 'tier', after: 'SEEDLING' },
      ],
      ['name'],
      fingerprint,
    );
    expect(fields).toEqual([
      { field: 'idCard', before: 'hmac:idCard:1', after: 'hmac:idCard:2', isPersonal: true },
      { field: 'name', before: null, after: 'hmac:name:3', isPersonal: true },
      { field: 'tier', before: null, after: 'SEEDLING', isPersonal: false },
    ]);
  });

  it('cuts at 500 characters with a marker, never inside a character', () => {
    const [exact, longer, wide] = stored(
      ['x'.repeat(500), 'x'.repeat(501), `${'x'.repeat(499)}𠮷`].map((after) => ({ field: 'note', after })),
      [],
      fingerprint,
    );
    expect(exact!.after).toBe('x'.repeat(500));
    expect(longer!.after).toBe(`${'x'.repeat(500)}…(+1)`);
    expect(wide!.after).toBe(`${'x'.repeat(499)}…(+2)`);
  });

  it('counts fields beyond 60 and always fits its column', () => {
    const many = Array.from({ length: 75 }, (_, index) => ({
      field: `${'字'.repeat(80)}${index}`,
      before: '\u0001'.repeat(900),
      after: '汉'.repeat(900),
    }));
    const text = storedChanges(many, [], fingerprint)!;
    expect(Buffer.byteLength(text)).toBeLessThan(65_535);
    const fields = JSON.parse(text) as AuditedField[];
    expect(fields).toHaveLength(61);
    expect(fields.at(-1)).toEqual({ field: '…', before: null, after: '+15', isPersonal: false });
  });
});
