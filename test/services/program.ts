import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Folder of the built program, below the project. */
const BUILT = process.env.PROGRAM_FOLDER ?? 'dist';
const OUTPUT_KEPT_MAX = 20_000;
const START_MAX_MS = 60_000;
const POLL_MS = 20;

/** Longest time that a build takes. */
export const BUILD_MAX_MS = 240_000;

/** Builds the program when it is not there or older than its sources. */
export function ensureBuilt(): void {
  if (process.env.PROGRAM_FOLDER) return;
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'ensure-build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`the build ended with ${status}`);
}

/** Waits until `check` gives something else than null or false, and returns that. */
export async function until<Found>(what: string, withinMs: number, check: () => Promise<Found | null | false>): Promise<Found> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(POLL_MS);
  }
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A program that can be killed and started again with the same environment. */
export class Program {
  private child: ChildProcess | null = null;
  private output = '';

  constructor(
    readonly script: 'main' | 'worker',
    private readonly environment: Record<string, string>,
  ) {}

  /** The end of what it wrote, over all its lives. */
  get said(): string {
    return this.output;
  }

  /** Memory that the process holds now, in megabytes; Linux tells it. */
  get residentMegabytes(): number {
    const status = readFileSync(`/proc/${this.child!.pid!}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1_024;
  }

  start(): void {
    const inherited = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : [])));
    this.child = spawn(process.execPath, ['--enable-source-maps', join(ROOT, BUILT, `${this.script}.js`)], {
      cwd: ROOT,
      env: { ...inherited, ...this.environment },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-OUTPUT_KEPT_MAX)));
  }

  /** Waits until the API serves requests. */
  async untilReady(): Promise<void> {
    const address = `http://127.0.0.1:${this.environment.PORT}/health/ready`;
    await until(`${this.script} is ready`, START_MAX_MS, async () => {
      if (!this.isRunning) throw new Error(`${this.script} ended before it was ready:\n${this.output}`);
      const response = await fetch(address).catch(() => null);
      return response?.ok ?? false;
    });
  }

  /** SIGKILL; returns when the process is gone. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const ended = once(this.child!, 'exit');
    this.child!.kill('SIGKILL');
    await ended;
  }

  /** SIGTERM; returns the exit code and how long the end took. */
  async terminate(): Promise<{ code: number | null; milliseconds: number }> {
    const startedAt = performance.now();
    const ended = once(this.child!, 'exit') as Promise<[number | null]>;
    this.child!.kill('SIGTERM');
    const [code] = await ended;
    return { code, milliseconds: performance.now() - startedAt };
  }

  private get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }
}

/** A Redis of the test's own, which it may kill; it keeps nothing, so it always starts empty. */
export class OwnRedis {
  private process: ChildProcess | null = null;
  private readonly folder = mkdtempSync(join(tmpdir(), 'parkcast-redis-'));

  private constructor(private readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', this.folder];
    this.process = spawn('redis-server', options, { stdio: 'ignore' });
    const client = new Redis(this.url, { retryStrategy: () => POLL_MS, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  }

  async kill(): Promise<void> {
    if (this.process?.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
