import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../access/access.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { Notices } from '../platform/notices/notices.service.js';
import type { AffectedSession } from '../pledges/breaches/affected-sessions.js';
import { EligibilityChecks } from '../streamers/eligibility-checks.js';
import { shareConfirmations } from '../streamers/host-confirmations.js';
import { Streamer } from '../streamers/streamer.entity.js';
import { StreamerStepListeners } from '../streamers/streamer-step-listeners.js';
import { STREAMER_TRANSITIONS, type StreamerVerb } from '../streamers/streamer-states.js';
import { confirmedSessionsOf } from './confirmed-sessions.js';

/** Steps after which a host may host again. */
const REOPENING: readonly StreamerVerb[] = ['resumeStreamer', 'giveStreamerConsent', 'addGuardianConsent'];
/** Sessions that a notice names; it has room for 300 characters. */
const SESSIONS_NAMED_MAX = 5;

type StoppedHost = Pick<Streamer, 'id' | 'parkId' | 'stageName'>;

/** Tells those who plan sessions which confirmed ones cannot go on with a host who may host no longer (INV-08, INV-24). */
@Injectable()
export class StoppedHosts implements OnModuleInit {
  constructor(
    private readonly listeners: StreamerStepListeners,
    private readonly eligibility: EligibilityChecks,
    private readonly notices: Notices,
    private readonly access: Access,
  ) {}

  onModuleInit(): void {
    this.listeners.register(async (tx, _caller, step) => {
      if (REOPENING.includes(step.verb)) await this.refresh(tx, step.streamer.parkId, [step.streamer.id]);
      if (!STREAMER_TRANSITIONS[step.verb].stops) return;
      await this.settle(tx, step.streamer.id);
      await this.tell(tx, step.streamer);
    });
  }

  /** What was told of the hosts is told as it is now, or not any more; of whom nothing was told, nothing is. */
  async refresh(tx: Tx, parkId: string, streamerIds: readonly string[]): Promise<void> {
    await shareConfirmations(tx, parkId, streamerIds);
    for (const id of streamerIds) {
      if ((await this.settle(tx, id)) > 0) await this.tell(tx, await tx.manager.findOneByOrFail(Streamer, { parkId, id }));
    }
  }

  /** Sessions to come that cannot start with the host on their day. */
  private async stopped(tx: Tx, { id: streamerId, parkId }: StoppedHost): Promise<AffectedSession[]> {
    const stopped: AffectedSession[] = [];
    for (const session of await confirmedSessionsOf(tx, parkId, streamerId)) {
      const host = { parkId, streamerId, sessionStartOn: localDateOf(session.plannedStartAt), role: 'HOST' as const };
      if ((await this.eligibility.refusalsToStart(tx, [host], [])).length > 0) stopped.push(session);
    }
    return stopped;
  }

  private async tell(tx: Tx, host: StoppedHost): Promise<void> {
    const { id, parkId, stageName } = host;
    const sessions = await this.stopped(tx, host);
    const accountIds = await this.access.accountsHolding(tx, 'broadcasts.plan', { parkId });
    if (sessions.length === 0 || accountIds.length === 0) return;
    const named = sessions.slice(0, SESSIONS_NAMED_MAX).map(({ sessionNumber }) => sessionNumber);
    const isCut = sessions.length > named.length;
    const [counted, needs] = sessions.length === 1 ? ['1 confirmed session', 'needs'] : [`${sessions.length} confirmed sessions`, 'need'];
    await this.notices.post(tx, [
      {
        ...{ scopeId: parkId, topic: 'broadcasts.host-stopped', requiredPermission: 'broadcasts.plan', accountIds },
        ...{ subjectKind: 'Streamer', subjectId: id, dedupKey: `host-stopped/${id}/${newId()}` },
        text: {
          zh: `主播“${stageName}”现在不得开播,${sessions.length} 场已确认的直播(${named.join('、')}${isCut ? '等' : ''})须换人或取消。`,
          en: `The host "${stageName}" may not host now; ${counted} (${named.join(', ')}${isCut ? ', …' : ''}) ${needs} another host or an end.`,
        },
      },
    ]);
  }

  private settle(tx: Tx, id: string): Promise<number> {
    return this.notices.withdraw(tx, 'Streamer', id, `host-stopped/${id}/`);
  }
}
