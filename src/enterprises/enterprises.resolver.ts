import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { EnterpriseLifecycle } from './enterprise-lifecycle.service.js';
import {
  ChangeEnterpriseInput,
  EnterpriseReasonedStepInput,
  EnterprisesArgs,
  EnterpriseStepInput,
  RegisterEnterpriseInput,
} from './enterprise.inputs.js';
import { EnterpriseConnection, EnterprisePayload, EnterpriseView } from './enterprise.objects.js';
import { EnterpriseQueries } from './enterprises.queries.js';
import { Enterprises } from './enterprises.service.js';

const INPUT = { description: described('输入', 'Input') };
const permission = 'enterprises.manage';

/** The register of enterprises and social organizations. */
@Resolver()
export class EnterprisesResolver {
  constructor(
    private readonly service: Enterprises,
    private readonly lifecycle: EnterpriseLifecycle,
    private readonly queries: EnterpriseQueries,
  ) {}

  @QueryOperation(() => EnterpriseConnection, {
    zh: '企业台账(本人管理范围内)',
    en: 'The register within the scope of the caller',
    permission: 'enterprises.read',
  })
  enterprises(
    @CurrentCaller() caller: Caller,
    @Args() args: EnterprisesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<EnterpriseView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => EnterpriseView, {
    zh: '一家企业;不在范围内时为 null',
    en: 'One enterprise; null outside the scope',
    permission: 'enterprises.read',
    nullable: true,
  })
  enterprise(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<EnterpriseView | null> {
    return this.queries.one(caller, id, selection);
  }

  @MutationOperation(() => EnterprisePayload, { zh: '登记企业或社会组织', en: 'Puts a unit on the register', permission })
  async registerEnterprise(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RegisterEnterpriseInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.service.registerEnterprise(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, { zh: '更正或移交企业', en: 'Corrects an enterprise or hands it over', permission })
  async changeEnterprise(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeEnterpriseInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.service.changeEnterprise(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, { zh: '准入评审通过', en: 'Admits an enterprise', permission })
  async admitEnterprise(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnterpriseStepInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.lifecycle.admitEnterprise(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, {
    zh: '评审未通过,退回',
    en: 'Rejects an enterprise; it goes back to the beginning',
    permission,
  })
  async rejectEnterprise(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnterpriseReasonedStepInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.lifecycle.rejectEnterprise(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, { zh: '进入组织建设', en: 'Begins to build the party organization', permission })
  async beginOrganizationBuilding(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnterpriseStepInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.lifecycle.beginOrganizationBuilding(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, {
    zh: '转入跟踪考核(须已有党组织覆盖)',
    en: 'Tracks an enterprise that an organization covers',
    permission,
  })
  async trackEnterprise(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnterpriseStepInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.lifecycle.trackEnterprise(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, { zh: '登记企业撤离', en: 'Records that an enterprise is leaving', permission })
  async beginDeparture(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnterpriseReasonedStepInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.lifecycle.beginDeparture(caller, input), selection);
  }

  @MutationOperation(() => EnterprisePayload, {
    zh: '完成撤离(须已不占用园区席位)',
    en: 'Records that an enterprise has left, once it holds no place in a park',
    permission,
  })
  async completeDeparture(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnterpriseStepInput,
    @Selected() selection: Selection,
  ): Promise<EnterprisePayload> {
    return this.payload(caller, await this.lifecycle.completeDeparture(caller, input), selection);
  }

  private async payload(caller: Caller, id: string, selection: Selection): Promise<EnterprisePayload> {
    return { enterprise: await this.queries.one(caller, id, selectionBelow(selection, 'enterprise')) };
  }
}
