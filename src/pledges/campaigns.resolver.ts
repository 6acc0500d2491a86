import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  ChangePledgeSettingsInput,
  CloseSigningEventInput,
  OfferPledgeToParkInput,
  OfParkArgs,
  PlanSigningEventInput,
  StartRenewalCampaignInput,
  WithdrawOfferBatchInput,
} from './campaigns.inputs.js';
import {
  PledgeOfferBatchConnection,
  PledgeOfferBatchPayload,
  PledgeOfferBatchView,
  PledgeSettingsPayload,
  PledgeSettingsView,
  SigningEventConnection,
  SigningEventPayload,
  SigningEventView,
} from './campaigns.objects.js';
import { CampaignQueries } from './campaigns.queries.js';
import { OfferBatches } from './offer-batches.service.js';
import { PledgeSettings } from './settings.service.js';
import { SigningEvents } from './signing-events.service.js';

const INPUT = { description: described('输入', 'Input') };
const ID_ARGUMENT = { type: () => ID, description: described('编号', 'Id') };
const READ = 'pledges.read';
const MANAGE = 'pledges.manage';

/** Offers to many, signing events, and the park's settings. */
@Resolver()
export class PledgeCampaignsResolver {
  constructor(
    private readonly offerings: OfferBatches,
    private readonly gatherings: SigningEvents,
    private readonly settings: PledgeSettings,
    private readonly queries: CampaignQueries,
  ) {}

  @QueryOperation(() => PledgeOfferBatchConnection, { zh: '批量邀请列表', en: 'Batches of offers', permission: READ })
  pledgeOfferBatches(
    @CurrentCaller() caller: Caller,
    @Args() args: OfParkArgs,
    @Selected() selection: Selection,
  ): Promise<Page<PledgeOfferBatchView>> {
    return this.queries.batches(caller, args, selection);
  }

  @QueryOperation(() => PledgeOfferBatchView, {
    zh: '一次批量邀请及其进度',
    en: 'One batch and its progress',
    permission: READ,
    nullable: true,
  })
  pledgeOfferBatch(
    @CurrentCaller() caller: Caller,
    @Args('id', ID_ARGUMENT) id: string,
    @Selected() selection: Selection,
  ): Promise<PledgeOfferBatchView | null> {
    return this.queries.batch(caller, id, selection);
  }

  @QueryOperation(() => SigningEventConnection, { zh: '签署活动列表', en: 'Signing events', permission: READ })
  signingEvents(
    @CurrentCaller() caller: Caller,
    @Args() args: OfParkArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SigningEventView>> {
    return this.queries.events(caller, args, selection);
  }

  @QueryOperation(() => PledgeSettingsView, {
    zh: '园区的承诺设置',
    en: 'A park’s settings about pledges',
    permission: READ,
    nullable: true,
  })
  pledgeSettings(@CurrentCaller() caller: Caller, @Args('parkId', ID_ARGUMENT) parkId: string): Promise<PledgeSettingsView | null> {
    return this.settings.ofPark(caller, parkId);
  }

  @MutationOperation(() => PledgeOfferBatchPayload, {
    zh: '向全园区发出签署邀请(后台进行,可看进度)',
    en: 'Offers a pledge to the whole park; a job does it and shows its progress',
    permission: MANAGE,
  })
  async offerPledgeToPark(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OfferPledgeToParkInput,
    @Selected() selection: Selection,
  ): Promise<PledgeOfferBatchPayload> {
    const id = await this.offerings.start(caller, 'offerPledgeToPark', { ...input, endingUntil: null });
    return { offerBatch: await this.queries.batch(caller, id, selectionBelow(selection, 'offerBatch')) };
  }

  @MutationOperation(() => PledgeOfferBatchPayload, {
    zh: '发起续签:即将到期或文本有实质修订的承诺',
    en: 'Starts a renewal of pledges that are about to end or of an earlier edition',
    permission: MANAGE,
  })
  async startRenewalCampaign(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StartRenewalCampaignInput,
    @Selected() selection: Selection,
  ): Promise<PledgeOfferBatchPayload> {
    const id = await this.offerings.start(caller, 'startRenewalCampaign', input);
    return { offerBatch: await this.queries.batch(caller, id, selectionBelow(selection, 'offerBatch')) };
  }

  @MutationOperation(() => PledgeOfferBatchPayload, {
    zh: '撤回一次批量邀请:不再发出,未签署的由后台撤回并告知主播',
    en: 'Takes a batch back: it offers no more, and a job takes back what nobody has signed and tells the hosts',
    permission: MANAGE,
  })
  async withdrawPledgeOfferBatch(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawOfferBatchInput,
    @Selected() selection: Selection,
  ): Promise<PledgeOfferBatchPayload> {
    const id = await this.offerings.withdraw(caller, input);
    return { offerBatch: await this.queries.batch(caller, id, selectionBelow(selection, 'offerBatch')) };
  }

  @MutationOperation(() => SigningEventPayload, { zh: '安排签署活动', en: 'Plans a signing event', permission: MANAGE })
  async planSigningEvent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PlanSigningEventInput,
    @Selected() selection: Selection,
  ): Promise<SigningEventPayload> {
    const id = await this.gatherings.planSigningEvent(caller, input);
    return { signingEvent: await this.queries.event(caller, id, selectionBelow(selection, 'signingEvent')) };
  }

  @MutationOperation(() => SigningEventPayload, { zh: '结束签署活动', en: 'Closes a signing event', permission: MANAGE })
  async closeSigningEvent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CloseSigningEventInput,
    @Selected() selection: Selection,
  ): Promise<SigningEventPayload> {
    const id = await this.gatherings.closeSigningEvent(caller, input);
    return { signingEvent: await this.queries.event(caller, id, selectionBelow(selection, 'signingEvent')) };
  }

  @MutationOperation(() => PledgeSettingsPayload, {
    zh: '修改承诺设置:自哪一天起要求主播承诺有效',
    en: 'Changes the settings: from which day a host needs a pledge in force',
    permission: MANAGE,
  })
  async changePledgeSettings(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangePledgeSettingsInput,
  ): Promise<PledgeSettingsPayload> {
    return { pledgeSettings: await this.settings.ofPark(caller, await this.settings.changePledgeSettings(caller, input)) };
  }
}
