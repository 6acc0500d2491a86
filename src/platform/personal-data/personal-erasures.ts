import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inList, type Tx } from '../database/transactions.js';
import { isServerDatabase } from '../database/data-source.js';
import type { DataSubject } from './data-subject.js';
import { PersonalDataRegister, type RegisteredTable } from './personal-data-register.js';

/** Rows that one transaction empties or removes. */
const ROWS_PER_CHUNK_MAX = 200;

/** Removes personal data from tables, in bounded steps that may each be repeated. What may go, and when, its caller decides. */
@Injectable()
export class PersonalErasures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly register: PersonalDataRegister,
  ) {}

  /** How many rows of the table concern the person, by the scope in which they stand; null is the scope of a table that knows none. */
  async countByScope(tx: Tx, table: RegisteredTable, subject: DataSubject): Promise<Map<string | null, number>> {
    const own = this.register.rowsOf(table, subject, 't');
    const scope = table.scopeColumn === null ? 'NULL' : `t.${table.scopeColumn}`;
    const rows = await tx.rows<{ scopeId: string | null; total: number | string }>(
      `SELECT s.scopeId AS scopeId, COUNT(*) AS total FROM (SELECT ${scope} AS scopeId FROM ${table.table} t WHERE ${own.sql}) s GROUP BY s.scopeId`,
      own.parameters,
    );
    return new Map(rows.map(({ scopeId, total }) => [scopeId, Number(total)]));
  }

  /** Erases the next rows after an id and returns the last one's; null when there are no more. */
  async eraseNext(tx: Tx, table: RegisteredTable, subject: DataSubject, afterId: string): Promise<string | null> {
    const emptied = Object.entries(table.fields).filter(([, { erasedAs }]) => erasedAs !== undefined);
    if (table.onErasure === 'KEEP' || (table.onErasure === 'CLEAR' && emptied.length === 0)) return null;
    const own = this.register.rowsOf(table, subject, 't');
    const columns = ['id', ...emptied.map(([name]) => name)].map((name) => `t.${name} AS ${name}`).join(', ');
    const rows = await tx.rows<{ id: string; [column: string]: unknown }>(
      `SELECT ${columns} FROM ${table.table} t WHERE (${own.sql}) AND t.id > ? ORDER BY t.id LIMIT ${ROWS_PER_CHUNK_MAX}`,
      [...own.parameters, afterId],
    );
    if (rows.length === 0) return null;
    if (table.onErasure === 'DELETE') {
      const ids = rows.map(({ id }) => id);
      await tx.execute(`DELETE FROM ${table.table} WHERE id IN ${inList(ids)}`, ids);
      return rows.at(-1)!.id;
    }
    const isVersioned = this.dataSource.getMetadata(table.table).findColumnWithPropertyName('version') !== undefined;
    const places = [...emptied.map(([name]) => `${name} = ?`), ...(isVersioned ? ['version = version + 1'] : [])].join(', ');
    for (const row of rows) {
      const values = emptied.map(([name, { erasedAs }]) => erasedAs!({ id: row.id, value: row[name] }, subject));
      await tx.execute(`UPDATE ${table.table} SET ${places} WHERE id = ?`, [...values, row.id]);
    }
    return rows.at(-1)!.id;
  }

  /** Lets every record of one person lead to another, in whatever table it stands. */
  async moveRecords(tx: Tx, fromPersonId: string, toPersonId: string): Promise<void> {
    for (const { table, column } of this.register.personColumns) {
      await tx.execute(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`, [toPersonId, fromPersonId]);
    }
  }

  /**
   * Makes what was removed unreadable in the embedded database's file: rebuilt without its free pages, and its log emptied. A server keeps
   * its own files; its purge and its binary log are a matter of its administrator.
   */
  async scrubStorage(): Promise<void> {
    if (isServerDatabase(this.dataSource)) return;
    await this.dataSource.query('VACUUM');
    await this.dataSource.query('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
