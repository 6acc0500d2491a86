import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../../platform/database/listing.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { selectionBelow } from '../../platform/graphql/selection.js';
import { HeldSessions } from '../held-sessions.js';
import { PerformanceFigures } from '../performance-figures.js';
import { attachGates, type ReadTrack, trainedStreamerListing } from '../track-views.js';
import { MentorPairing } from './pairing.entity.js';
import { outcomePeriods } from './pairing.rules.js';
import type { GuidanceVisitsArgs, MentorPairingsArgs } from './pairings.inputs.js';
import type { GuidanceVisitView, MentorPairingView, PairingOutcomes } from './pairings.objects.js';

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
    private readonly sessions: HeldSessions,
    private readonly figures: PerformanceFigures,
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
    await this.transactions.run(async (tx) => {
      for (const pairing of pairings) pairing.outcomes = await this.outcomesOf(tx, pairing.id);
    });
  }

  /** Sessions together, the mentee's sales against equally many days before, gates passed: from records alone (INV-11). */
  private async outcomesOf(tx: Tx, pairingId: string): Promise<PairingOutcomes | null> {
    const pairing = await tx.manager.findOneByOrFail(MentorPairing, { id: pairingId });
    const periods = outcomePeriods(pairing, localDateOf(tx.at));
    if (!periods) return null;
    const { from, to, beforeFrom, beforeTo } = periods;
    const { parkId, mentorStreamerId, menteeStreamerId } = pairing;
    const mentee = { parkId, streamerId: menteeStreamerId };
    const during = await this.figures.figures(tx, { ...mentee, from, to });
    const before = await this.figures.figures(tx, { ...mentee, from: beforeFrom, to: beforeTo });
    return {
      ...{ from, to },
      sessionsTogether: await this.sessions.countTogether(tx, { parkId, mentorStreamerId, menteeStreamerId, from, to }),
      netSalesFen: during.netFen,
      netSalesDeltaFen: during.netFen - before.netFen,
      gatesPassed: await gatesPassed(tx, pairing, from, to),
      activities: await activitiesOf(tx, pairing),
    };
  }
}

function ofStreamer(streamerId: string): Condition {
  return where('({t}.mentorStreamerId = ? OR {t}.menteeStreamerId = ?)', streamerId, streamerId);
}

async function gatesPassed(tx: Tx, { parkId, menteeStreamerId }: MentorPairing, from: string, to: string): Promise<number> {
  const tracks = await tx.rows<ReadTrack>('SELECT id, parkId, targetLevel FROM skill_track WHERE parkId = ? AND streamerId = ?', [
    parkId,
    menteeStreamerId,
  ]);
  await attachGates(tx, tracks);
  return tracks.flatMap(({ gates }) => gates).filter(({ passedOn }) => passedOn !== null && from <= passedOn && passedOn <= to).length;
}

async function activitiesOf(tx: Tx, { parkId, id }: MentorPairing): Promise<number> {
  const [row] = await tx.rows<{ total: number | string }>(
    'SELECT COUNT(*) AS total FROM pairing_activity WHERE parkId = ? AND pairingId = ?',
    [parkId, id],
  );
  return Number(row!.total);
}
