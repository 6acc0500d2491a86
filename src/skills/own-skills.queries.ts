import { Injectable } from '@nestjs/common';
import type { Selection } from '../platform/database/listing.js';
import { selectionBelow } from '../platform/graphql/selection.js';
import { MemberBadgeQueries } from './badges/badges.queries.js';
import type { MySkills } from './own-skills.objects.js';
import { PairingQueries } from './pairings/pairings.queries.js';
import { SkillTrackQueries } from './skill-tracks.queries.js';
import { TierQueries } from './tiers/tiers.queries.js';

/** A streamer's own view: the same facts as the office sees, about nobody else. */
@Injectable()
export class OwnSkills {
  constructor(
    private readonly tracks: SkillTrackQueries,
    private readonly tiers: TierQueries,
    private readonly pairings: PairingQueries,
    private readonly badges: MemberBadgeQueries,
  ) {}

  /** What concerns one of the streamers that the caller is; null when the caller is not the one named, or is none. */
  async mySkillTrack(ownIds: readonly string[], wanted: string | null, selection: Selection): Promise<MySkills | null> {
    const streamerId = wanted === null ? [...ownIds].sort().at(-1) : ownIds.find((id) => id === wanted);
    if (!streamerId) return null;
    const { track, tier, appeals, pairings, badgeLabel } = selection;
    return {
      streamerId,
      track: track ? await this.tracks.ownTrack(streamerId, selectionBelow(selection, 'track')) : null,
      tier: tier ? await this.tiers.ownTier(streamerId, selectionBelow(selection, 'tier')) : null,
      appeals: appeals ? await this.tiers.ownAppeals(streamerId, selectionBelow(selection, 'appeals')) : [],
      pairings: pairings ? await this.pairings.ownPairings(streamerId, selectionBelow(selection, 'pairings')) : [],
      badgeLabel: badgeLabel ? await this.badges.labelOf(streamerId) : null,
    };
  }
}
