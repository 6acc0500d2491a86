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

  const inWal = (): SqliteDatabase => {
    const database = new SqliteDatabase(file());
    database.pragma('journal_mode = WAL');
    return database;
  };

  it('is alone when its last connection closes, although statements are kept and a transaction is open', () => {
    const database = inWal();
    database.exec('CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)');
    const kept = database.prepare('SELECT n FROM t');
    database.exec('BEGIN; INSERT INTO t VALUES (8)');
    expect(kept.all()).toEqual([{ n: 7 }, { n: 8 }]);
    database.close();
    expect(readdirSync(directory)).toEqual(['parkcast.sqlite']);
    expect(() => kept.all()).toThrow();
    expect(opened((again) => again.prepare('SELECT n FROM t').all())).toEqual([{ n: 7 }]);
  });

  it('goes on with its journal while another connection is open, and is closed without waiting for it', () => {
    const [closed, other] = [inWal(), inWal()];
    closed.exec('CREATE TABLE t (n INTEGER)');
    const startedAt = performance.now();
    closed.close();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    other.exec('INSERT INTO t VALUES (7)');
    expect(readdirSync(directory).sort()).toEqual(['parkcast.sqlite', 'parkcast.sqlite-shm', 'parkcast.sqlite-wal']);
    expect(other.prepare('SELECT n FROM t').all()).toEqual([{ n: 7 }]);
    other.close();
  });
});
