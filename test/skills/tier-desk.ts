import { newId } from '../../src/platform/database/ids.js';
import { BreachCase } from '../../src/pledges/breaches/breach.entity.js';
import type { BreachStatus } from '../../src/pledges/breaches/breach-states.js';
import { SkillsLab } from './skills-lab.js';

interface Change {
  id: string;
  kind: string;
  fromTier: string;
  toTier: string;
  ground: string | null;
  findings: string[];
  appealUntil: string;
  figures: { sessionsHeld: number; netFen: string } | null;
}
interface TierFacts {
  tier: string;
  decidedTier: string;
  changes: Change[];
  proposal: {
    nextTier: string | null;
    isReady: boolean;
    reasons: { code: string; message: string }[];
    findings: { code: string }[];
    figures: { netFen: string; sessionsHeld: number };
  };
}

const TIER = `tier decidedTier changes { id kind fromTier toTier ground breachCaseId findings appealUntil figures { sessionsHeld netFen } }
  proposal { nextTier isReady reasons { code message } findings { code } figures { netFen sessionsHeld } }`;

/** The input of a demotion at own request. */
export function demotion(streamerId: string, changes: Record<string, unknown> = {}) {
  return { streamerId, toTier: 'CERTIFIED', ground: 'OWN_REQUEST', reference: '申请书 1', ...changes };
}

/** A park with a mentor, whose certified streamers are given tiers and lose them. */
export class TierDesk {
  private constructor(
    readonly lab: SkillsLab,
    readonly mentor: { streamerId: string; trainerId: string },
    private readonly roomId: string,
    private readonly accountId: string,
  ) {}

  static async start(): Promise<TierDesk> {
    const lab = await SkillsLab.start();
    await lab.publish('2026-01-01');
    const streamerId = await lab.broadcasts.streamer('导师');
    const mentor = { streamerId, trainerId: await lab.trainer(streamerId) };
    return new TierDesk(lab, mentor, await lab.broadcasts.room('演练室'), await lab.broadcasts.account('账号'));
  }

  /** A certified streamer with one session and its sales. */
  async seller(stageName: string, saleFen: string, refundFen: string | null = null): Promise<string> {
    const { lab, mentor, roomId, accountId } = this;
    const streamerId = await lab.broadcasts.streamer(stageName);
    await lab.certified(streamerId, mentor, roomId, accountId);
    const sessionId = await lab.heldSession(streamerId, mentor.streamerId, '2026-11-10', accountId);
    const entry = (kind: string, amountFen: string, more: object) => ({ kind, amountFen, occurredOn: '2026-11-10', ...more });
    const entries = [
      entry('SALE', saleFen, { quantity: 1, orderCount: 1 }),
      ...(refundFen ? [entry('REFUND', refundFen, { basis: '平台汇总' })] : []),
    ];
    const query = 'mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }';
    const { recordSales } = await lab.app.ask<{ recordSales: { userErrors: unknown[] } }>(lab.operator, query, {
      input: { sessionId, entries, idempotencyKey: newId() },
    });
    expect(recordSales.userErrors).toEqual([]);
    await lab.app.drainJobs();
    return streamerId;
  }

  async tierOf(streamerId: string): Promise<TierFacts> {
    const query = `query ($id: ID!) { streamerTier(streamerId: $id) { ${TIER} } }`;
    return (await this.lab.app.ask<{ streamerTier: TierFacts }>(this.lab.operator, query, { id: streamerId })).streamerTier;
  }

  /** Promotes or demotes; returns the tier, or the codes of the refusals. */
  async decide(verb: string, input: Record<string, unknown>, token = this.lab.secretary) {
    const options = { part: 'streamerTier' as const, selection: TIER, token };
    const { streamerTier, userErrors } = await this.lab.verb<TierFacts, 'streamerTier'>(
      verb,
      { reason: '经研究', idempotencyKey: newId(), ...input },
      options,
    );
    return { tier: streamerTier, codes: userErrors.map(({ code }) => code) };
  }

  /** A breach case about the streamer in a state, as the register of cases has it. */
  async breachCase(signatoryId: string, status: BreachStatus, parkId = this.lab.parkId): Promise<string> {
    const id = newId();
    const facts = {
      id,
      parkId,
      pledgeId: newId(),
      templateId: newId(),
      audience: 'STREAMER' as const,
      signatoryId,
      signatoryName: '当事人',
    };
    await this.lab.app.transactions.run((tx) =>
      tx.insert(BreachCase, [{ ...facts, status, openKey: id, clauseNumbers: [1], openedOn: '2026-11-20', version: 1 }]),
    );
    return id;
  }
}
