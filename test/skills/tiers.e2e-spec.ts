import { newId } from '../../src/platform/database/ids.js';
import { BreachCase } from '../../src/pledges/breaches/breach.entity.js';
import type { BreachStatus } from '../../src/pledges/breaches/breach-states.js';
import { BreachRecords } from '../../src/skills/breach-records.js';
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
const APPEAL = 'id status version decisionReason tierChange { id }';

describe('tiers', () => {
  let lab: SkillsLab;
  let mentor: { streamerId: string; trainerId: string };
  let [roomId, accountId] = ['', ''];
  /** What the port answers; undefined lets the register of cases answer. */
  let breaches: number | null | undefined;
  beforeAll(async () => {
    lab = await SkillsLab.start();
    await lab.publish('2026-01-01');
    const streamerId = await lab.broadcasts.streamer('导师');
    mentor = { streamerId, trainerId: await lab.trainer(streamerId) };
    roomId = await lab.broadcasts.room('演练室');
    accountId = await lab.broadcasts.account('账号');
    const port = lab.app.api.get(BreachRecords, { strict: false });
    const ofRegister = port.countOpen.bind(port);
    port.countOpen = (tx, parkId, streamerId) => (breaches === undefined ? ofRegister(tx, parkId, streamerId) : Promise.resolve(breaches));
  });
  beforeEach(async () => {
    breaches = undefined;
    await lab.moveTo('2026-11-27T12:00:00+08:00');
  });
  afterAll(() => lab.close());

  /** A certified streamer with one session and its sales. */
  const seller = async (stageName: string, saleFen: string, refundFen: string | null = null) => {
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
  };
  const tierOf = async (streamerId: string): Promise<TierFacts> => {
    const query = `query ($id: ID!) { streamerTier(streamerId: $id) { ${TIER} } }`;
    return (await lab.app.ask<{ streamerTier: TierFacts }>(lab.operator, query, { id: streamerId })).streamerTier;
  };
  const decide = async (verb: string, input: Record<string, unknown>, token = lab.secretary) => {
    const options = { part: 'streamerTier' as const, selection: TIER, token };
    const { streamerTier, userErrors } = await lab.verb<TierFacts, 'streamerTier'>(
      verb,
      { reason: '经研究', idempotencyKey: newId(), ...input },
      options,
    );
    return { tier: streamerTier, codes: userErrors.map(({ code }) => code) };
  };
  const demotion = (streamerId: string, changes: Record<string, unknown> = {}) => ({
    streamerId,
    toTier: 'CERTIFIED',
    ground: 'OWN_REQUEST',
    reference: '申请书 1',
    ...changes,
  });
  /** A breach case about the streamer in a state, as the register of cases has it. */
  const breachCase = async (signatoryId: string, status: BreachStatus, parkId = lab.parkId): Promise<string> => {
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
    await lab.app.transactions.run((tx) =>
      tx.insert(BreachCase, [{ ...facts, status, openKey: id, clauseNumbers: [1], openedOn: '2026-11-20', version: 1 }]),
    );
    return id;
  };
  const forBreach = async (streamerId: string) =>
    demotion(streamerId, { ground: 'BREACH', breachCaseId: await breachCase(streamerId, 'WARNED') });
  const appeal = async (verb: string, input: Record<string, unknown>, token: string) => {
    const query = `mutation ($input: ${verb.startsWith('accept') || verb.startsWith('dismiss') ? 'TierAppealDecisionInput' : 'TierAppealInput'}!) {
      ${verb}(input: $input) { appeal { ${APPEAL} } userErrors { code } } }`;
    const answer = await lab.app.ask<
      Record<string, { appeal: { id: string; status: string; version: number } | null; userErrors: { code: string }[] }>
    >(token, query, { input });
    return { appeal: answer[verb]!.appeal, codes: answer[verb]!.userErrors.map(({ code }) => code) };
  };

  it('are proposed by computed figures and given by a person, one by one, with the figures kept (INV-12)', async () => {
    const streamerId = await seller('骨干', '150000', '10000');
    const before = await tierOf(streamerId);
    expect([before.tier, before.proposal.nextTier, before.proposal.isReady]).toEqual(['CERTIFIED', 'BACKBONE', true]);
    /* Supervised session and sale: two sessions, 140,000 fen net. */
    expect(before.proposal.figures).toEqual({ netFen: '140000', sessionsHeld: 2 });
    expect((await decide('promoteStreamer', { streamerId }, lab.secretary)).tier).toMatchObject({ tier: 'BACKBONE' });
    const { codes } = await decide('promoteStreamer', { streamerId });
    expect(codes).toEqual(['TIER_THRESHOLD_NOT_MET', 'TIER_THRESHOLD_NOT_MET']);
    const after = await tierOf(streamerId);
    expect(after.changes).toEqual([
      expect.objectContaining({
        kind: 'PROMOTION',
        fromTier: 'CERTIFIED',
        toTier: 'BACKBONE',
        appealUntil: '2026-12-12',
        figures: { netFen: '140000', sessionsHeld: 2 },
      }),
    ]);
    expect(after.proposal.reasons.map(({ message }) => message)).toEqual([
      '2025-11-27 至 2026-11-27 的净销售额(元)是 1400.00,标准是 2000.00。',
      '2025-11-27 至 2026-11-27 的带出的人数是 0,标准是 1。',
    ]);
  });

  it('need a valid certificate and no open breach, and tell when breaches are unknown (INV-12)', async () => {
    const streamerId = await seller('有个案', '150000');
    breaches = 1;
    expect((await decide('promoteStreamer', { streamerId })).codes).toEqual(['TIER_BREACH_OPEN']);
    breaches = null;
    expect((await tierOf(streamerId)).proposal).toMatchObject({ isReady: true, findings: [{ code: 'BREACH_STATUS_UNKNOWN' }] });
    const { tier } = await decide('promoteStreamer', { streamerId });
    expect(tier!.changes[0]!.findings).toEqual(['BREACH_STATUS_UNKNOWN']);
    const novice = await lab.broadcasts.streamer('无证');
    expect((await decide('promoteStreamer', { streamerId: novice })).codes).toContain('TIER_NEEDS_CERTIFICATE');
  });

  it('are refused while a breach case of the pledges is undecided or may be appealed, and given once it is closed (INV-12)', async () => {
    const streamerId = await seller('违诺中', '150000');
    const id = await breachCase(streamerId, 'NOTIFIED');
    for (const status of ['NOTIFIED', 'REVOKED', 'APPEALED']) {
      await lab.app.dataSource.query('UPDATE breach_case SET status = ? WHERE id = ?', [status, id]);
      expect((await decide('promoteStreamer', { streamerId })).codes).toEqual(['TIER_BREACH_OPEN']);
    }
    await lab.app.dataSource.query("UPDATE breach_case SET status = 'CLEARED' WHERE id = ?", [id]);
    const { tier } = await decide('promoteStreamer', { streamerId });
    expect(tier!.changes[0]!.findings).toEqual([]);
  });

  it('fall to SEEDLING while the certificate is not valid, and come back with it; nothing is written for it (INV-12)', async () => {
    const streamerId = await seller('到期', '150000');
    await decide('promoteStreamer', { streamerId });
    await lab.moveTo('2027-09-20T00:00:00+08:00');
    expect(await tierOf(streamerId)).toMatchObject({ tier: 'SEEDLING', decidedTier: 'BACKBONE', changes: [{ kind: 'PROMOTION' }] });
  });

  it('are given once by two at once, and by a repeated request (INV-12)', async () => {
    const streamerId = await seller('同时', '150000');
    const answers = await Promise.all([decide('promoteStreamer', { streamerId }), decide('promoteStreamer', { streamerId })]);
    expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(1);
    const key = newId();
    const repeated = await Promise.all([1, 2].map(() => decide('demoteStreamer', { ...demotion(streamerId), idempotencyKey: key })));
    expect(repeated.map(({ codes }) => codes)).toEqual([[], []]);
    expect((await tierOf(streamerId)).changes.map(({ kind }) => kind)).toEqual(['DEMOTION', 'PROMOTION']);
  });

  it('are taken back only for an ended certificate, a breach or at own request, with its paper (INV-12)', async () => {
    const streamerId = await seller('降级', '150000');
    await decide('promoteStreamer', { streamerId });
    expect((await decide('demoteStreamer', demotion(streamerId, { reference: null }))).codes).toEqual(['DEMOTION_NEEDS_REFERENCE']);
    expect((await decide('demoteStreamer', demotion(streamerId, { ground: 'CERTIFICATE_EXPIRED' }))).codes).toEqual([
      'DEMOTION_GROUND_MISSING',
    ]);
    expect((await decide('demoteStreamer', demotion(streamerId, { toTier: 'PIONEER' }))).codes).toEqual(['TIER_NOT_LOWER']);
    expect((await decide('demoteStreamer', demotion(streamerId))).tier).toMatchObject({ tier: 'CERTIFIED' });
    const schema = await lab.app.ask<{ __type: { enumValues: { name: string }[] } }>(
      lab.secretary,
      '{ __type(name: "DemotionGround") { enumValues { name } } }',
    );
    expect(schema.__type.enumValues.map(({ name }) => name).sort()).toEqual(['BREACH', 'CERTIFICATE_EXPIRED', 'OWN_REQUEST']);
  });

  it('are taken back for a breach only on a case of that streamer whose decision found one and stands (INV-12)', async () => {
    const [streamerId, other] = [await seller('违诺降级', '150000'), await lab.broadcasts.streamer('旁人')];
    await decide('promoteStreamer', { streamerId });
    const takenBack = (more: Record<string, unknown>) => decide('demoteStreamer', demotion(streamerId, { ground: 'BREACH', ...more }));
    expect((await takenBack({ reference: '处理决定 3' })).codes).toEqual(['DEMOTION_NEEDS_BREACH_CASE']);
    for (const status of ['ALLEGED', 'NOTIFIED', 'HEARD', 'CLEARED', 'APPEALED', 'REINSTATED'] as const) {
      expect((await takenBack({ breachCaseId: await breachCase(streamerId, status) })).codes).toEqual(['DEMOTION_BREACH_OPEN']);
    }
    const elsewhere = await SkillsLab.in(lab.app);
    const foreign = [await breachCase(other, 'WARNED'), await breachCase(streamerId, 'WARNED', elsewhere.parkId), newId()];
    for (const breachCaseId of foreign) await expect(takenBack({ breachCaseId })).rejects.toThrow('NOT_FOUND');
    const onRequest = demotion(streamerId, { breachCaseId: await breachCase(streamerId, 'WARNED') });
    expect((await decide('demoteStreamer', onRequest)).codes).toEqual(['DEMOTION_NEEDS_BREACH_CASE']);
    expect((await tierOf(streamerId)).decidedTier).toBe('BACKBONE');
    for (const status of ['WARNED', 'REVOKED', 'FINAL'] as const) {
      const breachCaseId = await breachCase(streamerId, status);
      const { tier } = await takenBack({ breachCaseId, reference: null });
      expect(tier).toMatchObject({ decidedTier: 'CERTIFIED', changes: [{ ground: 'BREACH', breachCaseId }, {}] });
      await lab.app.dataSource.query("DELETE FROM skill_tier_change WHERE streamerId = ? AND kind = 'DEMOTION'", [streamerId]);
    }
  });

  it('may be appealed by the streamer within the days of the standard, and are restored by somebody else than who decided (INV-12)', async () => {
    const streamerId = await seller('申诉', '150000');
    await decide('promoteStreamer', { streamerId });
    const { tier } = await decide('demoteStreamer', await forBreach(streamerId));
    const [demoted, promoted] = tier!.changes;
    const own = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId }]);
    const statement = (tierChangeId: string) => ({ tierChangeId, statement: '事实有误', idempotencyKey: newId() });
    expect((await appeal('submitTierAppeal', statement(promoted!.id), own)).codes).toEqual(['TIER_APPEAL_NOT_AGAINST_DEMOTION']);
    const stranger = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: mentor.streamerId }]);
    const foreign = await lab.app.send(
      stranger,
      'mutation ($input: TierAppealInput!) { submitTierAppeal(input: $input) { userErrors { code } } }',
      { input: statement(demoted!.id) },
    );
    expect(foreign.errors![0]!.extensions.code).toBe('NOT_FOUND');
    await lab.moveTo('2026-12-12T23:00:00+08:00');
    const ownLater = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId }]);
    const other = await lab.app.signInAs([{ role: 'ORGANIZATION_OFFICER', scopeKind: 'PARK', scopeId: lab.parkId }], '组织委员');
    const filed = await Promise.all([
      appeal('submitTierAppeal', statement(demoted!.id), ownLater),
      appeal('recordTierAppeal', statement(demoted!.id), lab.operator),
    ]);
    expect(filed.map(({ codes }) => codes).sort()).toEqual([[], ['TIER_APPEAL_ON_RECORD']]);
    const open = filed.find(({ appeal: found }) => found)!.appeal!;
    const decision = { appealId: open.id, expectedVersion: open.version, reason: '原决定事实不清' };
    const inbox = async (token: string) => {
      const { myNotices } = await lab.app.ask<{ myNotices: { nodes: { topic: string }[] } }>(token, '{ myNotices { nodes { topic } } }');
      return myNotices.nodes.map(({ topic }) => topic);
    };
    expect(await inbox(other)).toContain('skills.appeal-waits');
    expect((await appeal('acceptTierAppeal', decision, other)).appeal).toMatchObject({ status: 'UPHELD' });
    expect(await inbox(other)).not.toContain('skills.appeal-waits');
    expect(await inbox(ownLater)).toEqual(expect.arrayContaining(['skills.appeal-decided', 'skills.tier-decided']));
    const mine = '{ mySkillTrack { appeals { status decisionReason } } }';
    const { mySkillTrack } = await lab.app.ask<{ mySkillTrack: { appeals: object[] } }>(ownLater, mine);
    expect(mySkillTrack.appeals).toEqual([{ status: 'UPHELD', decisionReason: '原决定事实不清' }]);
    expect((await appeal('dismissTierAppeal', { ...decision, expectedVersion: open.version + 1 }, other)).codes).toEqual([
      'TIER_APPEAL_DECIDED',
    ]);
    const restored = await tierOf(streamerId);
    expect([restored.decidedTier, restored.changes.map(({ kind }) => kind)]).toEqual([
      'BACKBONE',
      ['RESTORATION', 'DEMOTION', 'PROMOTION'],
    ]);
  });

  it('are not given by the person who gets them, and an appeal leaves later decisions as they are (INV-10, INV-12)', async () => {
    const streamerId = await seller('自评', '150000');
    const self = await lab.app.signInAs([
      { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.parkId },
      { role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId },
    ]);
    expect((await decide('promoteStreamer', { streamerId }, self)).codes).toEqual(['DECIDES_OWN_CASE']);
    await decide('promoteStreamer', { streamerId });
    const [first] = (await decide('demoteStreamer', await forBreach(streamerId))).tier!.changes;
    await decide('promoteStreamer', { streamerId });
    await decide('demoteStreamer', demotion(streamerId));
    const statement = { tierChangeId: first!.id, statement: '事实有误', idempotencyKey: newId() };
    const open = (await appeal('recordTierAppeal', statement, lab.operator)).appeal!;
    const decision = { appealId: open.id, expectedVersion: open.version, reason: '原决定事实不清' };
    expect((await appeal('acceptTierAppeal', decision, self)).codes).toEqual(['DECIDES_OWN_CASE']);
    const other = await lab.app.signInAs([{ role: 'ORGANIZATION_OFFICER', scopeKind: 'PARK', scopeId: lab.parkId }], '组织委员');
    expect((await appeal('acceptTierAppeal', decision, other)).appeal).toMatchObject({ status: 'UPHELD' });
    expect((await tierOf(streamerId)).decidedTier).toBe('CERTIFIED');
  });

  it('are not appealed after the last day, nor by the one who decided', async () => {
    const streamerId = await seller('过期申诉', '150000');
    await decide('promoteStreamer', { streamerId });
    const first = (await decide('demoteStreamer', demotion(streamerId))).tier!.changes[0]!;
    const statement = { tierChangeId: first.id, statement: '不服', idempotencyKey: newId() };
    const { appeal: filed } = await appeal('recordTierAppeal', statement, lab.secretary);
    const decision = { appealId: filed!.id, expectedVersion: filed!.version, reason: '维持' };
    expect((await appeal('dismissTierAppeal', decision, lab.secretary)).codes).toEqual(['TIER_APPEAL_NEEDS_ANOTHER']);
    await decide('promoteStreamer', { streamerId });
    const second = (await decide('demoteStreamer', demotion(streamerId))).tier!.changes[0]!;
    await lab.moveTo('2026-12-13T00:00:00+08:00');
    expect(
      (await appeal('recordTierAppeal', { ...statement, tierChangeId: second.id, idempotencyKey: newId() }, lab.operator)).codes,
    ).toEqual(['TIER_APPEAL_TOO_LATE']);
  });
});
