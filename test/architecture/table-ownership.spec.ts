import ts from 'typescript';
import { ENTITIES } from '../../src/app.entities.js';
import { exportedDeclarations, filesBelow, partOf, productSources, type SourceFile, syntaxOf, visit } from './source-tree.js';

/** Calls that write when a table's entity or name is among their arguments. */
const WRITING_CALLS = [
  ...['insert', 'into', 'update', 'delete', 'upsert', 'save', 'remove', 'softDelete', 'restore', 'increment', 'decrement', 'clear'],
  ...['getRepository', 'updateVersioned'],
];
const WRITING_SQL = /\b(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)\s+[`"]?(\w+|\$\{)/g;

/** Writes into another module's table that are allowed, as `file: table`, each with its reason. */
const ALLOWED: Readonly<Record<string, string>> = {};

interface Table {
  name: string;
  owner: string;
}

/** Both the entity's class name and the table's own name lead to the table. */
function tablesOf(files: readonly SourceFile[]): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const file of files) {
    for (const { node, name } of exportedDeclarations(syntaxOf(file))) {
      const table = ts.isClassDeclaration(node) ? entityName(node) : undefined;
      if (table === undefined) continue;
      const entry = { name: table, owner: partOf(file.path) };
      tables.set(name, entry);
      tables.set(table, entry);
    }
  }
  return tables;
}

function entityName(node: ts.ClassDeclaration): string | undefined {
  for (const { expression } of ts.getDecorators(node) ?? []) {
    if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'Entity') continue;
    const [argument] = expression.arguments;
    if (argument && ts.isStringLiteral(argument)) return argument.text;
  }
  return undefined;
}

function calledName(call: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : call.expression.getText();
}

/** Names of tables, classes or (as `${`) variables that a file writes to. */
function writtenIn(file: SourceFile): string[] {
  const written: string[] = [];
  visit(syntaxOf(file), (node) => {
    if (ts.isCallExpression(node) && WRITING_CALLS.includes(calledName(node))) {
      for (const argument of node.arguments) {
        if (ts.isIdentifier(argument) && /^[A-Z]/.test(argument.text)) written.push(argument.text);
        if (ts.isStringLiteral(argument)) written.push(argument.text);
      }
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) {
      for (const match of node.getText().matchAll(WRITING_SQL)) written.push(match[1]!);
    }
  });
  return written;
}

const sources = productSources();
const tables = tablesOf(sources);
/* The demo and the commands write by the services of the modules as well; migrations make the tables. */
const writers = sources.filter((file) => partOf(file.path) !== 'migrations');

describe('the tables', () => {
  it('are each declared by one module, in an exported class of an entity file', () => {
    const names = sources.flatMap((file) => [...file.text.matchAll(/^@Entity\('(\w+)'/gm)].map((match) => match[1]!));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !tables.has(name))).toEqual([]);
  });

  it('are written by the module that owns them and by nobody else', () => {
    const foreign = writers.flatMap((file) =>
      writtenIn(file)
        .map((written) => tables.get(written))
        .filter((table): table is Table => table !== undefined && table.owner !== partOf(file.path))
        .map((table) => `${file.path}: ${table.name}`),
    );
    expect([...new Set(foreign)].filter((entry) => !(entry in ALLOWED))).toEqual([]);
    expect(Object.keys(ALLOWED).filter((entry) => !foreign.includes(entry))).toEqual([]);
  });

  it('are named in the SQL that writes them, so that the owner can be read', () => {
    const nameless = writers
      .filter((file) => partOf(file.path) !== 'platform')
      // The demo is removed by scope from every table that has one: naming them all would leave out the next.
      .filter((file) => file.path !== 'src/demo/remove-demo.ts')
      .filter((file) => writtenIn(file).includes('${'))
      .map((file) => file.path);
    expect(nameless).toEqual([]);
  });

  it('are all known to the application, as is every migration', () => {
    const classes = [...tables.keys()].filter((name) => /^[A-Z]/.test(name));
    expect(ENTITIES.map((entity) => entity.name).sort()).toEqual(classes.sort());
    const index = filesBelow('src/migrations', 'index.ts')[0]!;
    const migrations = filesBelow('src/migrations', '.ts').filter((file) => file.path !== index.path);
    const imported = [...index.text.matchAll(/from '\.\/(.+)\.js'/g)].map((match) => `src/migrations/${match[1]}.ts`);
    expect(imported).toEqual(migrations.map((file) => file.path));
  });

  it('are proven to be seen in every way of writing', () => {
    const text = [
      'await tx.insert(SalesEntry, rows);',
      "await updateVersioned(tx, 'broadcast_session', row, {});",
      "await tx.manager.createQueryBuilder().delete().from(X).execute(); tx.execute('DELETE FROM job WHERE id = ?');",
      'await tx.execute(`UPDATE\n  streamer SET x = 1`); tx.execute(`INSERT INTO ${table} VALUES (1)`);',
    ].join('\n');
    const seen = writtenIn({ path: 'src/made-up.ts', text });
    expect(seen).toEqual(expect.arrayContaining(['SalesEntry', 'broadcast_session', 'job', 'streamer', '${']));
  });
});
