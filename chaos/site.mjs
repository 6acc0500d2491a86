import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, Program, runToEnd, until } from './processes.mjs';
import { MariadbServer, RedisServer } from './services.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_MAX_MS = 120_000;
const PROBE_MAX_MS = 3_000;
/** A process that was just killed may still let go of its files. */
const FOLDER_TRIES_MAX = 5;

/** API processes on the services: two, so that whoever loses one asks the other, and both write at once. */
const APIS = 2;

/** One installation of the built program with everything under it, in a temporary folder. */
export class Site {
  /** `mode` is `services` (MariaDB, Redis, two API processes and a worker) or `embedded` (one process with SQLite). */
  static async open(mode) {
    const site = new Site();
    site.mode = mode;
    site.folder = mkdtempSync(join(tmpdir(), 'parkcast-chaos-'));
    /* Also when the run is broken off; the processes have been killed by then. */
    process.on('exit', () => site.removeFolder());
    if (mode === 'services') {
      [site.mariadb, site.redis] = await Promise.all([MariadbServer.open(site.folder), RedisServer.open(site.folder)]);
    }
    site.environment = site.commonEnvironment();
    const ports = await Promise.all(Array.from({ length: mode === 'services' ? APIS : 1 }, freePort));
    site.apis = ports.map((port, index) => ({
      address: `http://127.0.0.1:${port}`,
      program: site.programOf('main', `API ${index + 1}`, { PORT: String(port) }),
    }));
    site.worker = mode === 'services' ? site.programOf('worker', 'worker', { LOG_LEVEL: 'info' }) : null;
    return site;
  }

  /** Where the API processes answer. */
  get addresses() {
    return this.apis.map(({ address }) => address);
  }

  programOf(script, name, more = {}) {
    const options = ['--enable-source-maps', `dist/${script}.js`];
    return new Program(name, process.execPath, options, { cwd: ROOT, env: { ...this.environment, ...more } });
  }

  commonEnvironment() {
    const kept = ['PATH', 'HOME', 'TMPDIR'].flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []));
    const services = this.mariadb
      ? { DATABASE_URL: this.mariadb.url, REDIS_URL: this.redis.url, REDIS_PREFIX: '{chaos}', NODE_ENV: 'production' }
      : { NODE_ENV: 'test', LOAD_DEMO: 'false', DATA_DIR: join(this.folder, 'data') };
    return {
      ...Object.fromEntries(kept),
      ...services,
      LOG_LEVEL: 'warn',
      PERSONAL_DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
      AUDIT_KEY: randomBytes(32).toString('base64'),
    };
  }

  /** The first process makes the tables, the others find them. */
  async start() {
    for (const api of this.apis) {
      api.program.start();
      await this.untilReady(api);
    }
    if (this.worker) await this.startWorker();
  }

  /** Starts the worker and waits until it runs jobs: before that a signal meets a program that cannot end in order yet. */
  async startWorker() {
    this.worker.output = '';
    this.worker.start();
    await until('the worker runs jobs', READY_MAX_MS, () => this.worker.output.includes('The worker runs jobs'));
  }

  /** Waits until an API process serves requests. */
  async untilReady({ program, address }) {
    await until(`${program.name} is ready`, READY_MAX_MS, async () => {
      if (!program.isRunning) throw new Error(`${program.name} ended before it was ready:\n${program.output}`);
      const response = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(PROBE_MAX_MS) }).catch(() => null);
      return response?.ok ?? false;
    });
  }

  /** Runs a command line of the program to its end. */
  command(options, input = '') {
    return runToEnd(process.execPath, ['--enable-source-maps', 'dist/cli.js', ...options], { cwd: ROOT, env: this.environment, input });
  }

  get programs() {
    return [...this.apis.map(({ program }) => program), this.worker, this.mariadb?.program, this.redis?.program].filter(Boolean);
  }

  /** Ends its processes by pid and removes its folder. */
  async close() {
    await Promise.all(this.programs.map((program) => program.kill('SIGKILL')));
    this.removeFolder();
  }

  removeFolder() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: FOLDER_TRIES_MAX });
  }
}
