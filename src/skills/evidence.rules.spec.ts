import {
  isPassing,
  type Judgement,
  refusalsOfJudgement,
  refusalsOfScores,
  refusalsOfSupervision,
  refusalsToAdd,
  refusalsToTakeAway,
  totalHundredths,
  type TrainerFacts,
} from './evidence.rules.js';
import type { EvidenceProblem } from './track-progress.rules.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
const assessor: TrainerFacts = {
  ...{ personId: 'p-mentor', displayName: '李老师', isTrainer: true, isAssessor: true },
  ...{ startsOn: '2026-01-01', endsOn: '2026-12-01' },
};
const judgement = (changes: Partial<Judgement> = {}): Judgement => ({
  ...{ gate: 'G1', heldOn: '2026-06-01', today: '2026-06-01', traineePersonId: 'p-trainee', assessor, recorderPersonIds: [] },
  ...changes,
});

describe('whoever judges a gate', () => {
  it('is another person than the trainee, and so is whoever records it (INV-10)', () => {
    expect(codes(refusalsOfJudgement(judgement()))).toEqual([]);
    expect(codes(refusalsOfJudgement(judgement({ traineePersonId: 'p-mentor' })))).toEqual(['ASSESSOR_IS_TRAINEE']);
    expect(codes(refusalsOfJudgement(judgement({ recorderPersonIds: ['p-other', 'p-trainee'] })))).toEqual(['RECORDER_IS_TRAINEE']);
  });

  it('stands in the register on the day: from its first day to the day before its end (INV-10)', () => {
    const on = (heldOn: string) => codes(refusalsOfJudgement(judgement({ heldOn, today: '2026-12-31' })));
    expect([on('2025-12-31'), on('2026-01-01'), on('2026-11-30'), on('2026-12-01')]).toEqual([
      ...[['ASSESSOR_NOT_QUALIFIED'], [], [], ['ASSESSOR_NOT_QUALIFIED']],
    ]);
  });

  it('is an assessor where a certificate is given, a trainer or an assessor elsewhere (INV-10)', () => {
    const by = (gate: Judgement['gate'], isTrainer: boolean, isAssessor: boolean) =>
      codes(refusalsOfJudgement(judgement({ gate, assessor: { ...assessor, isTrainer, isAssessor } })));
    expect([by('G6', true, false), by('G6', false, true)]).toEqual([['ASSESSOR_NOT_QUALIFIED'], []]);
    expect([by('G4', true, false), by('G4', false, true), by('G4', false, false)]).toEqual([[], [], ['ASSESSOR_NOT_QUALIFIED']]);
  });

  it('judges what has happened, and learns every reason at once', () => {
    expect(
      codes(
        refusalsOfJudgement(
          judgement({ heldOn: '2026-06-02', traineePersonId: 'p-mentor', assessor: { ...assessor, isTrainer: false, isAssessor: false } }),
        ),
      ),
    ).toEqual([...['DAY_IN_FUTURE', 'ASSESSOR_IS_TRAINEE', 'ASSESSOR_NOT_QUALIFIED']]);
  });
});

describe('a rubric', () => {
  const rubric = [
    { code: 'A', zh: '甲', en: 'A', weight: 70 },
    { code: 'B', zh: '乙', en: 'B', weight: 30 },
  ];

  it('is answered criterion by criterion, each once', () => {
    const given = (...names: string[]) =>
      codes(
        refusalsOfScores(
          rubric,
          names.map((criterion) => ({ criterion, score: 50 })),
        ),
      );
    expect([given('A', 'B'), given('A'), given('A', 'A', 'B'), given('A', 'B', 'C')]).toEqual([
      ...[[], ['RUBRIC_NOT_MATCHED'], ['RUBRIC_NOT_MATCHED'], ['RUBRIC_NOT_MATCHED']],
    ]);
  });

  it('adds up exactly, and equal to the passing score is enough', () => {
    expect(totalHundredths(rubric, { A: 100, B: 100 })).toBe(10_000);
    expect(totalHundredths(rubric, { A: 61, B: 57 })).toBe(5_980);
    expect([isPassing(5_999, 60), isPassing(6_000, 60)]).toEqual([false, true]);
  });
});

describe('a supervised session', () => {
  it('was held, by the trainee, with the mentor present, and counts once; all that lacks is told (INV-10)', () => {
    const facts = { isHeld: true, isHost: true, isMentorPresent: true, isCountedBefore: false };
    expect(refusalsOfSupervision(facts)).toEqual([]);
    const none = { isHeld: false, isHost: false, isMentorPresent: false, isCountedBefore: true };
    expect(refusalsOfSupervision(none).map(({ details }) => details.problem)).toEqual(['NOT_HELD', 'NOT_HOST', 'NO_MENTOR', 'COUNTED']);
  });
});

describe('problems of evidence', () => {
  const own: EvidenceProblem = { kind: 'RETRY_TOO_EARLY', evidenceId: 'new', gate: 'G4', retryFromOn: '2026-10-01' };
  const later: EvidenceProblem = { kind: 'GATE_ALREADY_PASSED', evidenceId: 'old', gate: 'G5', passedOn: '2026-09-01' };

  it('are those of the new piece, and otherwise those that it would make for later pieces (INV-10)', () => {
    expect(codes(refusalsToAdd([own, later], 'new'))).toEqual(['RETRY_TOO_EARLY']);
    expect(codes(refusalsToAdd([later], 'new'))).toEqual(['EVIDENCE_CARRIES_OTHERS']);
    expect(codes(refusalsToTakeAway([later, { ...later, evidenceId: 'older' }]))).toEqual(['EVIDENCE_CARRIES_OTHERS']);
  });

  it('each read as a sentence of its own, with the gate in words', () => {
    const day = '2026-09-01';
    const problems: EvidenceProblem[] = [
      { kind: 'PREVIOUS_GATE_OPEN', evidenceId: 'new', gate: 'G3', openGate: 'G2' },
      { kind: 'GATE_ALREADY_PASSED', evidenceId: 'new', gate: 'G2', passedOn: day },
      { kind: 'RENEWAL_TOO_EARLY', evidenceId: 'new', gate: 'G4', renewalFromOn: day },
      { kind: 'LESSON_STALE', evidenceId: 'new', gate: 'G6', lessonUntil: day },
    ];
    expect(refusalsToAdd(problems, 'new').map(({ message }) => message.zh)).toEqual([
      'G3(现场观摩)不能先于 G2(业务培训):到材料所写的日期,后者还没有通过。',
      'G2(业务培训)已于 2026-09-01 通过。',
      '证书仍在有效期,2026-09-01 起才能办理续期。',
      '网络主播第一课的有效期到 2026-09-01 为止。',
    ]);
  });
});
