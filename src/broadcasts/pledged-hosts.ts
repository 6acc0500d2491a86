import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { AffectedList } from '../pledges/breaches/affected-list.js';
import { AffectedSessions } from '../pledges/breaches/affected-sessions.js';
import { PledgeStandings } from '../pledges/pledge-standings.js';
import { type BroadcastSession } from './broadcast-session.entity.js';
import type { ChecklistItemCode } from './checklist-template.js';
import { confirmedSessionsOf } from './confirmed-sessions.js';
import { hostIdsOf } from './session-parts.js';

/** The item of the checklist that the record of pledges answers. */
export const PLEDGE_ITEM: ChecklistItemCode = 'PLEDGE_IN_FORCE';

/** The refusal of a host whose pledge is revoked. */
const REVOKED_CODE = 'HOST_PLEDGE_REVOKED';
const PATH: readonly string[] = ['input', 'sessionId'];

/** What the record of pledges says about the hosts of a session. */
export interface PledgeAnswer {
  /** The park requires pledges on the session's day, so the record answers the item and nobody's word does. */
  isAnswered: boolean;
  refusals: readonly Refusal[];
}

/** Ties sessions to pledges: the record answers the checklist item, and a revocation learns which sessions are confirmed (INV-24, INV-41). */
@Injectable()
export class PledgedHosts implements OnModuleInit {
  constructor(
    private readonly standings: PledgeStandings,
    private readonly affected: AffectedList,
    private readonly sessions: AffectedSessions,
  ) {}

  onModuleInit(): void {
    this.sessions.register(confirmedSessionsOf);
  }

  /** Asks about every host on the session's day; a revocation in spite of which the session was decided to go on does not count. */
  async answer(tx: Tx, session: BroadcastSession): Promise<PledgeAnswer> {
    const { parkId, id } = session;
    const sessionStartOn = localDateOf(session.plannedStartAt);
    const streamerIds = await hostIdsOf(tx, session);
    const refusals: Refusal[] = [];
    for (const streamerId of streamerIds) {
      const kept = await this.affected.keptFor(tx, parkId, id, streamerId);
      refusals.push(...(await this.standings.refusals(tx, { parkId, streamerId, sessionStartOn, role: 'HOST' }, kept)));
    }
    const isAnswered = await this.standings.isRequiredOn(tx, parkId, sessionStartOn);
    return { isAnswered, refusals: refusals.map((refusal) => ({ ...refusal, field: PATH })) };
  }

  /** Why a prepared session does not go on air: a host's pledge was revoked since, and nobody decided that the session goes on (INV-41). */
  async refusalsToStart(tx: Tx, session: BroadcastSession): Promise<readonly Refusal[]> {
    return (await this.answer(tx, session)).refusals.filter(({ code }) => code === REVOKED_CODE);
  }
}
