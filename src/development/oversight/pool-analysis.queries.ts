import { Injectable } from '@nestjs/common';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { OrganizationSubtrees } from './organization-subtrees.js';
import type { CommitteePoolsArgs } from './pool-analysis.inputs.js';
import type { CommitteePoolView, PoolAnalysisView } from './pool-analysis.objects.js';
import { hasAnalysis, owesAnalysis, poolDueOn, poolOf } from './pool-committees.js';

const analysisListing: ListingDefinition = {
  table: 'development_pool_analysis',
  fields: {
    ...{ id: 'id', year: 'year', analyzedOn: 'analyzedOn', documentNumber: 'documentNumber', conclusion: 'conclusion' },
    ...{ applicantsCount: 'applicantsCount', activistsCount: 'activistsCount', status: 'status', reason: 'reason' },
    ...{ recordedAt: 'recordedAt', decidedAt: 'decidedAt', version: 'version' },
  },
};

/** Committees and the analysis of the pool that each owes for a year (R07). Counts alone; nobody's case is shown. */
@Injectable()
export class PoolAnalysisQueries {
  constructor(
    private readonly subtrees: OrganizationSubtrees,
    private readonly listings: Listings,
    private readonly clock: Clock,
  ) {}

  /** The committees that had an activist in the year. */
  async committeePools(caller: Caller, args: CommitteePoolsArgs, selection: Selection): Promise<Page<CommitteePoolView>> {
    const { organizationId, year, isDone, order, first, after } = args;
    const within = await this.subtrees.within(caller, 'development.read', organizationId, '{t}.id');
    const conditions = [within, where(owesAnalysis(year))];
    if (isDone !== null && isDone !== undefined) conditions.push(where(isDone ? hasAnalysis(year) : `NOT ${hasAnalysis(year)}`));
    const listing = committeeListing(year, localDateOf(this.clock.now()) > poolDueOn(year));
    return this.listings.page<CommitteePoolView>(listing, { selection, conditions, order, first, after });
  }

  /** The analysis that a verb has just written. */
  written(id: string, selection: Selection): Promise<PoolAnalysisView | null> {
    return this.listings.one<PoolAnalysisView>(analysisListing, selection, [where('{t}.id = ?', id)]);
  }
}

function committeeListing(year: number, isPast: boolean): ListingDefinition {
  const activists = `(SELECT COUNT(DISTINCT i.caseId) ${poolOf('ACTIVISTS', `${year}-01-01`, poolDueOn(year))})`;
  const standing = `(SELECT a.id FROM development_pool_analysis a WHERE a.scopeId = '${INSTALLATION_SCOPE}' AND a.organizationId = {t}.id
    AND a.year = ${Math.trunc(year)} AND a.onceKey = 'STANDING')`;
  return {
    table: 'organization',
    fields: { id: 'id', activistsCount: activists, isDone: `CASE WHEN ${hasAnalysis(year)} THEN 1 ELSE 0 END` },
    always: ['isDone'],
    derive: (row) => {
      row.isDone = Number(row.isDone) === 1;
      row.isOverdue = isPast && !row.isDone;
      row.dueOn = poolDueOn(year);
      if (row.activistsCount !== undefined) row.activistsCount = Number(row.activistsCount);
    },
    one: {
      organization: { listing: () => organizationSummaryListing, key: 'id' },
      analysis: { listing: () => analysisListing, key: standing },
    },
    orders: { NAME: { by: ['{t}.name'], direction: 'ASC' }, LARGEST_FIRST: { by: [`0 - ${activists}`, '{t}.name'], direction: 'ASC' } },
  };
}
