import type { RuleOverlay } from '../rule-sets/rule-set.js';
import { ballot, outcomeOf, stoppedBy, Story, storyBefore, worldWith } from '../../../test/support/case-story.js';
import type { ConversionDecision } from './case-facts.js';
import { addDays } from '../../platform/clock/local-date.js';
import { deadlinesOf } from './deadlines.js';
import { nextSteps } from './next-steps.js';

/** A probationary member whose branch voted on that day and who has applied, been heard about and examined. */
function admittedOn(votedOn: string, overlays: readonly RuleOverlay[] = []): Story {
  const story = storyBefore('PRE_REVIEWED', { overlays });
  story.record('PRE_REVIEWED', votedOn);
  story.record('FORM_FILLED', votedOn);
  story.record('ADMISSION_VOTED', votedOn);
  story.record('ADMISSION_TALKED', votedOn);
  story.record('ADMISSION_DECIDED', votedOn);
  story.record('OATH_TAKEN', votedOn);
  return story;
}

function readyToConvert(
  votedOn: string,
  on: string,
  proposal: ConversionDecision = 'CONVERT',
  overlays: readonly RuleOverlay[] = [],
): Story {
  const story = admittedOn(votedOn, overlays);
  story.record('CONVERSION_APPLIED', on);
  story.record('CONVERSION_OPINIONS_HEARD', on);
  story.record('CONVERSION_EXAMINED', on, { data: { decision: proposal } });
  return story;
}

describe('R24: one year from the branch meeting', () => {
  it.each([
    ['2028-05-31', '2029-05-31'],
    ['2028-02-29', '2029-02-28'],
    ['2027-02-28', '2028-02-28'],
  ])('meeting on %s: expiry on %s, whatever the day of the approval (R24, INV-17)', (votedOn, endsOn) => {
    const story = storyBefore('PRE_REVIEWED');
    const facts = story.facts.map((fact) => ({ ...fact, occurredOn: '2025-01-01' }));
    story.facts.splice(0, story.facts.length, ...facts);
    for (const kind of ['PRE_REVIEWED', 'FORM_FILLED', 'ADMISSION_VOTED', 'ADMISSION_TALKED'] as const)
      story.facts.push(story.fact(kind, votedOn));
    story.facts.push(story.fact('ADMISSION_DECIDED', '2029-01-15'));
    expect(story.view).toMatchObject({ probationFrom: votedOn, probationEndsOn: endsOn, memberFrom: votedOn });
  });
});

describe('R25: conversion', () => {
  it.each([
    ['2028-05-31', '2029-05-30', 'BLOCKED', '2029-05-31'],
    ['2028-05-31', '2029-05-31', 'OK', null],
    ['2028-05-31', '2029-06-01', 'OK', null],
  ])('admitted on %s, meeting on %s: %s (R25)', (votedOn, on, outcome, curedOn) => {
    const story = readyToConvert(votedOn, '2029-05-02');
    for (const decision of ['CONVERT', 'EXTEND'] as const) {
      const checks = story.judge('CONVERSION_VOTED', on, { data: { decision, extensionMonths: decision === 'EXTEND' ? 6 : null } });
      expect(checks.find(({ code }) => code === 'BEFORE_EXPIRY')).toMatchObject({ ruleId: 'R25', outcome, curedOn });
    }
  });

  it('lets the member apply before expiry (R25)', () => {
    expect(stoppedBy(admittedOn('2028-05-31').judge('CONVERSION_APPLIED', '2029-04-30'))).toEqual([]);
  });

  it('names application, opinions and examination, all that are missing (R25)', () => {
    const open = admittedOn('2028-05-31')
      .judge('CONVERSION_VOTED', '2029-05-31')
      .filter(({ outcome }) => outcome === 'BLOCKED');
    expect(open.map(({ ruleId, code }) => `${ruleId} ${code}`)).toEqual([
      'R25 CONVERSION_NOT_APPLIED',
      'R25 CONVERSION_OPINIONS_MISSING',
      'R25 CONVERSION_NOT_EXAMINED',
    ]);
  });

  it('examines only after the application and the opinions of all three circles (R25)', () => {
    const story = admittedOn('2028-05-31');
    expect(stoppedBy(story.judge('CONVERSION_OPINIONS_HEARD', '2029-05-10'))).toEqual(['R25']);
    story.record('CONVERSION_APPLIED', '2029-05-09');
    const nobody = { partyGroup: false, members: false, masses: false };
    expect(stoppedBy(story.judge('CONVERSION_OPINIONS_HEARD', '2029-05-10', { data: nobody }))).toEqual(['R25']);
    story.record('CONVERSION_OPINIONS_HEARD', '2029-05-10', { data: { masses: false } });
    expect(stoppedBy(story.judge('CONVERSION_EXAMINED', '2029-05-11'))).toEqual(['R25']);
    story.record('CONVERSION_OPINIONS_HEARD', '2029-05-11', { data: { ...nobody, masses: true } });
    expect(stoppedBy(story.judge('CONVERSION_EXAMINED', '2029-05-11'))).toEqual([]);
  });

  it.each([
    ['2029-05-31', '2029-08-31', 'OK'],
    ['2029-05-31', '2029-09-01', 'BLOCKED'],
    ['2029-11-30', '2030-02-28', 'OK'],
    ['2029-11-30', '2030-03-01', 'BLOCKED'],
  ])('voted on %s, approved on %s: %s; a refusal clears the way for another vote (R25)', (votedOn, on, outcome) => {
    const story = readyToConvert('2028-05-31', '2029-05-20');
    story.record('CONVERSION_VOTED', votedOn);
    expect(outcomeOf(story.judge('CONVERSION_DECIDED', on), 'R25')).toBe(outcome);
    expect(stoppedBy(story.judge('CONVERSION_DECIDED', on, { data: { isApproved: false } }))).toEqual([]);
  });

  it('warns to convert after an inspection that found the member unfit (R25)', () => {
    const story = readyToConvert('2028-05-31', '2029-05-20');
    story.record('PROBATION_INSPECTED', '2029-05-21', { data: { outcome: 'UNFIT' } });
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2029-05-31'), 'R25', 'INSPECTED_UNFIT')).toBe('WARNED');
  });
});

