import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthRegistry } from '../operations/health-registry.js';
import { AuditSealer } from './audit-sealer.js';

/** Sealing that is further behind is shown as degraded. */
const LAG_SECONDS_MAX = 600;

/** Tells how far sealing is behind. */
@Injectable()
export class AuditHealth implements OnModuleInit {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly sealer: AuditSealer,
  ) {}

  onModuleInit(): void {
    this.registry.register('audit', async () => {
      const unsealedLagSeconds = await this.sealer.unsealedLagSeconds();
      return { status: unsealedLagSeconds > LAG_SECONDS_MAX ? 'degraded' : 'ok', unsealedLagSeconds };
    });
  }
}
