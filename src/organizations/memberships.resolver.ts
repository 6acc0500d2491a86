import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { Memberships } from './memberships.service.js';
import { EndMembershipInput, PersonRecordsArgs, RestrictMemberRightsInput } from './person.inputs.js';
import { MembershipConnection, MembershipPayload, MembershipView } from './person.objects.js';
import { PersonQueries } from './persons.queries.js';

const INPUT = { description: described('输入', 'Input') };

/** Memberships, for party roles only. */
@Resolver()
export class MembershipsResolver {
  constructor(
    private readonly service: Memberships,
    private readonly queries: PersonQueries,
  ) {}

  @QueryOperation(() => MembershipConnection, {
    zh: '党员关系列表(逐条留痕)',
    en: 'Memberships; each one shown is recorded',
    permission: 'memberships.read',
  })
  memberships(
    @CurrentCaller() caller: Caller,
    @Args() args: PersonRecordsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<MembershipView>> {
    return this.queries.memberships(caller, args, selection);
  }

  @QueryOperation(() => MembershipView, {
    zh: '一条党员关系(留痕);不在范围内时为 null',
    en: 'One membership, the reading recorded; null outside the scope',
    permission: 'memberships.read',
    nullable: true,
  })
  membership(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<MembershipView | null> {
    return this.queries.membership(caller, id, selection);
  }

  @MutationOperation(() => MembershipPayload, { zh: '结束党员关系', en: 'Ends a membership', permission: 'memberships.manage' })
  async endMembership(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndMembershipInput,
    @Selected() selection: Selection,
  ): Promise<MembershipPayload> {
    return this.payload(caller, await this.service.endMembership(caller, input), selection);
  }

  @MutationOperation(() => MembershipPayload, {
    zh: '限制或恢复党员权利',
    en: 'Restricts the rights of a member, or lifts the restriction',
    permission: 'memberships.manage',
  })
  async restrictMemberRights(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RestrictMemberRightsInput,
    @Selected() selection: Selection,
  ): Promise<MembershipPayload> {
    const id = await this.service.restrictRights(caller, { ...input, from: input.from ?? null, to: input.to ?? null });
    return this.payload(caller, id, selection);
  }

  private async payload(caller: Caller, id: string, selection: Selection): Promise<MembershipPayload> {
    return { membership: await this.queries.membership(caller, id, selectionBelow(selection, 'membership')) };
  }
}
