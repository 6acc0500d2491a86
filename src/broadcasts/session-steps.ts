import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import type { PermissionName } from '../access/roles.js';
import type { Caller } from '../platform/auth/caller.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion } from '../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { BookingDesk } from './booking-desk.js';
import type { SessionVerb } from './broadcast-session-states.js';
import { BroadcastSession } from './broadcast-session.entity.js';
import { refusalsByState } from './session-steps.rules.js';
import { hostIdsOf } from './session-parts.js';
import { type SessionMove, SessionWriter } from './session-writer.js';
import { StoppedHosts } from './stopped-hosts.js';

/** Verbs after which a host who may host no longer may be rid of a session. */
const RELEASING: readonly SessionVerb[] = ['substituteHost', 'postponeSession', 'cancelSession'];

/** Which session, as the caller saw it. */
export interface SessionTarget {
  sessionId: string;
  expectedVersion: number;
}

/** What a verb found: reasons against it, or what to write. */
export interface SessionStep extends SessionMove {
  refusals?: readonly Refusal[];
  /** Runs after the session's row has been written, in the same transaction. */
  afterwards?: (tx: Tx) => Promise<void>;
}

/** Runs one verb on one session: scope, version, state, refusals and the move in one transaction, and explains a time that is taken. */
@Injectable()
export class SessionSteps {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly desk: BookingDesk,
    private readonly writer: SessionWriter,
    private readonly stoppedHosts: StoppedHosts,
  ) {}

  /** Returns the session's id. Throws NOT_FOUND, STALE_VERSION, SESSION_STATE_FORBIDS, BOOKING_CONFLICT and what the step refuses with. */
  async run(
    caller: Caller,
    permission: PermissionName,
    verb: SessionVerb,
    target: SessionTarget,
    work: (tx: Tx, session: BroadcastSession) => SessionStep | Promise<SessionStep>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, permission);
    return this.desk.contested(() =>
      this.transactions.run(async (tx) => {
        const session = await parkRow(tx, BroadcastSession, scope, target.sessionId, 'input', 'sessionId');
        requireVersion(session, target.expectedVersion);
        refuseIfAny(refusalsByState(verb, session.status));
        const hostIds = RELEASING.includes(verb) ? await hostIdsOf(tx, session) : [];
        const step = await work(tx, session);
        refuseIfAny(step.refusals ?? []);
        await this.writer.move(tx, caller, verb, session, step);
        await step.afterwards?.(tx);
        await this.stoppedHosts.refresh(tx, session.parkId, [...hostIds]);
        return session.id;
      }),
    );
  }
}
