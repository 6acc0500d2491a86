import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { trainedStreamerListing } from '../track-views.js';
import type { CohortMembersArgs, SkillCohortsArgs, SkillProgramsArgs } from './cohorts.inputs.js';
import type { CohortMemberView, SkillCohortView, SkillProgramView } from './cohorts.objects.js';

const programListing: ListingDefinition = {
  table: 'skill_program',
  fields: {
    id: 'id',
    parkId: 'parkId',
    name: 'name',
    description: 'description',
    cohortCount: '(SELECT COUNT(*) FROM skill_cohort c WHERE c.parkId = {t}.parkId AND c.programId = {t}.id)',
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' } },
};

/** True when a member `m` of cohort `c` was certified within the cohort: graduation follows from certificates. */
const CERTIFIED_WITHIN = `EXISTS (SELECT 1 FROM skill_certificate s WHERE s.parkId = m.parkId AND s.streamerId = m.streamerId
  AND s.issuedOn >= c.startsOn AND s.issuedOn <= c.lastOn AND s.revokedOn IS NULL)`;
const MEMBERS = 'FROM skill_cohort_member m JOIN skill_cohort c ON c.id = m.cohortId WHERE m.parkId = {t}.parkId AND m.cohortId = {t}.id';

const cohortListing: ListingDefinition = {
  table: 'skill_cohort',
  fields: {
    id: 'id',
    parkId: 'parkId',
    name: 'name',
    startsOn: 'startsOn',
    lastOn: 'lastOn',
    capacity: 'capacity',
    memberCount: `(SELECT COUNT(*) ${MEMBERS} AND m.leftOn IS NULL)`,
    graduateCount: `(SELECT COUNT(*) ${MEMBERS} AND m.leftOn IS NULL AND ${CERTIFIED_WITHIN})`,
    version: 'version',
  },
  one: { program: { listing: () => programListing, key: 'programId' } },
  orders: {
    STARTS_LAST: { by: ['{t}.startsOn'], direction: 'DESC' },
    STARTS_FIRST: { by: ['{t}.startsOn'], direction: 'ASC' },
  },
};

/** The state of a member on a day, in SQL. */
function memberStatusSql(today: LocalDate): string {
  const ofCohort = `FROM skill_cohort_member m JOIN skill_cohort c ON c.id = m.cohortId WHERE m.id = {t}.id`;
  return `CASE WHEN {t}.leftOn IS NOT NULL THEN 'LEFT' WHEN EXISTS (SELECT 1 ${ofCohort} AND ${CERTIFIED_WITHIN}) THEN 'GRADUATED'
    WHEN EXISTS (SELECT 1 ${ofCohort} AND c.lastOn < '${today}') THEN 'NOT_GRADUATED' ELSE 'IN_TRAINING' END`;
}

function memberListing(today: LocalDate): ListingDefinition {
  return {
    table: 'skill_cohort_member',
    fields: {
      id: 'id',
      status: memberStatusSql(today),
      joinedOn: 'joinedOn',
      leftOn: 'leftOn',
      leftReason: 'leftReason',
      version: 'version',
    },
    one: {
      cohort: { listing: () => cohortListing, key: 'cohortId' },
      streamer: { listing: () => trainedStreamerListing, key: 'streamerId' },
    },
    orders: { JOINED_FIRST: { by: ['{t}.joinedAt'], direction: 'ASC' } },
  };
}

/** Reads of programs, cohorts and members within the caller's parks. */
@Injectable()
export class CohortQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly clock: Clock,
  ) {}

  /** A page of programs. */
  async skillPrograms(caller: Caller, args: SkillProgramsArgs, selection: Selection): Promise<Page<SkillProgramView>> {
    const { first, after, order } = args;
    const conditions = [...(await this.inScope(caller)), ...ofFilter(args.filter?.parkId, args.filter?.programId, '{t}.id')];
    return this.listings.page<SkillProgramView>(programListing, { selection, conditions, order, first, after });
  }

  /** A page of cohorts. */
  async skillCohorts(caller: Caller, args: SkillCohortsArgs, selection: Selection): Promise<Page<SkillCohortView>> {
    const { first, after, order } = args;
    const conditions = [...(await this.inScope(caller)), ...ofFilter(args.filter?.parkId, args.filter?.programId, '{t}.programId')];
    return this.listings.page<SkillCohortView>(cohortListing, { selection, conditions, order, first, after });
  }

  /** A page of members. */
  async cohortMembers(caller: Caller, args: CohortMembersArgs, selection: Selection): Promise<Page<CohortMemberView>> {
    const today = localDateOf(this.clock.now());
    const { cohortId, streamerId, status } = args.filter ?? {};
    const conditions = await this.inScope(caller);
    if (cohortId) conditions.push(where('{t}.cohortId = ?', cohortId));
    if (streamerId) conditions.push(where('{t}.streamerId = ?', streamerId));
    if (status) conditions.push(where(`${memberStatusSql(today)} = ?`, status));
    const { first, after, order } = args;
    return this.listings.page<CohortMemberView>(memberListing(today), { selection, conditions, order, first, after });
  }

  /** One program, or null when there is none in scope. */
  async skillProgram(caller: Caller, id: string, selection: Selection): Promise<SkillProgramView | null> {
    return this.listings.one<SkillProgramView>(programListing, selection, [where('{t}.id = ?', id), ...(await this.inScope(caller))]);
  }

  /** One cohort, or null when there is none in scope. */
  async skillCohort(caller: Caller, id: string, selection: Selection): Promise<SkillCohortView | null> {
    return this.listings.one<SkillCohortView>(cohortListing, selection, [where('{t}.id = ?', id), ...(await this.inScope(caller))]);
  }

  /** One member, or null when there is none in scope. */
  async cohortMember(caller: Caller, id: string, selection: Selection): Promise<CohortMemberView | null> {
    const listing = memberListing(localDateOf(this.clock.now()));
    return this.listings.one<CohortMemberView>(listing, selection, [where('{t}.id = ?', id), ...(await this.inScope(caller))]);
  }

  private async inScope(caller: Caller): Promise<Condition[]> {
    return [(await this.access.parks(caller, 'skills.read')).condition()];
  }
}

function ofFilter(parkId: string | null | undefined, programId: string | null | undefined, programColumn: string): Condition[] {
  const conditions: Condition[] = [];
  if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
  if (programId) conditions.push(where(`${programColumn} = ?`, programId));
  return conditions;
}
