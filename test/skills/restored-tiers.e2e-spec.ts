import { newId } from '../../src/platform/database/ids.js';
import { SkillTierChange } from '../../src/skills/tiers/tier.entity.js';
import type { StreamerTier } from '../../src/skills/tiers/tier-kinds.js';
import { BreachStory, type CaseFacts } from '../pledges/breach-story.js';
import { PledgeLab, type TemplateFacts } from '../pledges/pledge-lab.js';
import { SkillsLab } from './skills-lab.js';

interface Change {
  kind: string;
  fromTier: string;
  toTier: string;
  breachCaseId: string | null;
  reason: string;
  reference: string | null;
}

const ROUNDS = process.env.DATABASE_URL ? 8 : 2;
const twice = ['PROMOTION', 'PROMOTION'];
const RULING = { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '复核后认定不构成违诺' };

describe('a tier that was taken back for a breach', () => {
  let lab: SkillsLab;
  let pledges: PledgeLab;
  let text: TemplateFacts;
  let story: BreachStory;
  beforeAll(async () => {
    lab = await SkillsLab.start();
    pledges = await PledgeLab.in(lab.broadcasts);
    await lab.publish('2026-01-01');
    text = await pledges.published('SEVEN_DONTS');
    story = new BreachStory(pledges, text.id);
  });
  afterAll(() => lab.close());

  /** A host who was promoted to the tier, and whose pledge is revoked. */
  const revokedHost = async (stageName: string, tiers: readonly StreamerTier[] = ['BACKBONE', 'PIONEER']) => {
    const { host, breach } = await story.revoked(stageName);
    const { parkId } = lab;
    const decision = { kind: 'PROMOTION' as const, reason: '经研究', findings: [], standardVersion: 1, decidedBy: newId() };
    const days = { decidedOn: '2026-11-01', appealUntil: '2026-11-16', decidedAt: new Date('2026-11-01T12:00:00+08:00') };
    const rows = tiers.map((toTier, index) => ({
      ...{ id: newId(), parkId, streamerId: host, sequenceNumber: index + 1, fromTier: tiers[index - 1] ?? ('CERTIFIED' as const), toTier },
      ...{ ...decision, ...days },
    }));
    await lab.app.transactions.run((tx) => tx.insert(SkillTierChange, rows));
    return { host, breach };
  };
  const demote = async (streamerId: string, toTier: string, breach: CaseFacts | null) => {
    const ground = breach ? { ground: 'BREACH', breachCaseId: breach.id } : { ground: 'OWN_REQUEST', reference: '申请书 1' };
    const input = { streamerId, toTier, reason: '经研究', idempotencyKey: newId(), ...ground };
    const options = { part: 'streamerTier' as const, selection: 'decidedTier', token: pledges.secretary };
    return (await lab.verb<{ decidedTier: string }, 'streamerTier'>('demoteStreamer', input, options)).userErrors.map(({ code }) => code);
  };
  const appealed = (breach: CaseFacts) => story.step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
  const upheld = async (breach: CaseFacts) =>
    story.step('decideBreachAppeal', await appealed(breach), RULING, await pledges.as('PARK_SECRETARY'));
  const tierOf = async (id: string, language = 'zh') => {
    const query = `query ($id: ID!) { streamerTier(streamerId: $id) { decidedTier
      changes { kind fromTier toTier breachCaseId reason reference } } }`;
    const { streamerTier } = await lab.app.ask<{ streamerTier: { decidedTier: string; changes: Change[] } }>(
      ...[pledges.secretary, query, { id }, { 'accept-language': language }],
    );
    return { ...streamerTier, kinds: streamerTier.changes.map(({ kind }) => kind) };
  };

  const demotionOf = async (streamerId: string) => {
    const { id } = await lab.app.dataSource.manager.findOneByOrFail(SkillTierChange, { streamerId, kind: 'DEMOTION' });
    return id;
  };
  const appealTier = async (tierChangeId: string, verb = 'recordTierAppeal', token = pledges.operator) => {
    const query = `mutation ($input: TierAppealInput!) { ${verb}(input: $input) { appeal { id } userErrors { code message cure } } }`;
    const input = { tierChangeId, statement: '不服降级', idempotencyKey: newId() };
    type Answer = { appeal: { id: string } | null; userErrors: { code: string; message: string; cure: string }[] };
    return (await lab.app.ask<Record<string, Answer>>(token, query, { input }))[verb]!;
  };

  it('comes back when the case falls on appeal, by a decision of its own that names the case, and the host is told (INV-12, INV-42)', async () => {
    const { host, breach } = await revokedHost('恢复层级');
    expect(await demote(host, 'CERTIFIED', breach)).toEqual([]);
    const own = await pledges.asHost(host);
    await upheld(breach);
    const { changes, ...tier } = await tierOf(host);
    expect(tier).toEqual({ decidedTier: 'PIONEER', kinds: ['REINSTATEMENT', 'DEMOTION', 'PROMOTION', 'PROMOTION'] });
    expect(changes[0]).toEqual({
      ...{ kind: 'REINSTATEMENT', fromTier: 'CERTIFIED', toTier: 'PIONEER', breachCaseId: breach.id },
      ...{ reason: '违诺个案申诉成立,相应降级失效', reference: RULING.reference },
    });
    expect((await tierOf(host, 'en')).changes[0]!.reason).toMatch(/^The breach case fell on appeal/);
    const { myNotices } = await lab.app.ask<{ myNotices: { nodes: { topic: string; text: string }[] } }>(
      ...[own, '{ myNotices { nodes { topic text } } }'],
    );
    const told = myNotices.nodes.filter(({ topic }) => topic === 'skills.tier-decided').map(({ text: words }) => words);
    expect(told.some((words) => words.includes('滴网先锋'))).toBe(true);
    const entries = "FROM audit_entry WHERE action = 'restoreTier' AND scopeId = ?";
    expect(await pledges.count(entries, [lab.parkId])).toBe(1);
    expect(await demote(host, 'CERTIFIED', breach)).toEqual(['DEMOTION_BREACH_OPEN']);
  });

  it('has no appeal left to be decided against the demotion that fell, and nobody is told to (INV-12, INV-42)', async () => {
    const { host, breach } = await revokedHost('申诉并行');
    expect(await demote(host, 'CERTIFIED', breach)).toEqual([]);
    const tierChangeId = await demotionOf(host);
    const { appeal } = await appealTier(tierChangeId);
    const waiting = () => pledges.count("FROM notice WHERE topic = 'skills.appeal-waits' AND subjectId = ?", [appeal!.id]);
    expect(await waiting()).toBeGreaterThan(0);
    await upheld(breach);
    const appeals = await lab.app.dataSource.query('SELECT status, decidedOn, decidedBy FROM skill_tier_appeal WHERE streamerId = ?', [
      host,
    ]);
    expect(appeals).toEqual([{ status: 'MOOT', decidedOn: '2026-12-05', decidedBy: null }]);
    expect(await waiting()).toBe(0);
    expect((await tierOf(host)).decidedTier).toBe('PIONEER');
  });

  it('takes no appeal against the demotion that fell, from the host or at the office, and names what is left to do (INV-12, INV-42)', async () => {
    const { host, breach } = await revokedHost('迟到的申诉');
    expect(await demote(host, 'BACKBONE', breach)).toEqual([]);
    const tierChangeId = await demotionOf(host);
    const own = await pledges.asHost(host);
    expect(await demote(host, 'CERTIFIED', null)).toEqual([]);
    await upheld(breach);
    for (const answer of [await appealTier(tierChangeId, 'submitTierAppeal', own), await appealTier(tierChangeId)]) {
      const cure = expect.stringContaining('其他降级');
      expect(answer).toMatchObject({ appeal: null, userErrors: [{ code: 'TIER_APPEAL_DEMOTION_FELL', cure }] });
    }
    const other = await lab.app.dataSource.manager.findOneByOrFail(SkillTierChange, { streamerId: host, ground: 'OWN_REQUEST' });
    expect((await appealTier(other.id)).userErrors).toEqual([]);
  });

  it('leaves no appeal open that is handed in at the moment in which the case falls (INV-12, INV-42)', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { host, breach } = await revokedHost(`同刻申诉 ${round}`);
      expect(await demote(host, 'CERTIFIED', breach)).toEqual([]);
      const [tierChangeId, judge, pending] = [await demotionOf(host), await pledges.as('PARK_SECRETARY'), await appealed(breach)];
      const file = async () => {
        await new Promise((resolve) => setTimeout(resolve, round * 5));
        return appealTier(tierChangeId);
      };
      const [{ userErrors }] = await Promise.all([file(), story.step('decideBreachAppeal', pending, RULING, judge)]);
      const appeals = await lab.app.dataSource.query<object[]>('SELECT status FROM skill_tier_appeal WHERE streamerId = ?', [host]);
      const isRefused = userErrors.map(({ code }) => code).join() === 'TIER_APPEAL_DEMOTION_FELL';
      expect(appeals).toEqual(isRefused ? [] : [{ status: 'MOOT' }]);
    }
  }, 120_000);

  it('stays where a later decision on a ground of its own left it, and never comes back above what was given (INV-12)', async () => {
    const { host, breach } = await revokedHost('另有降级');
    expect(await demote(host, 'BACKBONE', breach)).toEqual([]);
    expect(await demote(host, 'CERTIFIED', null)).toEqual([]);
    await upheld(breach);
    expect(await tierOf(host)).toMatchObject({ decidedTier: 'CERTIFIED', kinds: ['REINSTATEMENT', 'DEMOTION', 'DEMOTION', ...twice] });

    const modest = await revokedHost('骨干一级', ['BACKBONE']);
    expect(await demote(modest.host, 'CERTIFIED', modest.breach)).toEqual([]);
    await upheld(modest.breach);
    expect((await tierOf(modest.host)).decidedTier).toBe('BACKBONE');
  });

  it('is left alone when nothing rested on the case, and when the revocation stands (INV-12)', async () => {
    const untouched = await revokedHost('未降级');
    await upheld(untouched.breach);
    expect((await tierOf(untouched.host)).kinds).toEqual(twice);
    const { host, breach } = await revokedHost('维持撤销');
    expect(await demote(host, 'BACKBONE', breach)).toEqual([]);
    const judge = await pledges.as('PARK_SECRETARY');
    await story.step('decideBreachAppeal', await appealed(breach), { ...RULING, decision: 'FINAL' }, judge);
    expect(await tierOf(host)).toMatchObject({ decidedTier: 'BACKBONE', kinds: ['DEMOTION', ...twice] });
  });

  it('does not stay back when it is taken in the moment in which the case falls (INV-12)', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { host, breach } = await revokedHost(`同刻 ${round}`);
      const judge = await pledges.as('PARK_SECRETARY');
      const fall = async () => story.step('decideBreachAppeal', await appealed(breach), RULING, judge);
      const take = async () => {
        await new Promise((resolve) => setTimeout(resolve, round * 8));
        return demote(host, 'CERTIFIED', breach);
      };
      const [codes] = await Promise.all([take(), fall()]);
      const tier = await tierOf(host);
      expect([tier.decidedTier, tier.kinds[0]]).toEqual(['PIONEER', codes.length === 0 ? 'REINSTATEMENT' : 'PROMOTION']);
    }
  }, 120_000);
});
