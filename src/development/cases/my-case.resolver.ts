import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { Selected } from '../../platform/graphql/selection.js';
import { CaseReadingConnection, type CaseReadingView } from './case.objects.js';
import { MyDevelopmentCaseView } from './my-case.objects.js';
import { MyCaseQueries } from './my-case.queries.js';

const OWN = 'own.development';

/** A streamer's own case. */
@Resolver()
export class MyDevelopmentCaseResolver {
  constructor(private readonly queries: MyCaseQueries) {}

  @QueryOperation(() => MyDevelopmentCaseView, {
    zh: '我的入党进程:阶段、下一步、材料;没有则为 null',
    en: 'My own development case: stage, what next, papers; null when there is none',
    permission: OWN,
    nullable: true,
  })
  myDevelopmentCase(@CurrentCaller() caller: Caller): Promise<MyDevelopmentCaseView | null> {
    return this.queries.mine(caller);
  }

  @QueryOperation(() => CaseReadingConnection, {
    zh: '谁查阅过我的入党进程,最近的在前',
    en: 'Who looked at my development case, newest first',
    permission: OWN,
  })
  myDevelopmentCaseReaders(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Selected() selection: Selection,
  ): Promise<Page<CaseReadingView>> {
    return this.queries.readers(caller, args, selection);
  }
}
