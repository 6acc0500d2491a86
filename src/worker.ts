import { Logger, type INestApplicationContext } from '@nestjs/common';
import { createContext } from './create-app.js';
import { BadSettings, type Settings } from './platform/config/settings.js';
import { runProcess } from './platform/operations/process-life.js';

const NEEDED = ['DATABASE_URL', 'REDIS_URL'] as const;

/** A worker process: runs the background jobs that the API writes. Any number of them may run. */
async function start(settings: Settings): Promise<INestApplicationContext> {
  const missing = NEEDED.filter((key) => !settings[key]);
  if (missing.length > 0) {
    throw new BadSettings(
      missing.map(
        (key) => `${key}: worker 进程需要它;内置模式下由 API 进程执行任务 / a worker needs it; in the embedded mode the API runs the jobs`,
      ),
    );
  }
  const context = await createContext(settings, 'worker');
  new Logger('Process').log('The worker runs jobs');
  return context;
}

await runProcess(start);
