import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { Selected } from '../../platform/graphql/selection.js';
import { ForecastArgs, ForecastMonthsArgs } from './forecast.inputs.js';
import { ForecastEntryConnection, type ForecastEntryView, ForecastMonthView } from './forecast.objects.js';
import { ForecastQueries } from './forecast.queries.js';

/** What may come next, and when. */
@Resolver()
export class ForecastResolver {
  constructor(private readonly queries: ForecastQueries) {}

  @QueryOperation(() => ForecastEntryConnection, {
    zh: '预测:谁的个案最早何时可进行哪一步(查阅留痕)',
    en: 'Forecast: from when on whose case may take which step; the reading is recorded',
    permission: 'development.read',
  })
  developmentForecast(
    @CurrentCaller() caller: Caller,
    @Args() args: ForecastArgs,
    @Selected() selection: Selection,
  ): Promise<Page<ForecastEntryView>> {
    return this.queries.forecast(caller, args, selection);
  }

  @QueryOperation(() => [ForecastMonthView], {
    zh: '预测:每月有多少个案最早可进行哪一步',
    en: 'Forecast: how many cases may take which step from which month on',
    permission: 'development.read',
  })
  developmentForecastMonths(@CurrentCaller() caller: Caller, @Args() args: ForecastMonthsArgs): Promise<ForecastMonthView[]> {
    return this.queries.months(caller, args);
  }
}
