import { numbered } from './template-content.js';
import { editionAfter, refusalsOfChange, refusalsOfTemplateState, refusalsToPublish, type TemplateShape } from './template.rules.js';
import { PledgeTemplateStatus, TEMPLATE_TRANSITIONS, type TemplateVerb } from './template-states.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
const clauses = (count: number) =>
  numbered(Array.from({ length: count }, (_, index) => ({ text: `第 ${index} 条`, textEn: `No. ${index}.` })));

describe('a template', () => {
  it('is changed and published as a draft and retired once published (INV-39)', () => {
    const allowed = (Object.keys(TEMPLATE_TRANSITIONS) as TemplateVerb[]).flatMap((verb) =>
      Object.values(PledgeTemplateStatus)
        .filter((status) => refusalsOfTemplateState(verb, status).length === 0)
        .map((status) => `${verb} ${status}`),
    );
    expect(allowed).toEqual(['changePledgeTemplate DRAFT', 'publishPledgeTemplate DRAFT', 'retirePledgeTemplate PUBLISHED']);
  });

  it('is published with exactly the declared number of clauses, ten for 十不准 and seven for 七不公约 (INV-40)', () => {
    for (const declaredClauseCount of [7, 10]) {
      const outcome = [-1, 0, 1].map((more) =>
        codes(refusalsToPublish({ clauses: clauses(declaredClauseCount + more), declaredClauseCount })),
      );
      expect(outcome).toEqual([['CLAUSE_COUNT_DIFFERS'], [], ['CLAUSE_COUNT_DIFFERS']]);
    }
  });

  it('is not published with the same clause twice; both faults are named at once (INV-40)', () => {
    const [first] = clauses(1);
    const twice = numbered([first!, first!]);
    expect(codes(refusalsToPublish({ clauses: twice, declaredClauseCount: 2 }))).toEqual(['CLAUSES_REPEATED']);
    expect(codes(refusalsToPublish({ clauses: twice, declaredClauseCount: 3 }))).toEqual(['CLAUSE_COUNT_DIFFERS', 'CLAUSES_REPEATED']);
  });
});

describe('a new version', () => {
  const old: TemplateShape = { audience: 'STREAMER', validityMonths: 12, renewalRule: 'FROM_EXPIRY', clauses: clauses(7) };

  it('says what it changes, and a first one has nothing to change (INV-39)', () => {
    expect(refusalsOfChange('INITIAL', old, null)).toEqual([]);
    expect(codes(refusalsOfChange('MATERIAL', old, null))).toEqual(['TEMPLATE_IS_FIRST']);
    expect(codes(refusalsOfChange('INITIAL', old, old))).toEqual(['TEMPLATE_CHANGE_NOT_NAMED']);
  });

  it('that is editorial keeps audience, validity, renewal rule and number of clauses (INV-39)', () => {
    const wider: TemplateShape[] = [
      { ...old, audience: 'STORE' },
      { ...old, validityMonths: 24 },
      { ...old, renewalRule: 'FROM_SIGNING' },
      { ...old, clauses: clauses(8) },
    ];
    expect(
      refusalsOfChange('EDITORIAL', { ...old, clauses: clauses(7).map((clause) => ({ ...clause, text: `${clause.text}。` })) }, old),
    ).toEqual([]);
    expect(wider.map((template) => codes(refusalsOfChange('EDITORIAL', template, old)))).toEqual(
      wider.map(() => ['EDITORIAL_CHANGE_TOO_WIDE']),
    );
    expect(wider.flatMap((template) => refusalsOfChange('MATERIAL', template, old))).toEqual([]);
  });

  it('is a new edition only when it is material (INV-39)', () => {
    expect([editionAfter('INITIAL', 0), editionAfter('EDITORIAL', 3), editionAfter('MATERIAL', 3)]).toEqual([1, 3, 4]);
  });
});
