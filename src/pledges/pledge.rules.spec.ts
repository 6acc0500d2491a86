import { addDays } from '../platform/clock/local-date.js';
import { IN_FORCE_STATUSES, PLEDGE_TRANSITIONS, PledgeStatus, type PledgeVerb } from './pledge-states.js';
import {
  datedStep,
  isInForceOn,
  nextDueOn,
  type PledgeTimes,
  refusalsByState,
  isMinorOn,
  refusalsOfEvent,
  refusalsOfGuardian,
  refusalsOfPaper,
  refusalsToSign,
  stateAfter,
  statusOn,
  validityOf,
} from './pledge.rules.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
const pledge = (status: PledgeStatus, more: Partial<PledgeTimes> = {}): PledgeTimes => ({
  status,
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  expiringFrom: '2026-12-02',
  awaitsGuardian: false,
  renewedById: null,
  appealUntil: null,
  isAppealed: false,
  goneReason: null,
  ...more,
});
const on = (status: PledgeStatus, days: readonly string[], more: Partial<PledgeTimes> = {}) =>
  days.map((day) => statusOn(pledge(status, more), day));

describe('the status of a pledge on a day', () => {
  it('is signed until its first day, in force from then on, expiring from the notice on, and lapsed on the day after its last (6.6)', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-12-01', '2026-12-02', '2026-12-31', '2027-01-01'];
    expect(on('SIGNED', days)).toEqual(['SIGNED', 'IN_FORCE', 'IN_FORCE', 'EXPIRING', 'EXPIRING', 'LAPSED']);
  });

  it('stays signed while the guardian of a minor has not signed (INV-08)', () => {
    expect(on('SIGNED', ['2026-06-01', '2027-06-01'], { awaitsGuardian: true })).toEqual(['SIGNED', 'SIGNED']);
  });

  it('is RENEWED and not LAPSED when another one follows; WARNED and REINSTATED end likewise (6.6)', () => {
    for (const status of ['EXPIRING', 'WARNED', 'REINSTATED'] as const) {
      expect(on(status, ['2026-12-31', '2027-01-01'])).toEqual([status, 'LAPSED']);
      expect(on(status, ['2027-01-01'], { renewedById: 'next' })).toEqual(['RENEWED']);
    }
  });

  it('never leaves UNDER_REVIEW by the passing of days: only a decision ends a review (INV-42)', () => {
    expect(on('UNDER_REVIEW', ['2026-12-31', '2027-06-01'])).toEqual(['UNDER_REVIEW', 'UNDER_REVIEW']);
  });

  it('binds nobody once its party has gone under a review, and only then (INV-42)', () => {
    const held = (status: PledgeStatus, goneReason: string | null) => isInForceOn(pledge(status, { goneReason }), '2026-06-01');
    expect([held('UNDER_REVIEW', null), held('UNDER_REVIEW', 'STOREFRONT_CLOSED'), held('IN_FORCE', null)]).toEqual([true, false, true]);
  });

  it('becomes FINAL on the day after the appeal window, unless an appeal is open (INV-42)', () => {
    const window = { appealUntil: '2026-06-15' };
    expect(on('REVOKED', ['2026-06-15', '2026-06-16'], window)).toEqual(['REVOKED', 'FINAL']);
    expect(on('REVOKED', ['2026-06-16'], { ...window, isAppealed: true })).toEqual(['REVOKED']);
  });

  it('takes each step along the table of 6.6 and none beside it', () => {
    for (const status of Object.values(PledgeStatus)) {
      const step = datedStep(pledge(status, { appealUntil: '2026-06-15' }), '2027-06-01');
      if (!step) continue;
      const transition = PLEDGE_TRANSITIONS[step.verb];
      expect([transition.from, transition.to]).toEqual([expect.arrayContaining([status]), expect.arrayContaining([step.to])]);
    }
  });
});

