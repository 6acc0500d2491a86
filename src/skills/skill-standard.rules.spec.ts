import { SHIPPED_STANDARD, type SkillStandardValues, standardOn, trainingHoursOf } from './skill-standard.js';
import {
  earliestEffectiveOn,
  refusalsOfEffect,
  refusalsOfStandard,
  refusalsOfVersion,
  STANDARD_VERSIONS_MAX,
} from './skill-standard.rules.js';

const values = (changes: Partial<SkillStandardValues>): SkillStandardValues => ({ ...SHIPPED_STANDARD.values, ...changes });
const fieldsOf = (changes: Partial<SkillStandardValues>) => refusalsOfStandard(values(changes)).map(({ field }) => field.at(-1));

describe('a standard', () => {
  it('as shipped contradicts nothing, and has the hours of the national standard', () => {
    expect(refusalsOfStandard(SHIPPED_STANDARD.values)).toEqual([]);
    expect((['L5', 'L4', 'L3', 'L2', 'L1'] as const).map((level) => trainingHoursOf(SHIPPED_STANDARD.values, level))).toEqual([
      ...[120, 104, 88, 72, 72],
    ]);
    expect(trainingHoursOf(values({ parkTrainingHours: 40 }), 'L5')).toBe(40);
  });

  it('has weights that add up to 100, passes that fit their series, and tiers that rise; all contradictions come at once', () => {
    const [first, ...rest] = SHIPPED_STANDARD.values.rubric;
    expect(fieldsOf({ rubric: [{ ...first!, weight: 29 }, ...rest] })).toEqual(['rubric']);
    expect(fieldsOf({ rubric: [...rest, { ...first!, code: rest[0]!.code }] })).toEqual(['rubric']);
    expect(fieldsOf({ rehearsalPassesMin: 4 })).toEqual(['rehearsalPassesMin']);
    const { BACKBONE } = SHIPPED_STANDARD.values.tiers;
    const easier = { BACKBONE, PIONEER: { ...BACKBONE, sessionsMin: BACKBONE.sessionsMin - 1 } };
    expect(fieldsOf({ rehearsalPassesMin: 4, recertificationPassesMin: 4, tiers: easier })).toEqual([
      ...['rehearsalPassesMin', 'recertificationPassesMin', 'tiers'],
    ]);
  });

  it('says what contradicts itself in one language at a time', () => {
    const [first, ...rest] = SHIPPED_STANDARD.values.rubric;
    const { BACKBONE } = SHIPPED_STANDARD.values.tiers;
    const easier = { BACKBONE, PIONEER: { ...BACKBONE, sessionsMin: BACKBONE.sessionsMin - 1 } };
    const wrong = { rubric: [{ ...first!, weight: 29, code: rest[0]!.code }, ...rest], rehearsalPassesMin: 4, tiers: easier };
    const messages = refusalsOfStandard(values(wrong)).map(({ message }) => message);
    expect(messages).toHaveLength(4);
    for (const { zh, en } of messages) expect([/[a-z]/.test(zh), /\p{Script=Han}/u.test(en)]).toEqual([false, false]);
  });

  it('is the last one that is read, and none comes after it', () => {
    const codes = [STANDARD_VERSIONS_MAX, STANDARD_VERSIONS_MAX + 1].map((number) => refusalsOfVersion(number).map(({ code }) => code));
    expect(codes).toEqual([[], ['STANDARD_VERSIONS_USED_UP']]);
  });

  it('takes effect after every version and after the last evidence, so that what was judged stays judged', () => {
    const version = { standardVersion: 1, effectiveOn: '2026-03-01', values: SHIPPED_STANDARD.values };
    expect(earliestEffectiveOn([], null)).toBe('1900-01-02');
    expect(earliestEffectiveOn([version], null)).toBe('2026-03-02');
    expect(earliestEffectiveOn([version], '2026-09-30')).toBe('2026-10-01');
    expect(refusalsOfEffect('2026-09-30', [version], '2026-09-30').map(({ code }) => code)).toEqual(['STANDARD_TOO_EARLY']);
    expect(refusalsOfEffect('2026-10-01', [version], '2026-09-30')).toEqual([]);
  });

  it('is the version in force on the day, the shipped one before the first', () => {
    const versions = ['2026-03-01', '2026-09-01'].map((effectiveOn, index) => ({
      ...{ standardVersion: index + 1, effectiveOn, values: SHIPPED_STANDARD.values },
    }));
    expect(['2026-02-28', '2026-03-01', '2026-08-31', '2026-09-01'].map((day) => standardOn(versions, day).standardVersion)).toEqual([
      0, 1, 1, 2,
    ]);
    expect(standardOn([...versions].reverse(), '2027-01-01').standardVersion).toBe(2);
  });
});
