import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadSettings, requiredInProduction, type Settings } from '../config/settings.js';

const SECRETS_FILE = 'secrets.json';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const OWNER_ONLY = 0o600;
const OTHERS_BITS = 0o077;
const SECRET_KEYS = ['PERSONAL_DATA_KEYS', 'BLIND_INDEX_KEY', 'AUDIT_KEY'] as const;

type SecretTexts = Record<(typeof SECRET_KEYS)[number], string>;

/** A key that encrypts personal data, named so that a rotated one can still be told apart. */
export interface PersonalDataKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** The keys of one installation. All processes on one database need the same. */
export interface Secrets {
  /** Newest first: the first encrypts, all decrypt. */
  personalDataKeys: readonly PersonalDataKey[];
  /** Keys the blind indexes; it never changes, or every lookup by ID-card number fails. */
  blindIndexKey: Buffer;
  /** Keys the digests of the audit trail; it never changes, or the verifier reports every entry. */
  auditKey: Buffer;
}

/** Injection token of the installation's `Secrets`. */
export const SECRETS = Symbol('Secrets');

/** Fresh keys as the environment holds them. */
export function generateSecretTexts(): SecretTexts {
  const id = `k${randomBytes(KEY_ID_BYTES).toString('hex')}`;
  const secret = () => randomBytes(KEY_BYTES).toString('base64');
  return { PERSONAL_DATA_KEYS: `${id}:${secret()}`, BLIND_INDEX_KEY: secret(), AUDIT_KEY: secret() };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function readStored(file: string): SecretTexts | null {
  try {
    const text = readFileSync(file, 'utf8');
    if (statSync(file).mode & OTHERS_BITS) chmodSync(file, OWNER_ONLY);
    return JSON.parse(text) as SecretTexts;
  } catch (error) {
    if (isMissing(error)) return null;
    const [zh, en] =
      error instanceof SyntaxError ? ['不是 JSON', 'not JSON'] : [(error as NodeJS.ErrnoException).code, (error as Error).message];
    throw new BadSettings([`${file}: 无法读取(${zh}) / cannot be read (${en})`]);
  }
}

/** The finished file appears under its name in one step: of two processes that start at once one wins, and the other reads what it wrote. */
function storeOnce(directory: string, file: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(KEY_ID_BYTES).toString('hex')}`;
  try {
    writeFileSync(draft, `${JSON.stringify(generateSecretTexts(), null, 2)}\n`, { mode: OWNER_ONLY, flag: 'wx', flush: true });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function storedTexts(directory: string): SecretTexts {
  if (directory === ':memory:') return generateSecretTexts();
  const file = join(directory, SECRETS_FILE);
  const found = readStored(file);
  if (found) return found;
  storeOnce(directory, file);
  return readStored(file)!;
}

function keysOf(text: string): PersonalDataKey[] {
  const keys = text.split(',').map((entry) => {
    const separator = entry.indexOf(':');
    return { id: entry.slice(0, separator), key: Buffer.from(entry.slice(separator + 1), 'base64') };
  });
  const problems = keys
    .filter(({ key }) => key.length !== KEY_BYTES)
    .map(({ id }) => `PERSONAL_DATA_KEYS: 密钥 ${id} 不是 ${KEY_BYTES} 字节 / key ${id} does not have ${KEY_BYTES} bytes`);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) problems.push('PERSONAL_DATA_KEYS: 有密钥编号重复 / a key id occurs twice');
  if (problems.length > 0) throw new BadSettings(problems);
  return keys;
}

/** Where keys that the settings do not name are kept. */
export function generatedSecretsFile(settings: Settings): string {
  return join(settings.DATA_DIR, SECRETS_FILE);
}

/** The keys as the environment would hold them, for a backup that takes them along. */
export function secretTextsOf(settings: Settings): Record<string, string> {
  const { personalDataKeys, blindIndexKey, auditKey } = loadSecrets(settings);
  const keys = personalDataKeys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
  return { PERSONAL_DATA_KEYS: keys, BLIND_INDEX_KEY: blindIndexKey.toString('utf8'), AUDIT_KEY: auditKey.toString('utf8') };
}

/**
 * The keys named by the settings. Outside production those that are absent come from `<DATA_DIR>/secrets.json`, which the first
 * process creates for its owner only; with `DATA_DIR=:memory:` they live as long as the process. Throws `BadSettings`.
 */
export function loadSecrets(settings: Settings): Secrets {
  const missing = SECRET_KEYS.filter((key) => !settings[key]);
  if (missing.length > 0 && settings.NODE_ENV === 'production') {
    throw new BadSettings(missing.map(requiredInProduction));
  }
  const stored = missing.length > 0 ? storedTexts(settings.DATA_DIR) : null;
  const textOf = (key: (typeof SECRET_KEYS)[number]): string => {
    const text = settings[key] ?? stored?.[key];
    if (!text)
      throw new BadSettings([
        `${key}: ${SECRETS_FILE} 中没有它,请从备份恢复该文件 / is missing in ${SECRETS_FILE}; restore that file from the backup`,
      ]);
    return text;
  };
  return {
    personalDataKeys: keysOf(textOf('PERSONAL_DATA_KEYS')),
    blindIndexKey: Buffer.from(textOf('BLIND_INDEX_KEY'), 'utf8'),
    auditKey: Buffer.from(textOf('AUDIT_KEY'), 'utf8'),
  };
}
