import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { IssueMemberBadgeInput, MemberBadgesArgs, RevokeMemberBadgeInput } from './badges.inputs.js';
import { MemberBadgeConnection, MemberBadgePayload, type MemberBadgeView } from './badges.objects.js';
import { MemberBadgeQueries } from './badges.queries.js';
import { MemberBadges } from './member-badges.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Badges of member streamers. */
@Resolver()
export class MemberBadgesResolver {
  constructor(
    private readonly queries: MemberBadgeQueries,
    private readonly badges: MemberBadges,
  ) {}

  @QueryOperation(() => MemberBadgeConnection, {
    zh: '今天有效的党员主播标识(经本人同意公开)',
    en: 'Badges of member streamers that are valid today, carried by consent',
    permission: 'badges.read',
  })
  memberBadges(
    @CurrentCaller() caller: Caller,
    @Args() args: MemberBadgesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<MemberBadgeView>> {
    return this.queries.memberBadges(caller, args, selection);
  }

  @MutationOperation(() => MemberBadgePayload, {
    zh: '发放党员主播标识(党务记录人;须本人单独同意)',
    en: 'Issue the badge of a member streamer; for party recorders, with separate consent',
    permission: 'badges.issue',
  })
  async issueMemberBadge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: IssueMemberBadgeInput,
    @Selected() selection: Selection,
  ): Promise<MemberBadgePayload> {
    return this.shown(caller, await this.badges.issueMemberBadge(caller, input), selection);
  }

  @MutationOperation(() => MemberBadgePayload, {
    zh: '收回党员主播标识,即日生效',
    en: 'Take a badge back as of today',
    permission: 'badges.issue',
  })
  async revokeMemberBadge(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevokeMemberBadgeInput,
    @Selected() selection: Selection,
  ): Promise<MemberBadgePayload> {
    return this.shown(caller, await this.badges.revokeMemberBadge(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<MemberBadgePayload> {
    return { memberBadge: await this.queries.memberBadge(caller, id, selectionBelow(selection, 'memberBadge')) };
  }
}
