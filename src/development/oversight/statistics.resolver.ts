import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { Selected } from '../../platform/graphql/selection.js';
import { DevelopmentStatisticsView } from './statistics.objects.js';
import { StatisticsQueries } from './statistics.queries.js';

/** Counts of cases by stage. */
@Resolver()
export class StatisticsResolver {
  constructor(private readonly queries: StatisticsQueries) {}

  @QueryOperation(() => DevelopmentStatisticsView, {
    zh: '发展党员统计:期末人数、期内流量、停留时间(INV-38)',
    en: 'Stock on the last day, flow in the period, and how long stays last (INV-38)',
    permission: 'development.statistics',
  })
  developmentStatistics(
    @CurrentCaller() caller: Caller,
    @Args('organizationId', { type: () => ID, description: described('该党组织及其下级', 'This organization and everything below it') })
    organizationId: string,
    @Args('from', { type: () => LocalDateScalar, description: described('第一天', 'First day') }) from: LocalDate,
    @Args('to', { type: () => LocalDateScalar, description: described('最后一天', 'Last day') }) to: LocalDate,
    @Selected() selection: Selection,
  ): Promise<DevelopmentStatisticsView> {
    return this.queries.statistics(caller, { organizationId, from, to }, selection);
  }
}
