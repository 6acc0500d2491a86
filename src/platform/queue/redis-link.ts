import { Logger } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { machineTime } from './queue-limits.js';
import { settlesWithin, within } from './waiting.js';

/** Name of the one BullMQ queue; its keys begin with `REDIS_PREFIX`, whose hash tag keeps them in one slot of a Redis Cluster. */
export const QUEUE_NAME = 'jobs';

/** What lies in Redis for a job or a tick: ids only. */
export interface Delivery {
  jobId?: string;
  schedule?: string;
}

const CONNECT_TIMEOUT_MS = 3_000;
const COMMAND_TIMEOUT_MS = 3_000;
const RECONNECT_BASE_MS = 200;
const RECONNECT_MAX_MS = 2_000;
const CLOSE_WAIT_MAX_MS = 500;

const reconnectAfter = (times: number): number => Math.min(RECONNECT_MAX_MS, RECONNECT_BASE_MS * times);

/** Reports the first error of an outage and the end of it, not each attempt in between. */
function reportOutages(client: Redis, logger: Logger): void {
  let isDown = false;
  client.on('error', (error: Error & { code?: string }) => {
    if (!isDown) logger.warn(`Redis cannot be reached (${error.code ?? error.name}); jobs wait in the table`);
    isDown = true;
  });
  client.on('ready', () => {
    if (isDown) logger.log('Redis can be reached again');
    isDown = false;
  });
}

/** A client from which BullMQ makes the connections of a worker, and which can end them all at once. It never connects itself. */
export class WorkerConnections extends Redis {
  private readonly copies: Redis[] = [];

  constructor(
    url: string,
    private readonly logger: Logger,
  ) {
    super(url, { lazyConnect: true, maxRetriesPerRequest: null, connectTimeout: CONNECT_TIMEOUT_MS, retryStrategy: reconnectAfter });
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = new Redis({ ...this.options, ...override, lazyConnect: false });
    reportOutages(copy, this.logger);
    this.copies.push(copy);
    return copy;
  }

  /** Cuts every connection without asking the server. */
  endAll(): void {
    for (const copy of this.copies) copy.disconnect();
    this.disconnect();
  }
}

/** The producer's connection: commands fail at once while Redis is down, and connecting never blocks a start or a shutdown. */
export class RedisLink {
  private readonly logger = new Logger(RedisLink.name);
  private readonly client: Redis;
  private opened?: Queue<Delivery>;
  private readySince: number | null = null;

  constructor(
    url: string,
    private readonly prefix: string,
    onReady: () => void,
  ) {
    this.client = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      retryStrategy: reconnectAfter,
    });
    reportOutages(this.client, this.logger);
    this.client.on('close', () => (this.readySince = null));
    this.client.on('ready', () => {
      this.readySince = machineTime();
      onReady();
    });
  }

  /** Since when (ms) Redis can be reached; null while it cannot. */
  get since(): number | null {
    return this.readySince;
  }

  /** The queue, once Redis answers. Throws when it does not answer soon. */
  async queue(): Promise<Queue<Delivery>> {
    if (!this.opened) {
      this.opened = new Queue<Delivery>(QUEUE_NAME, { connection: this.client, prefix: this.prefix });
      this.opened.on('error', () => undefined);
    }
    try {
      await within(COMMAND_TIMEOUT_MS, this.opened.waitUntilReady(), () => new Error('Redis did not answer in time'));
      return this.opened;
    } catch (error) {
      this.opened = undefined;
      throw error;
    }
  }

  /** Cuts the connection; bounded, also while Redis is down. */
  async close(): Promise<void> {
    this.client.disconnect();
    if (this.opened) await settlesWithin(CLOSE_WAIT_MAX_MS, this.opened.close());
  }
}
