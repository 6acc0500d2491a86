import { newId } from '../../src/platform/database/ids.js';
import { serializeOn } from '../../src/platform/queue/key-lock.js';
import { HELD_SESSION_LOCK } from '../../src/skills/held-sessions.js';
import { SkillsLab } from './skills-lab.js';

describe('a session whose recording is withdrawn', () => {
  let lab: SkillsLab;
  beforeAll(async () => {
    lab = await SkillsLab.start();
    expect((await lab.publish('2026-01-01')).userErrors).toEqual([]);
    await lab.moveTo('2026-11-27T12:00:00+08:00');
  });
  afterAll(() => lab.close());

  it('gives no evidence, also when it is recorded at that moment (INV-10, INV-23)', async () => {
    const [streamerId, mentorId] = [await lab.broadcasts.streamer('学员'), await lab.broadcasts.streamer('导师')];
    const [roomId, accountId] = [await lab.broadcasts.room('演练室'), await lab.broadcasts.account('带教号')];
    const assessorId = await lab.trainer(mentorId);
    const { id: trackId } = await lab.rehearsed(streamerId, assessorId, roomId);
    const sessionId = await lab.heldSession(streamerId, mentorId, '2026-09-14', accountId);
    const supervised = { trackId, assessorId, sessionId, isPassed: true, reference: '带教', idempotencyKey: newId() };
    let asked: Promise<string[]> | undefined;
    await lab.app.transactions.run(async (tx) => {
      await serializeOn(tx, lab.parkId, HELD_SESSION_LOCK, sessionId);
      asked ??= lab.codes('recordSupervisedSession', supervised);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await tx.execute(`UPDATE broadcast_session SET status = 'WITHDRAWN' WHERE id = ?`, [sessionId]);
    });
    expect(await asked).toEqual(['SESSION_NOT_SUPERVISED']);
  });
});
