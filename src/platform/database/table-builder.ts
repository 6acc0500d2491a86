import { Table, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';

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
    const indexes = (entries: Record<string, string[]> = {}, isUnique: boolean) =>
      Object.entries(entries).map(([name, columnNames]) => new TableIndex({ name, columnNames, isUnique }));
    await runner.createTable(
      new Table({
        name: spec.name,
        columns: spec.columns.map((entry) => ({ ...entry, type: engineType(entry.type, mysql) })),
        indices: [...indexes(spec.unique, true), ...indexes(spec.indexes, false)],
      }),
      true,
    );
  }
}

/** Drops the tables in reverse order of their creation. */
export async function dropTables(runner: QueryRunner, specs: readonly TableSpec[]): Promise<void> {
  for (const spec of [...specs].reverse()) await runner.dropTable(spec.name);
}
