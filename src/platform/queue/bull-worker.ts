import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Job, Worker } from 'bullmq';
import { SETTINGS, type Settings } from '../config/settings.js';
import { BullSchedules } from './bull-schedules.js';
import { JobClaims } from './job-claims.js';
import { JobExecutor } from './job-executor.js';
import { errorSummary } from './job-retry.rules.js';
import { JobSending } from './job-sending.js';
import { WORKER_CONCURRENCY_MAX } from './queue-limits.js';
import { type Delivery, QUEUE_NAME, WorkerConnections } from './redis-link.js';
import type { Runner } from './runner.js';
import { settlesWithin } from './waiting.js';

const CLOSE_WAIT_MAX_MS = 500;
const LOOK_EVERY_MS = 10;
/** How long BullMQ takes a silent worker for alive, and how often it looks: a delivery that died before its claim is delivered again after both. */
const DELIVERY_LOCK_MS = 10_000;
const STALLED_LOOK_MS = 5_000;
/** BullMQ would wait 15 s, during which nothing runs although Redis is back. */
const RETRY_AFTER_OUTAGE_MS = 1_000;

/** Takes jobs from Redis and runs them. A delivery is only a hint: whether the job runs is decided by the claim on its row. */
@Injectable()
export class BullWorker implements Runner {
  private readonly logger = new Logger(BullWorker.name);
  private connections?: WorkerConnections;
  private worker?: Worker<Delivery>;
  private isStopping = false;
  /** Deliveries that Redis still counts as being worked on. */
  private unacknowledged = 0;

  constructor(
    private readonly claims: JobClaims,
    private readonly executor: JobExecutor,
    private readonly sending: JobSending,
    private readonly schedules: BullSchedules,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  start(): void {
    this.connections = new WorkerConnections(this.settings.REDIS_URL!, this.logger);
    this.worker = new Worker<Delivery>(QUEUE_NAME, (job) => this.take(job), {
      connection: this.connections,
      prefix: this.settings.REDIS_PREFIX,
      concurrency: WORKER_CONCURRENCY_MAX,
      runRetryDelay: RETRY_AFTER_OUTAGE_MS,
      lockDuration: DELIVERY_LOCK_MS,
      stalledInterval: STALLED_LOOK_MS,
    });
    this.worker.on('completed', () => this.unacknowledged--);
    this.worker.on('failed', () => this.unacknowledged--);
    this.worker.on('error', (error) => this.logger.debug(`BullMQ: ${errorSummary(error)}`));
  }

  async stopTaking(): Promise<void> {
    this.isStopping = true;
    await this.worker?.pause(true);
  }

  /** BullMQ's orderly close waits for a connection that may never come back, so the worker is paused first and then closed by force. */
  async close(): Promise<void> {
    for (let waited = 0; this.unacknowledged > 0 && waited < CLOSE_WAIT_MAX_MS; waited += LOOK_EVERY_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    if (this.worker) await settlesWithin(CLOSE_WAIT_MAX_MS, this.worker.close(true));
    this.connections?.endAll();
  }

  private async take(job: Job<Delivery>): Promise<void> {
    this.unacknowledged++;
    const { jobId, schedule } = job.data;
    if (schedule !== undefined) return this.schedules.deliver(schedule, job.opts.prevMillis ?? job.timestamp);
    if (jobId === undefined) return;
    if (this.isStopping) return this.sending.decline(jobId);
    const claim = await this.claims.claimDelivered(jobId);
    if (claim) await this.executor.execute(claim);
  }
}
