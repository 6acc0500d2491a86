import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { type Figures, type FiguresRequest, type FiguresSource, PerformanceFigures } from '../skills/performance-figures.js';

/** The rollup of one streamer on one day. */
interface DayRow extends Record<keyof Figures, number | string> {
  parkId: string;
  memberId: string;
  span: LocalDate;
}

/** Tells `skills` what a streamer's sessions and sales add up to, from the day rollups: the same rows as the dashboard's. */
@Injectable()
export class StreamerFigures implements FiguresSource, OnModuleInit {
  constructor(private readonly port: PerformanceFigures) {}

  onModuleInit(): void {
    this.port.register(this);
  }

  /** Reads the days of all streamers once and adds up what falls into each span. */
  async figures(tx: Tx, requests: readonly FiguresRequest[]): Promise<Figures[]> {
    if (requests.length === 0) return [];
    const parkIds = [...new Set(requests.map(({ parkId }) => parkId))];
    const streamerIds = [...new Set(requests.map(({ streamerId }) => streamerId))];
    const [from] = requests.map((request) => request.from).sort();
    const to = requests
      .map((request) => request.to)
      .sort()
      .at(-1);
    const days = await tx.rows<DayRow>(
      `SELECT parkId, memberId, span, sessionsHeld, gmvPaidFen, refundFen, netFen FROM sales_rollup
       WHERE parkId IN ${inList(parkIds)} AND spanKind = 'DAY' AND dimension = 'STREAMER' AND span BETWEEN ? AND ?
         AND memberId IN ${inList(streamerIds)}`,
      [...parkIds, from, to, ...streamerIds],
    );
    const byStreamer = new Map<string, DayRow[]>();
    for (const day of days)
      byStreamer.set(keyOf(day.parkId, day.memberId), [...(byStreamer.get(keyOf(day.parkId, day.memberId)) ?? []), day]);
    return requests.map((request) => {
      const own = byStreamer.get(keyOf(request.parkId, request.streamerId)) ?? [];
      return sumOf(own.filter(({ span }) => request.from <= span && span <= request.to));
    });
  }
}

function keyOf(parkId: string, streamerId: string): string {
  return `${parkId}/${streamerId}`;
}

function sumOf(days: readonly DayRow[]): Figures {
  const fen = (field: 'gmvPaidFen' | 'refundFen' | 'netFen') => days.reduce((sum, day) => sum + BigInt(day[field]), 0n);
  return {
    sessionsHeld: days.reduce((sum, day) => sum + Number(day.sessionsHeld), 0),
    gmvPaidFen: fen('gmvPaidFen'),
    refundFen: fen('refundFen'),
    netFen: fen('netFen'),
  };
}
