import { newId } from '../../src/platform/database/ids.js';
import { BadgeDesk } from './badge-desk.js';
import type { SkillsLab } from './skills-lab.js';

interface PairingFacts {
  id: string;
  version: number;
  status: string;
  outcomes: { sessionsTogether: number; netSalesFen: string; netSalesDeltaFen: string; gatesPassed: number; activities: number } | null;
}

const PAIRING = `id version status outcomes { sessionsTogether netSalesFen netSalesDeltaFen gatesPassed activities }`;
const TYPES: Readonly<Record<string, string>> = { activatePairing: 'PairingTargetInput', acceptMyPairing: 'PairingTargetInput' };

describe('pairings', () => {
  let desk: BadgeDesk;
  let lab: SkillsLab;
  beforeAll(async () => {
    desk = await BadgeDesk.start();
    lab = desk.lab;
  });
  beforeEach(() => desk.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const run = async (verb: string, input: Record<string, unknown>, token = lab.secretary) => {
    const type = TYPES[verb] ?? `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { pairing { ${PAIRING} } userErrors { code field } } }`;
    const answer = await lab.app.ask<Record<string, { pairing: PairingFacts | null; userErrors: { code: string }[] }>>(token, query, {
      input,
    });
    return { pairing: answer[verb]!.pairing!, codes: answer[verb]!.userErrors.map(({ code }) => code) };
  };
  const proposal = (mentorStreamerId: string, menteeStreamerId: string, changes: Record<string, unknown> = {}) => ({
    ...{ parkId: lab.parkId, kind: 'GENERAL', mentorStreamerId, menteeStreamerId, goals: ['三个月内独立开播'], idempotencyKey: newId() },
    ...changes,
  });
  const target = ({ id, version }: PairingFacts) => ({ pairingId: id, expectedVersion: version });
  const accepted = async (mentorId: string, menteeId: string) => {
    const { pairing } = await run('proposePairing', proposal(mentorId, menteeId));
    const one = await run('acceptPairing', { ...target(pairing), side: 'MENTEE', acceptedOn: '2026-11-27' });
    expect(one.pairing.status).toBe('PROPOSED');
    return (await run('acceptPairing', { ...target(one.pairing), side: 'MENTOR', acceptedOn: '2026-11-27' })).pairing;
  };

  it('go from the proposal over both consents to the completion, and no verb skips a state (INV-11)', async () => {
    const [mentor, mentee] = [await lab.broadcasts.streamer('师傅'), await lab.broadcasts.streamer('徒弟')];
    const { pairing } = await run('proposePairing', proposal(mentor, mentee));
    expect((await run('activatePairing', target(pairing))).codes).toEqual(['PAIRING_STATE_FORBIDS']);
    expect((await run('proposePairing', proposal(mentor, mentee))).codes).toEqual(['PAIRING_EXISTS']);
    expect((await run('proposePairing', proposal(mentor, mentor))).codes).toEqual(['PAIRING_WITH_ONESELF']);
    const own = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: mentee }]);
    const one = await run('acceptMyPairing', target(pairing), own);
    expect(one.codes).toEqual([]);
    expect((await run('acceptMyPairing', target(one.pairing), own)).codes).toEqual(['SIDE_ACCEPTED']);
    const both = await run('acceptPairing', { ...target(one.pairing), side: 'MENTOR', acceptedOn: '2026-11-27' });
    expect(both.pairing.status).toBe('ACCEPTED');
    const active = await run('activatePairing', target(both.pairing));
    expect(active.pairing.status).toBe('ACTIVE');
    expect((await run('activatePairing', target(both.pairing))).codes).toEqual(['STALE_VERSION']);
    const done = await run('completePairing', { ...target(active.pairing), summary: '目标达成' });
    expect(done.pairing.status).toBe('COMPLETED');
    expect((await run('endPairing', { ...target(done.pairing), reason: 'x' })).codes).toEqual(['PAIRING_STATE_FORBIDS']);
  });

  it('are asked of each side in the own inbox until it has accepted; neither both ways at once nor to an end before the beginning', async () => {
    const [mentor, mentee] = [await lab.broadcasts.streamer('待应师傅'), await lab.broadcasts.streamer('待应徒弟')];
    const sides = await Promise.all(
      [mentor, mentee].map((scopeId) => lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId }])),
    );
    const past = await run('proposePairing', proposal(mentor, mentee, { plannedEndOn: '2020-01-01' }));
    expect(past.codes).toEqual(['DAYS_REVERSED']);
    const { pairing } = await run('proposePairing', proposal(mentor, mentee));
    expect((await run('proposePairing', proposal(mentee, mentor))).codes).toEqual(['PAIRING_EXISTS']);
    const asked = async (token: string) => {
      const { myNotices } = await lab.app.ask<{ myNotices: { nodes: { topic: string }[] } }>(token, '{ myNotices { nodes { topic } } }');
      return myNotices.nodes.map(({ topic }) => topic);
    };
    expect([await asked(sides[0]!), await asked(sides[1]!)]).toEqual([['skills.pairing-waits'], ['skills.pairing-waits']]);
    const early = { ...target(pairing), side: 'MENTEE', acceptedOn: '2026-01-01' };
    expect((await run('acceptPairing', early)).codes).toEqual(['ACCEPTED_BEFORE_PROPOSAL']);
    const one = await run('acceptMyPairing', target(pairing), sides[1]!);
    expect([await asked(sides[0]!), await asked(sides[1]!)]).toEqual([['skills.pairing-waits'], []]);
    await run('endPairing', { ...target(one.pairing), reason: '另行安排' });
    expect(await asked(sides[0]!)).toEqual([]);
  });

  it('give a mentor as many at once as the standard allows, also when two begin together (INV-11)', async () => {
    const mentor = await lab.broadcasts.streamer('忙师傅');
    const pairings: PairingFacts[] = [];
    for (const name of ['甲徒', '乙徒', '丙徒']) pairings.push(await accepted(mentor, await lab.broadcasts.streamer(name)));
    const answers = await Promise.all(pairings.map((pairing) => run('activatePairing', target(pairing))));
    expect(answers.flatMap(({ codes }) => codes)).toEqual(['MENTOR_FULLY_PAIRED']);
    const begun = answers.find(({ codes }) => codes.length === 0)!.pairing;
    await run('endPairing', { ...target(begun), reason: '调整' });
    const left = pairings[answers.findIndex(({ codes }) => codes.length > 0)]!;
    expect((await run('activatePairing', target(left))).pairing.status).toBe('ACTIVE');
  });

  it('compute what came of them from records: sessions together, sales against the days before, gates passed (INV-11)', async () => {
    const [mentorId, mentee] = [await lab.broadcasts.streamer('成效师傅'), await lab.broadcasts.streamer('成效徒弟')];
    const trainerId = await lab.trainer(mentorId, { displayName: '成效师傅' });
    const accountId = await lab.broadcasts.account('成效号');
    const pairing = (await run('activatePairing', target(await accepted(mentorId, mentee)))).pairing;
    const { id } = await lab.enroll(mentee, trainerId, { heldOn: '2026-11-20' });
    await desk.moveTo('2026-12-06T12:00:00+08:00');
    await lab.done('recordFirstLesson', lab.evidence(id, trainerId, '2026-11-28'));
    await lab.done('recordSkillTraining', lab.evidence(id, trainerId, '2026-11-29', { classHours: 8 }));
    const sell = async (day: string, amountFen: string) => {
      const sessionId = await lab.heldSession(mentee, mentorId, day, accountId);
      const input = {
        sessionId,
        entries: [{ kind: 'SALE', amountFen, quantity: 1, orderCount: 1, occurredOn: day }],
        idempotencyKey: newId(),
      };
      await lab.app.ask(lab.operator, 'mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }', {
        input,
      });
    };
    await sell('2026-11-18', '30000');
    await sell('2026-12-01', '50000');
    await sell('2026-12-02', '25000');
    await lab.app.drainJobs();
    const activity = { pairingId: pairing.id, kind: 'COACHING', heldOn: '2026-11-30', topic: '话术', idempotencyKey: newId() };
    const recorded = await run('recordPairingActivity', activity);
    expect(recorded.pairing.outcomes).toEqual({
      sessionsTogether: 2,
      netSalesFen: '75000',
      netSalesDeltaFen: '45000',
      gatesPassed: 2,
      activities: 1,
    });
    expect((await run('recordPairingActivity', { ...activity, heldOn: '2026-11-26', idempotencyKey: newId() })).codes).toEqual([
      'ACTIVITY_OUTSIDE_PAIRING',
    ]);
    await run('recordPairingActivity', activity);
    expect(await lab.app.dataSource.query('SELECT id FROM pairing_activity WHERE pairingId = ?', [pairing.id])).toHaveLength(1);
  });

  it('for a village bring a member streamer, known by the badge, and a village host together (INV-11, INV-09)', async () => {
    const villager = await lab.broadcasts.streamer('红色村播', { kind: 'VILLAGE' });
    const { streamerId } = await desk.member('党员师傅', 'FULL');
    const village = proposal(streamerId, villager, { kind: 'VILLAGE' });
    expect((await run('proposePairing', village)).codes).toEqual(['VILLAGE_PAIRING_NEEDS_MEMBER']);
    await desk.badge(streamerId);
    expect((await run('proposePairing', { ...village, idempotencyKey: newId() })).codes).toEqual([]);
    const ordinary = await lab.broadcasts.streamer('城里人');
    expect((await run('proposePairing', proposal(streamerId, ordinary, { kind: 'VILLAGE' }))).codes).toEqual([
      'VILLAGE_PAIRING_NEEDS_VILLAGER',
    ]);
  });
});
