import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { StreamerConsents } from './streamer-consents.service.js';
import {
  AddGuardianConsentInput,
  ChangeStreamerInput,
  GiveStreamerConsentInput,
  InviteStreamerInput,
  RevealStreamerResidenceInput,
  StreamerReasonInput,
  StreamersArgs,
  StreamerTargetInput,
  VerifyStreamerInput,
  WithdrawGuardianConsentInput,
} from './streamers.inputs.js';
import { RevealStreamerResidencePayload, StreamerConnection, StreamerPayload, StreamerView } from './streamers.objects.js';
import { StreamerQueries } from './streamers.queries.js';
import { Streamers } from './streamers.service.js';
import { StreamerVerifications } from './streamer-verification.service.js';

const INPUT = { description: described('输入', 'Input') };
const MANAGE = 'streamers.manage';

@Resolver()
export class StreamersResolver {
  constructor(
    private readonly queries: StreamerQueries,
    private readonly enrollment: Streamers,
    private readonly verifications: StreamerVerifications,
    private readonly consents: StreamerConsents,
  ) {}

  @QueryOperation(() => StreamerConnection, { zh: '主播列表', en: 'Streamers', permission: 'streamers.read' })
  streamers(@CurrentCaller() caller: Caller, @Args() args: StreamersArgs, @Selected() selection: Selection): Promise<Page<StreamerView>> {
    return this.queries.streamers(caller, args, selection);
  }

  @QueryOperation(() => StreamerView, { zh: '一名主播', en: 'One streamer', permission: 'streamers.read', nullable: true })
  streamer(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<StreamerView | null> {
    return this.queries.streamer(caller, id, selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '邀请主播', en: 'Enroll a person as a streamer', permission: MANAGE })
  async inviteStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: InviteStreamerInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.enrollment.inviteStreamer(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '修改主播登记', en: 'Change the enrollment of a streamer', permission: MANAGE })
  async changeStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeStreamerInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.enrollment.changeStreamer(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '登记首次实名核验', en: 'Record the first real-name verification', permission: MANAGE })
  async verifyStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: VerifyStreamerInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.verifications.verifyStreamer(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '登记再次实名核验', en: 'Record a further real-name verification', permission: MANAGE })
  async renewStreamerVerification(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: VerifyStreamerInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.verifications.renewStreamerVerification(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, {
    zh: '启用主播:检查同意、年龄和监护人同意',
    en: 'Let a verified person host; checks consent, age and guardian',
    permission: MANAGE,
  })
  async activateStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StreamerTargetInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.enrollment.activateStreamer(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '暂停主播', en: 'Take a host off the air', permission: MANAGE })
  async pauseStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StreamerReasonInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.enrollment.pauseStreamer(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '恢复主播', en: 'Let a paused host work again', permission: MANAGE })
  async resumeStreamer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StreamerTargetInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.enrollment.resumeStreamer(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, {
    zh: '登记主播离开园区(不可恢复)',
    en: 'Record that a host has left the park; final',
    permission: MANAGE,
  })
  async recordStreamerLeft(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StreamerReasonInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.enrollment.recordStreamerLeft(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, {
    zh: '登记主播本人的单独同意',
    en: "Record a streamer's separate consent",
    permission: MANAGE,
  })
  async giveStreamerConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: GiveStreamerConsentInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.consents.giveStreamerConsent(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, {
    zh: '登记主播撤回同意,即日生效',
    en: 'Record the withdrawal of the consent, as of today',
    permission: MANAGE,
  })
  async withdrawStreamerConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StreamerTargetInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.consents.withdrawStreamerConsent(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, { zh: '登记监护人同意', en: "Record a guardian's consent", permission: MANAGE })
  async addGuardianConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AddGuardianConsentInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.consents.addGuardianConsent(caller, input), selection);
  }

  @MutationOperation(() => StreamerPayload, {
    zh: '登记监护人撤回同意,即日生效',
    en: "Record a guardian's withdrawal, as of today",
    permission: MANAGE,
  })
  async withdrawGuardianConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawGuardianConsentInput,
    @Selected() selection: Selection,
  ): Promise<StreamerPayload> {
    return this.shown(caller, await this.consents.withdrawGuardianConsent(caller, input), selection);
  }

  @MutationOperation(() => RevealStreamerResidencePayload, {
    zh: '查看主播住所(须说明原因,记入审计)',
    en: "Show a streamer's residence; reasoned and audited",
    permission: 'streamers.reveal',
  })
  async revealStreamerResidence(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevealStreamerResidenceInput,
  ): Promise<RevealStreamerResidencePayload> {
    return { residence: await this.verifications.revealStreamerResidence(caller, input) };
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<StreamerPayload> {
    return { streamer: await this.queries.streamer(caller, id, selectionBelow(selection, 'streamer')) };
  }
}
