import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { foldersIn, ROOT } from './source-tree.js';

const DOCUMENTS = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'docs/first-hour.md',
  'docs/errors.md',
  'docs/uploads.md',
];

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);

/** What a heading is called in an address: small letters, no punctuation, hyphens for spaces. */
function anchorsOf(path: string): string[] {
  return [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(DOCUMENTS)('%s', (path) => {
  const text = textOf(path);

  it('leads only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link]) => link!);
    const broken = links.filter((link) => {
      const [file, anchor] = link.split('#') as [string, string | undefined];
      const target = file === '' ? path : join(dirname(path), file);
      return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names only commands that there are', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

describe('both READMEs', () => {
  const commands = (path: string) =>
    [...textOf(path).matchAll(/^\| `(npm [^`]+)`/gm)].map(([, command]) => command!.replace(/--(out|from) .*/, '--$1'));

  it('list the same commands', () => {
    expect(commands('README.zh-CN.md')).toEqual(commands('README.md'));
    expect(commands('README.md').length).toBeGreaterThan(10);
  });

  it.each(['README.md', 'README.zh-CN.md'])('name every module of the park: %s', (path) => {
    const missing = foldersIn('src').filter(
      (folder) => !['migrations', 'demo', 'commands', 'docs'].includes(folder) && !textOf(path).includes(folder),
    );
    expect(missing).toEqual([]);
  });

  it.each(['README.md', 'README.zh-CN.md'])('draw nothing that a screen of 120 columns would break: %s', (path) => {
    /* Chinese characters are two columns wide. */
    const widthOf = (line: string) =>
      [...line].reduce((sum, sign) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(sign) ? 2 : 1), 0);
    const blocks = [...textOf(path).matchAll(/^```(.*)\n([^]*?)^```$/gm)];
    const drawings = blocks.filter(([, language]) => language === '').flatMap(([, , drawing]) => drawing!.split('\n'));
    expect(drawings.length).toBeGreaterThan(5);
    expect(drawings.filter((line) => widthOf(line) > 120)).toEqual([]);
  });
});
