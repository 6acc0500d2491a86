import fc from 'fast-check';
import { addDays, type LocalDate } from '../platform/clock/local-date.js';
import { SKILL_GATES, type SkillGate } from './skill-kinds.js';
import { type DatedStandard, SHIPPED_STANDARD, type SkillStandardValues, standardOn } from './skill-standard.js';
import { certificateUntilOf, type EvidenceFact, gateAfter, problemsOfEvidence, progressOf, statusOn } from './track-progress.rules.js';

const TODAY = '2026-12-31';
let sequence = 0;
const piece = (gate: SkillGate, heldOn: LocalDate, more: Partial<EvidenceFact> = {}): EvidenceFact => ({
  id: String(++sequence).padStart(26, '0'),
  ...{ gate, heldOn, isPassed: true, classHours: 0 },
  ...more,
});
const values = (changes: Partial<SkillStandardValues> = {}): SkillStandardValues => ({
  ...SHIPPED_STANDARD.values,
  ...{ parkTrainingHours: 8, observationsMin: 1, supervisedSessionsMin: 1 },
  ...changes,
});
const standard = (changes: Partial<SkillStandardValues> = {}, effectiveOn = '2026-01-01', standardVersion = 1): DatedStandard => ({
  ...{ standardVersion, effectiveOn, values: values(changes) },
});
const yardstick = (...standards: DatedStandard[]) => ({ standards, targetLevel: 'L5' as const });
const SMALL = yardstick(standard());

/** The shortest legal way to the certificate of 20 September 2026. */
const way = (): EvidenceFact[] => [
  piece('G0', '2026-09-01'),
  piece('G1', '2026-09-02'),
  piece('G2', '2026-09-03', { classHours: 8 }),
  piece('G3', '2026-09-04'),
  piece('G4', '2026-09-05'),
  piece('G4', '2026-09-06'),
  piece('G5', '2026-09-07'),
  piece('G6', '2026-09-20'),
];
const derived = (evidence: readonly EvidenceFact[], from = SMALL) => ({ ...progressOf(evidence, from, TODAY), withdrawnOn: null });
const kindsOf = (evidence: readonly EvidenceFact[], from = SMALL) => problemsOfEvidence(evidence, from).map(({ kind }) => kind);