describe('the next day on which time has something to do', () => {
  it('is the first day with a step, for every status (6.6)', () => {
    const window = { appealUntil: '2026-06-15' };
    const days = Array.from({ length: 400 }, (_, index) => addDays('2025-12-01', index));
    for (const status of Object.values(PledgeStatus)) {
      for (const more of [window, { ...window, awaitsGuardian: true, isAppealed: true, renewedById: 'next' }]) {
        const first = days.find((day) => datedStep(pledge(status, more), day) !== null) ?? null;
        expect(`${status} ${nextDueOn(pledge(status, more))}`).toBe(`${status} ${first}`);
      }
    }
  });
});

describe('a pledge in force', () => {
  it('is IN_FORCE, EXPIRING, UNDER_REVIEW, WARNED or REINSTATED within its days, and nothing else (6.6)', () => {
    const inForce = Object.values(PledgeStatus).filter((status) => isInForceOn(pledge(status, { awaitsGuardian: true }), '2026-06-01'));
    expect(inForce.sort()).toEqual([...IN_FORCE_STATUSES].sort());
    for (const status of IN_FORCE_STATUSES) {
      const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
      expect(days.map((day) => isInForceOn(pledge(status), day))).toEqual([false, true, true, false]);
    }
  });

  it('is not there before it is signed', () => {
    expect(isInForceOn(pledge('OFFERED', { validFrom: null, validUntil: null, expiringFrom: null }), '2026-06-01')).toBe(false);
  });
});

describe('the steps of a pledge', () => {
  it('are allowed where the table says so and refused everywhere else (6.6)', () => {
    const allowed = (Object.keys(PLEDGE_TRANSITIONS) as PledgeVerb[]).flatMap((verb) =>
      Object.values(PledgeStatus)
        .filter((status) => refusalsByState(verb, status).length === 0)
        .map((status) => `${status} -${verb}`),
    );
    expect(allowed).toHaveLength(28);
    expect(allowed.filter((entry) => /^(REVOKED|FINAL|LAPSED)/.test(entry))).toEqual([
      'REVOKED -reinstatePledge',
      'REVOKED -finalizeRevocation',
      'FINAL -reopenRevocation',
    ]);
    expect(allowed.filter((entry) => entry.endsWith('revokePledge'))).toEqual(['UNDER_REVIEW -revokePledge', 'WITHDRAWN -revokePledge']);
  });

  it('lead back to where a cleared pledge came from (6.6)', () => {
    const back = (['IN_FORCE', 'EXPIRING', 'WARNED', 'REINSTATED'] as const).map((cameFrom) => stateAfter('clearPledge', cameFrom));
    expect(back).toEqual(['IN_FORCE', 'IN_FORCE', 'WARNED', 'REINSTATED']);
    expect([stateAfter('reinstatePledge', null), stateAfter('reinstatePledge', 'WITHDRAWN')]).toEqual(['REINSTATED', 'WITHDRAWN']);
    expect([stateAfter('clearPledge', null), stateAfter('revokePledge', 'WARNED')]).toEqual(['IN_FORCE', 'REVOKED']);
  });
});

describe('the validity of a pledge', () => {
  const template = { validityMonths: 12, renewalNoticeDays: 30, renewalRule: 'FROM_EXPIRY' } as const;

  it('runs whole months from the day of the signature; the notice is counted back from the last day', () => {
    expect(validityOf(template, '2026-11-27', null)).toEqual({
      validFrom: '2026-11-27',
      validUntil: '2027-11-26',
      expiringFrom: '2027-10-28',
    });
    expect(validityOf({ ...template, validityMonths: 1 }, '2026-01-31', null)).toMatchObject({ validUntil: '2026-02-27' });
    expect(validityOf({ ...template, renewalNoticeDays: 0 }, '2026-11-27', null).expiringFrom).toBe('2027-11-27');
    expect(validityOf({ ...template, validityMonths: 1, renewalNoticeDays: 90 }, '2026-11-27', null).expiringFrom).toBe('2026-11-27');
  });

  it('of a renewal follows the old one without a gap or overlap where the template says so, also on its last day', () => {
    expect(validityOf(template, '2026-11-27', '2026-12-31').validFrom).toBe('2027-01-01');
    expect(validityOf(template, '2026-12-31', '2026-12-31').validFrom).toBe('2027-01-01');
    expect(validityOf(template, '2027-01-01', '2026-12-31').validFrom).toBe('2027-01-01');
    expect(validityOf({ ...template, renewalRule: 'FROM_SIGNING' }, '2026-11-27', '2026-12-31').validFrom).toBe('2026-11-27');
  });
});

