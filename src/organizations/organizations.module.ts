import { Global, Module } from '@nestjs/common';
import { EnterpriseRegister } from './enterprise-register.js';
import { MemberStandings } from './member-standings.js';
import { MembershipAlignment } from './membership-alignment.js';
import { MembershipHolds } from './membership-holds.js';
import { Memberships } from './memberships.service.js';
import { MembershipsResolver } from './memberships.resolver.js';
import { Officers } from './officers.service.js';
import { OrganizationLifecycleResolver } from './organization-lifecycle.resolver.js';
import { OrganizationLifecycle } from './organization-lifecycle.service.js';
import { OrganizationRelations } from './organization-relations.service.js';
import { OrganizationTree } from './organization-tree.js';
import { OrganizationUses } from './organization-uses.js';
import { OrganizationQueries } from './organizations.queries.js';
import { OrganizationsResolver } from './organizations.resolver.js';
import { Organizations } from './organizations.service.js';
import { PersonVisibility } from './person-visibility.js';
import { PersonQueries } from './persons.queries.js';
import { PersonsResolver } from './persons.resolver.js';
import { Persons } from './persons.service.js';

const SERVICES = [
  Organizations,
  OrganizationLifecycle,
  OrganizationRelations,
  Officers,
  Persons,
  Memberships,
  MembershipAlignment,
  MemberStandings,
];
const PORTS = [EnterpriseRegister, MembershipHolds, OrganizationUses, PersonVisibility];
const RESOLVERS = [OrganizationsResolver, OrganizationLifecycleResolver, PersonsResolver, MembershipsResolver];

/** Party organizations, persons and memberships. */
@Global()
@Module({
  providers: [...SERVICES, ...PORTS, ...RESOLVERS, OrganizationTree, OrganizationQueries, PersonQueries],
  exports: [...SERVICES, ...PORTS],
})
export class OrganizationsModule {}
