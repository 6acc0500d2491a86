import type { Figures } from '../performance-figures.js';
import { SHIPPED_STANDARD } from '../skill-standard.js';
import {
  type DemotionFacts,
  findingsOfPromotion,
  nextTier,
  type PromotionFacts,
  refundRateBasisPoints,
  refusalsToAppeal,
  refusalsToDecideAppeal,
  refusalsToDemote,
  refusalsToPromote,
  tierOn,
  tierOnceFallen,
  type TierStep,
} from './tier.rules.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
const threshold = SHIPPED_STANDARD.values.tiers.BACKBONE;
const figures: Figures = { sessionsHeld: 20, gmvPaidFen: 6_000_000n, refundFen: 900_000n, netFen: 5_100_000n };
const facts = (changes: Partial<PromotionFacts> = {}): PromotionFacts => ({
  ...{ isCertified: true, decidedTier: 'CERTIFIED', onDay: '2026-11-27', openBreaches: 0, threshold, figures, mentored: 0 },
  ...{ from: '2026-05-27', to: '2026-11-27' },
  ...changes,
});
const withFigures = (changes: Partial<Figures>) =>
  refusalsToPromote(facts({ figures: { ...figures, ...changes } })).map(({ details }) => details.criterion);

describe('a tier', () => {
  it('is SEEDLING without a valid certificate, whatever was decided, and at least CERTIFIED with one (INV-12)', () => {
    expect(tierOn({ isCertified: false, decidedTier: 'PIONEER' })).toBe('SEEDLING');
    expect(tierOn({ isCertified: true, decidedTier: 'CERTIFIED' })).toBe('CERTIFIED');
    expect(tierOn({ isCertified: true, decidedTier: 'PIONEER' })).toBe('PIONEER');
    expect([nextTier('CERTIFIED'), nextTier('BACKBONE'), nextTier('PIONEER')]).toEqual(['BACKBONE', 'PIONEER', null]);
  });

  it('is reached exactly at each threshold and not one below it', () => {
    expect(refusalsToPromote(facts())).toEqual([]);
    expect([withFigures({ sessionsHeld: 19 }), withFigures({ netFen: 4_999_999n }), withFigures({ netFen: 5_000_000n })]).toEqual([
      ...[['SESSIONS'], ['NET_SALES'], []],
    ]);
    expect([withFigures({ refundFen: 900_000n }), withFigures({ refundFen: 900_001n })]).toEqual([[], ['REFUND_RATE']]);
    const mentoring = facts({ threshold: { ...threshold, mentoredMin: 2 }, mentored: 1 });
    expect(refusalsToPromote(mentoring).map(({ details }) => details.criterion)).toEqual(['MENTORED']);
  });

  it('counts a refund without a sale as everything refunded, and nothing as nothing', () => {
    expect(refundRateBasisPoints({ ...figures, gmvPaidFen: 0n, refundFen: 1n })).toBe(10_000);
    expect(refundRateBasisPoints({ ...figures, gmvPaidFen: 0n, refundFen: 0n })).toBe(0);
    expect(refundRateBasisPoints({ ...figures, gmvPaidFen: 3n, refundFen: 1n })).toBe(3_334);
  });

  it('needs a certificate and no open breach, and all reasons come at once (INV-12)', () => {
    const everything = facts({ isCertified: false, openBreaches: 2, figures: { ...figures, sessionsHeld: 0 } });
    expect(codes(refusalsToPromote(everything))).toEqual(['TIER_NEEDS_CERTIFICATE', 'TIER_BREACH_OPEN', 'TIER_THRESHOLD_NOT_MET']);
    expect(codes(refusalsToPromote(facts({ decidedTier: 'PIONEER', threshold: null })))).toEqual(['TIER_AT_TOP']);
  });

  it('says that breaches are unknown instead of passing them over (INV-12)', () => {
    expect(codes(refusalsToPromote(facts({ openBreaches: null })))).toEqual([]);
    expect(codes(findingsOfPromotion({ openBreaches: null }))).toEqual(['BREACH_STATUS_UNKNOWN']);
    expect(codes(findingsOfPromotion({ openBreaches: 0 }))).toEqual([]);
  });

  it('is taken back for an ended certificate, a breach or at own request, never for sales (INV-12)', () => {
    const demotion = (changes: Partial<DemotionFacts>) =>
      codes(
        refusalsToDemote({
          decidedTier: 'PIONEER',
          isCertified: true,
          toTier: 'BACKBONE',
          ground: 'BREACH',
          reference: null,
          breachCaseId: 'case',
          isBreachEstablished: true,
          ...changes,
        }),
      );
    expect(demotion({})).toEqual([]);
    const [without, unnamed] = [{ breachCaseId: null, isBreachEstablished: false }, { breachCaseId: null }];
    expect([demotion(without), demotion({ isBreachEstablished: false })]).toEqual([
      ['DEMOTION_NEEDS_BREACH_CASE'],
      ['DEMOTION_BREACH_OPEN'],
    ]);
    expect(demotion({ ground: 'OWN_REQUEST', ...unnamed })).toEqual(['DEMOTION_NEEDS_REFERENCE']);
    expect(demotion({ ground: 'OWN_REQUEST', reference: '申请 3' })).toEqual(['DEMOTION_NEEDS_BREACH_CASE']);
    expect(demotion({ ground: 'CERTIFICATE_EXPIRED', ...unnamed })).toEqual(['DEMOTION_GROUND_MISSING']);
    expect(demotion({ ground: 'CERTIFICATE_EXPIRED', ...unnamed, isCertified: false })).toEqual([]);
    expect([
      demotion({ toTier: 'PIONEER' }),
      demotion({ toTier: 'SEEDLING' }),
      demotion({ decidedTier: 'CERTIFIED', toTier: 'CERTIFIED' }),
    ]).toEqual([...[['TIER_NOT_LOWER'], ['TIER_NOT_LOWER'], ['TIER_NOT_LOWER']]]);
  });
});

