import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** A statement with its parameters in order. */
export interface BoundStatement {
  sql: string;
  parameters: unknown[];
}

/**
 * One INSERT of many rows, written from the entity's columns with their transformers. TypeORM's own builder names every single value and
 * searches the names again, which costs more than all the rest of a large batch. A column that no row gives is left to the database.
 */
export function insertStatement(metadata: EntityMetadata, rows: readonly ObjectLiteral[]): BoundStatement {
  const { driver } = metadata.connection;
  const columns = metadata.columns.filter((column) => isGiven(column, rows));
  const parameters: unknown[] = [];
  for (const row of rows) {
    for (const column of columns) parameters.push(driver.preparePersistentValue(row[column.propertyName] ?? null, column));
  }
  const names = columns.map((column) => driver.escape(column.databaseName)).join(', ');
  const places = `(${columns.map(() => '?').join(', ')})`;
  const values = new Array<string>(rows.length).fill(places).join(', ');
  return { sql: `INSERT INTO ${driver.escape(metadata.tableName)} (${names}) VALUES ${values}`, parameters };
}

/** Rows of one statement give the same columns: a default of the database cannot stand in for single rows on every engine. */
function isGiven(column: ColumnMetadata, rows: readonly ObjectLiteral[]): boolean {
  const given = rows.filter((row) => row[column.propertyName] !== undefined).length;
  if (given > 0 && given < rows.length && column.default !== undefined && column.default !== null) {
    throw new Error(`Some rows of ${column.entityMetadata.tableName} give ${column.propertyName} and others leave it to its default`);
  }
  return given > 0;
}
