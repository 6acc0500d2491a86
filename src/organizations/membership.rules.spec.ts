import { type MembershipFacts, refusalsToAdmit, refusalsToChangeStanding } from './membership.rules.js';

const fact = (more: Partial<MembershipFacts> = {}): MembershipFacts => ({
  organizationId: 'a',
  kind: 'HOME',
  startsOn: '2026-01-01',
  endsOn: null,
  ...more,
});
const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('memberships of one person', () => {
  it('have at most one HOME on any date (INV-05)', () => {
    const elsewhere = fact({ organizationId: 'b', startsOn: '2026-06-01' });
    expect(codes(refusalsToAdmit([fact()], elsewhere))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    expect(refusalsToAdmit([fact({ endsOn: '2026-06-01' })], elsewhere)).toEqual([]);
    expect(codes(refusalsToAdmit([fact({ endsOn: '2026-06-02' })], elsewhere))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    expect(codes(refusalsToAdmit([fact()], { ...elsewhere, startsOn: '2025-01-01', endsOn: '2026-01-02' }))).toEqual([
      'HOME_MEMBERSHIP_OVERLAPS',
    ]);
    expect(refusalsToAdmit([fact()], { ...elsewhere, startsOn: '2025-01-01', endsOn: '2026-01-01' })).toEqual([]);
  });

  it('may have guests elsewhere, once in each organization (INV-05)', () => {
    const guest = fact({ organizationId: 'b', kind: 'GUEST' });
    expect(refusalsToAdmit([fact()], guest)).toEqual([]);
    expect(codes(refusalsToAdmit([fact(), guest], { ...guest, startsOn: '2027-01-01' }))).toEqual(['MEMBERSHIP_OVERLAPS']);
    expect(codes(refusalsToAdmit([fact()], fact({ kind: 'GUEST' })))).toEqual(['MEMBERSHIP_OVERLAPS']);
  });

  it('change their standing on a day of theirs', () => {
    const probation = { ...fact({ endsOn: '2027-01-01' }), standing: 'PROBATIONARY' as const };
    expect(refusalsToChangeStanding(probation, 'FULL', '2026-12-31')).toEqual([]);
    expect(codes(refusalsToChangeStanding(probation, 'FULL', '2027-01-01'))).toEqual(['STANDING_UNCHANGED']);
    expect(codes(refusalsToChangeStanding(probation, 'PROBATIONARY', '2026-12-31'))).toEqual(['STANDING_UNCHANGED']);
  });
});
