import { Module } from '@nestjs/common';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { EligibilityChecks } from './eligibility-checks.js';
import { EnrollmentTie } from './enrollment-tie.js';
import { HostEligibility } from './host-eligibility.js';
import { PlatformAccountsResolver } from './platform-accounts.resolver.js';
import { PlatformAccounts } from './platform-accounts.service.js';
import { StreamerConsents } from './streamer-consents.service.js';
import { StreamerSteps } from './streamer-steps.js';
import { StreamerStepListeners } from './streamer-step-listeners.js';
import { StreamerVerifications } from './streamer-verification.service.js';
import { StreamerQueries } from './streamers.queries.js';
import { StreamersResolver } from './streamers.resolver.js';
import { Streamers } from './streamers.service.js';

/** Enrolled hosts, their verification and consent, the park's platform accounts, and the port for eligibility checks. */
@Module({
  imports: [OrganizationsModule],
  providers: [
    EligibilityChecks,
    EnrollmentTie,
    HostEligibility,
    PlatformAccounts,
    PlatformAccountsResolver,
    StreamerConsents,
    StreamerQueries,
    Streamers,
    StreamersResolver,
    StreamerStepListeners,
    StreamerSteps,
    StreamerVerifications,
  ],
  exports: [EligibilityChecks, PlatformAccounts, Streamers, StreamerConsents, StreamerStepListeners, StreamerVerifications],
})
export class StreamersModule {}
