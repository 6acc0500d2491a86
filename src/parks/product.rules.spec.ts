import type { Refusal } from '../platform/errors/refusals.js';
import {
  type Paper,
  type ProductFacts,
  refusalsToAddEvidence,
  refusalsToMove,
  refusalsToSellOn,
  refusalsToWithdrawEvidence,
} from './product.rules.js';
import { PRODUCT_TRANSITIONS, ProductStatus, type ProductVerb } from './product-states.js';

const codes = (refusals: readonly Refusal[]) => refusals.map(({ code }) => code);
const paper = (validFrom: string, validUntil: string | null = null, withdrawnAt: Date | null = null): Paper => ({
  validFrom,
  validUntil,
  withdrawnAt,
});
const product = (status: ProductStatus, ...evidence: Paper[]): ProductFacts => ({ name: '木耳', status, evidence });
const STATES = Object.values(ProductStatus);
const TODAY = '2026-10-15';

describe('selling a product', () => {
  const on = (day: string, ...evidence: Paper[]) => codes(refusalsToSellOn(product('LISTED', ...evidence), day, ['input', 'sessionId']));

  it('counts a paper from its first to its last day and not a day longer (INV-24, C04)', () => {
    const certificate = paper('2026-10-01', '2026-10-31');
    const missing = ['PRODUCT_EVIDENCE_MISSING'];
    expect([on('2026-10-01', certificate), on('2026-10-31', certificate)]).toEqual([[], []]);
    expect([on('2026-09-30', certificate), on('2026-11-01', certificate)]).toEqual([missing, missing]);
    expect([on('2199-12-31', paper('2026-10-01')), on('2026-09-30', paper('2026-10-01'))]).toEqual([[], missing]);
  });

  it('asks for one paper in force among all, and counts no withdrawn one (C04)', () => {
    const [expired, withdrawn] = [paper('2025-01-01', '2025-12-31'), paper('2026-01-01', null, new Date(0))];
    expect(on(TODAY, expired, withdrawn)).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    expect(on(TODAY, expired, withdrawn, paper(TODAY, TODAY))).toEqual([]);
    expect(on(TODAY)).toEqual(['PRODUCT_EVIDENCE_MISSING']);
  });

  it('needs the state LISTED, and names state and papers together at the place that was asked for (INV-24)', () => {
    for (const status of STATES) {
      const refusals = refusalsToSellOn(product(status), TODAY, ['input', 'productIds', 2]);
      const expected = status === 'LISTED' ? ['PRODUCT_EVIDENCE_MISSING'] : ['PRODUCT_NOT_LISTED', 'PRODUCT_EVIDENCE_MISSING'];
      expect(codes(refusals)).toEqual(expected);
      expect(refusals.every(({ field }) => field.join('.') === 'input.productIds.2')).toBe(true);
    }
  });
});

describe('the states of a product', () => {
  it('refuses every verb in every state that its row does not list (5-domain-model 6.4)', () => {
    for (const verb of Object.keys(PRODUCT_TRANSITIONS) as ProductVerb[]) {
      const from: readonly ProductStatus[] = PRODUCT_TRANSITIONS[verb].from;
      for (const status of STATES) {
        const refused = codes(refusalsToMove(verb, product(status, paper('2026-01-01')), TODAY));
        expect([verb, status, refused]).toEqual([verb, status, from.includes(status) ? [] : ['PRODUCT_STATE_FORBIDS']]);
      }
    }
  });

  it('asks for papers wherever a product is verified or comes to be LISTED, and nowhere else (C04)', () => {
    const asking = Object.entries(PRODUCT_TRANSITIONS).filter(([, { needsEvidence }]) => needsEvidence);
    expect(asking.map(([verb]) => verb)).toEqual(['verifyProduct', 'listProduct', 'relistProduct']);
    const leading = Object.values(PRODUCT_TRANSITIONS).filter(({ to }) => to === 'LISTED');
    expect(leading.map(({ from, needsEvidence }) => [from[0], needsEvidence])).toEqual([
      ['VERIFIED', true],
      ['SUSPENDED', true],
    ]);
    expect(codes(refusalsToMove('listProduct', product('RETIRED'), TODAY))).toEqual(['PRODUCT_STATE_FORBIDS', 'PRODUCT_EVIDENCE_MISSING']);
    expect(codes(refusalsToMove('suspendProduct', product('LISTED'), TODAY))).toEqual([]);
  });

  it('lets nothing out of RETIRED (5-domain-model 6.4)', () => {
    const out = Object.values(PRODUCT_TRANSITIONS).filter(({ from }) => (from as readonly ProductStatus[]).includes('RETIRED'));
    expect(out).toEqual([]);
  });
});

describe('the papers of a product', () => {
  it('are added to all but a retired one, with days in order, and names all reasons at once (C04)', () => {
    const period = (validFrom: string, validUntil: string | null) => ({ validFrom, validUntil });
    for (const status of STATES) {
      const refused = codes(refusalsToAddEvidence(product(status), period(TODAY, TODAY)));
      expect([status, refused]).toEqual([status, status === 'RETIRED' ? ['PRODUCT_STATE_FORBIDS'] : []]);
    }
    const full = product('RETIRED', ...Array.from({ length: 50 }, () => paper('2026-01-01', null, new Date(0))));
    expect(codes(refusalsToAddEvidence(full, period(TODAY, '2026-10-14')))).toEqual([
      'PRODUCT_STATE_FORBIDS',
      'DAYS_REVERSED',
      'PRODUCT_EVIDENCE_FULL',
    ]);
    const almost = { ...full, status: 'LISTED' as const, evidence: full.evidence.slice(1) };
    expect(codes(refusalsToAddEvidence(almost, period(TODAY, null)))).toEqual([]);
  });

  it('are withdrawn once (C04)', () => {
    expect(codes(refusalsToWithdrawEvidence('LISTED', paper(TODAY)))).toEqual([]);
    expect(codes(refusalsToWithdrawEvidence('LISTED', paper(TODAY, null, new Date(0))))).toEqual(['EVIDENCE_WITHDRAWN']);
    expect(codes(refusalsToWithdrawEvidence('RETIRED', paper(TODAY)))).toEqual(['PRODUCT_STATE_FORBIDS']);
  });
});
