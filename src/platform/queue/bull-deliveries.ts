import { Logger } from '@nestjs/common';
import { type Job, Worker } from 'bullmq';
import { errorSummary } from './job-retry.rules.js';
import { machineTime, WORKER_CONCURRENCY_MAX } from './queue-limits.js';
import { type Delivery, QUEUE_NAME, WorkerConnections } from './redis-link.js';
import { settlesWithin } from './waiting.js';

const CLOSE_WAIT_MAX_MS = 500;
const LOOK_EVERY_MS = 10;
/** How long BullMQ takes a silent worker for alive, and how often it looks: a delivery that died before its claim is delivered again after both. */
const DELIVERY_LOCK_MS = 10_000;
const STALLED_LOOK_MS = 5_000;
/** BullMQ would wait 15 s, during which nothing runs although Redis is back. */
const RETRY_AFTER_OUTAGE_MS = 1_000;

/** Where deliveries come from. */
export interface DeliverySource {
  url: string;
  prefix: string;
}

/** One worker of BullMQ with its connections. */
export class BullDeliveries {
  private readonly logger = new Logger(BullDeliveries.name);
  private readonly connections: WorkerConnections;
  private readonly worker: Worker<Delivery>;
  /** Deliveries that Redis still counts as being worked on. */
  private unacknowledged = 0;
  private lastAt = machineTime();

  constructor({ url, prefix }: DeliverySource, take: (job: Job<Delivery>) => Promise<void>) {
    this.connections = new WorkerConnections(url, this.logger);
    this.worker = new Worker<Delivery>(QUEUE_NAME, (job) => this.count(job, take), {
      connection: this.connections,
      prefix,
      concurrency: WORKER_CONCURRENCY_MAX,
      runRetryDelay: RETRY_AFTER_OUTAGE_MS,
      lockDuration: DELIVERY_LOCK_MS,
      stalledInterval: STALLED_LOOK_MS,
    });
    this.worker.on('completed', () => this.unacknowledged--);
    this.worker.on('failed', () => this.unacknowledged--);
    this.worker.on('error', (error) => this.logger.debug(`BullMQ: ${errorSummary(error)}`));
  }

  /** Whether it could take another delivery and has taken none since the instant (ms). */
  isIdleSince(instant: number): boolean {
    return this.lastAt < instant && this.unacknowledged < WORKER_CONCURRENCY_MAX;
  }

  /** Takes nothing more; what was taken goes on. */
  async pause(): Promise<void> {
    await this.worker.pause(true);
  }

  /** BullMQ's orderly close waits for a connection that may never come back, so it is paused first and then closed by force. */
  async close(): Promise<void> {
    for (let waited = 0; this.unacknowledged > 0 && waited < CLOSE_WAIT_MAX_MS; waited += LOOK_EVERY_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    await settlesWithin(CLOSE_WAIT_MAX_MS, this.worker.close(true));
    this.connections.endAll();
  }

  private async count(job: Job<Delivery>, take: (job: Job<Delivery>) => Promise<void>): Promise<void> {
    this.unacknowledged++;
    this.lastAt = machineTime();
    await take(job);
  }
}
