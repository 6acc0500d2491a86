import type { HolderKind } from './park-kinds.js';
import type { SlotDefinition } from './park-templates.js';
import { findingsOfStructure, type HolderFacts, refusalsOfStructure, refusalsToAssign, structureOn } from './structure.rules.js';

const slot = (role: string, holderKinds: HolderKind[], min: number, max: number | null, isLeader = false): SlotDefinition => ({
  role,
  nameZh: role,
  nameEn: role,
  holderKinds,
  min,
  max,
  isLeader,
});
const SLOTS = [
  slot('LEADER', ['ENTERPRISE'], 1, 1, true),
  slot('CHAIN_UNIT', ['ENTERPRISE', 'INDUSTRY_GROUP'], 4, 4),
  slot('BRAND', ['BRAND_PRODUCT'], 1, null),
];
const holder = (slotRole: string, holderKind: HolderKind, holderId: string | null, more: Partial<HolderFacts> = {}): HolderFacts => ({
  slotRole,
  holderKind,
  holderId,
  holderName: holderId ?? '绿植产业',
  startsOn: '2026-01-01',
  endsOn: null,
  ...more,
});
const LEADER = holder('LEADER', 'ENTERPRISE', 'lead');
const CHAIN = ['a', 'b', 'c'].map((id) => holder('CHAIN_UNIT', 'ENTERPRISE', id));
const GROUP = holder('CHAIN_UNIT', 'INDUSTRY_GROUP', null);
const BRAND = holder('BRAND', 'BRAND_PRODUCT', 'pineapple');
const COMPLETE = [LEADER, ...CHAIN, GROUP, BRAND];
const facts = (holders: HolderFacts[], working = ['lead'], day = '2026-06-01') => ({
  slots: SLOTS,
  holders,
  working: new Set(working),
  day,
});
const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('the structure of a park', () => {
  it('is complete with one leader, four chain units and a brand product, and names each missing place otherwise (INV-01)', () => {
    expect(refusalsOfStructure(facts(COMPLETE))).toEqual([]);
    const refusals = refusalsOfStructure(facts([CHAIN[0]!]));
    expect(refusals.map(({ code, details }) => [code, details.role, details.missing])).toEqual([
      ['SLOT_MISSING', 'LEADER', 1],
      ['SLOT_MISSING', 'CHAIN_UNIT', 3],
      ['SLOT_MISSING', 'BRAND', 1],
    ]);
  });

  it('counts who holds a place on the day, from the first day to the one before the end (INV-01)', () => {
    const leaving = { ...LEADER, endsOn: '2026-06-02' };
    const days = ['2025-12-31', '2026-01-01', '2026-06-01', '2026-06-02'];
    expect(days.map((day) => structureOn(SLOTS, [leaving], day)[0]!.missing)).toEqual([1, 0, 0, 1]);
  });

  it('needs a leader with a party organization at work (INV-02)', () => {
    expect(codes(refusalsOfStructure(facts(COMPLETE, [])))).toEqual(['LEADER_WITHOUT_ORGANIZATION']);
  });

  it('reports an incomplete structure of a park that goes on (INV-01)', () => {
    expect(findingsOfStructure(facts(COMPLETE))).toEqual([]);
    expect(findingsOfStructure(facts(COMPLETE.slice(1)))).toMatchObject([
      { code: 'STRUCTURE_INCOMPLETE', rule: 'INV-01', details: { role: 'LEADER' } },
    ]);
  });

  it('reports holders that a new template does not know or allow (INV-01)', () => {
    const other = [slot('LEADER', ['ORGANIZATION'], 0, null), slot('CHAIN_UNIT', ['ENTERPRISE', 'INDUSTRY_GROUP'], 0, 2)];
    expect(codes(findingsOfStructure({ ...facts(COMPLETE), slots: other }))).toEqual([
      'SLOT_ROLE_UNKNOWN',
      'HOLDER_KIND_FORBIDDEN',
      'SLOT_OVERFULL',
    ]);
  });
});

describe('a holder that takes a place', () => {
  it('has a role and a kind that the template knows (INV-01)', () => {
    expect(codes(refusalsToAssign(SLOTS, [], holder('PLATFORM', 'SITE', null)))).toEqual(['SLOT_ROLE_UNKNOWN']);
    expect(codes(refusalsToAssign(SLOTS, [], holder('BRAND', 'SITE', null)))).toEqual(['HOLDER_KIND_FORBIDDEN']);
    expect(codes(refusalsToAssign(SLOTS, [], holder('BRAND', 'BRAND_PRODUCT', 'p', { endsOn: '2025-01-01' })))).toEqual(['DAYS_REVERSED']);
  });

  it('finds room on every one of its days (INV-01)', () => {
    const next = holder('LEADER', 'ENTERPRISE', 'next', { startsOn: '2026-06-01' });
    expect(codes(refusalsToAssign(SLOTS, [LEADER], next))).toEqual(['SLOT_OVERFULL']);
    expect(refusalsToAssign(SLOTS, [{ ...LEADER, endsOn: '2026-06-01' }], next)).toEqual([]);
    expect(codes(refusalsToAssign(SLOTS, [{ ...LEADER, startsOn: '2026-09-01' }], next))).toEqual(['SLOT_OVERFULL']);
    expect(refusalsToAssign(SLOTS, [{ ...LEADER, startsOn: '2026-09-01' }], { ...next, endsOn: '2026-09-01' })).toEqual([]);
    expect(refusalsToAssign(SLOTS, [BRAND], holder('BRAND', 'BRAND_PRODUCT', 'flowers'))).toEqual([]);
  });

  it('holds no other place as an enterprise on one of its days (INV-03)', () => {
    const again = holder('CHAIN_UNIT', 'ENTERPRISE', 'lead', { startsOn: '2026-06-01' });
    expect(codes(refusalsToAssign(SLOTS, [LEADER], again))).toEqual(['ENTERPRISE_HOLDS_SLOT']);
    expect(refusalsToAssign(SLOTS, [{ ...LEADER, endsOn: '2026-06-01' }], again)).toEqual([]);
    expect(codes(refusalsToAssign(SLOTS, [CHAIN[0]!], { ...CHAIN[0]!, startsOn: '2027-01-01' }))).toEqual(['ENTERPRISE_HOLDS_SLOT']);
  });

  it('holds its role once as a product or an industry (INV-01)', () => {
    expect(codes(refusalsToAssign(SLOTS, [BRAND], BRAND))).toEqual(['HOLDER_HOLDS_SLOT']);
    expect(codes(refusalsToAssign(SLOTS, [GROUP], GROUP))).toEqual(['HOLDER_HOLDS_SLOT']);
    expect(refusalsToAssign(SLOTS, [GROUP], { ...GROUP, holderName: '家电产业' })).toEqual([]);
  });
});
