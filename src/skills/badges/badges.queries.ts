import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { homeStandingSql } from '../../organizations/member-standings.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { trainedStreamerListing } from '../track-views.js';
import type { MemberBadgesArgs } from './badges.inputs.js';
import type { MemberBadgeView } from './badges.objects.js';
import type { MemberBadgeLabel } from './badge-kinds.js';
import { badgeValidSql } from './member-badges.service.js';

function badgeListing(today: LocalDate): ListingDefinition {
  return {
    table: 'member_badge',
    fields: {
      id: 'id',
      label: `CASE WHEN ${badgeValidSql('{t}', today)} THEN CASE ${homeStandingSql('{t}.personId', today)}
        WHEN 'FULL' THEN 'MEMBER' ELSE 'PROBATIONARY_MEMBER' END END`,
      issuedOn: 'issuedOn',
      version: 'version',
    },
    one: { streamer: { listing: () => trainedStreamerListing, key: 'streamerId' } },
    orders: {
      ISSUED_LAST: { by: ['{t}.issuedOn'], direction: 'DESC' },
      ISSUED_FIRST: { by: ['{t}.issuedOn'], direction: 'ASC' },
    },
  };
}

/** Reads of badges: the label and its holder, nothing else of a membership. */
@Injectable()
export class MemberBadgeQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly clock: Clock,
  ) {}

  /** A page of the badges that are valid today. */
  async memberBadges(caller: Caller, args: MemberBadgesArgs, selection: Selection): Promise<Page<MemberBadgeView>> {
    const scope = await this.access.parks(caller, 'badges.read');
    const today = localDateOf(this.clock.now());
    const { parkId, streamerId } = args.filter ?? {};
    const conditions: Condition[] = [scope.condition(), where(badgeValidSql('{t}', today))];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (streamerId) conditions.push(where('{t}.streamerId = ?', streamerId));
    const { first, after, order } = args;
    return this.listings.page<MemberBadgeView>(badgeListing(today), { selection, conditions, order, first, after });
  }

  /** One badge for the recorder of the organization that issued it, valid or not; else null. */
  async memberBadge(caller: Caller, id: string, selection: Selection): Promise<MemberBadgeView | null> {
    const scope = (await this.access.organizations(caller, 'badges.issue')).condition();
    return this.listings.one<MemberBadgeView>(badgeListing(localDateOf(this.clock.now())), selection, [where('{t}.id = ?', id), scope]);
  }

  /** What the badge of a streamer says today; null without a valid one. */
  async labelOf(streamerId: string): Promise<MemberBadgeLabel | null> {
    const today = localDateOf(this.clock.now());
    const conditions = [where('{t}.streamerId = ?', streamerId), where(badgeValidSql('{t}', today))];
    return (await this.listings.one<MemberBadgeView>(badgeListing(today), { label: true }, conditions))?.label ?? null;
  }
}
