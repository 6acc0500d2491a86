import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { CallerReach } from '../auth/caller-reach.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../database/listing.js';
import { requestContext } from '../operations/request-context.js';
import { declaredJobs } from './job-definition.js';
import { jobListing } from './job-records.js';
import type { JobsArgs } from './job.inputs.js';
import type { JobView } from './job.objects.js';

/** Ids are time-ordered, so the primary key serves both orders. */
const shownListing: ListingDefinition = { ...jobListing, always: ['name'], derive: (row) => (row.title = titleOf(String(row.name))) };

/** What a job does, in the caller's language; its name when another version of the program wrote it. */
function titleOf(name: string): string {
  return declaredJobs().find((job) => job.name === name)?.describe[requestContext().locale] ?? name;
}

/** Reads of jobs within the caller's reach. */
@Injectable()
export class JobQueries {
  constructor(
    private readonly listings: Listings,
    private readonly reach: CallerReach,
  ) {}

  async jobs(caller: Caller, args: JobsArgs, selection: Selection): Promise<Page<JobView>> {
    const { status, name, scopeId } = args.filter ?? {};
    const conditions: Condition[] = [(await this.reach.scopedRows(caller, 'jobs.read')).condition];
    if (status) conditions.push(whereIn('{t}.status', status));
    if (name) conditions.push(where('{t}.name = ?', name));
    if (scopeId) conditions.push(where('{t}.scopeId = ?', scopeId));
    return this.listings.page<JobView>(shownListing, { ...args, selection, conditions });
  }

  /** Null when there is no such job within the caller's reach. */
  async job(caller: Caller, id: string, selection: Selection): Promise<JobView | null> {
    const { condition } = await this.reach.scopedRows(caller, 'jobs.read');
    return this.listings.one<JobView>(shownListing, selection, [where('{t}.id = ?', id), condition]);
  }
}
