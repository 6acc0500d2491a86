import {
  outcomePeriods,
  type Partner,
  refusalsByPairingState,
  refusalsOfActivity,
  refusalsOfLoad,
  refusalsOfPartners,
  refusalsToAccept,
  statusAfterAcceptance,
} from './pairing.rules.js';
import { PAIRING_TRANSITIONS, PairingStatus, type PairingVerb } from './pairing-states.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
const DAY = '2026-11-27';
const partner = (changes: Partial<Partner> = {}): Partner => ({
  ...{ personId: 'a', stageName: '甲', kind: 'ORDINARY', status: 'ACTIVE', hasMemberBadge: false },
  ...changes,
});

describe('a pairing', () => {
  it('is of two persons, both with the park (INV-11)', () => {
    expect(codes(refusalsOfPartners('GENERAL', partner(), partner({ personId: 'b' }), DAY))).toEqual([]);
    expect(codes(refusalsOfPartners('GENERAL', partner(), partner({ stageName: '乙' }), DAY))).toEqual(['PAIRING_WITH_ONESELF']);
    expect(codes(refusalsOfPartners('GENERAL', partner({ status: 'LEFT' }), partner({ personId: 'b', status: 'LEFT' }), DAY))).toEqual([
      ...['PAIRING_PARTNER_LEFT', 'PAIRING_PARTNER_LEFT'],
    ]);
  });

  it.each([
    [true, 'ORDINARY', false, 'VILLAGE', []],
    [false, 'VILLAGE', true, 'ORDINARY', []],
    [true, 'VILLAGE', true, 'VILLAGE', []],
    [false, 'ORDINARY', false, 'VILLAGE', ['VILLAGE_PAIRING_NEEDS_MEMBER']],
    [true, 'ORDINARY', false, 'ORDINARY', ['VILLAGE_PAIRING_NEEDS_VILLAGER']],
    [false, 'ORDINARY', false, 'ORDINARY', ['VILLAGE_PAIRING_NEEDS_MEMBER', 'VILLAGE_PAIRING_NEEDS_VILLAGER']],
    [true, 'VILLAGE', false, 'ORDINARY', ['VILLAGE_PAIRING_NEEDS_VILLAGER']],
  ] as const)(
    'for a village: mentor badge %s %s, mentee badge %s %s → %j (INV-11)',
    (mentorBadge, mentorKind, menteeBadge, menteeKind, expected) => {
      const mentor = partner({ hasMemberBadge: mentorBadge, kind: mentorKind });
      const mentee = partner({ personId: 'b', hasMemberBadge: menteeBadge, kind: menteeKind });
      expect(codes(refusalsOfPartners('VILLAGE', mentor, mentee, DAY))).toEqual(expected);
    },
  );

  it('is one of at most so many that a mentor has going on (INV-11)', () => {
    expect([codes(refusalsOfLoad(2, 3)), codes(refusalsOfLoad(3, 3))]).toEqual([[], ['MENTOR_FULLY_PAIRED']]);
  });

  it('is accepted by each side once, on a day from the proposal to today, and ACCEPTED with both', () => {
    const known = { mentorAcceptedOn: null, menteeAcceptedOn: '2026-11-20', proposedOn: '2026-11-19' };
    const accept = (side: 'MENTOR' | 'MENTEE', day: string) => codes(refusalsToAccept(known, side, day, DAY));
    expect([accept('MENTOR', DAY), accept('MENTOR', '2026-11-19'), accept('MENTEE', DAY)]).toEqual([[], [], ['SIDE_ACCEPTED']]);
    expect([accept('MENTOR', '2026-11-28'), accept('MENTOR', '2026-11-18')]).toEqual([['DAY_IN_FUTURE'], ['ACCEPTED_BEFORE_PROPOSAL']]);
    expect(statusAfterAcceptance({ mentorAcceptedOn: null, menteeAcceptedOn: DAY })).toBe('PROPOSED');
    expect(statusAfterAcceptance({ mentorAcceptedOn: DAY, menteeAcceptedOn: DAY })).toBe('ACCEPTED');
  });

  it('takes every verb in its states only (5-domain-model 6.2)', () => {
    for (const verb of Object.keys(PAIRING_TRANSITIONS) as PairingVerb[]) {
      for (const status of Object.values(PairingStatus)) {
        const isAllowed = PAIRING_TRANSITIONS[verb].from.includes(status);
        expect(codes(refusalsByPairingState(verb, status))).toEqual(isAllowed ? [] : ['PAIRING_STATE_FORBIDS']);
      }
    }
  });

  it('has activities from its activation to today', () => {
    const on = (heldOn: string) => codes(refusalsOfActivity('2026-11-01', heldOn, DAY));
    expect([on('2026-10-31'), on('2026-11-01'), on(DAY), on('2026-11-28')]).toEqual([
      ...[['ACTIVITY_OUTSIDE_PAIRING'], [], [], ['ACTIVITY_OUTSIDE_PAIRING']],
    ]);
  });

  it('is measured over its own days and over equally many before them (INV-11)', () => {
    expect(outcomePeriods({ activatedOn: null, endedOn: null }, DAY)).toBeNull();
    expect(outcomePeriods({ activatedOn: '2026-11-21', endedOn: null }, '2026-11-30')).toEqual({
      ...{ from: '2026-11-21', to: '2026-11-30', beforeFrom: '2026-11-11', beforeTo: '2026-11-20' },
    });
    expect(outcomePeriods({ activatedOn: '2026-11-21', endedOn: '2026-11-21' }, DAY)).toMatchObject({
      beforeFrom: '2026-11-20',
      beforeTo: '2026-11-20',
    });
  });
});