describe('a demotion that falls', () => {
  const steps = (...made: readonly (readonly [kind: TierStep['kind'], toTier: TierStep['toTier'], breachCaseId?: string])[]): TierStep[] =>
    made.map(([kind, toTier, breachCaseId = null], index) => ({ id: `${index}`, kind, toTier, breachCaseId }));
  const promoted = [
    ['PROMOTION', 'BACKBONE'],
    ['PROMOTION', 'PIONEER'],
  ] as const;
  const without = (breachCaseId: string, made: TierStep[], upheld: string[] = []) =>
    tierOnceFallen(made, new Set(upheld), (step) => step.breachCaseId === breachCaseId);

  it('leaves what every other decision came to, whichever of two cases falls first (INV-12)', () => {
    const both = [...promoted, ['DEMOTION', 'BACKBONE', 'x'], ['DEMOTION', 'CERTIFIED', 'y']] as const;
    expect([without('x', steps(...both)), without('y', steps(...both))]).toEqual(['CERTIFIED', 'BACKBONE']);
    expect(without('y', steps(...both, ['REINSTATEMENT', 'CERTIFIED', 'x']))).toBe('PIONEER');
    expect(without('x', steps(...both, ['REINSTATEMENT', 'BACKBONE', 'y']))).toBe('PIONEER');
    expect(without('x', steps(...both), ['3'])).toBe('PIONEER');
  });

  it('lowers nothing that was gained since, and gives no tier twice (INV-12)', () => {
    const regained = [...promoted, ['DEMOTION', 'CERTIFIED', 'x'], ['PROMOTION', 'BACKBONE']] as const;
    expect(without('x', steps(...regained))).toBe('PIONEER');
    expect(without('x', steps(...regained, ['DEMOTION', 'CERTIFIED']))).toBe('CERTIFIED');
  });

  it('falls once (INV-12)', () => {
    const fallen = steps(...promoted, ['DEMOTION', 'CERTIFIED', 'x'], ['REINSTATEMENT', 'PIONEER', 'x']);
    expect([without('x', fallen), without('z', fallen), without('x', fallen.slice(0, 3), ['2'])]).toEqual([null, null, null]);
  });
});

describe('an appeal', () => {
  it('is against a demotion, until the last day of its time included', () => {
    const change = { kind: 'DEMOTION' as const, appealUntil: '2026-12-12', hasFallen: false };
    expect([codes(refusalsToAppeal(change, '2026-12-12')), codes(refusalsToAppeal(change, '2026-12-13'))]).toEqual([
      [],
      ['TIER_APPEAL_TOO_LATE'],
    ]);
    expect(codes(refusalsToAppeal({ ...change, kind: 'PROMOTION' }, '2026-12-12'))).toEqual(['TIER_APPEAL_NOT_AGAINST_DEMOTION']);
  });

  it('is not against a demotion that fell with its breach case (INV-12)', () => {
    const fallen = { kind: 'DEMOTION' as const, appealUntil: '2026-12-12', hasFallen: true };
    expect(codes(refusalsToAppeal(fallen, '2026-12-12'))).toEqual(['TIER_APPEAL_DEMOTION_FELL']);
    expect(codes(refusalsToAppeal(fallen, '2026-12-13'))).toEqual(['TIER_APPEAL_DEMOTION_FELL', 'TIER_APPEAL_TOO_LATE']);
  });

  it('is decided once, and not by whoever decided the demotion', () => {
    expect(codes(refusalsToDecideAppeal({ status: 'OPEN' }, false))).toEqual([]);
    expect(codes(refusalsToDecideAppeal({ status: 'UPHELD' }, true))).toEqual(['TIER_APPEAL_DECIDED', 'TIER_APPEAL_NEEDS_ANOTHER']);
  });
});
