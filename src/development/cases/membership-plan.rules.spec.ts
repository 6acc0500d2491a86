import { membershipPlan, type PlannedCase } from './membership-plan.rules.js';

const transfer = (toOrganizationId: string, acknowledgedOn: string | null) => ({
  factId: 'f',
  fromOrganizationId: 'a',
  toOrganizationId,
  startedOn: '2026-06-01',
  stage: 'PROBATIONARY' as const,
  isFileHandedOver: true,
  letterDaysMax: null,
  acknowledgedOn,
  declinedOn: null,
  isFileExamined: true,
});

const view = (more: Partial<PlannedCase> = {}): PlannedCase => ({
  stage: 'PROBATIONARY',
  stageSince: '2026-04-20',
  memberFrom: '2026-03-10',
  membershipEndedOn: null,
  partyAgeFrom: null,
  transfers: [],
  ...more,
});

describe('the memberships that a case implies', () => {
  it('are none before the upper approval (INV-16)', () => {
    expect(membershipPlan(view({ stage: 'BRANCH_ACCEPTED', memberFrom: null }), 'a')).toEqual([]);
  });

  it('are on probation from the day of the branch meeting (R24)', () => {
    expect(membershipPlan(view(), 'a')).toEqual([{ organizationId: 'a', standing: 'PROBATIONARY', startsOn: '2026-03-10', endsOn: null }]);
  });

  it('are full from the expiry of the probation, whenever the approval came (R29)', () => {
    expect(membershipPlan(view({ stage: 'FULL', stageSince: '2027-06-01', partyAgeFrom: '2027-03-10' }), 'a')).toEqual([
      { organizationId: 'a', standing: 'PROBATIONARY', startsOn: '2026-03-10', endsOn: '2027-03-10' },
      { organizationId: 'a', standing: 'FULL', startsOn: '2027-03-10', endsOn: null },
    ]);
  });

  it('end on the day of the approved disqualification, which is no day of membership any more (R28)', () => {
    expect(membershipPlan(view({ stage: 'DISQUALIFIED', membershipEndedOn: '2027-05-02' }), 'a')).toEqual([
      { organizationId: 'a', standing: 'PROBATIONARY', startsOn: '2026-03-10', endsOn: '2027-05-02' },
    ]);
  });

  it('end with a case that is ended, and leave nothing when that is the first day', () => {
    expect(membershipPlan(view({ stage: 'CLOSED', stageSince: '2026-12-01' }), 'a')).toEqual([
      { organizationId: 'a', standing: 'PROBATIONARY', startsOn: '2026-03-10', endsOn: '2026-12-01' },
    ]);
    expect(membershipPlan(view({ stage: 'CLOSED', stageSince: '2026-03-10' }), 'a')).toEqual([]);
  });

  it('move with an acknowledged transfer and stay where one is not acknowledged (INV-14)', () => {
    expect(membershipPlan(view({ transfers: [transfer('b', null)] }), 'a')).toHaveLength(1);
    expect(membershipPlan(view({ transfers: [transfer('b', '2026-07-01')] }), 'a')).toEqual([
      { organizationId: 'a', standing: 'PROBATIONARY', startsOn: '2026-03-10', endsOn: '2026-07-01' },
      { organizationId: 'b', standing: 'PROBATIONARY', startsOn: '2026-07-01', endsOn: null },
    ]);
  });

  it('begin with the receiver when the move came before the meeting, and cut expiry and a later move apart', () => {
    expect(membershipPlan(view({ transfers: [transfer('b', '2026-01-05')] }), 'a')).toEqual([
      { organizationId: 'b', standing: 'PROBATIONARY', startsOn: '2026-03-10', endsOn: null },
    ]);
    const moved = view({ stage: 'FULL', stageSince: '2027-06-01', partyAgeFrom: '2027-03-10', transfers: [transfer('b', '2027-04-01')] });
    expect(membershipPlan(moved, 'a').map(({ organizationId, standing, startsOn }) => `${organizationId} ${standing} ${startsOn}`)).toEqual(
      ['a PROBATIONARY 2026-03-10', 'a FULL 2027-03-10', 'b FULL 2027-04-01'],
    );
  });
});
