import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  ChangeOrganizationInput,
  MoveOrganizationInput,
  OrganizationDirectoryArgs,
  OrganizationsArgs,
  ProposeOrganizationInput,
} from './organization.inputs.js';
import {
  OrganizationConnection,
  OrganizationDirectoryConnection,
  OrganizationDirectoryEntryView,
  OrganizationPayload,
  OrganizationView,
} from './organization.objects.js';
import { OrganizationQueries } from './organizations.queries.js';
import { Organizations } from './organizations.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Organizations: reading, setting up, correcting and moving. */
@Resolver()
export class OrganizationsResolver {
  constructor(
    private readonly service: Organizations,
    private readonly queries: OrganizationQueries,
  ) {}

  @QueryOperation(() => OrganizationConnection, {
    zh: '党组织列表(本人管理范围内)',
    en: 'Party organizations within the scope of the caller',
    permission: 'organizations.read',
  })
  organizations(
    @CurrentCaller() caller: Caller,
    @Args() args: OrganizationsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<OrganizationView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => OrganizationDirectoryConnection, {
    zh: '党组织名录:按名称查找可以接收党员或个案的党组织(全系统,只含公开信息)',
    en: 'Directory of organizations that may receive a member or a case, by name: the whole installation, what is generally known alone',
    permission: 'organizations.directory',
  })
  organizationDirectory(
    @Args() args: OrganizationDirectoryArgs,
    @Selected() selection: Selection,
  ): Promise<Page<OrganizationDirectoryEntryView>> {
    return this.queries.directory(args, selection);
  }

  @QueryOperation(() => OrganizationView, {
    zh: '一个党组织;不在范围内时为 null',
    en: 'One organization; null outside the scope',
    permission: 'organizations.read',
    nullable: true,
  })
  organization(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<OrganizationView | null> {
    return this.queries.one(caller, id, selection);
  }

  @MutationOperation(() => OrganizationPayload, { zh: '拟成立党组织', en: 'Proposes an organization', permission: 'organizations.manage' })
  async proposeOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProposeOrganizationInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.service.proposeOrganization(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, {
    zh: '更正党组织信息',
    en: 'Corrects an organization',
    permission: 'organizations.manage',
  })
  async changeOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeOrganizationInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.service.changeOrganization(caller, input), selection);
  }

  @MutationOperation(() => OrganizationPayload, {
    zh: '调整行政隶属(连同全部下级)',
    en: 'Moves an organization with all below it',
    permission: 'organizations.manage',
  })
  async moveOrganization(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MoveOrganizationInput,
    @Selected() selection: Selection,
  ): Promise<OrganizationPayload> {
    return this.payload(caller, await this.service.moveOrganization(caller, input), selection);
  }

  private async payload(caller: Caller, id: string, selection: Selection): Promise<OrganizationPayload> {
    return { organization: await this.queries.one(caller, id, selectionBelow(selection, 'organization')) };
  }
}
