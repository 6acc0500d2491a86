import { type ErasurePlanItem, fateOf, IDENTITY_TABLE, nextErasedOn, planInSight, retainedUntil } from './erasure.rules.js';

const TODAY = '2026-11-30';

describe('the fate of records', () => {
  it('is to be kept up to and including the last day of retention, and to go on the next (INV-28)', () => {
    expect(fateOf({ endsWith: 'DAY', keptUntil: TODAY }, TODAY)).toEqual({ fate: 'LATER', keptUntil: TODAY });
    expect(fateOf({ endsWith: 'DAY', keptUntil: '2026-11-29' }, TODAY)).toEqual({ fate: 'NOW', keptUntil: null });
    expect(fateOf({ endsWith: 'DAY', keptUntil: null }, TODAY)).toEqual({ fate: 'NOW', keptUntil: null });
  });

  it('is to go at once where only the person decides, and never where the law keeps it (PR-3)', () => {
    expect(fateOf({ endsWith: 'ERASURE', keptUntil: null }, TODAY).fate).toBe('NOW');
    expect(fateOf({ endsWith: 'NEVER', keptUntil: null }, TODAY).fate).toBe('KEPT');
  });

  it('keeps something until the latest day of all records that wait', () => {
    const later = (keptUntil: string) => ({ fate: 'LATER', keptUntil }) as const;
    expect(retainedUntil([later('2027-01-01'), { fate: 'NOW', keptUntil: null }, later('2029-01-01')])).toBe('2029-01-01');
    expect(nextErasedOn([later('2027-12-31'), later('2029-01-01')])).toBe('2028-01-01');
    expect(nextErasedOn([])).toBeNull();
    expect(retainedUntil([{ fate: 'KEPT', keptUntil: null }])).toBeNull();
  });
});

describe('a plan in sight', () => {
  const ARCHIVE = 'ARCHIVE';
  const item = (table: string, facts: Partial<ErasurePlanItem>): ErasurePlanItem => ({
    ...{ table, zh: '', en: '', rows: 1, rowsByScope: null, fate: 'NOW', keptUntil: null, rule: 'ANY', ruleZh: '', ruleEn: '' },
    ...facts,
  });
  const plan = [
    item(IDENTITY_TABLE, { fate: 'KEPT' }),
    item('streamer', { rows: 3, rowsByScope: { here: 1, there: 2 }, fate: 'LATER', keptUntil: '2029-01-01' }),
    item('membership', { rowsByScope: { branch: 1 }, fate: 'KEPT', rule: ARCHIVE }),
  ];
  const shown = (rows: Record<string, number>) =>
    planInSight(plan, ({ table }) => rows[table] ?? 0, ARCHIVE).map(({ table, rows, fate, keptUntil }) => [table, rows, fate, keptUntil]);

  it('leaves out what is not in sight, and the identity tells nothing of it either (PR-7)', () => {
    expect(shown({ streamer: 1 })).toEqual([
      [IDENTITY_TABLE, 1, 'LATER', '2029-01-01'],
      ['streamer', 1, 'LATER', '2029-01-01'],
    ]);
    expect(shown({})).toEqual([[IDENTITY_TABLE, 1, 'NOW', null]]);
  });

  it('is the whole plan for whoever reads every row (PR-3)', () => {
    expect(shown({ streamer: 3, membership: 1 })).toEqual(plan.map(({ table, rows, fate, keptUntil }) => [table, rows, fate, keptUntil]));
  });
});
