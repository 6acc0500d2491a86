import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';

/** One streamer in a span of days, both ends included. */
export interface FiguresRequest {
  parkId: string;
  streamerId: string;
  from: LocalDate;
  to: LocalDate;
}

/** What a streamer's sessions and sales add up to. */
export interface Figures {
  sessionsHeld: number;
  /** Paid amount including what was refunded later, in fen. */
  gmvPaidFen: bigint;
  /** Positive, in fen. */
  refundFen: bigint;
  netFen: bigint;
}

/** Who knows the figures; `sales` does. */
export interface FiguresSource {
  /** The figures of each request in its place, in one statement. */
  figures(tx: Tx, requests: readonly FiguresRequest[]): Promise<Figures[]>;
}

/** Port to the figures of streamers, which are kept further down; `sales` registers its source when it starts. */
@Injectable()
export class PerformanceFigures implements FiguresSource {
  private source: FiguresSource | null = null;

  /** Sets the source, once. Throws when there is one already. */
  register(source: FiguresSource): void {
    if (this.source) throw new Error('A source of performance figures is registered twice');
    this.source = source;
  }

  figures(tx: Tx, requests: readonly FiguresRequest[]): Promise<Figures[]> {
    if (!this.source) throw new Error('No source of performance figures is registered');
    return this.source.figures(tx, requests);
  }
}
