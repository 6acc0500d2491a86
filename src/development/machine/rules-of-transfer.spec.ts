import { outcomeOf, stoppedBy, storyBefore } from '../../../test/support/case-story.js';
import { deadlinesOf } from './deadlines.js';
import { nextSteps } from './next-steps.js';

describe('INV-14: a transfer waits for its answer', () => {
  it('refuses every forward step until the receiving organization answers, and lets the others be recorded (INV-14)', () => {
    const story = storyBefore('PUBLICITY_ENDED');
    story.record('TRANSFER_STARTED', '2028-03-06');
    expect(story.view).toMatchObject({ side: 'TRANSFER_PENDING', stage: 'IN_PUBLICITY' });
    expect(stoppedBy(story.judge('LISTING_AGREED', '2028-03-07'))).toContain('INV-14');
    for (const kind of ['PUBLICITY_ENDED', 'PUBLICITY_OBJECTED', 'CULTIVATION_INSPECTED'] as const) {
      expect(stoppedBy(story.judge(kind, '2028-03-09'))).toEqual([]);
    }
    expect(stoppedBy(story.judge('TRANSFER_STARTED', '2028-03-07'))).toEqual(['INV-14']);
  });

  it('is answered by the receiving organization alone, which then handles the case (INV-14)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('TRANSFER_STARTED', '2028-03-01');
    expect(stoppedBy(story.judge('TRANSFER_ACKNOWLEDGED', '2028-03-05', { organizationId: 'branch' }))).toEqual(['INV-14']);
    story.record('TRANSFER_ACKNOWLEDGED', '2028-03-05', { organizationId: 'other-branch' });
    expect(story.view).toMatchObject({ organizationId: 'other-branch', side: null });
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2028-03-06', { organizationId: 'branch' }))).toEqual(['INV-14']);
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2028-03-04'))).toEqual(['R35']);
  });

  it('goes back to the former organization when it is declined, and never to itself (INV-14)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    expect(stoppedBy(story.judge('TRANSFER_STARTED', '2028-03-01', { data: { toOrganizationId: 'branch' } }))).toEqual(['INV-14']);
    story.record('TRANSFER_STARTED', '2028-03-01');
    story.record('TRANSFER_DECLINED', '2028-03-05', { organizationId: 'other-branch' });
    expect(story.view).toMatchObject({ organizationId: 'branch', side: null, isTransferPending: false, cultivationFrom: '2027-03-02' });
    expect(stoppedBy(story.judge('TRANSFER_ACKNOWLEDGED', '2028-03-06', { organizationId: 'other-branch' }))).toContain('INV-14');
  });
});

describe('R08: the file goes along', () => {
  it('warns when it does not, at the leaving and at the arrival (R08)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    expect(outcomeOf(story.judge('TRANSFER_STARTED', '2028-03-01', { data: { isFileHandedOver: false } }), 'R08')).toBe('WARNED');
    story.record('TRANSFER_STARTED', '2028-03-01');
    const arrival = (isFileExamined: boolean) =>
      outcomeOf(
        story.judge('TRANSFER_ACKNOWLEDGED', '2028-03-05', { organizationId: 'other-branch', data: { isFileExamined } }),
        'R08',
        'FILE_NOT_EXAMINED',
      );
    expect([arrival(true), arrival(false)]).toEqual(['OK', 'WARNED']);
  });

  it('asks when a file arrived that was said not to go along (R08)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('TRANSFER_STARTED', '2028-03-01', { data: { isFileHandedOver: false }, overrides: { R08: '随后寄送' } });
    const checks = story.judge('TRANSFER_ACKNOWLEDGED', '2028-03-05', { organizationId: 'other-branch' });
    expect(outcomeOf(checks, 'R08', 'FILE_ARRIVED_OTHERWISE')).toBe('WARNED');
  });
});

