import { STREAMER_TRANSITIONS, StreamerStatus, type StreamerVerb } from './streamer-states.js';
import {
  type HostFacts,
  refusalsByActivity,
  refusalsByAge,
  refusalsByConsent,
  refusalsByState,
  refusalsOfPeriod,
  refusalsToActivate,
} from './streamer.rules.js';

const facts = (changes: Partial<HostFacts> = {}): HostFacts => ({
  stageName: '小满',
  status: 'ACTIVE',
  bornOn: '2000-06-15',
  consentGivenOn: '2026-01-01',
  consentWithdrawnOn: null,
  guardianConsents: [],
  ...changes,
});
const codes = (refusals: readonly { code: string }[]) => refusals.map((refusal) => refusal.code);
const guardian = (validFrom: string, validUntil: string, withdrawnOn: string | null = null) => [{ validFrom, validUntil, withdrawnOn }];

describe('the age rule', () => {
  it('asks nothing of a host on the day of turning 18, and a guardian on the day before (INV-08, C01)', () => {
    const host = facts({ bornOn: '2008-11-27' });
    expect(codes(refusalsByAge(host, '2026-11-27'))).toEqual([]);
    expect(codes(refusalsByAge(host, '2026-11-26'))).toEqual(['GUARDIAN_CONSENT_MISSING']);
  });

  it('lets a host of 16 work with a guardian and refuses the day before the birthday even so (INV-08, C01)', () => {
    const host = facts({ bornOn: '2010-11-27', guardianConsents: guardian('2026-01-01', '2026-12-31') });
    expect(codes(refusalsByAge(host, '2026-11-27'))).toEqual([]);
    expect(codes(refusalsByAge(host, '2026-11-26'))).toEqual(['STREAMER_UNDER_AGE']);
  });

  it('names age and guardian together (INV-08)', () => {
    expect(codes(refusalsByAge(facts({ bornOn: '2015-01-01' }), '2026-11-27'))).toEqual(['STREAMER_UNDER_AGE', 'GUARDIAN_CONSENT_MISSING']);
  });

  it('counts a guardian consent from its first to its last day and not from its withdrawal on (INV-08)', () => {
    const on = (day: string, withdrawnOn: string | null = null) =>
      codes(refusalsByAge(facts({ bornOn: '2009-01-01', guardianConsents: guardian('2026-11-01', '2026-11-30', withdrawnOn) }), day));
    expect([on('2026-11-01'), on('2026-11-30'), on('2026-11-19', '2026-11-20')]).toEqual([[], [], []]);
    const missing = ['GUARDIAN_CONSENT_MISSING'];
    expect([on('2026-10-31'), on('2026-12-01'), on('2026-11-20', '2026-11-20')]).toEqual([missing, missing, missing]);
  });
});

describe('the other rules of a host', () => {
  it('counts consent from its first day and no longer on the day of withdrawal (PR-2)', () => {
    const host = facts({ consentGivenOn: '2026-11-01', consentWithdrawnOn: '2026-11-20' });
    const on = (day: string) => codes(refusalsByConsent(host, day));
    expect([on('2026-10-31'), on('2026-11-01'), on('2026-11-19'), on('2026-11-20')]).toEqual([
      ['STREAMER_CONSENT_MISSING'],
      [],
      [],
      ['STREAMER_CONSENT_MISSING'],
    ]);
    expect(codes(refusalsByConsent(facts({ consentGivenOn: null }), '2026-11-01'))).toEqual(['STREAMER_CONSENT_MISSING']);
  });

  it('accepts ACTIVE hosts only (INV-24)', () => {
    for (const status of Object.values(StreamerStatus)) {
      expect(codes(refusalsByActivity(facts({ status })))).toEqual(status === 'ACTIVE' ? [] : ['STREAMER_NOT_ACTIVE']);
    }
  });

  it('has the plan changed where the host has left for good, and offers no activation (INV-24)', () => {
    const cure = (status: StreamerStatus) => refusalsByActivity(facts({ status }))[0]!.cure!.en;
    for (const status of ['LEFT', 'ERASURE_PENDING', 'ANONYMISED'] as const) {
      expect(cure(status)).toContain('replace the host in the plan');
      expect(cure(status)).not.toContain('activated');
    }
    expect(cure('VERIFIED')).toContain('activated');
    expect(cure('PAUSED')).toContain('resumed');
  });

  it('names every reason against an activation at once (INV-08, PR-2)', () => {
    const host = facts({ bornOn: '2012-01-01', consentGivenOn: null });
    expect(codes(refusalsToActivate(host, '2026-11-27'))).toEqual([
      'STREAMER_CONSENT_MISSING',
      'STREAMER_UNDER_AGE',
      'GUARDIAN_CONSENT_MISSING',
    ]);
  });

  it('accepts a consent of one day and refuses a reversed one (C01)', () => {
    expect(codes(refusalsOfPeriod('2026-11-01', '2026-11-01'))).toEqual([]);
    expect(codes(refusalsOfPeriod('2026-11-02', '2026-11-01'))).toEqual(['CONSENT_PERIOD_REVERSED']);
  });
});

describe('the states of a streamer', () => {
  it('refuses every verb in every state that its row does not list (5-domain-model 6.2)', () => {
    for (const verb of Object.keys(STREAMER_TRANSITIONS) as StreamerVerb[]) {
      for (const status of Object.values(StreamerStatus)) {
        const allowed = STREAMER_TRANSITIONS[verb].from.includes(status);
        expect([verb, status, codes(refusalsByState(verb, status))]).toEqual([verb, status, allowed ? [] : ['STREAMER_STATE_FORBIDS']]);
      }
    }
  });

  it('lets nobody host again after leaving, and nobody become ACTIVE without verification (5-domain-model 6.2)', () => {
    const leading = (to: StreamerStatus) =>
      Object.values(STREAMER_TRANSITIONS)
        .filter((row) => row.to === to)
        .flatMap((row) => row.from);
    expect(leading('ACTIVE').sort()).toEqual(['PAUSED', 'VERIFIED']);
    expect(Object.entries(STREAMER_TRANSITIONS).filter(([, row]) => row.from.includes('LEFT') && row.to !== undefined)).toEqual([]);
  });
});
