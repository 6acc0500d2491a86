import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GRAPHIQL_PAGE, GRAPHIQL_START, GRAPHIQL_STYLE } from './graphiql-page.js';

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';
const ETAG_LENGTH = 27;

/** Files of installed packages, by the name under which they are served. No other file can be asked for. */
const PACKAGE_FILES: Readonly<Record<string, { package: string; path: string; type: string }>> = {
  'graphiql.min.js': { package: 'graphiql', path: 'graphiql.min.js', type: SCRIPT },
  'graphiql.min.css': { package: 'graphiql', path: 'graphiql.min.css', type: STYLE },
  'react.production.min.js': { package: 'react', path: 'umd/react.production.min.js', type: SCRIPT },
  'react-dom.production.min.js': { package: 'react-dom', path: 'umd/react-dom.production.min.js', type: SCRIPT },
};

/** One file as it is sent. */
export interface ServedFile {
  content: Buffer;
  type: string;
  /** Quoted, as the header has it. */
  etag: string;
}

const require = createRequire(import.meta.url);
const served = new Map<string, ServedFile>();

function fileOf(content: Buffer, type: string): ServedFile {
  return { content, type, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, ETAG_LENGTH)}"` };
}

/** The packages do not export these files, so they are found beside their package.json. */
function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

function load(name: string): ServedFile | null {
  if (name === 'start.js') return fileOf(Buffer.from(GRAPHIQL_START), SCRIPT);
  if (name === 'page.css') return fileOf(Buffer.from(GRAPHIQL_STYLE), STYLE);
  if (!Object.hasOwn(PACKAGE_FILES, name)) return null;
  const source = PACKAGE_FILES[name]!;
  return fileOf(readFileSync(join(packageFolder(source.package), source.path)), source.type);
}

/** A file of the page, read once; null for any name that is not on the list. */
export function graphiqlFile(name: string): ServedFile | null {
  const known = served.get(name);
  if (known) return known;
  const file = load(name);
  if (file) served.set(name, file);
  return file;
}

/** The page itself. */
export function graphiqlPage(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder('graphiql'), 'package.json'), 'utf8')) as { version: string };
  return GRAPHIQL_PAGE.replaceAll('{v}', version);
}
