import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import { described } from '../platform/graphql/descriptions.js';
import { QueryOperation } from '../platform/graphql/operations.js';
import { PledgeCoverageQueries } from './coverage.queries.js';
import { PledgeCoverageView } from './pledges.objects.js';

/** How far pledges reach. */
@Resolver()
export class PledgeCoverageResolver {
  constructor(private readonly queries: PledgeCoverageQueries) {}

  @QueryOperation(() => PledgeCoverageView, {
    zh: '园区的承诺覆盖:各类主体在册数、有效承诺数和口径',
    en: 'How far pledges reach in a park, by kind of signatory, with the basis of each number',
    permission: 'pledges.read',
    nullable: true,
  })
  pledgeCoverage(
    @CurrentCaller() caller: Caller,
    @Args('parkId', { type: () => ID, description: described('园区', 'Id of the park') }) parkId: string,
  ): Promise<PledgeCoverageView | null> {
    return this.queries.coverage(caller, parkId);
  }
}
