import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { PoolAnalyses } from './pool-analyses.service.js';
import { CommitteePoolsArgs, ConfirmPoolAnalysisInput, RecordPoolAnalysisInput, RejectPoolAnalysisInput } from './pool-analysis.inputs.js';
import { CommitteePoolConnection, type CommitteePoolView, PoolAnalysisPayload } from './pool-analysis.objects.js';
import { PoolAnalysisQueries } from './pool-analysis.queries.js';

const INPUT = { description: described('输入', 'Input') };

/** Yearly analyses of the pool of activists. */
@Resolver()
export class PoolAnalysisResolver {
  constructor(
    private readonly analyses: PoolAnalyses,
    private readonly queries: PoolAnalysisQueries,
  ) {}

  @QueryOperation(() => CommitteePoolConnection, {
    zh: '各基层党委一年的积极分子队伍分析完成情况(R07)',
    en: 'The analysis that each grass-roots committee owes for a year (R07)',
    permission: 'development.read',
  })
  committeePools(
    @CurrentCaller() caller: Caller,
    @Args() args: CommitteePoolsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<CommitteePoolView>> {
    return this.queries.committeePools(caller, args, selection);
  }

  @MutationOperation(() => PoolAnalysisPayload, {
    zh: '登记积极分子队伍的年度分析,另一人确认后有效(R07、INV-21)',
    en: 'Record the yearly analysis of the activists; it counts when somebody else has confirmed it (R07, INV-21)',
    permission: 'development.record',
  })
  async recordPoolAnalysis(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordPoolAnalysisInput,
    @Selected() selection: Selection,
  ): Promise<PoolAnalysisPayload> {
    return this.shown(await this.analyses.recordAnalysis(caller, input), selection);
  }

  @MutationOperation(() => PoolAnalysisPayload, { zh: '确认队伍分析', en: 'Confirm an analysis', permission: 'development.confirm' })
  async confirmPoolAnalysis(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ConfirmPoolAnalysisInput,
    @Selected() selection: Selection,
  ): Promise<PoolAnalysisPayload> {
    return this.shown(await this.analyses.confirmAnalysis(caller, input), selection);
  }

  @MutationOperation(() => PoolAnalysisPayload, {
    zh: '退回队伍分析,之后可另行登记',
    en: 'Reject an analysis, so that another can be recorded',
    permission: 'development.confirm',
  })
  async rejectPoolAnalysis(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RejectPoolAnalysisInput,
    @Selected() selection: Selection,
  ): Promise<PoolAnalysisPayload> {
    return this.shown(await this.analyses.rejectAnalysis(caller, input), selection);
  }

  private async shown(id: string, selection: Selection): Promise<PoolAnalysisPayload> {
    return { poolAnalysis: await this.queries.written(id, selectionBelow(selection, 'poolAnalysis')) };
  }
}
