import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { connectDatabase } from '../database/data-source.js';
import { type DatabaseParts, EMBEDDED_FILE } from '../database/data-source-options.js';
import { SqliteDatabase } from '../database/sqlite-database.js';
import { generatedSecretsFile, loadSecrets, secretTextsOf } from '../personal-data/secrets.js';
import {
  digestOfFile,
  keyFactsOf,
  MANIFEST_FILE,
  type ManifestContent,
  readManifest,
  sealedManifest,
  SECRETS_FILE,
  UnusableBackup,
  verifyBackup,
} from './backup-manifest.js';
import { copyEmbedded, dumpServer, loadServer, unpackEmbedded } from './database-copies.js';

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const MIGRATIONS_TABLE = 'migrations';

/** Reads single facts from a database of either engine. */
type Ask = <Row>(sql: string) => Promise<Row[]>;

/** How a database is backed up. */
export interface BackupOptions {
  folder: string;
  /** Whether the keys are written into the folder too. */
  withSecrets: boolean;
}

/** Writes a backup of the database as it is into a new folder; returns its manifest. The folder is complete once the manifest is there. */
export async function writeBackup(
  settings: Settings,
  parts: DatabaseParts,
  { folder, withSecrets }: BackupOptions,
): Promise<ManifestContent> {
  const secrets = loadSecrets(settings);
  if (existsSync(folder)) throw new UnusableBackup('目标目录已存在', 'The folder exists already');
  mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const facts = settings.DATABASE_URL ? await backUpServer(settings, parts, folder) : await backUpEmbedded(settings, parts, folder);
  if (withSecrets)
    writeFileSync(join(folder, SECRETS_FILE), `${JSON.stringify(secretTextsOf(settings), null, 2)}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  const digest = await digestOfFile(join(folder, facts.file));
  const madeAt = new Date().toISOString();
  const content: ManifestContent = { format: 1, madeAt, ...facts, ...digest, ...keyFactsOf(secrets), hasSecrets: withSecrets };
  writeFileSync(join(folder, MANIFEST_FILE), sealedManifest(content, secrets), { mode: OWNER_ONLY, flag: 'wx' });
  return content;
}

type Facts = Pick<ManifestContent, 'engine' | 'file' | 'migrations' | 'rows' | 'auditHead'>;

async function backUpEmbedded(settings: Settings, parts: DatabaseParts, folder: string): Promise<Facts> {
  const file = 'database.sqlite.gz';
  const dataSource = await connectDatabase(settings, parts);
  try {
    await copyEmbedded(dataSource, join(folder, file));
  } finally {
    await dataSource.destroy();
  }
  /* What the copy holds is read from the copy. */
  const probe = join(folder, 'probe');
  mkdirSync(probe, { mode: OWNER_ONLY_FOLDER });
  try {
    await unpackEmbedded(join(folder, file), probe);
    return { engine: 'sqlite', file, ...(await factsOfFile(join(probe, EMBEDDED_FILE))) };
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

async function backUpServer(settings: Settings, parts: DatabaseParts, folder: string): Promise<Facts> {
  const file = 'database.sql.gz';
  const dataSource = await connectDatabase(settings, parts);
  try {
    const ask: Ask = (sql) => dataSource.query(sql);
    const migrations = await migrationsOf(ask);
    const auditHead = await auditHeadOf(ask);
    const counted = await dumpServer(settings.DATABASE_URL!, join(folder, file));
    const tables = await tablesOf(dataSource);
    return {
      engine: 'mariadb',
      file,
      migrations,
      auditHead,
      rows: Object.fromEntries(tables.map((table) => [table, counted[table] ?? 0])),
    };
  } finally {
    await dataSource.destroy();
  }
}

/** What a restore is asked for. */
export interface RestoreOptions {
  folder: string;
  /** Takes the keys of the backup where none are configured. */
  withSecrets: boolean;
}

/** Restores a backup into the empty database of the settings; returns its manifest. Verifies counts; the audit chain is verified by the caller. */
export async function restoreBackup(
  settings: Settings,
  parts: DatabaseParts,
  { folder, withSecrets }: RestoreOptions,
): Promise<ManifestContent> {
  const manifest = readManifest(folder);
  const known = new Set(parts.migrations.map(({ name }) => name));
  const newer = manifest.migrations.filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new UnusableBackup(
      `备份来自更新的版本(${newer.length} 个未知的结构变更),请先升级程序`,
      `The backup is of a newer version (${newer.length} unknown migrations); upgrade the program first`,
    );
  }
  const engine = settings.DATABASE_URL ? 'mariadb' : 'sqlite';
  if (manifest.engine !== engine) {
    throw new UnusableBackup(
      `备份的数据库是 ${manifest.engine},当前配置是 ${engine}`,
      `The backup is of ${manifest.engine}, the settings name ${engine}`,
    );
  }
  if (withSecrets) placeSecrets(settings, folder, manifest);
  requireSecrets(settings);
  await verifyBackup(folder, manifest, loadSecrets(settings));
  if (engine === 'sqlite') await restoreEmbedded(settings, folder, manifest);
  else await restoreServer(settings, parts, folder, manifest);
  return manifest;
}

async function restoreEmbedded(settings: Settings, folder: string, manifest: ManifestContent): Promise<void> {
  const target = join(settings.DATA_DIR, EMBEDDED_FILE);
  if (existsSync(target)) throw notEmpty();
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: OWNER_ONLY_FOLDER });
  await unpackEmbedded(join(folder, manifest.file), settings.DATA_DIR);
  try {
    const database = new SqliteDatabase(target, { readonly: true });
    const [check] = database.pragma('integrity_check');
    database.close();
    if (check?.integrity_check !== 'ok') throw new UnusableBackup('恢复的数据文件不完整', 'The restored file fails its integrity check');
    compareRows(manifest, (await factsOfFile(target)).rows);
  } catch (error) {
    removeEmbedded(settings);
    throw error;
  }
}

async function restoreServer(settings: Settings, parts: DatabaseParts, folder: string, manifest: ManifestContent): Promise<void> {
  const dataSource = await connectDatabase(settings, parts);
  try {
    if ((await tablesOf(dataSource)).length > 0) throw notEmpty();
    try {
      await loadServer(settings.DATABASE_URL!, join(folder, manifest.file));
      compareRows(manifest, await countRows((sql) => dataSource.query(sql), await tablesOf(dataSource)));
    } catch (error) {
      for (const table of await tablesOf(dataSource)) await dataSource.query(`DROP TABLE \`${table}\``);
      throw error;
    }
  } finally {
    await dataSource.destroy();
  }
}

