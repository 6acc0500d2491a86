import { PersonalDataCipher, UndecipherableValue } from '../platform/personal-data/cipher.js';
import { failureLines } from './failure-lines.js';

const ADDRESS = { kind: 'Person', id: 'p1', field: 'phone' };

function cipherWith(...ids: string[]): PersonalDataCipher {
  const personalDataKeys = ids.map((id) => ({ id, key: Buffer.alloc(32, id) }));
  return new PersonalDataCipher({ personalDataKeys, blindIndexKey: Buffer.alloc(32), auditKey: Buffer.alloc(32) });
}

function failureOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the lines of a command that failed', () => {
  it.each(['ENOENT', 'EEXIST', 'EPERM', 'EACCES', 'ENOTDIR', 'ENOSPC', 'EROFS', 'EISDIR'])(
    'name the path and what to do in both languages for %s',
    (code) => {
      const lines = failureLines(Object.assign(new Error(`${code}: raw English, open '/some/where'`), { code, path: '/some/where' }));
      expect(lines).toHaveLength(2);
      expect(lines[0]).toMatch(new RegExp(`\\p{Script=Han}.* /some/where \\(${code}\\) / [A-Z].* /some/where \\(${code}\\)$`, 'u'));
      expect(lines[1]).toMatch(/^请.* \/ [A-Z][^\p{Script=Han}]*$/u);
      expect(lines.join()).not.toContain('raw English');
    },
  );

  it('name the key that is missing from PERSONAL_DATA_KEYS, and never the value', () => {
    const text = cipherWith('old').encrypt(ADDRESS, '13800138000');
    const lines = failureLines(failureOf(() => cipherWith('new').decrypt(ADDRESS, text)));
    expect(lines[0]).toMatch(/密钥 old 不在 PERSONAL_DATA_KEYS 中 \/ .*the key old .* is missing from PERSONAL_DATA_KEYS$/);
    expect(lines[1]).toMatch(/^请.* \/ Add that key/);
    expect(lines.join()).not.toContain('13800138000');
  });

  it('blame no missing key for a value that was changed', () => {
    const text = cipherWith('old').encrypt({ ...ADDRESS, id: 'p2' }, '13800138000');
    const error = failureOf(() => cipherWith('old').decrypt(ADDRESS, text));
    expect(error).toBeInstanceOf(UndecipherableValue);
    expect(failureLines(error)[0]).toMatch(/内容被改动过.* \/ .*it was changed/);
  });

  it('show where a bug happened', () => {
    expect(failureLines(new TypeError('x is undefined'))[0]).toMatch(/TypeError: x is undefined\n +at /);
    expect(failureLines(Object.assign(new Error('no path'), { code: 'ENOENT' }))[0]).toMatch(/no path\n +at /);
  });
});
