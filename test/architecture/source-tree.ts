import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The folder that holds package.json. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The modules in the order in which they may know of each other: each imports only from those before it. */
export const MODULE_ORDER = [
  'platform',
  'access',
  'organizations',
  'enterprises',
  'parks',
  'streamers',
  'pledges',
  'development',
  'skills',
  'broadcasts',
  'sales',
  'reports',
] as const;

/** Folders that stand above all modules and that no module may import. */
export const TOP_FOLDERS = ['migrations', 'demo', 'commands', 'docs'] as const;

/** Name of the part that files directly below `src/` belong to. */
export const TOP_FILES = '(top)';

/** A file of the tree, its path from the root with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

function walk(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split('\\').join('/'))
    .sort();
}

/** All files below a folder of the root whose name ends so. */
export function filesBelow(folder: string, ending: string): SourceFile[] {
  return walk(join(ROOT, folder))
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The program's own sources, without the specifications beside them. */
export function productSources(): SourceFile[] {
  return filesBelow('src', '.ts').filter((file) => !file.path.endsWith('.spec.ts'));
}

/** The part of `src/` that a file belongs to: a module's name, a top folder's, or `TOP_FILES`. */
export function partOf(path: string): string {
  const steps = path.split('/');
  return steps[0] === 'src' && steps.length > 2 ? steps[1]! : TOP_FILES;
}

/** Folders directly below a folder of the root. */
export function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Paths of the project's own files that a file imports in any way, type-only and dynamic imports included. */
export function importsOf(file: SourceFile): string[] {
  return ts
    .preProcessFile(file.text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(dirname(file.path), name).replace(/\.js$/, '.ts'));
}

const parsed = new WeakMap<SourceFile, ts.SourceFile>();

/** The syntax tree of a file, with parents set. */
export function syntaxOf(file: SourceFile): ts.SourceFile {
  const known = parsed.get(file) ?? ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);
  parsed.set(file, known);
  return known;
}

/** Calls back for a node and everything inside it. */
export function visit(node: ts.Node, callback: (node: ts.Node) => void): void {
  callback(node);
  node.forEachChild((child) => visit(child, callback));
}

function hasExportKeyword(node: ts.Node): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
}

/** A top-level statement that exports something under its own name. */
export interface ExportedDeclaration {
  name: string;
  node: ts.Statement;
  /** Interfaces and type aliases. */
  isTypeOnly: boolean;
}

/** Everything that a file declares and exports under a name. A type and a value of one name count once, as a value. */
export function exportedDeclarations(source: ts.SourceFile): ExportedDeclaration[] {
  const found = new Map<string, ExportedDeclaration>();
  for (const node of source.statements) {
    if (!hasExportKeyword(node)) continue;
    const isTypeOnly = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    for (const name of declaredNames(node)) {
      if (!isTypeOnly || !found.has(name)) found.set(name, { name, node, isTypeOnly });
    }
  }
  return [...found.values()];
}

function declaredNames(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap((entry) => bindingNames(entry.name));
  const { name } = node as { name?: ts.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? bindingNames(element.name) : []));
}

/** The words of a name: `parkId`, `PARK_ID` and `park-id` are all `park`, `id`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
}