/** Takes a restored database away again, when what stands in it does not prove right. */
export async function takeBack(settings: Settings, parts: DatabaseParts): Promise<void> {
  if (!settings.DATABASE_URL) {
    removeEmbedded(settings);
    return;
  }
  const dataSource = await connectDatabase(settings, parts);
  for (const table of await tablesOf(dataSource)) await dataSource.query(`DROP TABLE \`${table}\``);
  await dataSource.destroy();
}

function compareRows({ rows }: ManifestContent, found: Record<string, number>): void {
  const differing = [...new Set([...Object.keys(rows), ...Object.keys(found)])].filter((table) => rows[table] !== found[table]);
  if (differing.length > 0) {
    throw new UnusableBackup(
      `恢复后的行数不符:${differing.join('、')}`,
      `The restored rows do not match the manifest: ${differing.join(', ')}`,
    );
  }
}

function notEmpty(): UnusableBackup {
  return new UnusableBackup('目标数据库不是空的;恢复不会覆盖任何数据', 'The target is not empty; a restore never overwrites anything');
}

function placeSecrets(settings: Settings, folder: string, manifest: ManifestContent): void {
  if (!manifest.hasSecrets) throw new UnusableBackup('备份中没有密钥', 'The backup holds no keys');
  const target = generatedSecretsFile(settings);
  if (existsSync(target)) return;
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: OWNER_ONLY_FOLDER });
  writeFileSync(target, readFileSync(join(folder, SECRETS_FILE)), { mode: OWNER_ONLY, flag: 'wx' });
}

/** Without this the keys would be made anew, and nothing of the backup could be read. */
function requireSecrets(settings: Settings): void {
  const isGiven = Boolean(settings.PERSONAL_DATA_KEYS && settings.BLIND_INDEX_KEY && settings.AUDIT_KEY);
  if (!isGiven && !existsSync(generatedSecretsFile(settings))) {
    throw new UnusableBackup('没有配置密钥;请先放好备份时的密钥', 'No keys are configured; put the keys of the backup in place first');
  }
}

async function factsOfFile(path: string): Promise<Pick<Facts, 'migrations' | 'rows' | 'auditHead'>> {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    const ask: Ask = <Row>(sql: string) => Promise.resolve(database.prepare(sql).all() as Row[]);
    const tables = await ask<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    const names = tables.map(({ name }) => name);
    return { migrations: await migrationsOf(ask), rows: await countRows(ask, names), auditHead: await auditHeadOf(ask) };
  } finally {
    database.close();
  }
}

async function migrationsOf(ask: Ask): Promise<string[]> {
  return (await ask<{ name: string }>(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id`)).map(({ name }) => name);
}

async function auditHeadOf(ask: Ask): Promise<{ seq: number; hash: string }> {
  const [head] = await ask<{ seq: number; hash: string }>('SELECT seq, hash FROM audit_chain_head');
  return { seq: Number(head!.seq), hash: head!.hash };
}

async function countRows(ask: Ask, tables: readonly string[]): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of tables)
    rows[table] = Number((await ask<{ total: number | string }>(`SELECT COUNT(*) AS total FROM \`${table}\``))[0]!.total);
  return rows;
}

async function tablesOf(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME",
  );
  return rows.map(({ name }) => name);
}

function removeEmbedded(settings: Settings): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(join(settings.DATA_DIR, `${EMBEDDED_FILE}${ending}`), { force: true });
}
