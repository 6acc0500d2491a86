import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { Clock } from '../platform/clock/clock.js';
import { localDateOf } from '../platform/clock/local-date.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../platform/database/listing.js';
import { Transactions } from '../platform/database/transactions.js';
import { selectionBelow } from '../platform/graphql/selection.js';
import type { SkillCertificatesArgs, SkillTracksArgs } from './skill-tracks.inputs.js';
import type { SkillCertificateView, SkillTrackView, StateSkillLevelView } from './skill-tracks.objects.js';
import { attachGates, certificateListing, statusSql, trackListing, trainedStreamerListing, wantsGates } from './track-views.js';

const stateLevelListing: ListingDefinition = {
  table: 'state_skill_level',
  fields: {
    id: 'id',
    trade: 'trade',
    level: 'level',
    certificateReference: 'certificateReference',
    authority: 'authority',
    issuedOn: 'issuedOn',
  },
  one: { streamer: { listing: () => trainedStreamerListing, key: 'streamerId' } },
  orders: {
    UNTIL_ASC: { by: ['{t}.issuedOn'], direction: 'ASC' },
    UNTIL_DESC: { by: ['{t}.issuedOn'], direction: 'DESC' },
  },
};

/** Reads of tracks, certificates and levels within the caller's parks. */
@Injectable()
export class SkillTrackQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** A page of tracks; a page with gates takes as many statements as one track with gates. */
  async skillTracks(caller: Caller, args: SkillTracksArgs, selection: Selection): Promise<Page<SkillTrackView>> {
    const scope = await this.access.parks(caller, 'skills.read');
    const today = localDateOf(this.clock.now());
    const { parkId, streamerId, status } = args.filter ?? {};
    const conditions: Condition[] = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (streamerId) conditions.push(where('{t}.streamerId = ?', streamerId));
    if (status) conditions.push(whereIn(statusSql(today), status));
    const { first, after, order } = args;
    const page = await this.listings.page<SkillTrackView>(trackListing(today), { selection, conditions, order, first, after });
    const nodes = [selectionBelow(selection, 'nodes'), selectionBelow(selectionBelow(selection, 'edges'), 'node')];
    if (wantsGates(...nodes)) await this.transactions.run((tx) => attachGates(tx, page.nodes));
    return page;
  }

  /** One track, or null when there is none in scope. */
  async skillTrack(caller: Caller, id: string, selection: Selection): Promise<SkillTrackView | null> {
    const scope = await this.access.parks(caller, 'skills.read');
    return this.find(selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  /** The newest track of each of the caller's own enrollments, or of the one named. */
  async ownTrack(streamerId: string, selection: Selection): Promise<SkillTrackView | null> {
    const isNewest = `{t}.attempt = (SELECT MAX(n.attempt) FROM skill_track n WHERE n.parkId = {t}.parkId AND n.streamerId = {t}.streamerId)`;
    return this.find(selection, [where('{t}.streamerId = ?', streamerId), where(isNewest)]);
  }

  /** A page of certificates. */
  async skillCertificates(caller: Caller, args: SkillCertificatesArgs, selection: Selection): Promise<Page<SkillCertificateView>> {
    const conditions = await this.paperConditions(caller, args);
    const validOn = args.filter?.validOn;
    if (validOn) {
      const isValid = '{t}.issuedOn <= ? AND {t}.validUntil >= ? AND ({t}.revokedOn IS NULL OR {t}.revokedOn > ?)';
      conditions.push(where(isValid, validOn, validOn, validOn));
    }
    const { first, after, order } = args;
    return this.listings.page<SkillCertificateView>(certificateListing, { selection, conditions, order, first, after });
  }

  /** A page of levels of the state's standard. */
  async stateSkillLevels(caller: Caller, args: SkillCertificatesArgs, selection: Selection): Promise<Page<StateSkillLevelView>> {
    const conditions = await this.paperConditions(caller, args);
    if (args.filter?.validOn) conditions.push(where('{t}.issuedOn <= ?', args.filter.validOn));
    const { first, after, order } = args;
    return this.listings.page<StateSkillLevelView>(stateLevelListing, { selection, conditions, order, first, after });
  }

  /** One level, or null when there is none in scope. */
  async stateSkillLevel(caller: Caller, id: string, selection: Selection): Promise<StateSkillLevelView | null> {
    const scope = await this.access.parks(caller, 'skills.read');
    return this.listings.one<StateSkillLevelView>(stateLevelListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  private async paperConditions(caller: Caller, args: SkillCertificatesArgs): Promise<Condition[]> {
    const scope = await this.access.parks(caller, 'skills.read');
    const { parkId, streamerId } = args.filter ?? {};
    const conditions: Condition[] = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (streamerId) conditions.push(where('{t}.streamerId = ?', streamerId));
    return conditions;
  }

  private async find(selection: Selection, conditions: readonly Condition[]): Promise<SkillTrackView | null> {
    const track = await this.listings.one<SkillTrackView>(trackListing(localDateOf(this.clock.now())), selection, conditions);
    if (track && wantsGates(selection)) await this.transactions.run((tx) => attachGates(tx, [track]));
    return track;
  }
}
