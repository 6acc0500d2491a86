import { Global, Module } from '@nestjs/common';
import { EnterpriseRegister } from './enterprise-register.js';
import { MemberStandings } from './member-standings.js';
import { MembershipAlignment } from './membership-alignment.js';
import { MembershipDecisions } from './membership-decisions.service.js';
import { MembershipEntries } from './membership-entries.service.js';
import { MembershipEntriesResolver } from './membership-entries.resolver.js';
import { MembershipEntryNotices } from './membership-entry-notices.js';
import { MembershipHolds } from './membership-holds.js';
import { MembershipLedger } from './membership-ledger.js';
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
import { ErasureRun } from './person-data/erasure-run.js';
import { ErasurePlanSight } from './person-data/erasure-plan-sight.js';
import { ErasurePlans } from './person-data/erasure-plans.js';
import { ErasePersonHandler, FinishErasuresHandler } from './person-data/erasures.jobs.js';
import { OwnPersons } from './person-data/own-persons.js';
import { CopyAccess } from './person-data/copy-access.js';
import { ErasureList } from './person-data/erasure-list.js';
import { ErasureNotices } from './person-data/erasure-notices.js';
import { ErasureObstacles } from './person-data/erasure-obstacles.js';
import { ErasurePaper } from './person-data/erasure-paper.js';
import { PersonCopies } from './person-data/person-copies.service.js';
import { PersonErasureQueries } from './person-data/person-erasures.queries.js';
import { PersonErasures } from './person-data/person-erasures.service.js';
import { PersonIdentities } from './person-data/person-identities.js';
import { RepeatedErasures } from './person-data/repeated-erasures.service.js';
import { PersonDataResolver } from './person-data/person-data.resolver.js';
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
  MembershipEntries,
  MembershipDecisions,
  MembershipAlignment,
  MemberStandings,
  PersonCopies,
  PersonErasures,
  ErasureList,
  RepeatedErasures,
];
const PORTS = [EnterpriseRegister, MembershipHolds, OrganizationUses, OwnPersons, PersonVisibility];
const ERASURE = [
  CopyAccess,
  ErasureNotices,
  ErasureObstacles,
  ErasurePaper,
  ErasureRun,
  ErasurePlanSight,
  ErasurePlans,
  ErasePersonHandler,
  FinishErasuresHandler,
  PersonErasureQueries,
  PersonIdentities,
];
const RESOLVERS = [
  PersonDataResolver,
  OrganizationsResolver,
  OrganizationLifecycleResolver,
  PersonsResolver,
  MembershipsResolver,
  MembershipEntriesResolver,
];

/** Party organizations, persons and memberships. */
@Global()
@Module({
  providers: [
    ...SERVICES,
    ...PORTS,
    ...RESOLVERS,
    ...ERASURE,
    MembershipLedger,
    MembershipEntryNotices,
    OrganizationTree,
    OrganizationQueries,
    PersonQueries,
  ],
  exports: [...SERVICES, ...PORTS],
})
export class OrganizationsModule {}
