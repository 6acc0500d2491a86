import ts from 'typescript';
import { posix } from 'node:path';
import {
  type ExportedDeclaration,
  exportedDeclarations,
  filesBelow,
  productSources,
  type SourceFile,
  syntaxOf,
  visit,
} from './source-tree.js';

/** Exports that no other product file imports and that stay, as `file: name`, each with its reason. */
const KEPT: Readonly<Record<string, string>> = {
  'src/platform/errors/refusals.ts: declaredRefusalCodes': 'one test pins all codes of refusals',
};

/** Classes that a registry finds by their decorator: tables, and the types of the GraphQL schema. */
const REGISTERING_DECORATORS = ['Entity', 'ObjectType', 'InputType', 'ArgsType', 'InterfaceType', 'UserErrorType'];
/** Calls that put a constant into a registry: what the schema, the job runners and the scheduler know. */
const REGISTERING_CALLS = ['declareJob', 'declareSchedule'];

type Uses = Map<string, Set<string>>;

function target(from: SourceFile, specifier: ts.Expression | undefined): string | undefined {
  if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from.path), specifier.text).replace(/\.js$/, '.ts');
}

function note(uses: Uses, file: string | undefined, name: string): void {
  if (file === undefined) return;
  const names = uses.get(file) ?? new Set();
  uses.set(file, names.add(name));
}

/** Which names of which file the files import; `*` when the whole module is taken. */
function usesIn(files: readonly SourceFile[]): Uses {
  const uses: Uses = new Map();
  for (const file of files) {
    visit(syntaxOf(file), (node) => {
      if (ts.isImportDeclaration(node)) noteImport(uses, target(file, node.moduleSpecifier), node.importClause);
      if (ts.isExportDeclaration(node)) {
        const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
        for (const { name, propertyName } of names) note(uses, target(file, node.moduleSpecifier), (propertyName ?? name).text);
        if (!node.exportClause) note(uses, target(file, node.moduleSpecifier), '*');
      }
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        note(uses, target(file, node.arguments[0]), '*');
      if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
        note(uses, target(file, node.argument.literal as ts.Expression), '*');
    });
  }
  return uses;
}

function noteImport(uses: Uses, file: string | undefined, clause: ts.ImportClause | undefined): void {
  const bindings = clause?.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) note(uses, file, '*');
  else for (const { name, propertyName } of bindings.elements) note(uses, file, (propertyName ?? name).text);
}

/** Names that the exported declarations of a file mention outside function bodies: types that belong to their shape. */
function shapeNames(exported: readonly ExportedDeclaration[]): Set<string> {
  const names = new Set<string>();
  const collect = (node: ts.Node, self: string): void => {
    if (ts.isBlock(node)) return;
    if (ts.isIdentifier(node) && node.text !== self) names.add(node.text);
    node.forEachChild((child) => collect(child, self));
  };
  for (const { node, name } of exported) collect(node, name);
  return names;
}

function isRegistered({ node, name }: ExportedDeclaration): boolean {
  if (ts.isClassDeclaration(node)) {
    const decorators = (ts.getDecorators(node) ?? []).map(({ expression }) =>
      ts.isCallExpression(expression) ? expression.expression.getText() : '',
    );
    return decorators.some((decorator) => REGISTERING_DECORATORS.includes(decorator));
  }
  const isEnumOfSchema = new RegExp(`\\b(describedEnum|registerEnumType)\\(\\s*${name}\\b`).test(node.getSourceFile().text);
  if (isEnumOfSchema || !ts.isVariableStatement(node)) return isEnumOfSchema;
  const { initializer } = node.declarationList.declarations[0]!;
  return initializer !== undefined && ts.isCallExpression(initializer) && REGISTERING_CALLS.includes(initializer.expression.getText());
}

function mentions(source: ts.SourceFile, name: string): number {
  let count = 0;
  visit(source, (node) => {
    if (ts.isIdentifier(node) && node.text === name) count++;
  });
  return count;
}

const product = productSources();
const tests = [...filesBelow('src', '.spec.ts'), ...filesBelow('test', '.ts'), ...filesBelow('bench', '.ts')];
const usedByProduct = usesIn(product);
const usedByTests = usesIn(tests);
const uses = (known: Uses, path: string, name: string) => known.get(path)?.has(name) === true || known.get(path)?.has('*') === true;

describe('exports', () => {
  it('are each imported somewhere, belong to the shape of another export, or stand in a registry', () => {
    const unused = product.flatMap((file) => {
      const exported = exportedDeclarations(syntaxOf(file));
      const shape = shapeNames(exported);
      return exported
        .filter(({ name }) => !uses(usedByProduct, file.path, name) && !uses(usedByTests, file.path, name))
        .filter((entry) => !(entry.isTypeOnly && shape.has(entry.name)) && !isRegistered(entry))
        .map(({ name }) => `${file.path}: ${name}`);
    });
    expect(unused.filter((entry) => !(entry in KEPT))).toEqual([]);
  });

  it('do not live for tests alone', () => {
    const forTests = product.flatMap((file) => {
      const source = syntaxOf(file);
      return exportedDeclarations(source)
        .filter(({ name }) => !uses(usedByProduct, file.path, name) && uses(usedByTests, file.path, name))
        .filter(({ name }) => mentions(source, name) === 1)
        .map(({ name }) => `${file.path}: ${name}`);
    });
    expect(forTests.filter((entry) => !(entry in KEPT))).toEqual([]);
  });

  it('are proven to be followed through every kind of import', () => {
    const text = [
      "import { a, b as c } from './x.js';",
      "import * as d from './y.js';",
      "export { e } from './x.js';",
      "type F = import('./z.js').F;",
    ];
    const known = usesIn([{ path: 'src/made-up.ts', text: text.join('\n') }]);
    expect([...known.get('src/x.ts')!].sort()).toEqual(['a', 'b', 'e']);
    expect([known.get('src/y.ts')!.has('*'), known.get('src/z.ts')!.has('*')]).toEqual([true, true]);
  });
});
