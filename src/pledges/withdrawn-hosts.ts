import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import { type AffectedSession, AffectedSessions } from './breaches/affected-sessions.js';
import { hasDeparted } from './gone-parties.js';
import type { IntegrityPledge } from './pledge.entity.js';
import { PledgeNotices } from './pledge-notices.js';
import { PledgeStandings } from './pledge-standings.js';
import { PledgeStepListeners } from './pledge-step-listeners.js';

/**
 * Tells those who plan sessions which confirmed ones miss a pledge once a host has taken it back (INV-24). Of a host who has left they are told
 * elsewhere that nothing goes on.
 */
@Injectable()
export class WithdrawnHosts implements OnModuleInit {
  constructor(
    private readonly listeners: PledgeStepListeners,
    private readonly sessions: AffectedSessions,
    private readonly standings: PledgeStandings,
    private readonly notices: PledgeNotices,
  ) {}

  onModuleInit(): void {
    this.listeners.register(async (tx, _caller, { verb, pledge }) => {
      if (verb !== 'withdrawPledge' || pledge.audience !== 'STREAMER' || (await hasDeparted(tx, pledge))) return;
      const missing = await this.missing(tx, pledge);
      if (missing.length > 0) await this.notices.sessionsWithoutPledge(tx, pledge, missing);
    });
  }

  /** Sessions to come that could not be confirmed with the host today. */
  private async missing(tx: Tx, { parkId, signatoryId: streamerId }: IntegrityPledge): Promise<AffectedSession[]> {
    const missing: AffectedSession[] = [];
    for (const session of await this.sessions.ofHost(tx, parkId, streamerId)) {
      const sessionStartOn = localDateOf(session.plannedStartAt);
      if (sessionStartOn < localDateOf(tx.at)) continue;
      const refusals = await this.standings.refusals(tx, { parkId, streamerId, sessionStartOn, role: 'HOST' });
      if (refusals.length > 0) missing.push(session);
    }
    return missing;
  }
}
