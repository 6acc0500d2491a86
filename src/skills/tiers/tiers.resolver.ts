import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { TierAppeals } from './tier-appeals.service.js';
import { DemoteStreamerInput, PromoteStreamerInput, TierAppealDecisionInput, TierAppealInput, TierAppealsArgs } from './tiers.inputs.js';
import { StreamerTierPayload, StreamerTierView, TierAppealConnection, TierAppealPayload, type TierAppealView } from './tiers.objects.js';
import { TierQueries } from './tiers.queries.js';
import { Tiers } from './tiers.service.js';

const INPUT = { description: described('输入', 'Input') };
const CERTIFY = 'skills.certify';

/** Tiers, their history, and appeals. */
@Resolver()
export class TiersResolver {
  constructor(
    private readonly queries: TierQueries,
    private readonly tiers: Tiers,
    private readonly appeals: TierAppeals,
  ) {}

  @QueryOperation(() => StreamerTierView, {
    zh: '主播的层级、历次决定和晋级建议',
    en: 'The tier of a streamer with its decisions and the proposal that follows from the figures',
    permission: 'skills.read',
    nullable: true,
  })
  streamerTier(
    @CurrentCaller() caller: Caller,
    @Args('streamerId', { type: () => ID, description: described('主播', 'Id of the streamer') }) streamerId: string,
    @Selected() selection: Selection,
  ): Promise<StreamerTierView | null> {
    return this.queries.streamerTier(caller, streamerId, selection);
  }

  @QueryOperation(() => TierAppealConnection, { zh: '层级申诉列表', en: 'Appeals against demotions', permission: 'skills.read' })
  tierAppeals(
    @CurrentCaller() caller: Caller,
    @Args() args: TierAppealsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<TierAppealView>> {
    return this.queries.tierAppeals(caller, args, selection);
  }

  @MutationOperation(() => StreamerTierPayload, {
    zh: '晋级一级:数据须达到标准,由人决定并说明理由',
    en: 'Promote a streamer by one tier: the figures must allow it, a person decides with a reason',
    permission: CERTIFY,
  })
  async promoteStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PromoteStreamerInput,
    @Selected() selection: Selection,
  ): Promise<StreamerTierPayload> {
    await this.tiers.promoteStreamer(caller, input);
    return this.tier(caller, input.streamerId, selection);
  }

  @MutationOperation(() => StreamerTierPayload, {
    zh: '降级:只因证书失效、违诺或本人申请',
    en: 'Take a tier back: for an ended certificate, a breach or at own request',
    permission: CERTIFY,
  })
  async demoteStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DemoteStreamerInput,
    @Selected() selection: Selection,
  ): Promise<StreamerTierPayload> {
    await this.tiers.demoteStreamer(caller, input);
    return this.tier(caller, input.streamerId, selection);
  }

  @MutationOperation(() => TierAppealPayload, { zh: '本人对降级提出申诉', en: 'Appeal against the own demotion', permission: 'own.skills' })
  async submitTierAppeal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: TierAppealInput,
    @Selected() selection: Selection,
  ): Promise<TierAppealPayload> {
    return this.appeal(caller, await this.appeals.submitTierAppeal(caller, input), selection);
  }

  @MutationOperation(() => TierAppealPayload, {
    zh: '登记书面申诉',
    en: 'Record an appeal that was handed in on paper',
    permission: 'skills.train',
  })
  async recordTierAppeal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: TierAppealInput,
    @Selected() selection: Selection,
  ): Promise<TierAppealPayload> {
    return this.appeal(caller, await this.appeals.recordTierAppeal(caller, input), selection);
  }

  @MutationOperation(() => TierAppealPayload, {
    zh: '申诉成立,恢复层级',
    en: 'Uphold an appeal; the tier is restored',
    permission: CERTIFY,
  })
  async acceptTierAppeal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: TierAppealDecisionInput,
    @Selected() selection: Selection,
  ): Promise<TierAppealPayload> {
    return this.appeal(caller, await this.appeals.acceptTierAppeal(caller, input), selection);
  }

  @MutationOperation(() => TierAppealPayload, { zh: '申诉不成立', en: 'Dismiss an appeal', permission: CERTIFY })
  async dismissTierAppeal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: TierAppealDecisionInput,
    @Selected() selection: Selection,
  ): Promise<TierAppealPayload> {
    return this.appeal(caller, await this.appeals.dismissTierAppeal(caller, input), selection);
  }

  private async tier(caller: Caller, streamerId: string, selection: Selection): Promise<StreamerTierPayload> {
    return { streamerTier: await this.queries.streamerTier(caller, streamerId, selectionBelow(selection, 'streamerTier')) };
  }

  private async appeal(caller: Caller, id: string, selection: Selection): Promise<TierAppealPayload> {
    return { appeal: await this.queries.tierAppeal(caller, id, selectionBelow(selection, 'appeal')) };
  }
}
