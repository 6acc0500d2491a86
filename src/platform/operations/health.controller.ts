import { type BeforeApplicationShutdown, Controller, Get, type OnModuleInit, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Public } from '../auth/permissions.js';
import { HealthRegistry, type HealthReport } from './health-registry.js';

const SERVICE_UNAVAILABLE = 503;

/** What orchestrators ask: is the process alive, and may it get requests. */
@Controller('health')
export class HealthController implements OnModuleInit, BeforeApplicationShutdown {
  private isStopping = false;

  constructor(
    private readonly registry: HealthRegistry,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.registry.register(
      'database',
      async () => {
        await this.dataSource.query('SELECT 1');
        return { status: 'ok' };
      },
      'down',
    );
  }

  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  /** 200 as long as the process answers at all: a broken database is no reason to restart it. */
  @Public()
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 while requests are served, degraded or not; 503 when the database is away or the process is stopping. */
  @Public()
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report: HealthReport = this.isStopping
      ? { status: 'down', checks: { process: { status: 'down', reason: 'STOPPING' } } }
      : await this.registry.report();
    if (report.status === 'down') void reply.status(SERVICE_UNAVAILABLE);
    return report;
  }
}
