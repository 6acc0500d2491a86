import { HOLDING_STATUSES, SESSION_TRANSITIONS, SessionStatus, type SessionVerb, statusAfter } from './broadcast-session-states.js';
import { refusalsByState } from './session-steps.rules.js';

const VERBS = Object.keys(SESSION_TRANSITIONS) as SessionVerb[];
const STATUSES = Object.values(SessionStatus);

/**
 * The arrows of 5-domain-model 6.4 and, so that a plan given up need not be requested first, DRAFT to CANCELLED; and the end of
 * a session that was recorded from an import which was taken back; written down a second time.
 */
const ARROWS = new Set([
  'DRAFT>REQUESTED',
  'DRAFT>CANCELLED',
  'REQUESTED>CONFIRMED',
  'CONFIRMED>PREPARED',
  'PREPARED>LIVE',
  'LIVE>ENDED',
  'ENDED>TALLIED',
  'TALLIED>CLOSED',
  'REQUESTED>DRAFT',
  'CONFIRMED>POSTPONED',
  'PREPARED>POSTPONED',
  'POSTPONED>CONFIRMED',
  'POSTPONED>CANCELLED',
  'PREPARED>CONFIRMED',
  'REQUESTED>CANCELLED',
  'CONFIRMED>CANCELLED',
  'PREPARED>CANCELLED',
  'CONFIRMED>NO_SHOW',
  'PREPARED>NO_SHOW',
  'LIVE>ABORTED',
  'ABORTED>TALLIED',
  'TALLIED>ENDED',
  'TALLIED>ABORTED',
  'ENDED>WITHDRAWN',
]);

describe('the states of a session', () => {
  it('lists or refuses every verb in every state (5-domain-model 6.4)', () => {
    for (const verb of VERBS) {
      for (const status of STATUSES) {
        const refusals = refusalsByState(verb, status);
        expect(refusals.map((refusal) => refusal.code)).toEqual(
          SESSION_TRANSITIONS[verb].from.includes(status) ? [] : ['SESSION_STATE_FORBIDS'],
        );
      }
    }
  });

  it('has the arrows of the design, the way back from TALLIED, out of a DRAFT and out of a recording, and no others (5-domain-model 6.4)', () => {
    const arrows = VERBS.flatMap((verb) =>
      SESSION_TRANSITIONS[verb].from.flatMap((from) =>
        SESSION_TRANSITIONS[verb].to.filter((to) => to !== from).map((to) => `${from}>${to}`),
      ),
    );
    expect([...new Set(arrows)].sort()).toEqual([...ARROWS].sort());
  });

  it('ends in CLOSED, CANCELLED, NO_SHOW and WITHDRAWN alone (5-domain-model 6.4)', () => {
    const final = STATUSES.filter((status) => VERBS.every((verb) => !SESSION_TRANSITIONS[verb].from.includes(status)));
    expect(final.sort()).toEqual(['CANCELLED', 'CLOSED', 'NO_SHOW', 'WITHDRAWN']);
  });

  it('goes back from TALLIED to where the session came from, and nowhere else', () => {
    expect(statusAfter('markUntallied', 'TALLIED', 'ABORTED')).toBe('ABORTED');
    expect(() => statusAfter('markUntallied', 'TALLIED', 'LIVE')).toThrow('does not lead to LIVE');
    expect(() => statusAfter('markUntallied', 'TALLIED')).toThrow('does not lead to');
  });

  it('keeps the state for a verb that leads nowhere, and follows the arrow for one that does', () => {
    expect(statusAfter('reportHosts', 'PREPARED')).toBe('PREPARED');
    expect(statusAfter('substituteHost', 'PREPARED')).toBe('CONFIRMED');
  });

  it('holds slots exactly in REQUESTED, CONFIRMED, PREPARED and LIVE (INV-22)', () => {
    expect([...HOLDING_STATUSES]).toEqual(['REQUESTED', 'CONFIRMED', 'PREPARED', 'LIVE']);
  });
});
