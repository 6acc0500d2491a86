import { type PledgeRequirements, refusalsOfSettings } from './settings.rules.js';

const TODAY = '2026-11-27';
const before: PledgeRequirements = { requiresPledgeFrom: '2026-12-01', appealDays: 15, recallDays: 10 };
const codes = (after: Partial<PledgeRequirements>, reason: string | null = null, from = before) =>
  refusalsOfSettings(from, { ...from, ...after }, { reason, today: TODAY }).map(({ code }) => code);

describe('the settings of a park', () => {
  it('require a pledge from today on at the earliest; a day that has passed stays as it is (INV-24)', () => {
    expect([codes({ requiresPledgeFrom: TODAY }), codes({ requiresPledgeFrom: '2026-11-26' })]).toEqual([[], ['REQUIREMENT_IN_THE_PAST']]);
    expect(codes({ recallDays: 5 }, null, { ...before, requiresPledgeFrom: '2026-01-01' })).toEqual([]);
  });

  it('become laxer only with a reason: later or no requirement, a shorter appeal, a longer recall (INV-24, INV-42)', () => {
    for (const laxer of [{ requiresPledgeFrom: null }, { requiresPledgeFrom: '2026-12-02' }, { appealDays: 14 }, { recallDays: 11 }]) {
      expect([codes(laxer), codes(laxer, '党委会决定')]).toEqual([['SETTINGS_WITHOUT_REASON'], []]);
    }
    for (const stricter of [{ appealDays: 16 }, { recallDays: 9 }, {}]) expect(codes(stricter)).toEqual([]);
    expect(codes({ requiresPledgeFrom: '2026-12-01' }, null, { ...before, requiresPledgeFrom: null })).toEqual([]);
  });
});
