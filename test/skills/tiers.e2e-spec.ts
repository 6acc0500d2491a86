import { newId } from '../../src/platform/database/ids.js';
import { BreachRecords } from '../../src/skills/breach-records.js';
import { SkillsLab } from './skills-lab.js';
import { demotion, TierDesk } from './tier-desk.js';

describe('tiers', () => {
  let desk: TierDesk;
  let lab: SkillsLab;
  /** What the port answers; undefined lets the register of cases answer. */
  let breaches: number | null | undefined;
  beforeAll(async () => {
    desk = await TierDesk.start();
    lab = desk.lab;
    const port = lab.app.api.get(BreachRecords, { strict: false });
    const ofRegister = port.countOpen.bind(port);
    port.countOpen = (tx, parkId, streamerId) => (breaches === undefined ? ofRegister(tx, parkId, streamerId) : Promise.resolve(breaches));
  });
  beforeEach(async () => {
    breaches = undefined;
    await lab.moveTo('2026-11-27T12:00:00+08:00');
  });
  afterAll(() => lab.close());

  it('are proposed by computed figures and given by a person, one by one, with the figures kept (INV-12)', async () => {
    const streamerId = await desk.seller('骨干', '150000', '10000');
    const before = await desk.tierOf(streamerId);
    expect([before.tier, before.proposal.nextTier, before.proposal.isReady]).toEqual(['CERTIFIED', 'BACKBONE', true]);
    /* Supervised session and sale: two sessions, 140,000 fen net. */
    expect(before.proposal.figures).toEqual({ netFen: '140000', sessionsHeld: 2 });
    expect((await desk.decide('promoteStreamer', { streamerId }, lab.secretary)).tier).toMatchObject({ tier: 'BACKBONE' });
    const { codes } = await desk.decide('promoteStreamer', { streamerId });
    expect(codes).toEqual(['TIER_THRESHOLD_NOT_MET', 'TIER_THRESHOLD_NOT_MET']);
    const after = await desk.tierOf(streamerId);
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
    const streamerId = await desk.seller('有个案', '150000');
    breaches = 1;
    expect((await desk.decide('promoteStreamer', { streamerId })).codes).toEqual(['TIER_BREACH_OPEN']);
    breaches = null;
    expect((await desk.tierOf(streamerId)).proposal).toMatchObject({ isReady: true, findings: [{ code: 'BREACH_STATUS_UNKNOWN' }] });
    const { tier } = await desk.decide('promoteStreamer', { streamerId });
    expect(tier!.changes[0]!.findings).toEqual(['BREACH_STATUS_UNKNOWN']);
    const novice = await lab.broadcasts.streamer('无证');
    expect((await desk.decide('promoteStreamer', { streamerId: novice })).codes).toContain('TIER_NEEDS_CERTIFICATE');
  });

  it('are refused while a breach case of the pledges is undecided or may be appealed, and given once it is closed (INV-12)', async () => {
    const streamerId = await desk.seller('违诺中', '150000');
    const id = await desk.breachCase(streamerId, 'NOTIFIED');
    for (const status of ['NOTIFIED', 'REVOKED', 'APPEALED']) {
      await lab.app.dataSource.query('UPDATE breach_case SET status = ? WHERE id = ?', [status, id]);
      expect((await desk.decide('promoteStreamer', { streamerId })).codes).toEqual(['TIER_BREACH_OPEN']);
    }
    await lab.app.dataSource.query("UPDATE breach_case SET status = 'CLEARED' WHERE id = ?", [id]);
    const { tier } = await desk.decide('promoteStreamer', { streamerId });
    expect(tier!.changes[0]!.findings).toEqual([]);
  });

  it('fall to SEEDLING while the certificate is not valid, and come back with it; nothing is written for it (INV-12)', async () => {
    const streamerId = await desk.seller('到期', '150000');
    await desk.decide('promoteStreamer', { streamerId });
    await lab.moveTo('2027-09-20T00:00:00+08:00');
    expect(await desk.tierOf(streamerId)).toMatchObject({ tier: 'SEEDLING', decidedTier: 'BACKBONE', changes: [{ kind: 'PROMOTION' }] });
  });

  it('are given once by two at once, and by a repeated request (INV-12)', async () => {
    const streamerId = await desk.seller('同时', '150000');
    const answers = await Promise.all([desk.decide('promoteStreamer', { streamerId }), desk.decide('promoteStreamer', { streamerId })]);
    expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(1);
    const key = newId();
    const repeated = await Promise.all([1, 2].map(() => desk.decide('demoteStreamer', { ...demotion(streamerId), idempotencyKey: key })));
    expect(repeated.map(({ codes }) => codes)).toEqual([[], []]);
    expect((await desk.tierOf(streamerId)).changes.map(({ kind }) => kind)).toEqual(['DEMOTION', 'PROMOTION']);
  });

  it('are taken back only for an ended certificate, a breach or at own request, with its paper (INV-12)', async () => {
    const streamerId = await desk.seller('降级', '150000');
    await desk.decide('promoteStreamer', { streamerId });
    expect((await desk.decide('demoteStreamer', demotion(streamerId, { reference: null }))).codes).toEqual(['DEMOTION_NEEDS_REFERENCE']);
    expect((await desk.decide('demoteStreamer', demotion(streamerId, { ground: 'CERTIFICATE_EXPIRED' }))).codes).toEqual([
      'DEMOTION_GROUND_MISSING',
    ]);
    expect((await desk.decide('demoteStreamer', demotion(streamerId, { toTier: 'PIONEER' }))).codes).toEqual(['TIER_NOT_LOWER']);
    expect((await desk.decide('demoteStreamer', demotion(streamerId))).tier).toMatchObject({ tier: 'CERTIFIED' });
    const schema = await lab.app.ask<{ __type: { enumValues: { name: string }[] } }>(
      lab.secretary,
      '{ __type(name: "DemotionGround") { enumValues { name } } }',
    );
    expect(schema.__type.enumValues.map(({ name }) => name).sort()).toEqual(['BREACH', 'CERTIFICATE_EXPIRED', 'OWN_REQUEST']);
  });

  it('are taken back for a breach only on a case of that streamer whose decision found one and stands (INV-12)', async () => {
    const [streamerId, other] = [await desk.seller('违诺降级', '150000'), await lab.broadcasts.streamer('旁人')];
    await desk.decide('promoteStreamer', { streamerId });
    const takenBack = (more: Record<string, unknown>) => desk.decide('demoteStreamer', demotion(streamerId, { ground: 'BREACH', ...more }));
    expect((await takenBack({ reference: '处理决定 3' })).codes).toEqual(['DEMOTION_NEEDS_BREACH_CASE']);
    for (const status of ['ALLEGED', 'NOTIFIED', 'HEARD', 'CLEARED', 'APPEALED', 'REINSTATED'] as const) {
      expect((await takenBack({ breachCaseId: await desk.breachCase(streamerId, status) })).codes).toEqual(['DEMOTION_BREACH_OPEN']);
    }
    const elsewhere = await SkillsLab.in(lab.app);
    const foreign = [await desk.breachCase(other, 'WARNED'), await desk.breachCase(streamerId, 'WARNED', elsewhere.parkId), newId()];
    for (const breachCaseId of foreign) await expect(takenBack({ breachCaseId })).rejects.toThrow('NOT_FOUND');
    const onRequest = demotion(streamerId, { breachCaseId: await desk.breachCase(streamerId, 'WARNED') });
    expect((await desk.decide('demoteStreamer', onRequest)).codes).toEqual(['DEMOTION_NEEDS_BREACH_CASE']);
    expect((await desk.tierOf(streamerId)).decidedTier).toBe('BACKBONE');
    for (const status of ['WARNED', 'REVOKED', 'FINAL'] as const) {
      const breachCaseId = await desk.breachCase(streamerId, status);
      const { tier } = await takenBack({ breachCaseId, reference: null });
      expect(tier).toMatchObject({ decidedTier: 'CERTIFIED', changes: [{ ground: 'BREACH', breachCaseId }, {}] });
      await lab.app.dataSource.query("DELETE FROM skill_tier_change WHERE streamerId = ? AND kind = 'DEMOTION'", [streamerId]);
    }
  });
});