describe('R26: publicity before conversion, a local option', () => {
  const overlay: RuleOverlay = {
    id: 'local',
    organizationId: 'committee',
    ruleSetId: 'CPC-DEV-2026-05',
    effectiveFrom: '2026-06-01',
    parameters: [
      { ruleId: 'R26', name: 'isRequired', value: true },
      { ruleId: 'R26', name: 'severity', value: 'BLOCK' },
    ],
    stepPlan: null,
    extraSteps: [],
    extraForms: [],
  };

  it('is not asked by either set, and blocks where an organization asks for it (R26)', () => {
    expect(stoppedBy(readyToConvert('2028-05-31', '2029-05-20').judge('CONVERSION_VOTED', '2029-05-31'))).toEqual([]);
    const story = readyToConvert('2028-05-31', '2029-05-20', 'CONVERT', [overlay]);
    expect(stoppedBy(story.judge('CONVERSION_VOTED', '2029-05-31'))).toEqual(['R26']);
    const offered = () => nextSteps(story.facts, { ...story.world, todayOn: '2029-05-20' }).map(({ kind }) => kind);
    expect(offered()).toContain('PUBLICITY_STARTED');
    story.record('PUBLICITY_STARTED', '2029-05-20', { data: { purpose: 'CONVERSION' } });
    expect(offered()).toContain('PUBLICITY_ENDED');
    expect(offered()).not.toContain('PUBLICITY_STARTED');
    expect(stoppedBy(story.judge('PUBLICITY_ENDED', '2029-05-26', { data: { purpose: 'CONVERSION' } }))).toEqual(['R26']);
    story.record('PUBLICITY_ENDED', '2029-05-27', { data: { purpose: 'CONVERSION' } });
    expect(stoppedBy(story.judge('CONVERSION_VOTED', '2029-05-31'))).toEqual([]);
  });
});

describe('R27: one extension of six to twelve months', () => {
  it.each([
    [null, 'BLOCKED'],
    [5, 'BLOCKED'],
    [6, 'OK'],
    [12, 'OK'],
    [13, 'BLOCKED'],
    [7.5, 'BLOCKED'],
  ])('%s months: %s (R27, INV-17)', (extensionMonths, outcome) => {
    const story = readyToConvert('2028-05-31', '2029-05-20', 'EXTEND');
    const checks = story.judge('CONVERSION_VOTED', '2029-06-20', { data: { decision: 'EXTEND', extensionMonths } });
    expect(outcomeOf(checks, 'R27')).toBe(outcome);
  });

  it.each([
    ['2028-05-31', 6, '2029-11-30'],
    ['2028-08-31', 6, '2030-02-28'],
    ['2028-02-29', 12, '2030-02-28'],
  ])(
    'admitted on %s, extended by %d: runs from the original expiry to %s, not from the meeting (R27)',
    (votedOn, extensionMonths, endsOn) => {
      const story = new Story(worldWith());
      for (const kind of [
        'APPLICATION_RECEIVED',
        'APPLICANT_TALKED',
        'ACTIVIST_DETERMINED',
        'LISTING_DECIDED',
        'ADMISSION_VOTED',
        'ADMISSION_DECIDED',
      ] as const) {
        story.facts.push(story.fact(kind, votedOn));
      }
      story.facts.push(story.fact('CONVERSION_VOTED', '2029-12-01', { data: { decision: 'EXTEND', extensionMonths } }));
      story.facts.push(story.fact('CONVERSION_DECIDED', '2030-02-01'));
      expect(story.view).toMatchObject({ stage: 'EXTENDED', probationEndsOn: endsOn, extensionMonths });
    },
  );

  it('names no months for anything but an extension (R27)', () => {
    const story = readyToConvert('2028-05-31', '2029-05-20');
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2029-06-20', { data: { extensionMonths: 6 } }), 'R27')).toBe('BLOCKED');
  });
});

