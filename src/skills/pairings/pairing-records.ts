import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { HeldSessions } from '../held-sessions.js';
import { PerformanceFigures } from '../performance-figures.js';
import { attachGates, type ReadTrack } from '../track-views.js';
import { MentorPairing } from './pairing.entity.js';
import { outcomePeriods } from './pairing.rules.js';
import type { PairingOutcomes } from './pairings.objects.js';

type Periods = NonNullable<ReturnType<typeof outcomePeriods>>;
type BegunPairing = MentorPairing & Periods;
type MenteeTrack = ReadTrack & { streamerId: string };

/** What came of pairings, from the records of sessions, sales and gates alone (INV-11). */
@Injectable()
export class PairingRecords {
  constructor(
    private readonly sessions: HeldSessions,
    private readonly figures: PerformanceFigures,
  ) {}

  /**
   * Sessions together, the mentee's sales against equally many days before, gates passed, activities: one statement for each figure, however many
   * pairings there are. A pairing that was never active is not in the answer.
   */
  async of(tx: Tx, pairingIds: readonly string[]): Promise<Map<string, PairingOutcomes>> {
    const found = await tx.manager.findBy(MentorPairing, { id: In([...pairingIds]) });
    const begun = found.flatMap((pairing): BegunPairing[] => {
      const periods = outcomePeriods(pairing, localDateOf(tx.at));
      return periods ? [{ ...pairing, ...periods }] : [];
    });
    if (begun.length === 0) return new Map();
    const together = await this.sessions.countTogether(tx, begun);
    const during = begun.map(({ parkId, menteeStreamerId: streamerId, from, to }) => ({ parkId, streamerId, from, to }));
    const before = begun.map(({ beforeFrom: from, beforeTo: to }, index) => ({ ...during[index]!, from, to }));
    const sales = await this.figures.figures(tx, [...during, ...before]);
    const tracks = await tracksOfMentees(tx, begun);
    const activities = await activitiesOf(tx, begun);
    return new Map(
      begun.map((pairing, index) => {
        const { id, parkId, menteeStreamerId, from, to } = pairing;
        const netSalesFen = sales[index]!.netFen;
        const own = tracks.filter((track) => track.parkId === parkId && track.streamerId === menteeStreamerId);
        return [
          id,
          {
            ...{ from, to, netSalesFen, sessionsTogether: together[index]! },
            netSalesDeltaFen: netSalesFen - sales[begun.length + index]!.netFen,
            gatesPassed: gatesPassed(own, from, to),
            activities: activities.get(id) ?? 0,
          },
        ];
      }),
    );
  }
}

async function tracksOfMentees(tx: Tx, pairings: readonly BegunPairing[]): Promise<MenteeTrack[]> {
  const parkIds = [...new Set(pairings.map(({ parkId }) => parkId))];
  const streamerIds = [...new Set(pairings.map(({ menteeStreamerId }) => menteeStreamerId))];
  const tracks = await tx.rows<MenteeTrack>(
    `SELECT id, parkId, streamerId, targetLevel FROM skill_track WHERE parkId IN ${inList(parkIds)} AND streamerId IN ${inList(streamerIds)}`,
    [...parkIds, ...streamerIds],
  );
  await attachGates(tx, tracks);
  return tracks;
}

function gatesPassed(tracks: readonly MenteeTrack[], from: LocalDate, to: LocalDate): number {
  return tracks.flatMap(({ gates }) => gates).filter(({ passedOn }) => passedOn !== null && from <= passedOn && passedOn <= to).length;
}

async function activitiesOf(tx: Tx, pairings: readonly BegunPairing[]): Promise<Map<string, number>> {
  const parkIds = [...new Set(pairings.map(({ parkId }) => parkId))];
  const ids = pairings.map(({ id }) => id);
  const rows = await tx.rows<{ pairingId: string; total: number | string }>(
    `SELECT pairingId, COUNT(*) AS total FROM pairing_activity WHERE parkId IN ${inList(parkIds)} AND pairingId IN ${inList(ids)} GROUP BY pairingId`,
    [...parkIds, ...ids],
  );
  return new Map(rows.map(({ pairingId, total }) => [pairingId, Number(total)]));
}
