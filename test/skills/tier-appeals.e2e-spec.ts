import { newId } from '../../src/platform/database/ids.js';
import type { SkillsLab } from './skills-lab.js';
import { demotion, TierDesk } from './tier-desk.js';

const APPEAL = 'id status version decisionReason tierChange { id }';

describe('tiers that were taken back', () => {
  let desk: TierDesk;
  let lab: SkillsLab;
  beforeAll(async () => {
    desk = await TierDesk.start();
    lab = desk.lab;
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const forBreach = async (streamerId: string) =>
    demotion(streamerId, { ground: 'BREACH', breachCaseId: await desk.breachCase(streamerId, 'WARNED') });
  const appeal = async (verb: string, input: Record<string, unknown>, token: string) => {
    const query = `mutation ($input: ${verb.startsWith('accept') || verb.startsWith('dismiss') ? 'TierAppealDecisionInput' : 'TierAppealInput'}!) {
      ${verb}(input: $input) { appeal { ${APPEAL} } userErrors { code } } }`;
    const answer = await lab.app.ask<
      Record<string, { appeal: { id: string; status: string; version: number } | null; userErrors: { code: string }[] }>
    >(token, query, { input });
    return { appeal: answer[verb]!.appeal, codes: answer[verb]!.userErrors.map(({ code }) => code) };
  };

  it('may be appealed by the streamer within the days of the standard, and are restored by somebody else than who decided (INV-12)', async () => {
    const streamerId = await desk.seller('申诉', '150000');
    await desk.decide('promoteStreamer', { streamerId });
    const { tier } = await desk.decide('demoteStreamer', await forBreach(streamerId));
    const [demoted, promoted] = tier!.changes;
    const own = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId }]);
    const statement = (tierChangeId: string) => ({ tierChangeId, statement: '事实有误', idempotencyKey: newId() });
    expect((await appeal('submitTierAppeal', statement(promoted!.id), own)).codes).toEqual(['TIER_APPEAL_NOT_AGAINST_DEMOTION']);
    const stranger = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: desk.mentor.streamerId }]);
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
    const restored = await desk.tierOf(streamerId);
    expect([restored.decidedTier, restored.changes.map(({ kind }) => kind)]).toEqual([
      'BACKBONE',
      ['RESTORATION', 'DEMOTION', 'PROMOTION'],
    ]);
  });

  it('are not given by the person who gets them, and an appeal leaves later decisions as they are (INV-10, INV-12)', async () => {
    const streamerId = await desk.seller('自评', '150000');
    const self = await lab.app.signInAs([
      { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.parkId },
      { role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId },
    ]);
    expect((await desk.decide('promoteStreamer', { streamerId }, self)).codes).toEqual(['DECIDES_OWN_CASE']);
    await desk.decide('promoteStreamer', { streamerId });
    const [first] = (await desk.decide('demoteStreamer', await forBreach(streamerId))).tier!.changes;
    await desk.decide('promoteStreamer', { streamerId });
    await desk.decide('demoteStreamer', demotion(streamerId));
    const statement = { tierChangeId: first!.id, statement: '事实有误', idempotencyKey: newId() };
    const open = (await appeal('recordTierAppeal', statement, lab.operator)).appeal!;
    const decision = { appealId: open.id, expectedVersion: open.version, reason: '原决定事实不清' };
    expect((await appeal('acceptTierAppeal', decision, self)).codes).toEqual(['DECIDES_OWN_CASE']);
    const other = await lab.app.signInAs([{ role: 'ORGANIZATION_OFFICER', scopeKind: 'PARK', scopeId: lab.parkId }], '组织委员');
    expect((await appeal('acceptTierAppeal', decision, other)).appeal).toMatchObject({ status: 'UPHELD' });
    expect((await desk.tierOf(streamerId)).decidedTier).toBe('CERTIFIED');
  });

  it('are not appealed after the last day, nor by the one who decided', async () => {
    const streamerId = await desk.seller('过期申诉', '150000');
    await desk.decide('promoteStreamer', { streamerId });
    const first = (await desk.decide('demoteStreamer', demotion(streamerId))).tier!.changes[0]!;
    const statement = { tierChangeId: first.id, statement: '不服', idempotencyKey: newId() };
    const { appeal: filed } = await appeal('recordTierAppeal', statement, lab.secretary);
    const decision = { appealId: filed!.id, expectedVersion: filed!.version, reason: '维持' };
    expect((await appeal('dismissTierAppeal', decision, lab.secretary)).codes).toEqual(['TIER_APPEAL_NEEDS_ANOTHER']);
    await desk.decide('promoteStreamer', { streamerId });
    const second = (await desk.decide('demoteStreamer', demotion(streamerId))).tier!.changes[0]!;
    await lab.moveTo('2026-12-13T00:00:00+08:00');
    expect(
      (await appeal('recordTierAppeal', { ...statement, tierChangeId: second.id, idempotencyKey: newId() }, lab.operator)).codes,
    ).toEqual(['TIER_APPEAL_TOO_LATE']);
  });
});
