import { alignmentOf, type HeldMembership, type PlannedMembership, type StoredMembership } from './membership-alignment.rules.js';

const stretch = (
  organizationId: string,
  standing: 'PROBATIONARY' | 'FULL',
  startsOn: string,
  endsOn: string | null,
): PlannedMembership => ({
  organizationId,
  standing,
  startsOn,
  endsOn,
});
const held = (membershipId: string, plan: PlannedMembership): HeldMembership => ({ ...plan, membershipId });
const row = (id: string, plan: PlannedMembership, kind: 'HOME' | 'GUEST' = 'HOME'): StoredMembership => ({ id, kind, ...plan });

const PROBATION = stretch('a', 'PROBATIONARY', '2026-03-10', null);

describe('memberships that follow a record', () => {
  it('are added where the plan is new (INV-05)', () => {
    expect(alignmentOf([], [PROBATION], [])).toEqual({ ends: [], rows: [null], refusals: [] });
  });

  it('change their standing by an end and an addition, also on a day in the past (R29)', () => {
    const plan = [{ ...PROBATION, endsOn: '2027-03-10' }, stretch('a', 'FULL', '2027-03-10', null)];
    const steps = alignmentOf([held('m1', PROBATION)], plan, [row('m1', PROBATION)]);
    expect(steps).toEqual({ ends: [{ membershipId: 'm1', endsOn: '2027-03-10' }], rows: ['m1', null], refusals: [] });
  });

  it('are taken back when the plan no longer knows them, and entered anew when an end would be put off', () => {
    const ended = { ...PROBATION, endsOn: '2027-03-10' };
    const full = stretch('a', 'FULL', '2027-03-10', null);
    const steps = alignmentOf([held('m1', ended), held('m2', full)], [PROBATION], [row('m1', ended), row('m2', full)]);
    expect(steps.rows).toEqual([null]);
    expect(steps.ends).toEqual([
      { membershipId: 'm1', endsOn: '2026-03-10' },
      { membershipId: 'm2', endsOn: '2027-03-10' },
    ]);
    expect(steps.refusals).toEqual([]);
  });

  it('are refused where a home membership of somebody else stands in the way, on the first day and after it (INV-05)', () => {
    const foreign = (startsOn: string, endsOn: string | null) => [row('x', stretch('b', 'FULL', startsOn, endsOn))];
    const codes = (stored: StoredMembership[]) => alignmentOf([], [PROBATION], stored).refusals.map(({ code }) => code);
    expect(codes(foreign('2020-01-01', '2026-03-10'))).toEqual([]);
    expect(codes(foreign('2020-01-01', '2026-03-11'))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    expect(codes(foreign('2028-01-01', null))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    expect(codes([row('x', stretch('b', 'FULL', '2020-01-01', null), 'GUEST')])).toEqual([]);
  });

  it('take over the same membership that somebody entered by hand', () => {
    expect(alignmentOf([], [PROBATION], [row('x', PROBATION)])).toEqual({ ends: [], rows: ['x'], refusals: [] });
    expect(alignmentOf([], [PROBATION], [row('x', { ...PROBATION, startsOn: '2026-03-11' })]).refusals).toHaveLength(1);
  });

  it('are refused when a held row was changed by hand since', () => {
    const changed = { ...PROBATION, endsOn: '2026-12-01' };
    const plan = [{ ...PROBATION, endsOn: '2027-03-10' }, stretch('a', 'FULL', '2027-03-10', null)];
    const { refusals } = alignmentOf([held('m1', PROBATION)], plan, [row('m1', changed)]);
    expect(refusals.map(({ code }) => code)).toEqual(['MEMBERSHIP_MOVED_ON']);
  });
});
