import { newId } from '../../src/platform/database/ids.js';
import { SESSION_TRANSITIONS, SessionStatus, type SessionVerb } from '../../src/broadcasts/broadcast-session-states.js';
import { beijing, BroadcastLab } from './broadcast-lab.js';

/** Verbs that only the program itself uses. */
const INNER: readonly SessionVerb[] = ['expireSession', 'markTallied', 'markUntallied', 'withdrawRecording'];

describe('every verb in every state', () => {
  let lab: BroadcastLab;
  let sessionId: string;
  beforeAll(async () => {
    lab = await BroadcastLab.start();
    sessionId = (await lab.draft()).id;
  });
  afterAll(() => lab.close());

  const contentOf = (verb: SessionVerb): Record<string, unknown> => {
    const { parkId: _park, idempotencyKey: _key, ...plan } = lab.plan();
    const contents: Partial<Record<SessionVerb, Record<string, unknown>>> = {
      changeSession: plan,
      sendBackSession: { reason: 'r' },
      postponeSession: { reason: 'r' },
      cancelSession: { reason: 'r' },
      abortSession: { reason: 'r' },
      rescheduleSession: { plannedStartAt: beijing('19:00'), plannedEndAt: beijing('20:00') },
      substituteHost: { reason: 'r', segmentId: newId(), streamerId: newId() },
      changeSessionProducts: { reason: 'r', productIds: [] },
      changeSessionMentors: { reason: 'r', mentorIds: [] },
      completeChecklistItems: { codes: ['HOST_IDENTITY'] },
      reopenChecklistItem: { code: 'HOST_IDENTITY' },
    };
    return contents[verb] ?? {};
  };

  it.each((Object.keys(SESSION_TRANSITIONS) as SessionVerb[]).filter((verb) => !INNER.includes(verb)))(
    '%s is refused with SESSION_STATE_FORBIDS exactly outside its row of the table (5-domain-model 6.4)',
    async (verb) => {
      for (const status of Object.values(SessionStatus)) {
        if (SESSION_TRANSITIONS[verb].from.includes(status)) continue;
        await lab.app.dataSource.query('UPDATE broadcast_session SET status = ?, version = 7 WHERE id = ?', [status, sessionId]);
        const answer = await lab.verb(verb, { sessionId, expectedVersion: 7, ...contentOf(verb) });
        expect([status, answer.session, answer.userErrors.map((error) => error.code)]).toEqual([status, null, ['SESSION_STATE_FORBIDS']]);
        const rows = await lab.app.dataSource.query<{ status: string; version: number }[]>(
          'SELECT status, version FROM broadcast_session WHERE id = ?',
          [sessionId],
        );
        expect(rows).toEqual([{ status, version: 7 }]);
      }
    },
  );
});
