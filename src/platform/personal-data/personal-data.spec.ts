import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import ts from 'typescript';
import { BadSettings, readSettings } from '../config/settings.js';
import { PersonalDataCipher, UndecipherableValue } from './cipher.js';
import { birthDateOf, idCardProblem, normalizedIdCard } from './id-card.js';
import { maskedIdCard, maskedPhone } from './masking.js';
import { loadSecrets, type Secrets } from './secrets.js';

const ADDRESS = { kind: 'Person', id: '01arz3ndektsv4rrffq69g5fav', field: 'idCard' };
const TODAY = '2026-11-21';

function memorySecrets(): Secrets {
  return loadSecrets(readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:' }));
}

describe('the cipher', () => {
  const secrets = memorySecrets();
  const cipher = new PersonalDataCipher(secrets);

  it('gives back any text and never the same ciphertext twice (PR-1)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const text = cipher.encrypt(ADDRESS, value);
        expect(cipher.decrypt(ADDRESS, text)).toBe(value);
        expect(text).toMatch(/^v1\.[a-z0-9]{1,16}\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/);
        expect(text.length).toBeLessThanOrEqual(62 + Math.ceil((4 * Buffer.byteLength(value)) / 3));
        expect(cipher.encrypt(ADDRESS, value)).not.toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses another record, another field, another kind and every changed byte (PR-1)', () => {
    const text = cipher.encrypt(ADDRESS, '11010519491231002X');
    for (const other of [
      { ...ADDRESS, id: '01arz3ndektsv4rrffq69g5faw' },
      { ...ADDRESS, field: 'phone' },
      { ...ADDRESS, kind: 'Streamer' },
    ]) {
      expect(() => cipher.decrypt(other, text)).toThrow(UndecipherableValue);
    }
    const parts = text.split('.');
    for (const position of [2, 3, 4]) {
      const bytes = Buffer.from(parts[position]!, 'base64url');
      for (let index = 0; index < bytes.length; index++) {
        const changed = Buffer.from(bytes);
        changed[index]! ^= 1;
        expect(() => cipher.decrypt(ADDRESS, parts.with(position, changed.toString('base64url')).join('.'))).toThrow(UndecipherableValue);
      }
    }
    for (const garbage of ['', 'v1', 'v2.k1.a.b.c', parts.with(3, parts[3]!.slice(0, 6)).join('.')]) {
      expect(() => cipher.decrypt(ADDRESS, garbage)).toThrow(UndecipherableValue);
    }
  });

  it('reads values of an older key, names them for rewriting, and names a key that is gone', () => {
    const old = secrets.personalDataKeys[0]!;
    const text = cipher.encrypt(ADDRESS, '王小明');
    const rotated = new PersonalDataCipher({ ...secrets, personalDataKeys: [{ id: 'new', key: Buffer.alloc(32, 7) }, old] });
    expect(rotated.decrypt(ADDRESS, text)).toBe('王小明');
    expect([rotated.needsReencryption(text), rotated.needsReencryption(rotated.encrypt(ADDRESS, 'x'))]).toEqual([true, false]);
    const without = new PersonalDataCipher({ ...secrets, personalDataKeys: [{ id: 'new', key: Buffer.alloc(32, 7) }] });
    expect(() => without.decrypt(ADDRESS, text)).toThrow(`key ${old.id} is not configured`);
  });

  it('finds equal values of one field, tells fields and installations apart (INV-05)', () => {
    expect(cipher.blindIndex('idCard', '1')).toBe(cipher.blindIndex('idCard', '1'));
    expect(cipher.blindIndex('idCard', '1')).toHaveLength(43);
    expect(cipher.blindIndex('idCard', '1')).not.toBe(cipher.blindIndex('phone', '1'));
    expect(cipher.blindIndex('idCard', '1')).not.toBe(new PersonalDataCipher(memorySecrets()).blindIndex('idCard', '1'));
  });
});

