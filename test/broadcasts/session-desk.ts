import { SessionTimeouts } from '../../src/broadcasts/session-timeouts.service.js';
import { BroadcastLab, NOON, type SessionFacts } from './broadcast-lab.js';

const MINUTE_MS = 60_000;

/** A session with its parts as the tests read it. */
interface Details {
  status: string;
  startOn: string;
  hostReportedAt: string | null;
  actualStartAt: string | null;
  actualEndAt: string | null;
  isOverrun: boolean;
  recordedAfterwards: boolean;
  recordedSource: string | null;
  reason: string | null;
  hosts: { id: string; plannedStartAt: string; actualStartAt: string | null; streamer: { stageName: string } }[];
  findings: { code: string; otherSession: { id: string } | null }[];
  history: { verb: string; fromStatus: string | null; toStatus: string; byName: string }[];
}

export function codesOf(answer: { userErrors: { code: string }[] }): string[] {
  return answer.userErrors.map(({ code }) => code);
}

/** Takes sessions with accounts and hosts of their own through the test day. */
export class SessionDesk {
  private serial = 0;

  private constructor(readonly lab: BroadcastLab) {}

  static async start(): Promise<SessionDesk> {
    return new SessionDesk(await BroadcastLab.start());
  }

  /** Moves the clock to so many minutes after noon. */
  later(minutes: number): Promise<void> {
    return this.lab.moveTo(new Date(NOON.getTime() + minutes * MINUTE_MS));
  }

  /** An account and a host that no other session has. */
  async own() {
    const name = `生涯 ${++this.serial}`;
    return { accountId: await this.lab.account(name), hosts: [{ streamerId: await this.lab.streamer(name) }] };
  }

  async details(session: SessionFacts): Promise<Details> {
    const query = `query ($id: ID!) { broadcastSession(id: $id) { status startOn hostReportedAt actualStartAt actualEndAt isOverrun
      recordedAfterwards recordedSource reason hosts { id plannedStartAt actualStartAt streamer { stageName } }
      findings { code otherSession { id } } history { verb fromStatus toStatus byName } } }`;
    return (await this.lab.app.ask<{ broadcastSession: Details }>(this.lab.token, query, { id: session.id })).broadcastSession;
  }

  /** A session on air since 19:00, where the clock then stands. */
  async live(input: Record<string, unknown> = {}): Promise<SessionFacts> {
    const prepared = await this.lab.prepared(await this.lab.requested({ ...(await this.own()), ...input }));
    await this.later(7 * 60);
    return this.lab.step('startSession', prepared);
  }

  /** What the passing of time does to sessions. */
  timeouts(): Promise<void> {
    const { app } = this.lab;
    return app.transactions.run((tx) => app.api.get(SessionTimeouts, { strict: false }).applyTimeouts(tx, 'test'));
  }
}
