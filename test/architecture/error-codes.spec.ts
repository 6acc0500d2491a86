import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_MESSAGES } from '../../src/platform/errors/faults.js';
import { declaredRefusalCodes } from '../../src/platform/errors/refusals.js';
import { productSources, ROOT } from './source-tree.js';

/** Codes are part of the API: clients and translations know them by name. */
const LIST = 'test/architecture/error-codes.txt';
/** Besides the `*.errors.ts` of the modules, the refusals that belong to no module. */
const COMMON_REFUSALS = 'src/platform/errors/refusals.ts';

const sources = productSources();

describe('codes of refusals and faults', () => {
  beforeAll(async () => {
    for (const { path } of sources.filter((file) => file.path.endsWith('.errors.ts'))) await import(join(ROOT, path));
  });

  it(`are those of ${LIST}: a new one is added there, and none that was released goes away`, () => {
    const listed = readFileSync(join(ROOT, LIST), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(listed).toEqual([...Object.keys(FAULT_MESSAGES), ...declaredRefusalCodes()].sort());
  });

  it('are words in capitals, and no refusal takes the code of a fault', () => {
    const codes = declaredRefusalCodes();
    expect(codes.filter((code) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code))).toEqual([]);
    expect(codes.filter((code) => code in FAULT_MESSAGES)).toEqual([]);
  });

  it('are declared in an `*.errors.ts`', () => {
    const isPlace = (path: string) => path.endsWith('.errors.ts') || path === COMMON_REFUSALS;
    expect(sources.filter((file) => /\bdeclareRefusal[<(]/.test(file.text) && !isPlace(file.path)).map((file) => file.path)).toEqual([]);
  });

  it('are held by a constant of the same name', () => {
    const declarations = sources.flatMap((file) =>
      [...file.text.matchAll(/const (\w+)(?::[^=]+)? = declareRefusal[^(]*\(\s*'(\w+)'/g)].map(([, constant, code]) => ({
        path: file.path,
        constant,
        code,
      })),
    );
    expect(declarations.length).toBeGreaterThan(20);
    expect(declarations.filter(({ constant, code }) => constant !== code)).toEqual([]);
  });

  it('read in both languages and always say what to do', () => {
    const texts = sources.filter((file) => file.path.endsWith('.errors.ts'));
    const count = (text: string, key: string) => [...text.matchAll(new RegExp(`^\\s+${key}: `, 'gm'))].length;
    expect(texts.filter((file) => count(file.text, 'zh') !== count(file.text, 'en')).map((file) => file.path)).toEqual([]);
    expect(texts.filter((file) => count(file.text, 'cureZh') !== count(file.text, 'cureEn')).map((file) => file.path)).toEqual([]);
    expect(texts.filter((file) => count(file.text, 'cureZh') !== count(file.text, 'zh')).map((file) => file.path)).toEqual([]);
  });
});
