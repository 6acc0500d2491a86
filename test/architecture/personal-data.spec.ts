import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { PERMISSIONS } from '../../src/access/roles.js';
import { ENTITIES } from '../../src/app.entities.js';
import { PERSONAL_DATA } from '../../src/app.personal-data.js';
import { ROOT } from './source-tree.js';

/** Every column that is not personal, one a line, as it was decided. A column that stands in no list is a decision that is missing. */
const OTHERS = join(ROOT, 'test/architecture/columns-without-personal-data.txt');

/** Words in a column's name that tell of a person; such a column never goes into the list of the others. */
const PERSONAL_WORDS = /(fullName|idCard|phone|bornOn|residence|Sealed$|Encrypted$|stageName|displayName|loginName)/i;

const dataSource = new DataSource({ type: 'better-sqlite3', database: ':memory:', entities: ENTITIES, driver: class {} as never });
const tables = PERSONAL_DATA.flatMap((part) => part.tables.map((table) => ({ ...table, module: part.module })));

function columns(): string[] {
  return dataSource.entityMetadatas
    .flatMap(({ tableName, columns: found }) => found.map(({ propertyName }) => `${tableName}.${propertyName}`))
    .sort();
}

describe('the purpose register', () => {
  beforeAll(() => (dataSource as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas());

  const registered = tables.flatMap(({ table, fields }) => Object.keys(fields).map((field) => `${table}.${field}`));
  const others = readFileSync(OTHERS, 'utf8').trimEnd().split('\n');

  it('knows each column of each table: it names a person and has an entry, or it is listed as one that names nobody (PR-1)', () => {
    const known = [...registered, ...others];
    expect(columns().filter((column) => !known.includes(column))).toEqual([]);
    expect(known.filter((column) => !columns().includes(column))).toEqual([]);
    expect(registered.filter((column) => others.includes(column))).toEqual([]);
  });

  it('lets no column that is sealed or named after a person pass for one that names nobody (PR-1)', () => {
    expect(others.filter((column) => PERSONAL_WORDS.test(column.split('.')[1]!))).toEqual([]);
    expect(PERSONAL_WORDS.test('guardianPhone')).toBe(true);
  });

  it('gives each table one entry with purpose, basis, retention and readers that exist (PR-1)', () => {
    expect(new Set(tables.map(({ table }) => table)).size).toBe(tables.length);
    expect(tables.filter(({ purpose, retention }) => !purpose.zh || !purpose.en || !retention.zh || !retention.en)).toEqual([]);
    expect(tables.filter(({ readers }) => !(readers in PERMISSIONS)).map(({ table, readers }) => `${table}: ${readers}`)).toEqual([]);
  });

  it('seals each column that is encrypted, and tells what a removed one is emptied to (PR-3)', () => {
    const sealed = tables.flatMap(({ table, fields }) =>
      Object.entries(fields)
        .filter(([, { sealed: address }]) => address)
        .map(([name]) => `${table}.${name}`),
    );
    const encrypted = columns().filter((column) => /(Sealed|Encrypted)$/.test(column));
    expect(sealed.sort()).toEqual(encrypted);
    const emptied = tables.filter(
      ({ onErasure, fields }) => onErasure === 'CLEAR' && !Object.values(fields).some(({ erasedAs }) => erasedAs),
    );
    expect(emptied.map(({ table }) => table)).toEqual([]);
  });

  it('finds each row by a column that exists and a kind of id that a module links (PR-3)', () => {
    const kinds = ['person', ...PERSONAL_DATA.flatMap(({ links }) => (links ?? []).map(({ name }) => name))];
    const ways = tables.flatMap(({ table, belongsTo }) =>
      Object.entries(belongsTo).map(([column, kind]) => ({ column: `${table}.${column}`, kind })),
    );
    expect(ways.filter(({ column, kind }) => !columns().includes(column) || !kinds.includes(kind))).toEqual([]);
    const scopes = tables.flatMap(({ table, scopeColumn }) => (scopeColumn === null ? [] : [`${table}.${scopeColumn}`]));
    expect(scopes.filter((column) => !columns().includes(column))).toEqual([]);
  });
});
