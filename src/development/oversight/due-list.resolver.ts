import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { Selected } from '../../platform/graphql/selection.js';
import { DueListArgs, InspectionsArgs } from './due-list.inputs.js';
import { DueItemConnection, type DueItemView, InspectionsConnection, type InspectionsView } from './due-list.objects.js';
import { DueListQueries } from './due-list.queries.js';

/** What is due in an organization and below it. */
@Resolver()
export class DueListResolver {
  constructor(private readonly queries: DueListQueries) {}

  @QueryOperation(() => DueItemConnection, {
    zh: '一个党组织及其下级未办结的期限,逾期的在前(查阅留痕)',
    en: 'Deadlines that are not met in an organization and below it, overdue ones first; the reading is recorded',
    permission: 'development.read',
  })
  developmentDueList(
    @CurrentCaller() caller: Caller,
    @Args() args: DueListArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DueItemView>> {
    return this.queries.dueList(caller, args, selection);
  }

  @QueryOperation(() => InspectionsConnection, {
    zh: '各党组织的半年考察情况:应考察和逾期人数(R07)',
    en: 'Half-yearly inspections by organization: how many are due and how many late (R07)',
    permission: 'development.read',
  })
  developmentInspections(
    @CurrentCaller() caller: Caller,
    @Args() args: InspectionsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<InspectionsView>> {
    return this.queries.inspections(caller, args, selection);
  }
}
