import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { MyPledgeReasonInput, ReadMyPledgeInput, SignPledgeInput } from './pledges.inputs.js';
import { IntegrityPledgeConnection, IntegrityPledgeView, PledgePayload } from './pledges.objects.js';
import { PledgeQueries } from './pledges.queries.js';
import { PledgeSigning } from './signing.service.js';

const INPUT = { description: described('输入', 'Input') };
const permission = 'own.pledges';

/** A host's own pledges. */
@Resolver()
export class OwnPledgesResolver {
  constructor(
    private readonly signing: PledgeSigning,
    private readonly queries: PledgeQueries,
  ) {}

  @QueryOperation(() => IntegrityPledgeConnection, { zh: '本人的承诺', en: 'The caller’s own pledges', permission })
  myPledges(@CurrentCaller() caller: Caller, @Args() args: PageArgs, @Selected() selection: Selection): Promise<Page<IntegrityPledgeView>> {
    return this.queries.myPledges(caller, args, selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '打开本人承诺书全文;系统记录所读的版本和哈希',
    en: 'Opens the text of an own pledge; version and hash of what was read are recorded',
    permission,
  })
  async readMyPledge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ReadMyPledgeInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.readMyPledge(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '签署本人的承诺书;须先阅读同一文本',
    en: 'Signs an own pledge; the very text must have been read before',
    permission,
  })
  async signMyPledge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SignPledgeInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.signMyPledge(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, { zh: '谢绝签署', en: 'Declines to sign', permission })
  async declineMyPledge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MyPledgeReasonInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.declineMyPledge(caller, input), selection);
  }

  @MutationOperation(() => PledgePayload, {
    zh: '撤回本人的承诺和已签署的续签;核查期间不能撤回。园区要求承诺有效的,已确认的场次须换人或取消',
    en: 'Takes an own pledge back with its signed renewal; not while it is under review. Where the park requires a pledge, confirmed sessions need another host',
    permission,
  })
  async withdrawMyPledge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MyPledgeReasonInput,
    @Selected() selection: Selection,
  ): Promise<PledgePayload> {
    return this.shown(caller, await this.signing.withdrawMyPledge(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<PledgePayload> {
    return { pledge: await this.queries.myPledge(caller, id, selectionBelow(selection, 'pledge')) };
  }
}
