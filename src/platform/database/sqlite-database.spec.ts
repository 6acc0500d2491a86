import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from './sqlite-database.js';

describe('the file of the embedded database', () => {
  let directory: string;
  let umask: number;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'parkcast-sqlite-'));
    umask = process.umask(0o000);
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(directory, { recursive: true, force: true });
  });

  const file = () => join(directory, 'parkcast.sqlite');
  const modes = () =>
    Object.fromEntries(readdirSync(directory).map((name) => [name, (statSync(join(directory, name)).mode & 0o777).toString(8)]));
  const opened = <T>(work: (database: SqliteDatabase) => T): T => {
    const database = new SqliteDatabase(file());
    try {
      database.pragma('journal_mode = WAL');
      return work(database);
    } finally {
      database.close();
    }
  };

  it('is readable to its owner only, its journals too, whatever the umask', () => {
    opened((database) => {
      database.exec('CREATE TABLE t (n INTEGER)');
      expect(modes()).toEqual({ 'parkcast.sqlite': '600', 'parkcast.sqlite-wal': '600', 'parkcast.sqlite-shm': '600' });
    });
  });

  it('keeps content and mode when it exists', () => {
    opened((database) => database.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)'));
    chmodSync(file(), 0o640);
    expect(opened((database) => database.prepare('SELECT n FROM t').all())).toEqual([{ n: 7 }]);
    expect(modes()).toMatchObject({ 'parkcast.sqlite': '640' });
  });
});