describe('the progress of a track', () => {
  it('passes the gates one after the other, each on the day of the evidence that completes it (INV-10)', () => {
    const statuses = way().map((_, index) => statusOn(derived(way().slice(0, index + 1)), '2026-09-20'));
    expect(statuses).toEqual(['ENROLLED', 'LESSON_DONE', 'TRAINED', 'OBSERVED', 'OBSERVED', 'REHEARSED', 'SUPERVISED', 'CERTIFIED']);
    expect(derived(way()).gates.map(({ passedOn }) => passedOn)).toEqual([
      ...['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-06', '2026-09-07', '2026-09-20'],
    ]);
  });

  it.each([
    ['L5', 119, false],
    ['L5', 120, true],
    ['L4', 103, false],
    ['L4', 104, true],
    ['L3', 88, true],
    ['L2', 71, false],
    ['L1', 72, true],
  ] as const)('asks for the class hours of the national standard: %s with %d hours passes: %s', (targetLevel, classHours, isPassed) => {
    const evidence = [...way().slice(0, 2), piece('G2', '2026-09-03', { classHours })];
    const { gates } = progressOf(evidence, { standards: [], targetLevel }, TODAY);
    expect(gates[2]!.passedOn !== null).toBe(isPassed);
  });

  it('judges each piece by the version in force on its own day; a later version takes no passed gate away', () => {
    const strict = standard({ observationsMin: 5, parkTrainingHours: 80 }, '2026-09-05', 2);
    const both = yardstick(standard(), strict);
    expect(derived(way().slice(0, 4), both).passedGate).toBe('G3');
    const late = way().map((fact) => (fact.gate === 'G3' ? { ...fact, heldOn: '2026-09-05' } : fact));
    expect(kindsOf(late.slice(0, 4), both)).toEqual([]);
    expect(derived(late.slice(0, 4), both).gates[3]).toEqual({ gate: 'G3', passedOn: null, done: 1, needed: 5 });
    expect(kindsOf(late.slice(0, 5), both)).toEqual(['PREVIOUS_GATE_OPEN']);
    expect(standardOn(both.standards, '2026-09-04').standardVersion).toBe(1);
    expect(standardOn(both.standards, '2025-12-31')).toBe(SHIPPED_STANDARD);
  });

  it('fails a series as soon as it cannot be passed, at two passes of three', () => {
    const before = way().slice(0, 4);
    const series = (...passes: boolean[]) => passes.map((isPassed, index) => piece('G4', addDays('2026-09-05', index), { isPassed }));
    const result = (...passes: boolean[]) => derived([...before, ...series(...passes)]);
    expect([result(true, false).retryFromOn, result(true, false, true).passedGate]).toEqual([null, 'G4']);
    expect([result(false, true).retryFromOn, result(false, false).retryFromOn]).toEqual([null, '2026-10-06']);
    expect(result(true, false, false).retryFromOn).toBe('2026-10-07');
    expect([statusOn(result(false, false), '2026-10-05'), statusOn(result(false, false), '2026-10-06')]).toEqual(['FAILED', 'OBSERVED']);
    const retry = (day: LocalDate) => kindsOf([...before, ...series(false, false), piece('G4', day)]);
    expect([retry('2026-10-05'), retry('2026-10-06')]).toEqual([['RETRY_TOO_EARLY'], []]);
  });

  it('lets a failed assessment wait, and asks for a fresh lesson before a certificate (C11)', () => {
    const failed = [...way().slice(0, 7), piece('G6', '2026-09-20', { isPassed: false })];
    expect([statusOn(derived(failed), '2026-10-19'), statusOn(derived(failed), '2026-10-20')]).toEqual(['FAILED', 'SUPERVISED']);
    expect(kindsOf([...failed, piece('G6', '2026-10-19')])).toEqual(['RETRY_TOO_EARLY']);
    expect(kindsOf([...failed, piece('G6', '2027-09-01')])).toEqual([]);
    expect(kindsOf([...failed, piece('G6', '2027-09-02')])).toEqual(['LESSON_STALE']);
    expect(kindsOf([...failed, piece('G1', '2027-09-02'), piece('G6', '2027-09-02')])).toEqual([]);
  });

  it('gives a certificate for its months, clamps to the end of a month, and knows the leap day', () => {
    const until = (issuedOn: LocalDate, certificateMonths: number, former: LocalDate | null = null) =>
      certificateUntilOf(values({ certificateMonths }), issuedOn, former);
    expect(until('2026-09-20', 12)).toBe('2027-09-19');
    expect(until('2026-08-31', 6)).toBe('2027-02-27');
    expect(until('2027-08-31', 6)).toBe('2028-02-28');
    expect(until('2028-02-29', 12)).toBe('2029-02-27');
    expect(until('2027-09-01', 12, '2027-09-19')).toBe('2028-09-19');
    expect(until('2027-09-20', 12, '2027-09-19')).toBe('2028-09-19');
  });

  it('opens the renewal so many days before the end, and needs a passed rehearsal and an assessment', () => {
    const renewal = (rehearsedOn: LocalDate, assessedOn: LocalDate) =>
      kindsOf([...way(), piece('G1', '2027-07-01'), piece('G4', rehearsedOn), piece('G6', assessedOn)]);
    expect(renewal('2027-07-22', '2027-07-22')).toEqual([]);
    expect(renewal('2027-07-21', '2027-07-22')).toEqual(['RENEWAL_TOO_EARLY', 'PREVIOUS_GATE_OPEN']);
    const twice = [...way(), piece('G1', '2027-07-01'), piece('G4', '2027-08-01'), piece('G4', '2027-08-02')];
    expect(kindsOf(twice)).toEqual(['GATE_ALREADY_PASSED']);
    expect(kindsOf([...way(), piece('G5', '2027-08-01')])).toEqual(['GATE_ALREADY_PASSED']);
  });

  it('ends with a revocation on the day before it counts, and the way back is open at once', () => {
    const revoked = way().map((fact) => (fact.gate === 'G6' ? { ...fact, revokedOn: '2026-11-01' } : fact));
    expect(derived(revoked).certificateUntil).toBe('2026-10-31');
    expect([statusOn(derived(revoked), '2026-10-31'), statusOn(derived(revoked), '2026-11-01')]).toEqual(['CERTIFIED', 'EXPIRED']);
    const back = [...revoked, piece('G4', '2026-11-01'), piece('G6', '2026-11-02')];
    expect([kindsOf(back), derived(back).certificateUntil]).toEqual([[], '2027-11-01']);
  });

  it('names the gate that comes next', () => {
    expect([gateAfter(null), gateAfter('G3'), gateAfter('G6')]).toEqual(['G0', 'G4', null]);
  });
});

