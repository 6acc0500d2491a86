import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';
import { selectionBelow } from '../../platform/graphql/selection.js';
import { trainedStreamerListing } from '../track-views.js';
import { PairingRecords } from './pairing-records.js';
import type { GuidanceVisitsArgs, MentorPairingsArgs } from './pairings.inputs.js';
import type { GuidanceVisitView, MentorPairingView } from './pairings.objects.js';

const activityListing: ListingDefinition = {
  table: 'pairing_activity',
  fields: { id: 'id', kind: 'kind', heldOn: 'heldOn', topic: 'topic', note: 'note' },
};

const pairingListing: ListingDefinition = {
  table: 'mentor_pairing',
  fields: {
    id: 'id',
    parkId: 'parkId',
    kind: 'kind',
    status: 'status',
    goals: 'goals',
    proposedOn: 'proposedOn',
    mentorAcceptedOn: 'mentorAcceptedOn',
    menteeAcceptedOn: 'menteeAcceptedOn',
    activatedOn: 'activatedOn',
    plannedEndOn: 'plannedEndOn',
    endedOn: 'endedOn',
    endReason: 'endReason',
    version: 'version',
  },
  json: ['goals'],
  one: {
    mentor: { listing: () => trainedStreamerListing, key: 'mentorStreamerId' },
    mentee: { listing: () => trainedStreamerListing, key: 'menteeStreamerId' },
  },
  many: {
    activities: { listing: () => activityListing, ownerKey: 'pairingId', orderBy: '{t}.heldOn DESC, {t}.id DESC', scope: 'parkId' },
  },
  orders: {
    PROPOSED_LAST: { by: ['{t}.proposedOn'], direction: 'DESC' },
    PROPOSED_FIRST: { by: ['{t}.proposedOn'], direction: 'ASC' },
  },
};

const visitorListing: ListingDefinition = {
  table: 'guidance_visitor',
  fields: { id: 'id' },
  one: { streamer: { listing: () => trainedStreamerListing, key: 'streamerId' } },
};

const visitListing: ListingDefinition = {
  table: 'guidance_visit',
  fields: {
    id: 'id',
    parkId: 'parkId',
    enterpriseId: 'enterpriseId',
    enterpriseName: '(SELECT e.name FROM enterprise e WHERE e.id = {t}.enterpriseId)',
    subject: 'subject',
    visitedOn: 'visitedOn',
    note: 'note',
  },
  many: { visitors: { listing: () => visitorListing, ownerKey: 'visitId', orderBy: '{t}.id', scope: 'parkId' } },
  orders: {
    VISITED_LAST: { by: ['{t}.visitedOn'], direction: 'DESC' },
    VISITED_FIRST: { by: ['{t}.visitedOn'], direction: 'ASC' },
  },
};

/** Pairings of one streamer that the own view shows. */
const OWN_PAIRINGS_MAX = 50;

/** Reads of pairings and visits within the caller's parks, and of one's own pairings. */
@Injectable()
export class PairingQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly outcomes: PairingRecords,
  ) {}

  /** A page of pairings. Outcomes are computed for each pairing of the page that asks for them. */
  async mentorPairings(caller: Caller, args: MentorPairingsArgs, selection: Selection): Promise<Page<MentorPairingView>> {
    const scope = await this.access.parks(caller, 'skills.read');
    const { parkId, streamerId, kind, status } = args.filter ?? {};
    const conditions: Condition[] = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (streamerId) conditions.push(ofStreamer(streamerId));
    if (kind) conditions.push(where('{t}.kind = ?', kind));
    if (status) conditions.push(whereIn('{t}.status', status));
    const { first, after, order } = args;
    const page = await this.listings.page<MentorPairingView>(pairingListing, { selection, conditions, order, first, after });
    const nodes = [selectionBelow(selection, 'nodes'), selectionBelow(selectionBelow(selection, 'edges'), 'node')];
    await this.attachOutcomes(page.nodes, ...nodes);
    return page;
  }

  /** One pairing within the caller's parks or of the caller, else null. */
  async mentorPairing(caller: Caller, id: string, selection: Selection): Promise<MentorPairingView | null> {
    const scope = (await this.access.parks(caller, 'skills.read')).condition();
    const ownIds = this.access.ownIds(caller, 'own.skills', 'STREAMER');
    const [asMentor, asMentee] = [whereIn('{t}.mentorStreamerId', ownIds), whereIn('{t}.menteeStreamerId', ownIds)];
    const parameters = [...scope.parameters, ...asMentor.parameters, ...asMentee.parameters];
    const visible = where(`(${scope.sql}) OR (${asMentor.sql}) OR (${asMentee.sql})`, ...parameters);
    const pairing = await this.listings.one<MentorPairingView>(pairingListing, selection, [where('{t}.id = ?', id), visible]);
    await this.attachOutcomes(pairing ? [pairing] : [], selection);
    return pairing;
  }

  /** The pairings of a streamer whom the caller is; the caller has shown that. */
  async ownPairings(streamerId: string, selection: Selection): Promise<MentorPairingView[]> {
    const pairings = await this.listings.list<MentorPairingView>(
      pairingListing,
      selection,
      [ofStreamer(streamerId)],
      '{t}.proposedOn DESC, {t}.id DESC',
      OWN_PAIRINGS_MAX,
    );
    await this.attachOutcomes(pairings, selection);
    return pairings;
  }

  /** A page of visits. */
  async guidanceVisits(caller: Caller, args: GuidanceVisitsArgs, selection: Selection): Promise<Page<GuidanceVisitView>> {
    const scope = await this.access.parks(caller, 'skills.read');
    const { parkId, enterpriseId } = args.filter ?? {};
    const conditions: Condition[] = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (enterpriseId) conditions.push(where('{t}.enterpriseId = ?', enterpriseId));
    const { first, after, order } = args;
    return this.listings.page<GuidanceVisitView>(visitListing, { selection, conditions, order, first, after });
  }

  /** One visit, or null when there is none in scope. */
  async guidanceVisit(caller: Caller, id: string, selection: Selection): Promise<GuidanceVisitView | null> {
    const scope = await this.access.parks(caller, 'skills.read');
    return this.listings.one<GuidanceVisitView>(visitListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  private async attachOutcomes(pairings: readonly MentorPairingView[], ...selections: readonly Selection[]): Promise<void> {
    if (pairings.length === 0 || !selections.some((selection) => selection.outcomes !== undefined)) return;
    const outcomes = await this.transactions.run((tx) =>
      this.outcomes.of(
        tx,
        pairings.map(({ id }) => id),
      ),
    );
    for (const pairing of pairings) pairing.outcomes = outcomes.get(pairing.id) ?? null;
  }
}

function ofStreamer(streamerId: string): Condition {
  return where('({t}.mentorStreamerId = ? OR {t}.menteeStreamerId = ?)', streamerId, streamerId);
}
