import { Global, Module } from '@nestjs/common';
import { HealthRegistry } from './health-registry.js';

/** The register of health checks, for every module of every process. */
@Global()
@Module({ providers: [HealthRegistry], exports: [HealthRegistry] })
export class HealthModule {}
