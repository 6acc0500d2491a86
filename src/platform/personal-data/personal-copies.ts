import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../database/cursor.js';
import { type Condition, where } from '../database/listing.js';
import type { Tx } from '../database/transactions.js';
import type { Bilingual } from '../errors/faults.js';
import { shownReason } from '../reasons/program-reasons.js';
import { PersonalDataCipher } from './cipher.js';
import type { DataSubject } from './data-subject.js';
import { PersonalDataRegister, type RegisteredTable } from './personal-data-register.js';
import type { PersonalField } from './personal-tables.js';

const CURSOR_ORDER = 'COPY';
const CURSOR_VALUES = 2;

/** One value in a copy. */
export interface CopiedField extends Bilingual {
  name: string;
  /** As text; null when nothing is recorded. */
  value: string | null;
}

/** One record that the installation holds about the person. */
export interface CopiedRecord {
  table: RegisteredTable;
  recordId: string;
  fields: CopiedField[];
}

/** A part of a copy, in the order of the register. */
export interface CopyPage {
  records: CopiedRecord[];
  endCursor: string;
  hasNextPage: boolean;
}

/** Which rows of a table a reader may have; null for none of the table. */
export type ReaderLimit = (table: RegisteredTable) => Condition | null;

/** The copy of everything that is held about one person, page by page, so that no history is too long for it (PR-3). */
@Injectable()
export class PersonalCopies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly register: PersonalDataRegister,
    private readonly cipher: PersonalDataCipher,
  ) {}

  /** The next `first` records after the cursor. It asks for no rights: `limit` says what the reader may have. */
  async page(
    tx: Tx,
    subject: DataSubject,
    limit: ReaderLimit,
    { first, after }: { first: number; after?: string | null },
  ): Promise<CopyPage> {
    let [position, lastId] = after ? (decodeCursor(after, CURSOR_ORDER, CURSOR_VALUES) as [number, string]) : [0, ''];
    const records: CopiedRecord[] = [];
    for (; position < this.register.tables.length; position++, lastId = '') {
      const table = this.register.tables[position]!;
      const allowed = limit(table);
      if (allowed === null) continue;
      const wanted = first - records.length;
      const rows = await this.rows(tx, table, subject, allowed, lastId, wanted + 1);
      records.push(...rows.slice(0, wanted).map((row) => this.recordOf(table, row)));
      const reachedId = rows.slice(0, wanted).at(-1)?.id ?? lastId;
      if (rows.length > wanted) return { records, hasNextPage: true, endCursor: encodeCursor(CURSOR_ORDER, [position, reachedId]) };
    }
    return { records, hasNextPage: false, endCursor: encodeCursor(CURSOR_ORDER, [position, '']) };
  }

  private rows(tx: Tx, table: RegisteredTable, subject: DataSubject, allowed: Condition, lastId: string, count: number): Promise<Row[]> {
    const own = this.register.rowsOf(table, subject, 't');
    const columns = ['id', ...shownFields(table).map(([name]) => name)].map((name) => `t.${name} AS ${name}`).join(', ');
    return tx.rows<Row>(
      `SELECT ${columns} FROM ${table.table} t WHERE (${own.sql}) AND (${allowed.sql.replaceAll('{t}', 't')}) AND t.id > ? ORDER BY t.id LIMIT ${count}`,
      [...own.parameters, ...allowed.parameters, lastId],
    );
  }

  private recordOf(table: RegisteredTable, row: Row): CopiedRecord {
    const fields = shownFields(table).map(([name, field]) => {
      const { zh, en } = field;
      return { name, zh, en, value: this.valueOf(table.table, row.id, name, field, row[name]) };
    });
    return { table, recordId: row.id, fields };
  }

  private valueOf(table: string, id: string, name: string, { sealed }: PersonalField, raw: unknown): string | null {
    if (raw === null || raw === undefined || raw === '') return null;
    if (sealed) return this.cipher.decrypt({ ...sealed, id }, raw as string);
    const column = this.dataSource.getMetadata(table).findColumnWithPropertyName(name);
    if (!column) throw new Error(`${table} has no column ${name}`);
    const value: unknown = this.dataSource.driver.prepareHydratedValue(raw, column);
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'object' ? JSON.stringify(value) : shownReason(String(value as string | number | boolean | bigint));
  }
}

interface Row {
  id: string;
  [column: string]: unknown;
}

function shownFields(table: RegisteredTable): [string, PersonalField][] {
  return Object.entries(table.fields).filter(([, { withheld }]) => withheld === undefined);
}

/** A limit for the person concerned, who may have everything. */
export const EVERYTHING: ReaderLimit = () => where('1 = 1');
