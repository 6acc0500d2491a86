import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { TestApp } from '../support/test-app.js';

/** Where a planted text was found. */
export type Finding = string;

/** Every text of every table, looked through for the planted ones; each finding names table and column. */
export async function foundInTables(app: TestApp, planted: readonly string[]): Promise<Finding[]> {
  const findings = new Set<Finding>();
  for (const { tableName } of app.dataSource.entityMetadatas) {
    const rows = await app.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${tableName}`);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        for (const text of planted) if (String(value).includes(text)) findings.add(`${tableName}.${column}: ${text}`);
      }
    }
  }
  return [...findings];
}

/** The bytes of every file in the folder of the embedded database, the write-ahead log included. */
export function foundInFiles(folder: string, planted: readonly string[]): Finding[] {
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    return planted.filter((text) => bytes.includes(Buffer.from(text, 'utf8'))).map((text) => `${name}: ${text}`);
  });
}

/** Every key and value below the prefix. */
export async function foundInRedis(url: string, prefix: string, planted: readonly string[]): Promise<Finding[]> {
  const redis = new Redis(url);
  const findings: Finding[] = [];
  const valueOf = async (key: string): Promise<unknown> => {
    const type = await redis.type(key);
    if (type === 'string') return redis.get(key);
    if (type === 'hash') return redis.hgetall(key);
    if (type === 'list') return redis.lrange(key, 0, -1);
    if (type === 'zset') return redis.zrange(key, 0, -1);
    if (type === 'set') return redis.smembers(key);
    return type === 'stream' ? redis.xrange(key, '-', '+') : null;
  };
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) {
    for (const key of keys as string[]) {
      const text = `${key} ${JSON.stringify(await valueOf(key))}`;
      findings.push(...planted.filter((value) => text.includes(value)).map((value) => `${key}: ${value}`));
    }
  }
  redis.disconnect();
  return findings;
}
