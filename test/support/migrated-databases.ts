import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { ENTITIES } from '../../src/app.entities.js';
import { MIGRATIONS } from '../../src/migrations/index.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { openDatabase } from '../../src/platform/database/data-source.js';
import { createPrivateDatabase, dropPrivateDatabase } from './private-database.js';

/*
 * Databases of the server with all tables of the program. Making the tables costs a hundred times what emptying them does, so a database
 * whose suite has ended serves another suite of the file.
 */
const waiting: string[] = [];
let isOver = false;

/** Rows that the migrations themselves write, by table. */
let written: Map<string, RowDataPacket[]> | undefined;

/** A database of one's own, as the migrations leave it; undefined stays undefined (embedded mode). */
export async function takeMigratedDatabase(server: string | undefined): Promise<string | undefined> {
  if (!server) return undefined;
  const known = waiting.pop();
  if (known) return known;
  const url = (await createPrivateDatabase(server))!;
  const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:', DATABASE_URL: url });
  await (await openDatabase(settings, { entities: ENTITIES, migrations: MIGRATIONS })).destroy();
  written ??= await connected(url, rowsByTable);
  return url;
}

/** Gives it back once nothing is connected to it any more; one that is still in use is dropped. */
export async function returnMigratedDatabase(url: string | undefined): Promise<void> {
  if (!url) return;
  if (isOver || !(await connected(url, empty))) await dropPrivateDatabase(url);
  else waiting.push(url);
}

afterAll(async () => {
  isOver = true;
  for (const url of waiting.splice(0)) await dropPrivateDatabase(url);
});

async function connected<Result>(url: string, work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const uri = url.replace(/^mariadb:/, 'mysql:');
  const connection = await createConnection({ uri, multipleStatements: true, dateStrings: true, supportBigNumbers: true });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

async function rowsByTable(connection: Connection): Promise<Map<string, RowDataPacket[]>> {
  const [tables] = await connection.query<RowDataPacket[]>("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
  const rows = new Map<string, RowDataPacket[]>();
  for (const [name] of tables.map((table) => Object.values(table) as string[])) {
    rows.set(name!, (await connection.query<RowDataPacket[]>(`SELECT * FROM ${name}`))[0]);
  }
  return rows;
}

/** Back to what the migrations wrote; false when somebody else is connected. */
async function empty(connection: Connection): Promise<boolean> {
  const [others] = await connection.query<RowDataPacket[]>(
    'SELECT id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()',
  );
  if (others.length > 0) return false;
  const tables = [...written!.keys()];
  await connection.query(['SET FOREIGN_KEY_CHECKS = 0', ...tables.map((table) => `DELETE FROM ${table}`)].join(';'));
  for (const [table, rows] of written!) for (const row of rows) await connection.query(`INSERT INTO ${table} SET ?`, row);
  return true;
}
