import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { MembershipDecisions } from './membership-decisions.service.js';
import { MembershipEntries } from './membership-entries.service.js';
import {
  AdmitMemberInput,
  ChangeMembershipStandingInput,
  MembershipEntriesArgs,
  MembershipEntryRefusalInput,
  MembershipEntryTargetInput,
} from './person.inputs.js';
import { MembershipEntryConnection, MembershipEntryPayload, MembershipEntryView } from './person.objects.js';
import { PersonQueries } from './persons.queries.js';

const INPUT = { description: described('输入', 'Input') };

/** Memberships by hand: entered by one person, confirmed by another. For party roles only. */
@Resolver()
export class MembershipEntriesResolver {
  constructor(
    private readonly entries: MembershipEntries,
    private readonly decisions: MembershipDecisions,
    private readonly queries: PersonQueries,
  ) {}

  @QueryOperation(() => MembershipEntryConnection, {
    zh: '党员关系的手工登记,最新在前(逐条留痕)',
    en: 'Entries about memberships, newest first; each one shown is recorded',
    permission: 'memberships.read',
  })
  membershipEntries(
    @CurrentCaller() caller: Caller,
    @Args() args: MembershipEntriesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<MembershipEntryView>> {
    return this.queries.membershipEntries(caller, args, selection);
  }

  @MutationOperation(() => MembershipEntryPayload, {
    zh: '登记党员关系(另一人确认后作数)',
    en: 'Enters a member; it counts once another person has confirmed it',
    permission: 'memberships.manage',
  })
  async admitMember(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AdmitMemberInput,
    @Selected() selection: Selection,
  ): Promise<MembershipEntryPayload> {
    return this.payload(caller, await this.entries.admitMember(caller, input), selection);
  }

  @MutationOperation(() => MembershipEntryPayload, {
    zh: '登记党员身份变更(另一人确认后结束原记录,接续新记录)',
    en: 'Enters a change of standing; once another person has confirmed it the record ends and a new one goes on',
    permission: 'memberships.manage',
  })
  async changeMembershipStanding(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeMembershipStandingInput,
    @Selected() selection: Selection,
  ): Promise<MembershipEntryPayload> {
    return this.payload(caller, await this.entries.changeStanding(caller, input), selection);
  }

  @MutationOperation(() => MembershipEntryPayload, {
    zh: '确认党员关系登记(登记人以外的人)',
    en: 'Confirms an entry about a membership, by another person than entered it',
    permission: 'memberships.confirm',
  })
  async confirmMembershipEntry(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MembershipEntryTargetInput,
    @Selected() selection: Selection,
  ): Promise<MembershipEntryPayload> {
    return this.payload(caller, await this.decisions.confirmEntry(caller, input), selection);
  }

  @MutationOperation(() => MembershipEntryPayload, {
    zh: '退回党员关系登记',
    en: 'Rejects an entry about a membership',
    permission: 'memberships.confirm',
  })
  async rejectMembershipEntry(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MembershipEntryRefusalInput,
    @Selected() selection: Selection,
  ): Promise<MembershipEntryPayload> {
    return this.payload(caller, await this.decisions.rejectEntry(caller, input), selection);
  }

  @MutationOperation(() => MembershipEntryPayload, {
    zh: '撤回自己的党员关系登记',
    en: 'Takes an own entry about a membership back',
    permission: 'memberships.manage',
  })
  async withdrawMembershipEntry(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MembershipEntryRefusalInput,
    @Selected() selection: Selection,
  ): Promise<MembershipEntryPayload> {
    return this.payload(caller, await this.decisions.withdrawEntry(caller, input), selection);
  }

  private async payload(caller: Caller, entryId: string, selection: Selection): Promise<MembershipEntryPayload> {
    return this.queries.entryWithMembership(caller, entryId, {
      entry: selectionBelow(selection, 'entry'),
      membership: selectionBelow(selection, 'membership'),
    });
  }
}
