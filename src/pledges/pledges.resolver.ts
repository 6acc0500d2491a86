import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { PledgeOffers } from './offers.service.js';
import {
  OfferPledgeInput,
  PledgeReasonInput,
  PledgesArgs,
  RecordPledgeReadingInput,
  RecordPledgeSignatureInput,
} from './pledges.inputs.js';
import { IntegrityPledgeConnection, IntegrityPledgeView, PledgeContentCheckView, PledgePayload } from './pledges.objects.js';
import { PledgeQueries } from './pledges.queries.js';
import { PledgeSigning } from './signing.service.js';

const INPUT = { description: described('输入', 'Input') };
const ID_ARGUMENT = { type: () => ID, description: described('编号', 'Id') };
const READ = 'pledges.read';
const MANAGE = 'pledges.manage';
const SIGN = 'pledges.sign';

/** Pledges as the park sees them. */
@Resolver()
export class PledgesResolver {
  constructor(
    private readonly offers: PledgeOffers,
    private readonly signing: PledgeSigning,
    private readonly queries: PledgeQueries,
  ) {}

  @QueryOperation(() => IntegrityPledgeConnection, { zh: '承诺列表', en: 'Pledges', permission: READ })
  pledges(
    @CurrentCaller() caller: Caller,
    @Args() args: PledgesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<IntegrityPledgeView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => IntegrityPledgeView, { zh: '一份承诺', en: 'One pledge', permission: READ, nullable: true })
  pledge(
    @CurrentCaller() caller: Caller,
    @Args('id', ID_ARGUMENT) id: string,
    @Selected() selection: Selection,
  ): Promise<IntegrityPledgeView | null> {
    return this.queries.one(caller, id, selection);
  }

  @QueryOperation(() => PledgeContentCheckView, {
    zh: '核对所签文本:存档文本改动一个字也能发现',
    en: 'Compares the signed text with the stored one; one altered character shows',
    permission: READ,
    nullable: true,
  })
  pledgeContentCheck(
    @CurrentCaller() caller: Caller,
    @Args('pledgeId', ID_ARGUMENT) pledgeId: string,
  ): Promise<PledgeContentCheckView | null> {
    return this.queries.contentCheck(caller, pledgeId);
  }

  @MutationOperation(() => PledgePayload, { zh: '向一个主体发出签署邀请', en: 'Offers a published text to one party', permission: MANAGE })
  async offerPledge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OfferPledgeInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.offers.offerPledge(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '撤回尚未签署的邀请',
    en: 'Takes an offer back that nobody has signed',
    permission: MANAGE,
  })
  async withdrawPledgeOffer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PledgeReasonInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.offers.withdrawPledgeOffer(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '登记现场阅读:文本已交承诺人或监护人阅读',
    en: 'Records that the text was put before the party or the guardian on site',
    permission: SIGN,
  })
  async recordPledgeReading(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordPledgeReadingInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.recordPledgeReading(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '登记现场签署;须有对同一文本的阅读记录,并有纸质件编号或签署活动;主播会收到通知',
    en: 'Records a signature given on site; it needs a recorded reading of that very text and a paper or a signing event; a host is told of it',
    permission: SIGN,
  })
  async recordPledgeSignature(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordPledgeSignatureInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.recordPledgeSignature(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '登记未成年人监护人的签署;须有纸质件编号,承诺自监护人签署之日起算',
    en: 'Records the signature of a minor’s guardian; it needs the reference of the paper, and the pledge counts from then',
    permission: SIGN,
  })
  async recordGuardianSignature(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordPledgeSignatureInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.recordGuardianSignature(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '登记承诺人谢绝签署',
    en: 'Records that the party does not want to sign',
    permission: SIGN,
  })
  async recordPledgeDeclined(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PledgeReasonInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.recordPledgeDeclined(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '登记承诺人撤回承诺和已签署的续签;核查期间不能撤回',
    en: 'Records that the party takes its pledge back with its signed renewal; not while it is under review',
    permission: MANAGE,
  })
  async recordPledgeWithdrawn(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PledgeReasonInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.recordPledgeWithdrawn(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<PledgePayload> {
    return { pledge: await this.queries.one(caller, id, selectionBelow(selection, 'pledge')) };
  }
}
