import type { CaseFact, FactKind } from '../machine/case-facts.js';
import { effectiveRuleSet } from '../rule-sets/effective-rule-set.js';
import type { RuleOverlay } from '../rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import { missingPapers, requiredPapers } from './archive.rules.js';

const NAMED = ['APPLICATION_LETTER', 'APPLICATION_FORM', 'POLITICAL_REVIEW_REPORT', 'CONVERSION_LETTER', 'INSPECTION_FORM'];

function fact(kind: FactKind, data: object = {}): CaseFact {
  return {
    id: kind,
    kind,
    sequence: 1,
    occurredOn: '2026-06-01',
    documentNumber: null,
    organizationId: 'o',
    overrides: [],
    data,
  } as CaseFact;
}

const setOn = (day: string, ...overlays: RuleOverlay[]) => effectiveRuleSet(SHIPPED_RULE_SETS, overlays, day);
const codes = (...args: Parameters<typeof requiredPapers>) => requiredPapers(...args).map(({ code }) => code);

const LOCAL: RuleOverlay = {
  id: 'overlay',
  organizationId: 'o',
  ruleSetId: 'CPC-DEV-2026-05',
  effectiveFrom: '2026-05-18',
  parameters: [],
  stepPlan: null,
  extraSteps: [
    {
      code: 'HOME_VISIT',
      zh: '入户走访',
      en: 'Home visit',
      afterStepCode: 'CULTIVATION',
      forms: ['VISIT_RECORD'],
      gate: null,
    },
  ],
  extraForms: [{ stepCode: 'TRAINING', form: 'EXAM_SHEET' }],
};

describe('papers that the archive asks for', () => {
  it.each(['2015-01-01', '2026-07-01'])('are the five that R34 names under the set of %s (R34)', (day) => {
    expect(codes(setOn(day), [fact('CONVERSION_APPLIED')])).toEqual(NAMED);
  });

  it('leave out the conversion letter of somebody who was disqualified without applying, and of nobody else (R34, R28)', () => {
    const disqualified = fact('CONVERSION_VOTED', { decision: 'DISQUALIFY' });
    expect(codes(setOn('2026-07-01'), [disqualified])).not.toContain('CONVERSION_LETTER');
    expect(codes(setOn('2026-07-01'), [fact('CONVERSION_APPLIED'), disqualified])).toContain('CONVERSION_LETTER');
    expect(codes(setOn('2026-07-01'), [fact('CONVERSION_VOTED', { decision: 'CONVERT' })])).toContain('CONVERSION_LETTER');
    expect(codes(setOn('2026-07-01'), [])).toContain('CONVERSION_LETTER');
  });

  it('include what an organization added to steps that were taken, and not to steps that were not (R34)', () => {
    const set = setOn('2026-07-01', LOCAL);
    expect(codes(set, [fact('TRAINING_COMPLETED')])).toEqual([...NAMED, 'EXAM_SHEET']);
    expect(codes(set, [fact('EXTRA_STEP_DONE', { stepCode: 'HOME_VISIT' })])).toEqual([...NAMED, 'VISIT_RECORD']);
    expect(codes(set, [fact('EXTRA_STEP_DONE', { stepCode: 'ANOTHER' })])).toEqual(NAMED);
    expect(requiredPapers(set, [fact('TRAINING_COMPLETED')]).at(-1)).toEqual({
      code: 'EXAM_SHEET',
      demandedBy: 'LOCAL',
      stepCode: 'TRAINING',
    });
  });

  it('are missing exactly when none of the kind stands in the file (R34)', () => {
    const required = requiredPapers(setOn('2026-07-01'), [fact('CONVERSION_APPLIED')]);
    expect(missingPapers(required, new Set(NAMED))).toEqual([]);
    expect(missingPapers(required, new Set(NAMED.slice(1))).map(({ code }) => code)).toEqual(['APPLICATION_LETTER']);
    expect(missingPapers(required, new Set(['OTHER']))).toHaveLength(NAMED.length);
  });
});