describe('the keys', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'parkcast-secrets-'))));
  afterEach(() => rmSync(directory, { recursive: true }));
  const settings = (more: Record<string, string> = {}) =>
    readSettings({ NODE_ENV: 'development', DATA_DIR: join(directory, 'data'), ...more });
  const file = () => join(directory, 'data', 'secrets.json');

  it('are made once, for the owner only, and found again at the next start', () => {
    const first = loadSecrets(settings());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(loadSecrets(settings())).toEqual(first);
    expect(readdirSync(join(directory, 'data'))).toEqual(['secrets.json']);
  });

  it('are the same for processes that start at once', async () => {
    const cache = join(process.cwd(), 'node_modules', '.cache');
    mkdirSync(cache, { recursive: true });
    const compiled = mkdtempSync(join(cache, 'parkcast-secrets-'));
    try {
      for (const source of ['config/settings', 'personal-data/secrets']) {
        const target = join(compiled, `${source}.js`);
        mkdirSync(dirname(target), { recursive: true });
        const text = readFileSync(join(process.cwd(), 'src/platform', `${source}.ts`), 'utf8');
        writeFileSync(
          target,
          ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 } }).outputText,
        );
      }
      const program = `import { loadSecrets } from './personal-data/secrets.js'; import { readSettings } from './config/settings.js';
        const { personalDataKeys, auditKey } = loadSecrets(readSettings({ NODE_ENV: 'development', DATA_DIR: ${JSON.stringify(join(directory, 'data'))} }));
        console.log(personalDataKeys[0].id, auditKey.toString());`;
      writeFileSync(join(compiled, 'start.js'), program);
      writeFileSync(join(compiled, 'package.json'), '{"type":"module"}');
      const starts = Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, [join(compiled, 'start.js')]));
      const answers = new Set((await Promise.all(starts)).map(({ stdout }) => stdout));
      expect([...answers]).toEqual([expect.stringMatching(/^k[0-9a-f]{8} \S{44}\n$/)]);
      expect(readdirSync(join(directory, 'data'))).toEqual(['secrets.json']);
    } finally {
      rmSync(compiled, { recursive: true });
    }
  });

  it('are closed again when a restored file is readable to others', () => {
    loadSecrets(settings());
    chmodSync(file(), 0o644);
    loadSecrets(settings());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('come from the environment first, and no file is written when all are there', () => {
    const key = Buffer.alloc(32, 1).toString('base64');
    const all = { PERSONAL_DATA_KEYS: `b:${key},a:${key}`, BLIND_INDEX_KEY: 'b'.repeat(32), AUDIT_KEY: 'a'.repeat(32) };
    const secrets = loadSecrets(settings(all));
    expect(secrets.personalDataKeys.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(() => statSync(file())).toThrow('ENOENT');
    expect(loadSecrets(settings({ AUDIT_KEY: all.AUDIT_KEY })).auditKey.toString()).toBe(all.AUDIT_KEY);
  });

  it('are refused when short, repeated, unreadable, incomplete, or absent in production', () => {
    const bad = `a:${Buffer.alloc(31).toString('base64')},a:${Buffer.alloc(32).toString('base64')}`;
    expect(() => loadSecrets(settings({ PERSONAL_DATA_KEYS: bad }))).toThrow(/key a does not have 32 bytes[^]*a key id occurs twice/);
    expect(() => loadSecrets({ ...settings(), NODE_ENV: 'production' })).toThrow(BadSettings);
    loadSecrets(settings());
    const stored = JSON.parse(readFileSync(file(), 'utf8')) as Record<string, string>;
    writeFileSync(file(), JSON.stringify({ ...stored, AUDIT_KEY: undefined }));
    expect(() => loadSecrets(settings())).toThrow('AUDIT_KEY: secrets.json 中没有它,请从备份恢复该文件 / is missing in secrets.json');
    writeFileSync(file(), '{');
    expect(() => loadSecrets(settings())).toThrow('not JSON');
  });

  it('never leave the process with an in-memory database', () => {
    expect(memorySecrets().auditKey).not.toEqual(memorySecrets().auditKey);
  });
});

describe('the resident ID number', () => {
  it('accepts the example of GB 11643 and any number whose check character fits', () => {
    expect(idCardProblem('11010519491231002X', TODAY)).toBeNull();
    expect(idCardProblem(normalizedIdCard(' 11010519491231002x '), TODAY)).toBeNull();
    expect(normalizedIdCard('１１０１０５１９４９１２３１００２ｘ')).toBe('11010519491231002X');
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
  });

  it('refuses each other check character, each changed digit and each exchange of neighbors', () => {
    const valid = '11010519491231002X';
    for (const check of '0123456789') expect(idCardProblem(valid.slice(0, 17) + check, TODAY)).toBe('CHECKSUM');
    for (let index = 14; index < 17; index++) {
      for (const digit of '0123456789') {
        if (digit !== valid[index]) expect(idCardProblem(valid.slice(0, index) + digit + valid.slice(index + 1), TODAY)).toBe('CHECKSUM');
      }
    }
    expect(idCardProblem('11010519491231020X', TODAY)).toBe('CHECKSUM');
  });

  it('refuses other shapes and birth dates that do not exist or have not come', () => {
    for (const text of ['', '110105491231002', '01010519491231002X', '1101051949123100XX', '11010519491231002x', '11010519491231002X0']) {
      expect(idCardProblem(text, TODAY)).toBe('SHAPE');
    }
    expect(idCardProblem('110105194902300020', TODAY)).toBe('BIRTH_DATE');
    expect(idCardProblem('110105189902280020', TODAY)).toBe('BIRTH_DATE');
    expect(idCardProblem('110105202611220020', TODAY)).toBe('FUTURE_BIRTH');
  });
});

describe('the masks', () => {
  it('hide the birth date and the middle of a phone', () => {
    expect(maskedIdCard('11010519491231002X')).toBe('110***********002X');
    expect(maskedIdCard('1101051949')).toBe('****');
    expect(maskedPhone('13812345678')).toBe('138****5678');
    expect([maskedPhone('0467-2345678'), maskedPhone('110'), maskedPhone('12345')]).toEqual(['****78', '****', '****45']);
  });
});
