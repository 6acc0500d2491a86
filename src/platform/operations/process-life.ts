import { Logger } from '@nestjs/common';
import { requireDataDir } from '../config/data-dir.js';
import { BadSettings, readSettings, type Settings } from '../config/settings.js';
import { DataDirHeld } from '../database/embedded-hold.js';

/** From the first signal to the end of the process at the latest: below the 10 s that orchestrators grant. */
const HARD_EXIT_AFTER_MS = 9_500;
/** A terminal and npm both pass on one Ctrl+C; what comes within this time is the same wish. */
const SAME_SIGNAL_MS = 500;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** What a process runs until it is told to end. */
export interface Running {
  close(): Promise<unknown>;
}

/**
 * Runs a process: reads the settings, starts, and ends in order at SIGTERM or SIGINT; one that is still starting comes up first. It ends at
 * once at a second signal and after 9.5 s in any case. A start that fails says why in one paragraph and ends with code 1.
 */
export async function runProcess(start: (settings: Settings) => Promise<Running>): Promise<void> {
  try {
    const settings = readSettings(process.env);
    requireDataDir(settings);
    const starting = start(settings);
    endOnSignals(starting);
    await starting;
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exit(1);
  }
}

function endOnSignals(starting: Promise<Running>): void {
  const logger = new Logger('Process');
  let endingSince: number | null = null;
  const end = (signal: NodeJS.Signals): void => {
    if (endingSince !== null) {
      if (performance.now() - endingSince > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    endingSince = performance.now();
    logger.log(`${signal}: takes no more work, finishes what is running and ends`);
    setTimeout(() => process.exit(1), HARD_EXIT_AFTER_MS);
    starting
      .then((running) => running.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error(error);
          process.exit(1);
        },
      );
  };
  for (const signal of SIGNALS) process.on(signal, end);
}

interface SystemError {
  code?: string;
  address?: string;
  port?: number;
  driverError?: SystemError;
}

/** What went wrong, in both languages where it is something that people mend. */
function startFailure(error: unknown): string {
  if (error instanceof BadSettings || error instanceof DataDirHeld) return error.message;
  const outer = (error ?? {}) as SystemError;
  const { code, port } = outer.driverError ?? outer;
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用,请用 PORT 指定其他端口。\nPort ${port} is in use; name another one by PORT.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT') {
    return `无法连接数据库(${code}),请检查 DATABASE_URL。\nThe database cannot be reached (${code}); check DATABASE_URL.`;
  }
  if (code?.startsWith('ER_'))
    return `数据库拒绝了请求(${code}),请检查 DATABASE_URL。\nThe database refused (${code}); check DATABASE_URL.`;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `无法启动 / The process cannot start:\n${detail}`;
}
