import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { type HealthFinding, HealthRegistry } from '../operations/health-registry.js';
import { BullRelay } from './bull-relay.js';
import { JobRecords } from './job-records.js';

/** A job that could run and has waited longer is shown as degraded. */
const WAITING_SECONDS_MAX = 120;

/** Tells how far the background is behind, how many jobs wait for a person, and whether Redis can be reached. */
@Injectable()
export class QueueHealth implements OnModuleInit {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly records: JobRecords,
    private readonly relay: BullRelay,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.registry.register('queue', () => this.finding());
  }

  private async finding(): Promise<HealthFinding> {
    const [oldestAt, deadCount] = await Promise.all([this.records.oldestWaitingAt(), this.records.deadCount()]);
    const oldestWaitingSeconds = oldestAt ? Math.max(0, Math.floor((this.clock.now().getTime() - oldestAt.getTime()) / 1_000)) : 0;
    const redis = this.settings.REDIS_URL ? (this.relay.isConnected ? 'up' : 'down') : 'none';
    const isBehind = oldestWaitingSeconds > WAITING_SECONDS_MAX || deadCount > 0 || redis === 'down';
    return { status: isBehind ? 'degraded' : 'ok', oldestWaitingSeconds, deadCount, redis };
  }
}
