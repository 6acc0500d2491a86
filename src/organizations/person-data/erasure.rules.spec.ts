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
  const limits = { archiveRule: ARCHIVE, today: TODAY };
  const item = (table: string, facts: Partial<ErasurePlanItem>): ErasurePlanItem => ({
    ...{ table, zh: '', en: '', rows: 1, rowsByScope: null, fate: 'NOW', keptUntil: null, rule: 'ANY', ruleZh: '', ruleEn: '' },
    ...facts,
  });
  const keptUntilByScope = { here: '2027-01-31', there: '2029-10-02', past: '2026-11-29' };
  const plan = [
    item(IDENTITY_TABLE, { fate: 'KEPT' }),
    item('streamer', { rows: 4, rowsByScope: { here: 1, there: 2, past: 1 }, keptUntilByScope, fate: 'LATER', keptUntil: '2029-10-02' }),
    item('membership', { rowsByScope: { branch: 1 }, fate: 'KEPT', rule: ARCHIVE }),
  ];
  const shown = (scopes: Record<string, string[]>) =>
    planInSight(plan, (table) => (scopes[table] ? new Set(scopes[table]) : null), limits).map(({ table, rows, fate, keptUntil }) => [
      table,
      rows,
      fate,
      keptUntil,
    ]);

  it('leaves out what is not in sight, and neither the identity nor a day tells of it (PR-7)', () => {
    expect(shown({ streamer: ['here'] })).toEqual([
      [IDENTITY_TABLE, 1, 'LATER', '2027-01-31'],
      ['streamer', 1, 'LATER', '2027-01-31'],
    ]);
    expect(shown({ streamer: ['past'], membership: ['here'] })).toEqual([
      [IDENTITY_TABLE, 1, 'NOW', null],
      ['streamer', 1, 'NOW', null],
    ]);
    expect(shown({})).toEqual([[IDENTITY_TABLE, 1, 'NOW', null]]);
  });

  it('is the whole plan for whoever reads every row (PR-3)', () => {
    const whole = shown({ streamer: ['here', 'there', 'past'], membership: ['branch'] });
    expect(whole).toEqual(plan.map(({ table, rows, fate, keptUntil }) => [table, rows, fate, keptUntil]));
  });

  it('shows nothing of a plan from before scopes were kept (PR-7)', () => {
    const older = plan.map(({ rowsByScope: _, keptUntilByScope: __, ...rest }) => rest);
    expect(planInSight(older, () => new Set(['here']), limits).map(({ table }) => table)).toEqual([IDENTITY_TABLE]);
  });
});