describe('evidence in any order', () => {
  const offers = fc.array(
    fc.record({
      gate: fc.constantFrom(...SKILL_GATES),
      isNext: fc.boolean(),
      day: fc.integer({ min: 0, max: 900 }),
      isLater: fc.boolean(),
      isPassed: fc.boolean(),
      classHours: fc.constantFrom(2, 4, 8),
    }),
    { minLength: 20, maxLength: 60 },
  );
  const start = '2026-01-01';

  it('never reaches a gate whose predecessor is open, whatever is offered in whatever order (INV-10)', () => {
    const reached = new Set<SkillGate | null>();
    fc.assert(
      fc.property(offers, (offered) => {
        let [accepted, clock]: [EvidenceFact[], number] = [[], 0];
        for (const offer of offered) {
          const gate = offer.isNext ? (gateAfter(derived(accepted).passedGate) ?? 'G4') : offer.gate;
          clock += offer.isLater ? offer.day % 40 : 0;
          const next = piece(gate, addDays(start, offer.isLater ? clock : offer.day), {
            isPassed: offer.isPassed || !['G4', 'G5', 'G6'].includes(gate),
            classHours: gate === 'G2' ? offer.classHours : 0,
          });
          if (kindsOf([...accepted, next]).length === 0) accepted = [...accepted, next];
          assertLegal(accepted);
        }
        reached.add(derived(accepted).passedGate);
      }),
      /* The same offers on every machine: few random ways lead to the last gate. */
      { seed: 20_261_122, numRuns: 150 },
    );
    expect(reached.has('G6')).toBe(true);
  }, 120_000);

  it('means the same however it was written down, and taking a piece back never lifts a track (INV-10)', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(way().map((_, index) => index)), fc.nat(), (order, pick) => {
        const whole = way();
        const shuffled = order.map((index) => whole[index]!);
        const sorted = [...order].sort((a, b) => a - b).map((index) => whole[index]!);
        expect(derived(shuffled)).toEqual(derived(sorted));
        const taken = whole.filter((_, index) => index !== pick % whole.length);
        const rank = (gate: SkillGate | null) => (gate === null ? -1 : SKILL_GATES.indexOf(gate));
        expect(rank(derived(taken).passedGate)).toBeLessThanOrEqual(rank(derived(whole).passedGate));
      }),
    );
  });

  function assertLegal(evidence: readonly EvidenceFact[]): void {
    const progress = progressOf(evidence, SMALL, TODAY);
    const passed = progress.gates.map(({ passedOn }) => passedOn);
    const firstOpen = passed.indexOf(null);
    const reached = firstOpen < 0 ? passed : passed.slice(0, firstOpen);
    expect(passed.slice(reached.length).every((day) => day === null)).toBe(true);
    expect([...reached].sort()).toEqual(reached);
    expect(progress.passedGate).toBe(reached.length === 0 ? null : SKILL_GATES[reached.length - 1]);
    if (progress.certificateUntil !== null) expect(reached).toHaveLength(SKILL_GATES.length);
    for (const fact of evidence) {
      const before = SKILL_GATES.indexOf(fact.gate) - 1;
      if (before >= 0) expect(passed[before]! <= fact.heldOn).toBe(true);
    }
  }
});
