import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import { type Figures, type FiguresRequest, type FiguresSource, PerformanceFigures } from '../skills/performance-figures.js';

/** Tells `skills` what a streamer's sessions and sales add up to, from the day rollups: the same rows as the dashboard's. */
@Injectable()
export class StreamerFigures implements FiguresSource, OnModuleInit {
  constructor(private readonly port: PerformanceFigures) {}

  onModuleInit(): void {
    this.port.register(this);
  }

  async figures(tx: Tx, { parkId, streamerId, from, to }: FiguresRequest): Promise<Figures> {
    const [row] = await tx.rows<Record<keyof Figures, number | string | null>>(
      `SELECT SUM(sessionsHeld) AS sessionsHeld, SUM(gmvPaidFen) AS gmvPaidFen, SUM(refundFen) AS refundFen, SUM(netFen) AS netFen
       FROM sales_rollup WHERE parkId = ? AND spanKind = 'DAY' AND dimension = 'STREAMER' AND span BETWEEN ? AND ? AND memberId = ?`,
      [parkId, from, to, streamerId],
    );
    const { sessionsHeld, gmvPaidFen, refundFen, netFen } = row!;
    return {
      sessionsHeld: Number(sessionsHeld ?? 0),
      gmvPaidFen: BigInt(gmvPaidFen ?? 0),
      refundFen: BigInt(refundFen ?? 0),
      netFen: BigInt(netFen ?? 0),
    };
  }
}