describe('R30: a probationary member moves', () => {
  it('warns without the assessment, and again at the vote while it was not examined (R30)', () => {
    const story = storyBefore('CONVERSION_APPLIED');
    expect(outcomeOf(story.judge('TRANSFER_STARTED', '2029-01-10', { data: { isFileHandedOver: false } }), 'R30')).toBe('WARNED');
    story.record('TRANSFER_STARTED', '2029-01-10');
    story.record('TRANSFER_ACKNOWLEDGED', '2029-01-20', {
      organizationId: 'other-branch',
      data: { isFileExamined: false },
      overrides: { R30: '材料在途' },
    });
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2029-05-12'), 'R30')).toBe('WARNED');
    story.record('TRANSFER_ACKNOWLEDGED', '2029-02-01', { data: { isFileExamined: true } });
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2029-05-12'), 'R30')).toBe('OK');
  });

  it.each([
    ['2029-05-06', 'WARNED'],
    ['2029-05-07', 'OK'],
    ['2029-11-06', 'OK'],
    ['2029-11-07', 'WARNED'],
  ])('expiry on 2029-05-06, postponed to %s: %s (R30)', (untilOn, outcome) => {
    const story = storyBefore('CONVERSION_APPLIED');
    story.record('TRANSFER_STARTED', '2029-01-10');
    story.record('TRANSFER_ACKNOWLEDGED', '2029-01-20', { organizationId: 'other-branch' });
    expect(outcomeOf(story.judge('CONVERSION_POSTPONED', '2029-04-20', { data: { untilOn } }), 'R30', 'POSTPONED_TOO_LONG')).toBe(outcome);
  });

  it('is postponed only for one who moved, and dates from expiry all the same (R30, R29)', () => {
    const story = storyBefore('CONVERSION_APPLIED');
    expect(outcomeOf(story.judge('CONVERSION_POSTPONED', '2029-04-20'), 'R30', 'NOT_MOVED')).toBe('WARNED');
    story.record('TRANSFER_STARTED', '2029-01-10');
    story.record('TRANSFER_ACKNOWLEDGED', '2029-01-20', { organizationId: 'other-branch' });
    story.record('CONVERSION_POSTPONED', '2029-04-20');
    story.record('CONVERSION_APPLIED', '2029-04-21');
    story.record('CONVERSION_OPINIONS_HEARD', '2029-07-20');
    story.record('CONVERSION_EXAMINED', '2029-07-25');
    story.record('CONVERSION_VOTED', '2029-07-30');
    story.record('CONVERSION_DECIDED', '2029-08-30');
    expect(story.view.partyAgeFrom).toBe('2029-05-06');
  });
});

describe('R31: leaving within three months of the admission', () => {
  it.each([
    ['2028-08-05', false, 'WARNED'],
    ['2028-08-05', true, 'OK'],
    ['2028-08-06', false, 'OK'],
  ])('admitted on 2028-05-06, leaving on %s, asked %s: %s (R31)', (leftOn, priorOrganizationAsked, outcome) => {
    const story = storyBefore('PROBATION_INSPECTED');
    story.record('TRANSFER_STARTED', leftOn);
    const checks = story.judge('TRANSFER_ACKNOWLEDGED', '2028-08-20', { organizationId: 'other-branch', data: { priorOrganizationAsked } });
    expect(outcomeOf(checks, 'R31')).toBe(outcome);
  });

  it('says nothing about an activist (R31)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('TRANSFER_STARTED', '2028-03-01');
    expect(outcomeOf(story.judge('TRANSFER_ACKNOWLEDGED', '2028-03-05', { organizationId: 'other-branch' }), 'R31')).toBeUndefined();
  });
});

