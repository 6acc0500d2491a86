import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { areaOfFile } from './markdown.js';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/* How sources declare what a schema shows, the surest first; the first group is the name. */
const DECLARATIONS = [
  /(?:ObjectType|InputType|InterfaceType)\(\s*'(\w+)'/g,
  /describedEnum\(\s*\w+,\s*'(\w+)'/g,
  /\bname: '(\w+)'/g,
  /\bclass (\w+)/g,
  /'([A-Z]\w+)'/g,
] as const;

/** Where names of types and classes of resolvers are at home: name → area. */
export function declaredHomes(): (name: string) => string | undefined {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (file) =>
        file.includes('/') && file.endsWith('.ts') && !file.endsWith('.spec.ts') && !/^(docs|demo|commands|migrations)\//.test(file),
    )
    .sort();
  const ranks = DECLARATIONS.map(() => new Map<string, string>());
  for (const file of files) {
    const text = readFileSync(SOURCES + file, 'utf8');
    for (const [rank, pattern] of DECLARATIONS.entries()) {
      for (const [, name] of text.matchAll(pattern)) if (!ranks[rank]!.has(name!)) ranks[rank]!.set(name!, areaOfFile(file));
    }
  }
  return (name) => {
    const plain = name.replace(/(Connection|Edge)$/, '');
    return ranks.map((rank) => rank.get(name)).find(Boolean) ?? ranks.map((rank) => rank.get(plain)).find(Boolean);
  };
}
