import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { Clock } from '../../src/platform/clock/clock.js';
import { isLostConnection } from '../../src/platform/database/database-errors.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { type DatabaseLab, openDatabaseLab } from './database-lab.js';

const ANSWER_WITHIN_MS = 8_000;
const onMariaDb = process.env.DATABASE_URL ? describe : describe.skip;

/** Stands between the program and the server, and breaks where the test says. */
class BreakingProxy {
  private readonly sockets = new Set<Socket>();
  private server?: Server;
  private port = 0;
  private readonly target: URL;
  /** Cuts the connection when the client sends this text. */
  cutsAt: string | null = null;

  constructor(url: string) {
    this.target = new URL(url.replace(/^mariadb:/, 'http:'));
  }

  async open(): Promise<void> {
    this.server = createServer((client) => this.join(client));
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  private join(client: Socket): void {
    const server = connect(Number(this.target.port || 3306), this.target.hostname);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    }
    client.on('data', (bytes: Buffer) => {
      if (this.cutsAt !== null && bytes.includes(this.cutsAt)) {
        client.destroy();
        server.destroy();
      } else server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => client.write(bytes));
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  }

  through(url: string): string {
    const parsed = new URL(url.replace(/^mariadb:/, 'http:'));
    parsed.hostname = '127.0.0.1';
    parsed.port = String(this.port);
    return parsed.href.replace(/^http:/, 'mariadb:');
  }

  /** From now on connections are refused, and those that stand are broken. */
  async refuse(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server!.close(() => resolve()));
  }
}

onMariaDb('a server that goes away', () => {
  let proxy: BreakingProxy;
  let lab: DatabaseLab;
  beforeEach(async () => {
    proxy = new BreakingProxy(process.env.DATABASE_URL!);
    await proxy.open();
    lab = await openDatabaseLab('MariaDB', (url) => proxy.through(url));
  });
  afterEach(async () => {
    proxy.cutsAt = null;
    await lab.close();
    await proxy.refuse().catch(() => undefined);
  });

  const insert = (id: string) => lab.transactions.run((tx) => tx.execute('INSERT INTO lab_note (id, amount) VALUES (?, 1)', [id]));
  const ids = async () => (await lab.dataSource.query<{ id: string }[]>('SELECT id FROM lab_note ORDER BY id')).map((row) => row.id);

  it('is answered by RETRY_LATER within a bounded time, and works again when it is back (P-DB-2)', async () => {
    await insert('before');
    await proxy.refuse();
    const startedAt = Date.now();
    await expect(insert('meanwhile')).rejects.toMatchObject({ code: 'RETRY_LATER' });
    expect(Date.now() - startedAt).toBeLessThan(ANSWER_WITHIN_MS);
    await proxy.open();
    await insert('behind');
    expect(await ids()).toEqual(['before', 'behind']);
  });

  it('for a moment only is not noticed by the caller, whose work runs again (P-DB-2)', async () => {
    let tries = 0;
    await lab.transactions.run(async (tx) => {
      await tx.execute('INSERT INTO lab_note (id, amount) VALUES (?, 1)', ['once']);
      if (++tries > 1) return;
      await proxy.refuse();
      await proxy.open();
      await tx.execute('UPDATE lab_note SET amount = 2 WHERE id = ?', ['once']);
    });
    expect([tries, await ids()]).toEqual([2, ['once']]);
  });

  it('at COMMIT leaves the outcome unknown: the work is not repeated, the caller comes again with its key (P-DB-2)', async () => {
    let tries = 0;
    proxy.cutsAt = 'COMMIT';
    const unknown = lab.transactions.run((tx) => {
      tries++;
      return tx.execute('INSERT INTO lab_note (id, amount) VALUES (?, 1)', ['unknown']);
    });
    await expect(unknown).rejects.toMatchObject({ code: 'RETRY_LATER' });
    proxy.cutsAt = null;
    expect([tries, await ids()]).toEqual([1, []]);
  });
});

describe('a connection that cannot be had', () => {
  it('is answered by RETRY_LATER after bounded tries, and nothing is left open (P-DB-2)', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:3306'), { code: 'ECONNREFUSED' });
    let asked = 0;
    let released = 0;
    const dataSource = {
      createQueryRunner: () => ({
        isTransactionActive: false,
        connect: () => {
          asked++;
          return Promise.reject(refused);
        },
        release: () => {
          released++;
          return Promise.resolve();
        },
      }),
    };
    const transactions = new Transactions(dataSource as unknown as DataSource, new Clock());
    await expect(transactions.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'RETRY_LATER' });
    expect([asked, released]).toEqual([5, 5]);
    expect(isLostConnection(refused)).toBe(true);
  });
});
