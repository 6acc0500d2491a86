import { Table, TableColumn, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';

/** One column of a migration, the counterpart of the entity decorators in `columns.ts`. */
export interface ColumnSpec extends TableColumnOptions {
  name: string;
}
interface Extra {
  nullable?: boolean;
  default?: string | number;
}
const extraOf = (extra: Extra): Partial<TableColumnOptions> => ({
  isNullable: extra.nullable ?? false,
  ...(extra.default === undefined ? {} : { default: typeof extra.default === 'number' ? String(extra.default) : `'${extra.default}'` }),
});

/** Column definitions that mean the same on SQLite, MariaDB and MySQL. */
export const column = {
  primaryId: (name = 'id'): ColumnSpec => ({ name, type: 'varchar', length: '26', isPrimary: true }),
  primaryText: (name: string, length: number): ColumnSpec => ({ name, type: 'varchar', length: String(length), isPrimary: true }),
  primaryInteger: (name: string): ColumnSpec => ({ name, type: 'int', isPrimary: true }),
  id: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'varchar', length: '26', ...extraOf(extra) }),
  text: (name: string, length: number, extra: Extra = {}): ColumnSpec => ({
    name,
    type: 'varchar',
    length: String(length),
    ...extraOf(extra),
  }),
  longText: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'text', ...extraOf(extra) }),
  json: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'text', ...extraOf(extra) }),
  integer: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'int', ...extraOf(extra) }),
  bigint: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'bigint', ...extraOf(extra) }),
  instant: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'bigint', ...extraOf(extra) }),
  localDate: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'date', ...extraOf(extra) }),
  boolean: (name: string, extra: Extra = {}): ColumnSpec => ({ name, type: 'boolean', ...extraOf(extra) }),
  version: (): ColumnSpec => ({ name: 'version', type: 'int' }),
};

/** A table with its named indexes, as one migration creates it. */
export interface TableSpec {
  name: string;
  columns: ColumnSpec[];
  /** Index name → columns. */
  unique?: Record<string, string[]>;
  /** Index name → columns. */
  indexes?: Record<string, string[]>;
}

function isMysqlFamily(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'mysql' || runner.connection.options.type === 'mariadb';
}

/** The type under which TypeORM looks for the entity's column on this engine; with another spelling it would see drift. */
function engineType(type: string, mysql: boolean): string {
  if (mysql) return type === 'boolean' ? 'tinyint' : type;
  return type === 'int' ? 'integer' : type;
}

/** Creates the tables in order; the same call serves every engine and goes on where an interrupted run stopped (DDL is not transactional on MySQL). */
export async function createTables(runner: QueryRunner, specs: readonly TableSpec[]): Promise<void> {
  const mysql = isMysqlFamily(runner);
  for (const spec of specs) {
    await runner.createTable(
      new Table({
        name: spec.name,
        columns: spec.columns.map((entry) => ({ ...entry, type: engineType(entry.type, mysql) })),
        indices: indexesOf(spec),
      }),
      true,
    );
  }
}

/** Adds columns and indexes to a table that exists; what an interrupted run has added already stays. */
export async function extendTable(runner: QueryRunner, spec: TableSpec): Promise<void> {
  const mysql = isMysqlFamily(runner);
  const known = await tableOf(runner, spec.name);
  for (const entry of spec.columns.filter(({ name }) => !known.findColumnByName(name))) {
    await runner.addColumn(spec.name, new TableColumn({ ...entry, type: engineType(entry.type, mysql) }));
  }
  const indexes = indexesOf(spec).filter(({ name }) => !known.indices.some((index) => index.name === name));
  for (const index of indexes) await runner.createIndex(spec.name, index);
}

/** Takes back what `extendTable` added. */
export async function reduceTable(runner: QueryRunner, spec: TableSpec): Promise<void> {
  for (const index of indexesOf(spec)) await runner.dropIndex(spec.name, index);
  for (const { name } of spec.columns) await runner.dropColumn(spec.name, name);
}

/** Forbids null in a column of which every row has been given a value. */
export async function requireColumn(runner: QueryRunner, table: string, name: string): Promise<void> {
  const known = (await tableOf(runner, table)).findColumnByName(name);
  if (!known) throw new Error(`${table} has no column ${name}`);
  if (!known.isNullable) return;
  const required = known.clone();
  required.isNullable = false;
  await runner.changeColumn(table, known, required);
}

async function tableOf(runner: QueryRunner, name: string): Promise<Table> {
  const table = await runner.getTable(name);
  if (!table) throw new Error(`There is no table ${name}`);
  return table;
}

function indexesOf({ unique = {}, indexes = {} }: TableSpec): TableIndex[] {
  const named = (entries: Record<string, string[]>, isUnique: boolean) =>
    Object.entries(entries).map(([name, columnNames]) => new TableIndex({ name, columnNames, isUnique }));
  return [...named(unique, true), ...named(indexes, false)];
}

/** Drops the tables in reverse order of their creation. */
export async function dropTables(runner: QueryRunner, specs: readonly TableSpec[]): Promise<void> {
  for (const spec of [...specs].reverse()) await runner.dropTable(spec.name);
}
