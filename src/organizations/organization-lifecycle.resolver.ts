import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { OrganizationLifecycle } from './organization-lifecycle.service.js';
import { OrganizationRelations } from './organization-relations.service.js';
import {
  CoverEnterpriseInput,
  EndCoverageInput,
  EndOrganizationLinkInput,
  LinkOrganizationInput,
  MergeOrganizationInput,
  OrganizationReasonedStepInput,
  OrganizationStepInput,
} from './organization.inputs.js';
import { OrganizationPayload } from './organization.objects.js';
import { OrganizationQueries } from './organizations.queries.js';

const INPUT = { description: described('输入', 'Input') };
const permission = 'organizations.manage';

/** The life of an organization, and what connects it to others. */
@Resolver()
export class OrganizationLifecycleResolver {
  constructor(
    private readonly lifecycle: OrganizationLifecycle,
    private readonly relations: OrganizationRelations,
    private readonly queries: OrganizationQueries,
  ) {}

  @MutationOperation(() => OrganizationPayload, { zh: '批复成立', en: 'Approves a proposed organization', permission })
  async approveOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OrganizationStepInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.lifecycle.approveOrganization(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '开始运行', en: 'Activates an approved organization', permission })
  async activateOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OrganizationStepInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.lifecycle.activateOrganization(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '转入整改', en: 'Begins a rectification', permission })
  async beginRectification(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OrganizationReasonedStepInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.lifecycle.beginRectification(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '完成整改', en: 'Completes a rectification', permission })
  async completeRectification(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OrganizationStepInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.lifecycle.completeRectification(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '并入另一个党组织', en: 'Merges an organization into another', permission })
  async mergeOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MergeOrganizationInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.lifecycle.mergeOrganization(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, {
    zh: '撤销党组织(须已无党员、下级和园区)',
    en: 'Dissolves an organization without members, organizations below it and parks',
    permission,
  })
  async dissolveOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OrganizationReasonedStepInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.lifecycle.dissolveOrganization(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '建立行业或属地关系', en: 'Links an organization by trade or territory', permission })
  async linkOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: LinkOrganizationInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    await this.relations.linkOrganization(caller, input);
    return this.payload(caller, input.organizationId, selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '结束行业或属地关系', en: 'Ends a link by trade or territory', permission })
  async endOrganizationLink(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndOrganizationLinkInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.relations.endOrganizationLink(caller, { ...input, id: input.linkId }), selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '登记联合组建覆盖的单位', en: 'Adds a unit to a joint organization', permission })
  async coverEnterprise(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CoverEnterpriseInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    await this.relations.coverEnterprise(caller, input);
    return this.payload(caller, input.organizationId, selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '结束对一个单位的覆盖', en: 'Takes a unit out of a joint organization', permission })
  async endCoverage(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndCoverageInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.relations.endCoverage(caller, { ...input, id: input.coverageId }), selection);
  }

  private async payload(caller: Caller, id: string, selection: Selection): Promise<OrganizationPayload> {
    return { organization: await this.queries.one(caller, id, selectionBelow(selection, 'organization')) };
  }
}
