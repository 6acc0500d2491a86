import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { canonicalJson } from '../idempotency/canonical-json.js';
import type { Secrets } from '../personal-data/secrets.js';

/** Name of the manifest in a backup's folder. */
export const MANIFEST_FILE = 'manifest.json';
/** Name of the file with the keys, in a backup that was made with them. */
export const SECRETS_FILE = 'secrets.json';

const CONTENT = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  engine: z.enum(['sqlite', 'mariadb']),
  /** Name of the database file in the folder. */
  file: z.string().regex(/^[\w.-]+$/),
  bytes: z.number().int(),
  /** SHA-256 of the file in hexadecimal. */
  sha256: z.string(),
  /** Names of the migrations that had run. */
  migrations: z.array(z.string()),
  /** Table → rows. */
  rows: z.record(z.string(), z.number().int()),
  auditHead: z.object({ seq: z.number().int(), hash: z.string() }),
  /** Ids of the keys that are needed to read it. */
  keyIds: z.array(z.string()),
  /** Fingerprints of the two keys that have no id. */
  keyFingerprints: z.object({ blindIndex: z.string(), audit: z.string() }),
  hasSecrets: z.boolean(),
});
const MANIFEST = CONTENT.extend({ seal: z.string() });

/** What a backup says of itself. */
export type ManifestContent = z.infer<typeof CONTENT>;

/** Why a folder is no backup that can be restored. */
export class UnusableBackup extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh} / ${en}`);
  }
}

function fingerprintOf(key: Buffer): string {
  return createHmac('sha256', key).update('parkcast-key').digest('base64url').slice(0, 16);
}

/** What tells the keys of an installation without giving them away. */
export function keyFactsOf(secrets: Secrets): Pick<ManifestContent, 'keyIds' | 'keyFingerprints'> {
  const keyFingerprints = { blindIndex: fingerprintOf(secrets.blindIndexKey), audit: fingerprintOf(secrets.auditKey) };
  return { keyIds: secrets.personalDataKeys.map(({ id }) => id), keyFingerprints };
}

function sealOf(content: ManifestContent, auditKey: Buffer): string {
  return createHmac('sha256', auditKey).update(canonicalJson(content)).digest('base64url');
}

/** The text of a manifest, sealed. */
export function sealedManifest(content: ManifestContent, { auditKey }: Secrets): string {
  return `${JSON.stringify({ ...content, seal: sealOf(content, auditKey) }, null, 2)}\n`;
}

/** Reads a manifest without trusting it. Throws `UnusableBackup`. */
export function readManifest(folder: string): ManifestContent & { seal: string } {
  let text: string;
  try {
    text = readFileSync(join(folder, MANIFEST_FILE), 'utf8');
  } catch {
    throw new UnusableBackup('该目录没有 manifest.json,不是完整的备份', 'There is no manifest.json: the folder is not a complete backup');
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UnusableBackup('manifest.json 已损坏', 'manifest.json is damaged');
  }
  const manifest = MANIFEST.safeParse(parsed);
  if (!manifest.success)
    throw new UnusableBackup('manifest.json 已损坏,或来自更新的版本', 'manifest.json is damaged, or of a newer version');
  return manifest.data;
}

/** SHA-256 and length of a file, read as a stream. */
export async function digestOfFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  return { sha256: hash.digest('hex'), bytes };
}

/** Checks keys, seal and file of a backup before anything is written. Throws `UnusableBackup`. */
export async function verifyBackup(
  folder: string,
  { seal, ...content }: ManifestContent & { seal: string },
  secrets: Secrets,
): Promise<void> {
  const facts = keyFactsOf(secrets);
  const missing = content.keyIds.filter((id) => !facts.keyIds.includes(id));
  const isOther = JSON.stringify(facts.keyFingerprints) !== JSON.stringify(content.keyFingerprints);
  if (missing.length > 0 || isOther) {
    throw new UnusableBackup(
      `配置的密钥与备份不符${missing.length > 0 ? `,缺少 ${missing.join('、')}` : ''};请先放好备份时的密钥`,
      `The configured keys do not fit the backup${missing.length > 0 ? `: ${missing.join(', ')} missing` : ''}; put the keys of its time in place first`,
    );
  }
  const [given, expected] = [Buffer.from(seal), Buffer.from(sealOf(content, secrets.auditKey))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new UnusableBackup('manifest.json 被改动过', 'manifest.json was changed');
  }
  const found = await digestOfFile(join(folder, content.file)).catch(() => null);
  if (found?.sha256 !== content.sha256 || found.bytes !== content.bytes) {
    throw new UnusableBackup('数据文件缺失、损坏或被改动过', 'The data file is missing, damaged or was changed');
  }
}