describe('R28: disqualification', () => {
  function extended(): Story {
    const story = readyToConvert('2028-05-31', '2029-05-20', 'EXTEND');
    story.record('CONVERSION_VOTED', '2029-06-20', { data: { decision: 'EXTEND', extensionMonths: 6 } });
    story.record('CONVERSION_DECIDED', '2029-07-20');
    return story;
  }

  it('allows no second extension: neither proposed nor voted (R28, R27)', () => {
    const story = extended();
    story.record('CONVERSION_APPLIED', '2029-11-01');
    story.record('CONVERSION_OPINIONS_HEARD', '2029-11-02');
    expect(stoppedBy(story.judge('CONVERSION_EXAMINED', '2029-11-03', { data: { decision: 'EXTEND' } }))).toEqual(['R28']);
    story.record('CONVERSION_EXAMINED', '2029-11-03');
    const checks = story.judge('CONVERSION_VOTED', '2029-11-30', { data: { decision: 'EXTEND', extensionMonths: 6 } });
    expect(stoppedBy(checks)).toContain('R27');
  });

  it('asks for application, opinions and examination anew after an extension (R25, R27)', () => {
    const codes = extended()
      .judge('CONVERSION_VOTED', '2029-11-30')
      .filter(({ outcome }) => outcome === 'BLOCKED')
      .map(({ code }) => code);
    expect(codes).toEqual(['CONVERSION_NOT_APPLIED', 'CONVERSION_OPINIONS_MISSING', 'CONVERSION_NOT_EXAMINED']);
  });

  it('waits neither for expiry nor for an application, and ends the membership only on approval (R28)', () => {
    const story = admittedOn('2028-05-31');
    const vote = { data: { decision: 'DISQUALIFY', ballot: ballot({ candidateAttended: false }) } } as const;
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2028-09-01', vote), 'R28')).toBe('WARNED');
    story.record('CONVERSION_EXAMINED', '2028-08-30', { data: { decision: 'DISQUALIFY' } });
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2028-09-01', vote), 'R28')).toBe('OK');
    story.record('CONVERSION_VOTED', '2028-09-01', vote);
    expect(story.view).toMatchObject({ stage: 'CONVERSION_VOTED', membershipEndedOn: null, isOpen: true });
    story.record('CONVERSION_DECIDED', '2028-10-09');
    expect(story.view).toMatchObject({ stage: 'DISQUALIFIED', membershipEndedOn: '2028-10-09', partyAgeFrom: null, isOpen: false });
  });

  it('is the only way out of probation: a removal is refused, before it is not (R28)', () => {
    for (const kind of ['REMOVED', 'CASE_ENDED'] as const) {
      expect(stoppedBy(admittedOn('2028-05-31').judge(kind, '2028-09-01'))).toEqual(['R28']);
      expect(stoppedBy(readyToConvert('2028-05-31', '2029-05-31').judge(kind, '2029-06-01'))).toEqual(['R28']);
      expect(stoppedBy(storyBefore('ADMISSION_VOTED').judge(kind, '2028-09-01'))).toEqual([]);
    }
  });
});

describe('R25: applied for at the expiry', () => {
  it.each([
    ['2029-04-29', 'WARNED'],
    ['2029-04-30', 'OK'],
    ['2029-05-31', 'OK'],
  ])('probation to 2029-05-31, applied on %s: %s (R25)', (on, outcome) => {
    expect(outcomeOf(admittedOn('2028-05-31').judge('CONVERSION_APPLIED', on), 'R25', 'APPLIED_EARLY')).toBe(outcome);
  });
});

