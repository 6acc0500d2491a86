import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  AdoptPledgeTemplateInput,
  ChangePledgeTemplateInput,
  DraftPledgeTemplateInput,
  PledgeTemplatesArgs,
  PledgeTemplateTargetInput,
} from './templates.inputs.js';
import { PledgeTemplateConnection, PledgeTemplatePayload, PledgeTemplateView, ShippedPledgeTemplateView } from './templates.objects.js';
import { PledgeTemplateQueries } from './templates.queries.js';
import { PledgeTemplates } from './templates.service.js';

const INPUT = { description: described('输入', 'Input') };
const permission = 'pledges.manage';

/** Texts of pledges. */
@Resolver()
export class PledgeTemplatesResolver {
  constructor(
    private readonly templates: PledgeTemplates,
    private readonly queries: PledgeTemplateQueries,
  ) {}

  @QueryOperation(() => PledgeTemplateConnection, { zh: '承诺书模板列表', en: 'Pledge templates', permission: 'pledges.read' })
  pledgeTemplates(
    @CurrentCaller() caller: Caller,
    @Args() args: PledgeTemplatesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<PledgeTemplateView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => PledgeTemplateView, { zh: '一个承诺书模板', en: 'One pledge template', permission: 'pledges.read', nullable: true })
  pledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplateView | null> {
    return this.queries.one(caller, id, selection);
  }

  @QueryOperation(() => [ShippedPledgeTemplateView], {
    zh: '随系统提供的承诺书草稿',
    en: 'The drafts of pledges that come with the program',
    permission,
  })
  shippedPledgeTemplates(): ShippedPledgeTemplateView[] {
    return this.queries.shipped();
  }

  @MutationOperation(() => PledgeTemplatePayload, { zh: '采用随系统提供的草稿', en: 'Adopts a shipped draft into the park', permission })
  async adoptPledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AdoptPledgeTemplateInput,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplatePayload> {
    return this.shown(caller, await this.templates.adoptPledgeTemplate(caller, input), selection);
  }

  @MutationOperation(() => PledgeTemplatePayload, { zh: '起草承诺书或其新版本', en: 'Drafts a pledge or its next version', permission })
  async draftPledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DraftPledgeTemplateInput,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplatePayload> {
    return this.shown(caller, await this.templates.draftPledgeTemplate(caller, input), selection);
  }

  @MutationOperation(() => PledgeTemplatePayload, { zh: '修改承诺书草稿', en: 'Changes a draft', permission })
  async changePledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangePledgeTemplateInput,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplatePayload> {
    return this.shown(caller, await this.templates.changePledgeTemplate(caller, input), selection);
  }

  @MutationOperation(() => PledgeTemplatePayload, {
    zh: '发布承诺书;条数须相符,上一版本随之停用,文本此后不再改变',
    en: 'Publishes a draft with the declared number of clauses; the version before it is retired, and the text never changes again',
    permission,
  })
  async publishPledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PledgeTemplateTargetInput,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplatePayload> {
    return this.shown(caller, await this.templates.publishPledgeTemplate(caller, input), selection);
  }

  @MutationOperation(() => PledgeTemplatePayload, {
    zh: '停用承诺书,已签署的不受影响',
    en: 'Retires a text; what was signed stays',
    permission,
  })
  async retirePledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PledgeTemplateTargetInput,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplatePayload> {
    return this.shown(caller, await this.templates.retirePledgeTemplate(caller, input), selection);
  }

  @MutationOperation(() => PledgeTemplatePayload, {
    zh: '作废草稿;系列代码随之可以另行起草',
    en: 'Discards a draft; the series is free for another one',
    permission,
  })
  async discardPledgeTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PledgeTemplateTargetInput,
    @Selected() selection: Selection,
  ): Promise<PledgeTemplatePayload> {
    return this.shown(caller, await this.templates.discardPledgeTemplate(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<PledgeTemplatePayload> {
    return { pledgeTemplate: await this.queries.one(caller, id, selectionBelow(selection, 'pledgeTemplate')) };
  }
}
