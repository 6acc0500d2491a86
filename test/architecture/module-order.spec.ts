import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, foldersIn, importsOf, MODULE_ORDER, partOf, productSources, ROOT, TOP_FILES, TOP_FOLDERS } from './source-tree.js';

const sources = productSources();
const rank = (part: string) => MODULE_ORDER.indexOf(part as never);
const isModule = (part: string) => rank(part) >= 0;

/** Imports that break the order, as `file -> file`. */
function importsAgainstOrder(isWrong: (from: string, to: string) => boolean): string[] {
  return sources.flatMap((file) =>
    importsOf(file)
      .filter((target) => isWrong(partOf(file.path), partOf(target)))
      .map((target) => `${file.path} -> ${target}`),
  );
}

describe('the modules', () => {
  it('are those of the house, so that `ls src` shows the park', () => {
    const known = [...MODULE_ORDER, ...TOP_FOLDERS] as string[];
    expect(foldersIn('src').filter((folder) => !known.includes(folder))).toEqual([]);
  });

  it('import only from modules before them in the list', () => {
    expect(importsAgainstOrder((from, to) => isModule(from) && isModule(to) && rank(to) > rank(from))).toEqual([]);
  });

  it('never import what stands on top of them: the application, migrations, the demo and the commands', () => {
    expect(importsAgainstOrder((from, to) => isModule(from) && !isModule(to))).toEqual([]);
  });

  it('have migrations that know the database alone, so that a released migration never changes with the domain', () => {
    const isOfDatabase = (path: string) => path.startsWith('src/platform/database/') || path.startsWith('src/migrations/');
    const wrong = sources
      .filter((file) => partOf(file.path) === 'migrations')
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !isOfDatabase(target))
          .map((target) => `${file.path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('use no forwardRef', () => {
    expect(sources.filter((file) => /\bforwardRef\b/.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('import files that exist, each with its .js ending', () => {
    const missing = [...sources, ...filesBelow('test', '.ts')].flatMap((file) =>
      importsOf(file)
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${file.path} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('is proven to see an import that points down', () => {
    const file = {
      path: 'src/parks/made-up.ts',
      text: "import type { X } from '../sales/x.js';\nconst y = await import('../app.module.js');",
    };
    expect(importsOf(file).map(partOf)).toEqual(['sales', TOP_FILES]);
  });
});
