import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, foldersIn, importsOf, ROOT, TOP_FOLDERS } from './source-tree.js';

/** A file longer than this deserves a second look; it is printed. */
const FILE_LINES_ADVISED_MAX = 250;
const FILE_LINES_MAX = 400;
/** Names that say nothing: a thing that fits nowhere is a missing noun. */
const EMPTY_WORDS = /(^|[-._/])(utils?|helpers?|commons?|types?|misc|shared|lib)([-._/]|$)/;
/** Reminders that should have been done, or filed. Written apart, so that this file does not find itself. */
const REMINDERS = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
/** Folders of modules' size that need no README of their own. */
const WITHOUT_README: readonly string[] = [...TOP_FOLDERS];

const code = ['src', 'test', 'scripts', 'bench', '.ci'].flatMap((folder) => [...filesBelow(folder, '.ts'), ...filesBelow(folder, '.mjs')]);
const linesOf = (text: string) => text.split('\n').length - 1;

describe('files', () => {
  it(`have at most ${FILE_LINES_MAX} lines; those above ${FILE_LINES_ADVISED_MAX} are printed`, () => {
    const sizes = code.map((file) => ({ path: file.path, lines: linesOf(file.text) }));
    const advised = sizes.filter(({ lines }) => lines > FILE_LINES_ADVISED_MAX && lines <= FILE_LINES_MAX);
    for (const { path, lines } of advised) process.stdout.write(`look again: ${path} has ${lines} lines\n`);
    expect(sizes.filter(({ lines }) => lines > FILE_LINES_MAX)).toEqual([]);
  });

  it('have names that say what is inside', () => {
    expect(code.map((file) => file.path).filter((path) => EMPTY_WORDS.test(path))).toEqual([]);
  });

  it('hold no reminders of work that is left', () => {
    const texts = [
      ...code,
      ...['.md', '.yml', '.json', '.graphql'].flatMap((ending) => ['src', 'test', '.ci'].flatMap((folder) => filesBelow(folder, ending))),
    ];
    const top = ['README.md', 'README.zh-CN.md', 'CHANGELOG.md', 'docker-compose.yml', 'Dockerfile', '.env.example', '.ci/run']
      .filter((path) => existsSync(join(ROOT, path)))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
    expect([...texts, ...top].filter((file) => REMINDERS.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('switch no lint rule off', () => {
    const switches = new RegExp(['eslint-' + 'disable', '@ts-' + 'ignore', '@ts-' + 'nocheck', 'prettier-' + 'ignore'].join('|'));
    expect(code.filter((file) => switches.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('of tests skip nothing and select nothing', () => {
    /* A suite for a service that is absent may be left out: `const onRedis = REDIS_URL ? describe : describe.skip`. */
    const selections = /(?<![?:] )\b(?:it|test|describe)\.(?:skip|only|todo)\b|\b[fx](?:it|describe)\(/;
    expect(code.filter((file) => file.path.endsWith('spec.ts') && selections.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});

describe('each module and each part of the platform', () => {
  const folders = [
    ...foldersIn('src').filter((folder) => folder !== 'platform' && !WITHOUT_README.includes(folder)),
    ...foldersIn('src/platform').map((folder) => `platform/${folder}`),
  ];

  it('has a README.md', () => {
    expect(folders.filter((folder) => !existsSync(join(ROOT, 'src', folder, 'README.md')))).toEqual([]);
  });

  it('says, for a module, what it owns, promises by number and never does', () => {
    const modules = folders.filter((folder) => !folder.includes('/')).map((folder) => `src/${folder}/README.md`);
    const readmes = filesBelow('src', 'README.md').filter(({ path }) => modules.includes(path));
    expect(readmes.filter(({ text }) => !/^1\. /m.test(text) || !/\bnever\b/i.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('rules files', () => {
  it('have their specification beside them', () => {
    const specifications = filesBelow('src', '.spec.ts').map((file) => ({ folder: dirname(file.path), imports: importsOf(file) }));
    const isTested = (path: string) => specifications.some(({ folder, imports }) => folder === dirname(path) && imports.includes(path));
    expect(code.map((file) => file.path).filter((path) => path.endsWith('.rules.ts') && !isTested(path))).toEqual([]);
  });

  it('are pure: time is an argument, and nothing is read or written', () => {
    const impure = /new Date\(\)|Date\.now\(|Math\.random\(|from 'typeorm'|from 'node:fs|\bTx\b|@Injectable/;
    expect(code.filter((file) => file.path.endsWith('.rules.ts') && impure.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});
