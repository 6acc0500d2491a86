import { Global, Module } from '@nestjs/common';
import { EnterpriseLifecycle } from './enterprise-lifecycle.service.js';
import { EnterpriseUses } from './enterprise-uses.js';
import { EnterpriseQueries } from './enterprises.queries.js';
import { EnterprisesResolver } from './enterprises.resolver.js';
import { Enterprises } from './enterprises.service.js';
import { StorefrontUses } from './storefront-uses.js';
import { StorefrontQueries } from './storefronts.queries.js';
import { StorefrontsResolver } from './storefronts.resolver.js';
import { Storefronts } from './storefronts.service.js';

const REGISTER = [Enterprises, EnterpriseLifecycle, EnterpriseUses, EnterpriseQueries, EnterprisesResolver];
const STOREFRONTS = [Storefronts, StorefrontUses, StorefrontQueries, StorefrontsResolver];

/** The register of enterprises and social organizations, and their storefronts. */
@Global()
@Module({
  providers: [...REGISTER, ...STOREFRONTS],
  exports: [Enterprises, EnterpriseUses, StorefrontUses],
})
export class EnterprisesModule {}
