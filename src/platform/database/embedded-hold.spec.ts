import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readSettings } from '../config/settings.js';
import { DataDirHeld, holdEmbedded } from './embedded-hold.js';

describe('the hold of the embedded database', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'parkcast-hold-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const settingsWith = (DATA_DIR: string, more: Record<string, string> = {}) => readSettings({ DATA_DIR, ...more });

  it('belongs to one until it is given back; the refusal names the folder and the cure in both languages', () => {
    const hold = holdEmbedded(settingsWith(folder))!;
    const sameFolder = settingsWith(relative(process.cwd(), folder));
    expect(() => holdEmbedded(sameFolder)).toThrow(DataDirHeld);
    expect(() => holdEmbedded(sameFolder)).toThrow(
      new RegExp(`目录 ${folder} .*[^]*请.*DATA_DIR[^]*The folder ${folder} is in use [^]*DATA_DIR`),
    );
    hold.release();
    hold.release();
    holdEmbedded(sameFolder)!.release();
    expect(readdirSync(folder)).toEqual(['server.lock']);
    expect(statSync(join(folder, 'server.lock')).mode & 0o777).toBe(0o600);
  });

  it('waits a moment for one that is just ending, and leaves nothing but its file beside the database while it stands', () => {
    const hold = holdEmbedded(settingsWith(folder))!;
    expect(readdirSync(folder)).toEqual(['server.lock']);
    const startedAt = performance.now();
    expect(() => holdEmbedded(settingsWith(folder))).toThrow(DataDirHeld);
    expect(performance.now() - startedAt).toBeGreaterThan(500);
    hold.release();
  });

  it('is not taken on a server database or in memory, where nothing is shared by a folder', () => {
    const server = settingsWith(folder, { DATABASE_URL: 'mariadb://root@127.0.0.1:1/none' });
    expect([holdEmbedded(server), holdEmbedded(settingsWith(':memory:'))]).toEqual([null, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
