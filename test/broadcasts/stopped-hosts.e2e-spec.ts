import { newId } from '../../src/platform/database/ids.js';
import { GuardianConsent } from '../../src/streamers/streamer.entity.js';
import { beijing, BroadcastLab, NOON, type SessionFacts } from './broadcast-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 12 : 3;
const tomorrow = { plannedStartAt: beijing('19:00', 28), plannedEndAt: beijing('21:00', 28) };
const dayAfter = { plannedStartAt: beijing('19:00', 29), plannedEndAt: beijing('21:00', 29) };
/** Verbs of streamers by the type of their input. */
const INPUTS: Readonly<Record<string, string>> = {
  pauseStreamer: 'StreamerReasonInput',
  recordStreamerLeft: 'StreamerReasonInput',
  withdrawGuardianConsent: 'WithdrawGuardianConsentInput',
  addGuardianConsent: 'AddGuardianConsentInput',
};

describe('a host who may host no longer', () => {
  let lab: BroadcastLab;
  beforeAll(async () => {
    lab = await BroadcastLab.start();
  });
  beforeEach(() => lab.moveTo(NOON));
  afterAll(() => lab.close());

  const step = async (verb: string, streamerId: string, more: object = {}) => {
    const [row] = await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM streamer WHERE id = ?', [streamerId]);
    const query = `mutation ($input: ${INPUTS[verb] ?? 'StreamerTargetInput'}!) { ${verb}(input: $input) { userErrors { code } } }`;
    const input = { streamerId, expectedVersion: row!.version, ...more };
    const answer = await lab.app.ask<Record<string, { userErrors: { code: string }[] }>>(lab.token, query, { input });
    expect(answer[verb]!.userErrors).toEqual([]);
  };
  /** A host of 17 with a guardian's consent until the end of the year. */
  const minor = async (stageName: string) => {
    const streamerId = await lab.streamer(stageName, { bornOn: '2009-03-03' });
    const guardianConsentId = newId();
    const period = { validFrom: '2026-01-01', validUntil: '2026-12-31', withdrawnOn: null, reference: '监护同意 1' };
    const row = { id: guardianConsentId, parkId: lab.parkId, streamerId, ...period, recordedBy: newId() };
    await lab.app.transactions.run((tx) => tx.insert(GuardianConsent, [{ ...row, recordedAt: tx.at }]));
    return { streamerId, withdraw: () => step('withdrawGuardianConsent', streamerId, { guardianConsentId }) };
  };
  const requested = async (streamerId: string, more: object = {}) =>
    lab.requested({ accountId: await lab.account(`账号 ${newId()}`), hosts: [{ streamerId }], ...more });
  const codesOf = async (verb: string, session: SessionFacts) =>
    (await lab.verb(verb, { sessionId: session.id, expectedVersion: session.version })).userErrors.map(({ code }) => code);
  const told = (streamerId: string) =>
    lab.app.dataSource.query<{ textZh: string; textEn: string }[]>(
      "SELECT textZh, textEn FROM notice WHERE topic = 'broadcasts.host-stopped' AND subjectId = ?",
      [streamerId],
    );

  it('because the guardian withdrew: planners learn which confirmed sessions are stopped, and none is prepared or starts (INV-08)', async () => {
    const { streamerId, withdraw } = await minor('撤回监护');
    const [ready, confirmed] = [await requested(streamerId), await requested(streamerId, tomorrow)];
    const prepared = await lab.prepared(ready);
    const next = await lab.step('confirmSession', confirmed);
    const waiting = await requested(streamerId, dayAfter);
    await withdraw();
    const [notice] = await told(streamerId);
    expect(notice!.textZh).toBe(
      `主播“撤回监护”现在不得开播,2 场已确认的直播(${prepared.sessionNumber}、${next.sessionNumber})须换人或取消。`,
    );
    expect(await codesOf('confirmSession', waiting)).toEqual(['GUARDIAN_CONSENT_MISSING']);
    const codes = (await lab.checklistCodes(next)).map(({ code }) => code);
    expect(await codesOf('prepareSession', await lab.step('completeChecklistItems', next, { codes }))).toEqual([
      'GUARDIAN_CONSENT_MISSING',
    ]);
    await lab.moveTo(new Date(beijing('19:00')));
    const refused = await lab.verb('startSession', { sessionId: prepared.id, expectedVersion: prepared.version });
    expect(refused.userErrors).toMatchObject([{ code: 'GUARDIAN_CONSENT_MISSING', field: ['input', 'sessionId'], rule: 'INV-08' }]);
    const consent = { validFrom: '2026-11-27', validUntil: '2026-12-31', reference: '监护同意 2' };
    await step('addGuardianConsent', streamerId, consent);
    expect(await told(streamerId)).toEqual([]);
    expect((await lab.step('startSession', prepared)).status).toBe('LIVE');
  });

  it('is told of anew once fewer sessions are stopped: by a consent, an end, or another host (INV-08)', async () => {
    const { streamerId, withdraw } = await minor('逐场解决');
    const sessions: SessionFacts[] = [];
    for (const times of [{}, tomorrow, dayAfter]) sessions.push(await lab.step('confirmSession', await requested(streamerId, times)));
    await withdraw();
    const numbersTold = async () => {
      const texts = await told(streamerId);
      return sessions.flatMap(({ sessionNumber }, index) => (texts[0]?.textZh.includes(sessionNumber) ? [index] : []));
    };
    expect(await numbersTold()).toEqual([0, 1, 2]);
    await step('addGuardianConsent', streamerId, { validFrom: '2026-11-27', validUntil: '2026-11-27', reference: '当天' });
    expect(await numbersTold()).toEqual([1, 2]);
    await lab.step('cancelSession', sessions[1]!, { reason: '取消' });
    expect(await numbersTold()).toEqual([2]);
    const [notice] = await told(streamerId);
    expect(notice!.textEn).toBe(
      `The host "逐场解决" may not host now; 1 confirmed session (${sessions[2]!.sessionNumber}) needs another host or an end.`,
    );
    const [segment] = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM host_segment WHERE sessionId = ?', [
      sessions[2]!.id,
    ]);
    const substitute = { segmentId: segment!.id, streamerId: await lab.streamer('接替主播'), reason: '换人' };
    await lab.step('substituteHost', sessions[2]!, substitute);
    expect(await told(streamerId)).toEqual([]);
  });

  it('is not told of where it comes of age before, or another consent covers the day (INV-08)', async () => {
    const turning = await lab.streamer('将满十八', { bornOn: '2008-11-28' });
    const guardianConsentId = newId();
    const row = { id: guardianConsentId, parkId: lab.parkId, streamerId: turning, validFrom: '2026-01-01', validUntil: '2026-12-31' };
    await lab.app.transactions.run((tx) =>
      tx.insert(GuardianConsent, [{ ...row, withdrawnOn: null, reference: '1', recordedAt: tx.at, recordedBy: newId() }]),
    );
    await lab.step('confirmSession', await requested(turning, tomorrow));
    await step('withdrawGuardianConsent', turning, { guardianConsentId });
    expect(await told(turning)).toEqual([]);
  });

  it.each([
    ['pauseStreamer', { reason: '整改' }, 'STREAMER_NOT_ACTIVE'],
    ['recordStreamerLeft', { reason: '离开园区' }, 'STREAMER_NOT_ACTIVE'],
    ['withdrawStreamerConsent', {}, 'STREAMER_CONSENT_MISSING'],
  ])('by %s does not go on air (INV-24, PR-2)', async (verb, more, code) => {
    const streamerId = await lab.streamer(`停播 ${verb}`);
    const prepared = await lab.prepared(await requested(streamerId));
    await step(verb, streamerId, more);
    expect(await told(streamerId)).not.toEqual([]);
    await lab.moveTo(new Date(beijing('19:00')));
    expect(await codesOf('startSession', prepared)).toEqual([code]);
  });

  it('meets each session that is confirmed at the same moment: it is refused or told of, never neither (INV-08)', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const { streamerId, withdraw } = await minor(`同刻 ${round}`);
      const session = await requested(streamerId);
      const later = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 4) * 6));
        return withdraw();
      };
      const [codes] = await Promise.all([codesOf('confirmSession', session), later()]);
      outcomes.add(`${codes.join() || 'confirmed'}, ${(await told(streamerId)).length > 0 ? 'told' : 'not told'}`);
    }
    expect([...outcomes].filter((outcome) => !['confirmed, told', 'GUARDIAN_CONSENT_MISSING, not told'].includes(outcome))).toEqual([]);
  });
});
