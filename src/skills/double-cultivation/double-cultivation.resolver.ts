import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { Selected } from '../../platform/graphql/selection.js';
import { CultivationFunnelQueries } from './cultivation-funnel.queries.js';
import { CultivationFunnelArgs, OrganizationCultivationArgs, ParkCultivationArgs } from './double-cultivation.inputs.js';
import { DoubleCultivationConnection, type DoubleCultivationEntryView, DoubleCultivationFunnelView } from './double-cultivation.objects.js';
import { DoubleCultivationQueries } from './double-cultivation.queries.js';

/** 双培: members into streamer talent, streamers into members. */
@Resolver()
export class DoubleCultivationResolver {
  constructor(
    private readonly queries: DoubleCultivationQueries,
    private readonly funnels: CultivationFunnelQueries,
  ) {}

  @QueryOperation(() => DoubleCultivationConnection, {
    zh: '双培概览(按园区):两条培养路径并列;发展党员情况只对党务角色显示(PR-7)',
    en: 'Both ways of the streamers of a park side by side; the way into the Party for party roles alone (PR-7)',
    permission: 'skills.read',
  })
  parkDoubleCultivation(
    @CurrentCaller() caller: Caller,
    @Args() args: ParkCultivationArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DoubleCultivationEntryView>> {
    return this.queries.ofPark(caller, args, selection.totalCount !== undefined);
  }

  @QueryOperation(() => DoubleCultivationConnection, {
    zh: '双培概览(按党组织):两项同意都有效的人,两条培养路径并列(查阅留痕)',
    en: 'Both ways of the people of an organization whose two consents are in force; the reading is recorded',
    permission: 'development.read',
  })
  organizationDoubleCultivation(
    @CurrentCaller() caller: Caller,
    @Args() args: OrganizationCultivationArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DoubleCultivationEntryView>> {
    return this.queries.ofOrganization(caller, args, selection.totalCount !== undefined);
  }

  @QueryOperation(() => DoubleCultivationFunnelView, {
    zh: '双培漏斗:党员成长为主播达人、主播达人成长为党员的人数(INV-38)',
    en: 'How many members become streamer talent, and how many streamers become members (INV-38)',
    permission: 'development.statistics',
  })
  doubleCultivationFunnel(@CurrentCaller() caller: Caller, @Args() args: CultivationFunnelArgs): Promise<DoubleCultivationFunnelView> {
    return this.funnels.funnel(caller, args);
  }
}
