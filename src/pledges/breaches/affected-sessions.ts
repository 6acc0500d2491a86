import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';

/** A session that is confirmed and not yet on air, as a revocation lists it. */
export interface AffectedSession {
  sessionId: string;
  sessionNumber: string;
  title: string;
  plannedStartAt: Date;
}

/** Finds the sessions of a host that are confirmed and still to come; it reads with the transaction and writes nothing. */
export type AffectedSessionsSource = (tx: Tx, parkId: string, streamerId: string) => Promise<AffectedSession[]>;

/** The port through which a revocation learns which sessions are confirmed with the host: `pledges` defines it, `broadcasts` answers. */
@Injectable()
export class AffectedSessions {
  private source: AffectedSessionsSource | null = null;

  /** Called once while the application starts. Throws when somebody answers already. */
  register(source: AffectedSessionsSource): void {
    if (this.source) throw new Error('Affected sessions are answered by one module only');
    this.source = source;
  }

  /** Empty when no module keeps sessions. */
  async ofHost(tx: Tx, parkId: string, streamerId: string): Promise<AffectedSession[]> {
    return this.source ? this.source(tx, parkId, streamerId) : [];
  }
}
