import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createConnection } from 'mysql2/promise';
import { freePort, Program, runToEnd, until } from './processes.mjs';

const MARIADB_START_MAX_MS = 60_000;
const REDIS_START_MAX_MS = 20_000;
const CONNECT_MAX_MS = 2_000;
const DATABASE = 'chaos';
/** What one write of the filler brings; the limit is reached when Redis refuses it. */
const FILLER_BYTES = 256 * 1024;
const FILLER_WRITES_MAX = 64;
/** Memory that Redis gets beyond what it uses, so that the filler reaches the limit at once. */
const HEADROOM_BYTES = 1024 * 1024;

/** A MariaDB of this run, below its folder. A commit is in the hands of the system before it is acknowledged: it outlives a killed process. */
export class MariadbServer {
  static async open(folder) {
    const server = new MariadbServer();
    const data = join(folder, 'mariadb');
    const user = userInfo().username;
    const made = await runToEnd('mariadb-install-db', [
      ...['--no-defaults', `--datadir=${data}`, `--user=${user}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    ]);
    if (made.code !== 0) throw new Error(`mariadb-install-db ended with ${made.code}:\n${made.output}`);
    server.port = await freePort();
    server.program = new Program('mariadb', 'mariadbd', [
      ...['--no-defaults', `--datadir=${data}`, `--user=${user}`, `--socket=${join(folder, 'mariadb.sock')}`],
      ...[`--pid-file=${join(folder, 'mariadb.pid')}`, '--bind-address=127.0.0.1', `--port=${server.port}`],
      ...['--character-set-server=utf8mb4', '--max-connections=200', '--innodb-flush-log-at-trx-commit=2'],
    ]);
    await server.start();
    const connection = await server.connect();
    await connection.query(`CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4`).finally(() => connection.end());
    return server;
  }

  get url() {
    return `mariadb://root@127.0.0.1:${this.port}/${DATABASE}`;
  }

  async start() {
    this.program.start();
    await until('MariaDB answers', MARIADB_START_MAX_MS, () => this.answers()).catch((error) => {
      throw new Error(`${error.message}\n${this.program.output}`);
    });
  }

  connect() {
    return createConnection({ host: '127.0.0.1', port: this.port, user: 'root', connectTimeout: CONNECT_MAX_MS });
  }

  async answers() {
    try {
      const connection = await this.connect();
      await connection.query('SELECT 1').finally(() => connection.destroy());
      return true;
    } catch {
      return false;
    }
  }
}

/** A Redis of this run. It keeps nothing on disk, so it always starts empty. */
export class RedisServer {
  static async open(folder) {
    const server = new RedisServer();
    const data = join(folder, 'redis');
    mkdirSync(data);
    server.port = await freePort();
    server.program = new Program('redis', 'redis-server', [
      ...['--port', String(server.port), '--bind', '127.0.0.1', '--dir', data, '--save', '', '--appendonly', 'no'],
      ...['--maxmemory-policy', 'noeviction'],
    ]);
    await server.start();
    return server;
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start() {
    this.program.start();
    await until('Redis answers', REDIS_START_MAX_MS, () =>
      this.with((client) => client.ping()).then(
        () => true,
        () => false,
      ),
    );
  }

  /** Runs commands on a connection of its own. */
  async with(work) {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: CONNECT_MAX_MS });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  empty() {
    return this.with((client) => client.flushall());
  }

  /** Fills it up to its limit: from now on it refuses every write. */
  fill() {
    return this.with(async (client) => {
      const used = Number(/used_memory:(\d+)/.exec(await client.info('memory'))[1]);
      await client.config('SET', 'maxmemory', String(used + HEADROOM_BYTES));
      for (let index = 0; index < FILLER_WRITES_MAX; index++) {
        const refusal = await client.set(`filler:${index}`, 'x'.repeat(FILLER_BYTES)).then(
          () => null,
          (error) => error,
        );
        if (refusal) return;
      }
      throw new Error('Redis did not reach its limit');
    });
  }

  /** Gives it room again and removes the filler. */
  unfill() {
    return this.with(async (client) => {
      await client.config('SET', 'maxmemory', '0');
      for (let index = 0; index < FILLER_WRITES_MAX; index++) await client.del(`filler:${index}`);
    });
  }
}