describe('R32: mobile members', () => {
  it.each([
    [true, true, '2028-07-31', 'OK'],
    [true, true, '2028-08-01', 'WARNED'],
    [false, true, '2028-12-01', 'OK'],
    [true, false, '2028-12-01', 'OK'],
  ])('away since 2028-01-31, fixed place %s, transferable %s, noted on %s: %s (R32)', (hasFixedPlace, isTransferable, on, outcome) => {
    const data = { awaySinceOn: '2028-01-31', hasFixedPlace, isTransferable };
    expect(outcomeOf(storyBefore('CONVERSION_APPLIED').judge('MOBILITY_NOTED', on, { data }), 'R32')).toBe(outcome);
  });

  it.each([
    ['流证 0007', true, true, '2028-07-31', 'OK'],
    [null, true, true, '2028-07-31', 'WARNED'],
    [' ', false, true, '2028-12-01', 'WARNED'],
    [null, true, false, '2028-12-01', 'WARNED'],
    ['流证 0007', true, false, '2028-12-01', 'OK'],
    [null, true, true, '2028-08-01', 'OK'],
  ])(
    'certificate %s, fixed place %s, transferable %s, noted on %s: %s (R32)',
    (certificateNumber, hasFixedPlace, isTransferable, on, outcome) => {
      const data = { awaySinceOn: '2028-01-31', hasFixedPlace, isTransferable, certificateNumber };
      expect(outcomeOf(storyBefore('CONVERSION_APPLIED').judge('MOBILITY_NOTED', on, { data }), 'R32', 'CERTIFICATE_MISSING')).toBe(
        outcome,
      );
    },
  );

  it('asks nobody for a certificate who is no member yet (R32)', () => {
    const checks = storyBefore('LISTING_AGREED').judge('MOBILITY_NOTED', '2028-03-01', { data: { certificateNumber: null } });
    expect(outcomeOf(checks, 'R32', 'CERTIFICATE_MISSING')).toBeUndefined();
  });

  it('names the transfer as a next step with its last day, and asks why it is late (R32)', () => {
    const story = storyBefore('CONVERSION_APPLIED');
    story.record('MOBILITY_NOTED', '2028-06-20', { data: { awaySinceOn: '2028-06-15' } });
    expect(nextSteps(story.facts, story.world).find(({ kind }) => kind === 'TRANSFER_STARTED')).toMatchObject({ latestOn: '2028-12-15' });
    expect(deadlinesOf(story.facts, story.world).find(({ code }) => code === 'MOBILITY')).toMatchObject({
      dueOn: '2028-12-15',
      isMet: false,
    });
    expect(outcomeOf(story.judge('TRANSFER_STARTED', '2028-12-15'), 'R32')).toBe('OK');
    expect(outcomeOf(story.judge('TRANSFER_STARTED', '2028-12-16'), 'R32')).toBe('WARNED');
    story.record('TRANSFER_STARTED', '2028-12-15');
    expect(nextSteps(story.facts, story.world).map(({ kind }) => kind)).not.toContain('TRANSFER_STARTED');
  });
});

describe('R33: letters lapse', () => {
  it.each([
    [30, '2028-03-31', 'OK'],
    [30, '2028-04-01', 'WARNED'],
    [null, '2028-06-01', 'OK'],
    [null, '2028-06-02', 'WARNED'],
  ])('letter of 2028-03-01 for %s days, accepted on %s: %s (R33)', (letterDaysMax, on, outcome) => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('TRANSFER_STARTED', '2028-03-01', { data: { letterDaysMax } });
    expect(outcomeOf(story.judge('TRANSFER_ACKNOWLEDGED', on, { organizationId: 'other-branch' }), 'R33')).toBe(outcome);
  });

  it.each([
    [0, 'WARNED'],
    [92, 'OK'],
    [93, 'WARNED'],
  ])('names a usual validity: %d days from 2028-03-01 → %s (R33)', (letterDaysMax, outcome) => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    expect(outcomeOf(story.judge('TRANSFER_STARTED', '2028-03-01', { data: { letterDaysMax } }), 'R33')).toBe(outcome);
  });
});
