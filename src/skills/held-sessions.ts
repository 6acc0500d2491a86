import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * Name of the lock under which what a held session counts for is written: its sales, the end of its recording, and evidence from it, one writer at
 * a time.
 */
export const HELD_SESSION_LOCK = 'sales-session';

/** A session as training looks at it. */
export interface HeldSession {
  sessionId: string;
  /** Local day of its actual start. */
  heldOn: LocalDate;
  /** It was on air and has ended as a session; one that was cancelled, missed or broken off is not held. */
  isHeld: boolean;
  /** Streamers who hosted a part of it. */
  hostIds: readonly string[];
  /** Streamers who were recorded as mentors present. */
  mentorIds: readonly string[];
}

/** Two streamers in a span of days, both ends included. */
export interface TogetherRequest {
  parkId: string;
  mentorStreamerId: string;
  menteeStreamerId: string;
  from: LocalDate;
  to: LocalDate;
}

/** Who knows of sessions and rooms; `broadcasts` does. */
export interface HeldSessionSource {
  /** The session of this park, or null when the park has none with this id. */
  find(tx: Tx, parkId: string, sessionId: string): Promise<HeldSession | null>;
  /** Whether the room belongs to the park. */
  hasRoom(tx: Tx, parkId: string, roomId: string): Promise<boolean>;
  /** For each request, in one statement: held sessions that the mentee hosted and in which the mentor hosted too or was present as mentor. */
  countTogether(tx: Tx, requests: readonly TogetherRequest[]): Promise<number[]>;
}

/** Port to what was on air, which is kept further down; `broadcasts` registers its source when it starts. */
@Injectable()
export class HeldSessions implements HeldSessionSource {
  private source: HeldSessionSource | null = null;

  /** Sets the source, once. Throws when there is one already. */
  register(source: HeldSessionSource): void {
    if (this.source) throw new Error('A source of held sessions is registered twice');
    this.source = source;
  }

  find(tx: Tx, parkId: string, sessionId: string): Promise<HeldSession | null> {
    return this.registered().find(tx, parkId, sessionId);
  }

  hasRoom(tx: Tx, parkId: string, roomId: string): Promise<boolean> {
    return this.registered().hasRoom(tx, parkId, roomId);
  }

  countTogether(tx: Tx, requests: readonly TogetherRequest[]): Promise<number[]> {
    return this.registered().countTogether(tx, requests);
  }

  private registered(): HeldSessionSource {
    if (!this.source) throw new Error('No source of held sessions is registered');
    return this.source;
  }
}
