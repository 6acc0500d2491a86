import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDataDir } from './data-dir.js';
import { BadSettings, readSettings } from './settings.js';

describe('the folder of data', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'parkcast-data-dir-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const settingsWith = (DATA_DIR: string) => readSettings({ DATA_DIR });

  it('is made for its owner only, and nothing is made for data in memory', () => {
    const path = join(folder, 'below', 'data');
    requireDataDir(settingsWith(path));
    requireDataDir(settingsWith(path));
    requireDataDir(settingsWith(':memory:'));
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(existsSync(':memory:')).toBe(false);
  });

  it('that cannot be written keeps a process from starting, with the path and what to do', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const start = () => requireDataDir(settingsWith(join(file, 'data')));
    expect(start).toThrow(BadSettings);
    expect(start).toThrow(/DATA_DIR: .*不可写\(ENOTDIR\).*cannot be written/);
  });
});