describe('a death', () => {
  it.each(['APPLICANT_TALKED', 'LISTING_DECIDED', 'ADMISSION_DECIDED', 'CONVERSION_APPLIED', 'CONVERSION_VOTED'] as const)(
    'ends the case on its day, before %s as well, and is neither removal nor disqualification (R28)',
    (kind) => {
      const story = storyBefore(kind);
      const on = addDays(story.facts.at(-1)!.occurredOn, 3);
      expect(stoppedBy(story.judge('DECEASED', on, { documentNumber: null }))).toEqual([]);
      story.record('DECEASED', on, { documentNumber: null });
      expect(story.view).toMatchObject({ stage: 'CLOSED', side: 'DECEASED', stageSince: on, isOpen: false, membershipEndedOn: null });
      expect(deadlinesOf(story.facts, story.world).every(({ isMet }) => isMet)).toBe(true);
      expect(nextSteps(story.facts, story.world)).toEqual([]);
    },
  );

  it('lies no earlier than a step that was taken, and is recorded also while a transfer or a pause waits (R35, INV-14)', () => {
    const story = storyBefore('CONVERSION_APPLIED');
    const last = story.facts.at(-1)!.occurredOn;
    expect(stoppedBy(story.judge('DECEASED', addDays(last, -200)))).toContain('R35');
    story.record('TRANSFER_STARTED', addDays(last, 1));
    expect(stoppedBy(story.judge('DECEASED', addDays(last, 2), { organizationId: 'branch' }))).toEqual([]);
  });
});

describe('R22: filed one level up', () => {
  it.each([
    ['department', '备〔2028〕1号', '2028-07-01', 'OK'],
    ['department', '备〔2028〕1号', '2028-07-02', 'WARNED'],
    ['department', ' ', '2028-06-03', 'WARNED'],
    ['committee', '备〔2028〕1号', '2028-06-03', 'WARNED'],
    ['elsewhere', '备〔2028〕1号', '2028-06-03', 'WARNED'],
  ])(
    'approved by the committee on 2028-06-01, filed with %s, number %s, on %s: %s (R22)',
    (upperOrganizationId, documentNumber, on, outcome) => {
      const story = storyBefore('ADMISSION_FILED');
      const checks = story.judge('ADMISSION_FILED', on, { documentNumber, data: { upperOrganizationId } });
      expect(outcomeOf(checks, 'R22')).toBe(outcome);
      expect(
        checks.filter(({ ruleId, outcome: said }) => ruleId === 'R22' && said === 'WARNED').every(({ cure, reason }) => cure && reason),
      ).toBe(true);
    },
  );

  it('has a deadline from the approval, which the filing meets, late as well (R22)', () => {
    const story = storyBefore('ADMISSION_FILED');
    const due = () => deadlinesOf(story.facts, story.world).find(({ code }) => code === 'FILING');
    expect(due()).toMatchObject({ ruleId: 'R22', dueOn: '2028-07-01', isMet: false });
    story.record('ADMISSION_FILED', '2028-07-20', { overrides: { R22: '补报' } });
    expect(due()).toMatchObject({ isMet: true, metOn: '2028-07-20' });
  });
});

describe('R29: party age', () => {
  it.each([
    ['2029-05-31', '2029-06-30'],
    ['2029-09-15', '2029-12-10'],
  ])('counts from expiry, though the meeting is on %s and the approval on %s (R29)', (votedOn, decidedOn) => {
    const story = readyToConvert('2028-05-31', '2029-05-20');
    story.record('CONVERSION_VOTED', votedOn);
    story.record('CONVERSION_DECIDED', decidedOn);
    expect(story.view).toMatchObject({ stage: 'FULL', partyAgeFrom: '2029-05-31', memberFrom: '2028-05-31' });
  });
});

describe('R34: archived promptly', () => {
  it.each([
    ['2029-07-10', 'OK'],
    ['2029-07-11', 'WARNED'],
  ])('decided on 2029-06-10, archived on %s: %s (R34)', (on, outcome) => {
    const story = storyBefore('ARCHIVED');
    expect(outcomeOf(story.judge('ARCHIVED', on), 'R34', 'ARCHIVE_LATE')).toBe(outcome);
    expect(outcomeOf(story.judge('ARCHIVED', on), 'R34', 'PAPERS_MISSING')).toBe('OK');
  });

  it('names the papers that the case has no record of (R34)', () => {
    const story = storyBefore('ARCHIVED');
    story.facts.splice(
      story.facts.findIndex(({ kind }) => kind === 'FORM_FILLED'),
      1,
    );
    const check = story.judge('ARCHIVED', '2029-06-17').find(({ code }) => code === 'PAPERS_MISSING');
    expect(check).toMatchObject({ outcome: 'WARNED', facts: { missing: 'FORM_FILLED' } });
  });
});
