import { numbered } from './template-content.js';
import {
  editionAfter,
  type PreviousWords,
  refusalsIfUnchanged,
  refusalsOfChange,
  refusalsOfNotice,
  refusalsOfTemplateState,
  refusalsToPublish,
} from './template.rules.js';
import { PledgeTemplateStatus, TEMPLATE_TRANSITIONS, type TemplateVerb } from './template-states.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
const clauses = (count: number) =>
  numbered(Array.from({ length: count }, (_, index) => ({ text: `第 ${index} 条`, textEn: `No. ${index}.` })));

describe('a template', () => {
  it('is changed, published or discarded as a draft and retired once published (INV-39)', () => {
    const allowed = (Object.keys(TEMPLATE_TRANSITIONS) as TemplateVerb[]).flatMap((verb) =>
      Object.values(PledgeTemplateStatus)
        .filter((status) => refusalsOfTemplateState(verb, status).length === 0)
        .map((status) => `${verb} ${status}`),
    );
    expect(allowed).toEqual([
      'changePledgeTemplate DRAFT',
      'publishPledgeTemplate DRAFT',
      'retirePledgeTemplate PUBLISHED',
      'discardPledgeTemplate DRAFT',
    ]);
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
  const old: PreviousWords = {
    ...{ name: '公约', nameEn: '', preamble: '我承诺:', preambleEn: '', audience: 'STREAMER', clauses: clauses(7) },
    ...{ validityMonths: 12, renewalNoticeDays: 30, renewalRule: 'FROM_EXPIRY', status: 'PUBLISHED' },
  };

  it('says what it changes, and a first one has nothing to change (INV-39)', () => {
    expect(refusalsOfChange('INITIAL', old, null)).toEqual([]);
    expect(codes(refusalsOfChange('MATERIAL', old, null))).toEqual(['TEMPLATE_IS_FIRST']);
    expect(codes(refusalsOfChange('INITIAL', old, old))).toEqual(['TEMPLATE_CHANGE_NOT_NAMED']);
  });

  it('is for the same parties, whatever else it changes (INV-39)', () => {
    const store = { ...old, audience: 'STORE' as const };
    expect(codes(refusalsOfChange('MATERIAL', store, old))).toEqual(['TEMPLATE_AUDIENCE_FIXED']);
    expect(codes(refusalsOfChange('EDITORIAL', { ...store, validityMonths: 6 }, old))).toEqual([
      'TEMPLATE_AUDIENCE_FIXED',
      'EDITORIAL_CHANGE_TOO_WIDE',
    ]);
  });

  it('with the same words is no material change, and nothing at all while they are published (INV-39)', () => {
    const published = [old, { ...old, renewalNoticeDays: 20 }, { ...old, preambleEn: 'I pledge:' }];
    const answers = (previous: PreviousWords) =>
      published.map((words) =>
        [refusalsIfUnchanged('MATERIAL', words, previous), refusalsIfUnchanged('EDITORIAL', words, previous)].map(codes),
      );
    const same = ['TEMPLATE_UNCHANGED'];
    expect(answers(old)).toEqual([
      [same, same],
      [same, []],
      [[], []],
    ]);
    expect(answers({ ...old, status: 'RETIRED' })[0]).toEqual([same, []]);
    expect(refusalsIfUnchanged('INITIAL', old, null)).toEqual([]);
  });

  it('is announced for renewal only once it has begun', () => {
    const notices: [months: number, days: number][] = [
      [1, 27],
      [1, 28],
      [6, 167],
      [6, 168],
      [12, 180],
    ];
    expect(notices.map(([validityMonths, renewalNoticeDays]) => codes(refusalsOfNotice({ validityMonths, renewalNoticeDays })))).toEqual([
      [],
      ['RENEWAL_NOTICE_TOO_LONG'],
      [],
      ['RENEWAL_NOTICE_TOO_LONG'],
      [],
    ]);
  });

  it('that is editorial keeps validity, renewal rule and number of clauses (INV-39)', () => {
    const wider: PreviousWords[] = [
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
