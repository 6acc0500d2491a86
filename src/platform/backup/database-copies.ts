import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { EMBEDDED_FILE } from '../database/data-source-options.js';
import { UnusableBackup } from './backup-manifest.js';

const OWNER_ONLY = 0o600;
const ERROR_TEXT_MAX = 2_000;
const INSERT_LINE = /^INSERT INTO `(\w+)` VALUES/;

/** Programs that dump and load, of either family. */
const DUMP_PROGRAMS = ['mariadb-dump', 'mysqldump'];
const LOAD_PROGRAMS = ['mariadb', 'mysql'];

/** First of the programs that is installed. Throws with what to install. */
function installed(programs: readonly string[]): string {
  for (const program of programs) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) if (existsSync(join(folder, program))) return program;
  }
  throw new UnusableBackup(
    `没有找到 ${programs.join(' 或 ')};请安装 MariaDB 客户端(Debian/Ubuntu:apt-get install mariadb-client)`,
    `Neither ${programs.join(' nor ')} is installed; install the MariaDB client (Debian, Ubuntu: apt-get install mariadb-client)`,
  );
}

interface Server {
  parameters: string[];
  database: string;
  environment: NodeJS.ProcessEnv;
}

/** The password goes through the environment: a command line is readable to every account of the machine. */
function serverOf(databaseUrl: string): Server {
  const url = new URL(databaseUrl);
  const parameters = [
    '--no-defaults',
    `--host=${url.hostname}`,
    `--port=${url.port || 3306}`,
    `--user=${decodeURIComponent(url.username)}`,
    '--protocol=tcp',
  ];
  const environment = { ...process.env, MYSQL_PWD: decodeURIComponent(url.password) };
  return { parameters: [...parameters, '--default-character-set=utf8mb4'], database: url.pathname.slice(1), environment };
}

function run(program: string, parameters: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(program, parameters, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-ERROR_TEXT_MAX)));
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new UnusableBackup(`${program} 以 ${code} 结束:${errors}`, `${program} ended with ${code}`));
    });
  });
  return { child, ended };
}

/** Copies the embedded database into a gzipped file: one consistent state, whoever writes meanwhile. */
export async function copyEmbedded(dataSource: DataSource, target: string): Promise<void> {
  const plain = `${target}.plain`;
  try {
    await dataSource.query('VACUUM INTO ?', [plain]);
    await pipeline(createReadStream(plain), createGzip(), createWriteStream(target, { flags: 'wx', mode: OWNER_ONLY }));
  } finally {
    rmSync(plain, { force: true });
  }
}

/** Unpacks a copy as the embedded database below the folder. */
export async function unpackEmbedded(source: string, folder: string): Promise<void> {
  const draft = join(folder, `${EMBEDDED_FILE}.restoring`);
  rmSync(draft, { force: true });
  await pipeline(createReadStream(source), createGunzip(), createWriteStream(draft, { flags: 'wx', mode: OWNER_ONLY }));
  renameSync(draft, join(folder, EMBEDDED_FILE));
}

/** Dumps a server's database into a gzipped file; returns the rows that the dump holds, by table. */
export async function dumpServer(databaseUrl: string, target: string): Promise<Record<string, number>> {
  const { parameters, database, environment } = serverOf(databaseUrl);
  const consistent = ['--single-transaction', '--quick', '--skip-lock-tables', '--no-tablespaces', '--hex-blob'];
  /* One statement per row, so that rows can be counted in the dump itself: counts of another moment would prove nothing. */
  const countable = ['--skip-extended-insert', '--no-autocommit', '--skip-comments', '--skip-triggers'];
  const { child, ended } = run(installed(DUMP_PROGRAMS), [...parameters, ...consistent, ...countable, database], environment);
  child.stdin.end();
  const rows: Record<string, number> = {};
  const written = pipeline(child.stdout, countingInserts(rows), createGzip(), createWriteStream(target, { flags: 'wx', mode: OWNER_ONLY }));
  await Promise.all([written, ended]);
  return rows;
}

/** Loads a dump into a server's empty database. */
export async function loadServer(databaseUrl: string, source: string): Promise<void> {
  const { parameters, database, environment } = serverOf(databaseUrl);
  const { child, ended } = run(installed(LOAD_PROGRAMS), [...parameters, '--batch', database], environment);
  child.stdout.resume();
  /* A client that refuses closes its input; its own words tell more than the broken pipe. */
  const [end, sent] = await Promise.allSettled([ended, pipeline(createReadStream(source), createGunzip(), child.stdin)]);
  if (end.status === 'rejected') throw end.reason as Error;
  if (sent.status === 'rejected') throw sent.reason as Error;
}

/** Passes a dump on and counts its INSERT lines. A line begins only where a statement does: line breaks in values are escaped. */
function countingInserts(rows: Record<string, number>): Transform {
  let head = '';
  const headMax = 200;
  const look = (): void => {
    const table = INSERT_LINE.exec(head)?.[1];
    if (table) rows[table] = (rows[table] ?? 0) + 1;
    head = '';
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let start = 0;
      while (start < chunk.length) {
        const end = chunk.indexOf(10, start);
        const stop = end < 0 ? chunk.length : end;
        if (head.length < headMax) head += chunk.toString('latin1', start, Math.min(stop, start + headMax - head.length));
        if (end < 0) break;
        look();
        start = end + 1;
      }
      done(null, chunk);
    },
    flush(done) {
      look();
      done();
    },
  });
}
