import { Global, Module } from '@nestjs/common';
import { HealthModule } from '../operations/health.module.js';
import { AuditHealth } from './audit-health.js';
import { AuditReadings } from './audit-readings.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditTrail } from './audit-trail.js';
import { AuditVerifier } from './audit-verifier.js';
import { SealAuditTrail } from './audit.jobs.js';
import { AuditQueries } from './audit.queries.js';
import { AuditResolver } from './audit.resolver.js';

/** The audit trail, its sealing and its verification, for every module. */
@Global()
@Module({
  imports: [HealthModule],
  providers: [AuditTrail, AuditSealer, AuditVerifier, AuditHealth, SealAuditTrail, AuditQueries, AuditReadings, AuditResolver],
  exports: [AuditReadings, AuditTrail, AuditSealer, AuditVerifier],
})
export class AuditModule {}