describe('a signature', () => {
  const right = {
    offeredHash: 'a',
    storedHash: 'a',
    signedHash: 'a',
    templateStatus: 'PUBLISHED',
    readHashes: ['b', 'a'],
    channel: 'SELF',
  } as const;

  it('needs the published text and a reading of that very text; all reasons come at once (INV-39)', () => {
    expect(refusalsToSign(right)).toEqual([]);
    expect(codes(refusalsToSign({ ...right, readHashes: ['b'] }))).toEqual(['PLEDGE_NOT_READ']);
    expect(codes(refusalsToSign({ ...right, signedHash: 'b' }))).toEqual(['PLEDGE_TEXT_DIFFERS']);
    expect(codes(refusalsToSign({ ...right, storedHash: 'b' }))).toEqual(['PLEDGE_TEXT_DIFFERS']);
    expect(codes(refusalsToSign({ ...right, templateStatus: 'RETIRED', signedHash: 'b', readHashes: [] }))).toEqual([
      'TEMPLATE_NOT_PUBLISHED',
      'PLEDGE_TEXT_DIFFERS',
      'PLEDGE_NOT_READ',
    ]);
  });

  it('that is refused tells a host and an officer what each of them can do', () => {
    const cures = (channel: 'SELF' | 'ON_SITE') =>
      refusalsToSign({ ...right, channel, templateStatus: 'RETIRED', readHashes: [] }).map(({ cure }) => cure!.zh);
    expect(cures('SELF')).toEqual([expect.stringContaining('请联系园区'), expect.stringContaining('readMyPledge')]);
    expect(cures('ON_SITE')).toEqual([expect.stringContaining('重新发出'), expect.stringContaining('recordPledgeReading')]);
  });

  it('on site rests on a paper or an event that has come, that of a guardian on a paper (INV-39)', () => {
    const without = ['SIGNATURE_WITHOUT_PAPER'];
    expect(codes(refusalsOfPaper('SIGNATORY', {}))).toEqual(without);
    expect([refusalsOfPaper('SIGNATORY', { reference: '纸-1' }), refusalsOfPaper('SIGNATORY', { signingEventId: 'e' })]).toEqual([[], []]);
    expect([{ reference: '纸-1' }, { signingEventId: 'e' }].map((by) => codes(refusalsOfPaper('GUARDIAN', by)))).toEqual([[], without]);
    const held = (heldOn: string, isClosed = false) => codes(refusalsOfEvent({ heldOn, isClosed }, '2026-11-27'));
    expect([held('2026-11-26'), held('2026-11-27'), held('2026-11-28'), held('2026-11-27', true)]).toEqual([
      [],
      [],
      ['SIGNING_EVENT_TO_COME'],
      ['SIGNING_EVENT_CLOSED'],
    ]);
  });

  it('of a guardian is one for a minor, while what the minor signed would still hold (INV-08)', () => {
    const signed = { status: 'SIGNED', awaitsGuardian: true, validUntil: '2026-11-27' } as const;
    const answers = (pledge: Parameters<typeof refusalsOfGuardian>[0], isMinor: boolean, today = '2026-11-27') =>
      codes(refusalsOfGuardian(pledge, isMinor, today));
    expect([answers(signed, true), answers(signed, true, '2026-11-28'), answers(signed, false)]).toEqual([
      [],
      ['GUARDIAN_TOO_LATE'],
      ['GUARDIAN_NO_MORE'],
    ]);
    expect(answers({ ...signed, awaitsGuardian: false }, true)).toEqual(['GUARDIAN_NOT_NEEDED']);
    const offered = { status: 'OFFERED', awaitsGuardian: false, validUntil: null } as const;
    expect([answers(offered, true), answers(offered, false)]).toEqual([[], ['GUARDIAN_NOT_NEEDED']]);
    expect([isMinorOn('2008-11-28', '2026-11-27'), isMinorOn('2008-11-27', '2026-11-27')]).toEqual([true, false]);
  });
});
