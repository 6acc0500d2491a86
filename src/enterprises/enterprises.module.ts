import { Global, Module } from '@nestjs/common';
import { EnterpriseLifecycle } from './enterprise-lifecycle.service.js';
import { EnterpriseUses } from './enterprise-uses.js';
import { EnterpriseQueries } from './enterprises.queries.js';
import { EnterprisesResolver } from './enterprises.resolver.js';
import { Enterprises } from './enterprises.service.js';

/** The register of enterprises and social organizations. */
@Global()
@Module({
  providers: [Enterprises, EnterpriseLifecycle, EnterpriseUses, EnterpriseQueries, EnterprisesResolver],
  exports: [Enterprises, EnterpriseUses],
})
export class EnterprisesModule {}
