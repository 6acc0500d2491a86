import { findingOf } from './intake/findings.js';
import { placingOf, UNPLACED, unplacedBecause } from './live-placing.rules.js';
import type { LiveMatch } from './session-matching.js';
import type { StagedRow } from './staged-row.js';

const NOW = new Date('2026-10-05T14:00:00Z');
const LIVE = { kind: 'LIVE', accountName: null, endAt: NOW.toISOString() } as StagedRow;
const LINE = { kind: 'LINE' } as StagedRow;
const match = (more: Partial<LiveMatch> = {}): LiveMatch => ({
  ...{ sessionId: null, accountId: 'account', blockingSessionId: null, isKnown: false },
  ...more,
});

describe('the place of a row', () => {
  it('needs a live that has ended, on either side of the very millisecond (INV-23)', () => {
    const later = { ...LIVE, endAt: new Date(NOW.getTime() + 1).toISOString() } as StagedRow;
    expect(placingOf(LIVE, match(), true, NOW)).toBe('WILL_RECORD');
    expect(placingOf(later, match(), true, NOW)).toBe('LIVE_NOT_ENDED');
    expect(placingOf(later, match({ sessionId: 'held' }), true, NOW)).toBe('LIVE_NOT_ENDED');
  });

  it('is the session of its live, before all else (INV-34)', () => {
    expect(placingOf(LIVE, match({ sessionId: 'held' }), false, NOW)).toBe('MATCHED');
    expect(placingOf(LINE, match({ sessionId: 'held' }), false, NOW)).toBe('MATCHED');
  });

  it('waits for the end of a booked session of that time', () => {
    expect(placingOf(LIVE, match({ blockingSessionId: 'booked' }), true, NOW)).toBe('SESSION_NOT_ENDED');
  });

  it('tells an account that nobody chose from one that nobody registered (INV-34)', () => {
    const named = { ...LIVE, accountName: '金铁村' } as StagedRow;
    expect(placingOf(LIVE, match({ accountId: null }), true, NOW)).toBe('ACCOUNT_NOT_CHOSEN');
    expect(placingOf(named, match({ accountId: null }), true, NOW)).toBe('ACCOUNT_UNKNOWN');
  });

  it('is a new session for a live alone, and when that is allowed (INV-23)', () => {
    expect(placingOf(LIVE, match(), false, NOW)).toBe('UNMATCHED');
    expect(placingOf(LINE, match(), true, NOW)).toBe('UNMATCHED');
  });

  it('has a finding exactly where nothing is booked', () => {
    expect([unplacedBecause('MATCHED'), unplacedBecause('WILL_RECORD')]).toEqual([null, null]);
    for (const code of UNPLACED) expect(findingOf(code).severity).toBe('ERROR');
  });
});
