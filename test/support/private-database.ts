import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

async function withServer(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:').replace(/\/[^/]*$/, '/'));
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

/** Creates an empty database beside the named one and returns its URL; undefined stays undefined (embedded mode). */
export async function createPrivateDatabase(url: string | undefined): Promise<string | undefined> {
  if (!url) return undefined;
  const name = `parkcast_test_${randomUUID().replaceAll('-', '')}`;
  await withServer(url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return url.replace(/\/[^/]*$/, `/${name}`);
}

/** Drops a database made by `createPrivateDatabase`. */
export async function dropPrivateDatabase(url: string | undefined): Promise<void> {
  const name = url?.split('/').at(-1);
  if (url && name?.startsWith('parkcast_test_')) await withServer(url, `DROP DATABASE IF EXISTS ${name}`);
}
