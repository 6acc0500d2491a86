import { type HostSkills, refusalsToHost, refusalsToMentor } from './eligibility.rules.js';

const DAY = '2026-11-27';
const codes = (changes: Partial<HostSkills>) => {
  const skills: HostSkills = {
    ...{ stageName: '小滴', lessonUntil: '2027-01-01', certificateUntil: '2027-01-01', passedGate: 'G6', isMentorPresent: false },
    ...changes,
  };
  return refusalsToHost(skills, DAY).map(({ code }) => code);
};

describe('a host of a session', () => {
  it('holds a certificate and a first lesson that are valid on the day, its last day included (INV-24, C11)', () => {
    expect(codes({})).toEqual([]);
    expect([codes({ certificateUntil: DAY }), codes({ certificateUntil: '2026-11-26' })]).toEqual([[], ['SKILL_CERTIFICATE_MISSING']]);
    expect([codes({ lessonUntil: DAY }), codes({ lessonUntil: '2026-11-26' })]).toEqual([[], ['FIRST_LESSON_MISSING']]);
  });

  it.each([
    ['G0', ['SKILL_CERTIFICATE_MISSING']],
    ['G3', ['SKILL_CERTIFICATE_MISSING']],
    ['G4', []],
    ['G5', []],
  ] as const)('without a certificate hosts with the mentor present from the passed rehearsals on: %s', (passedGate, expected) => {
    expect(codes({ certificateUntil: null, passedGate, isMentorPresent: true })).toEqual(expected);
  });

  it('without a certificate and without the mentor is told to bring one (INV-24)', () => {
    expect(codes({ certificateUntil: null, passedGate: 'G4' })).toEqual(['MENTOR_MISSING']);
  });

  it('whose certificate has run out is not helped by a mentor', () => {
    expect(codes({ certificateUntil: '2026-01-01', isMentorPresent: true })).toEqual(['SKILL_CERTIFICATE_MISSING']);
  });

  it('without any track learns both reasons at once (INV-24)', () => {
    const none = { lessonUntil: null, certificateUntil: null, passedGate: null, isMentorPresent: true };
    expect(codes(none)).toEqual(['FIRST_LESSON_MISSING', 'SKILL_CERTIFICATE_MISSING']);
  });
});

it('a mentor of a session stands in the register of trainers (INV-10)', () => {
  expect(refusalsToMentor('小滴', true, DAY)).toEqual([]);
  expect(refusalsToMentor('小滴', false, DAY).map(({ code }) => code)).toEqual(['MENTOR_NOT_QUALIFIED']);
});
