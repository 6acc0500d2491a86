import { accessSync, constants, mkdirSync } from 'node:fs';
import { BadSettings, type Settings } from './settings.js';

const OWNER_ONLY_FOLDER = 0o700;

/**
 * Makes the folder of the settings and checks that it can be written: it holds the embedded database, and beside a server the list of erasures.
 * Throws `BadSettings`.
 */
export function requireDataDir({ DATA_DIR }: Settings): void {
  if (DATA_DIR === ':memory:') return;
  try {
    mkdirSync(DATA_DIR, { recursive: true, mode: OWNER_ONLY_FOLDER });
    accessSync(DATA_DIR, constants.W_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new BadSettings([
      `DATA_DIR: 目录 ${DATA_DIR} 不可写(${code});请改为可写且长期保存的目录 / ${DATA_DIR} cannot be written (${code}); name a folder that can be written and persists`,
    ]);
  }
}
