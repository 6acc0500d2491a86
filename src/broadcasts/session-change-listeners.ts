import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { SessionStatus } from './broadcast-session-states.js';

/** What changed of a session: its state, or the day to which it belongs. */
export interface SessionChange {
  parkId: string;
  sessionId: string;
  /** Null when the session is new. */
  startOnBefore: LocalDate | null;
  startOnAfter: LocalDate;
  /** Null when the session is new. */
  statusBefore: SessionStatus | null;
  statusAfter: SessionStatus;
}

/** Called in the transaction of the change; it may write, and a throw undoes the change. */
export type SessionChangeListener = (tx: Tx, change: SessionChange) => Promise<void>;

/** The port through which later modules learn of a session that was started, ended, recorded, moved or changed. */
@Injectable()
export class SessionChangeListeners {
  private readonly listeners: SessionChangeListener[] = [];

  /** Adds a listener; called once while the application starts. */
  register(listener: SessionChangeListener): void {
    this.listeners.push(listener);
  }

  /** Tells every listener in the order of registration. */
  async tell(tx: Tx, change: SessionChange): Promise<void> {
    for (const listener of this.listeners) await listener(tx, change);
  }
}
