import { DevelopmentLab } from './development-lab.js';
import { paper, PaperDesk } from './paper-desk.js';

const NEEDED = ['APPLICATION_LETTER', 'APPLICATION_FORM', 'POLITICAL_REVIEW_REPORT', 'CONVERSION_LETTER', 'INSPECTION_FORM'];

describe('the archive of a case', () => {
  let lab: DevelopmentLab;
  let desk: PaperDesk;
  let caseId: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    desk = new PaperDesk(lab);
    caseId = await lab.open();
    await lab.walk(caseId, 'CONVERSION_DECIDED');
  }, 60_000);
  afterAll(() => lab.close());

  const readiness = async () => {
    const query = `query ($id: ID!) { developmentArchiveReadiness(caseId: $id, purpose: HANDLING) { isComplete papers { paperKind name isHeld cure demandedBy } } }`;
    const answer = await lab.app.ask<{
      developmentArchiveReadiness: {
        isComplete: boolean;
        papers: { paperKind: string; name: string; isHeld: boolean; cure: string | null }[];
      };
    }>(lab.tokens.reader, query, { id: caseId });
    return answer.developmentArchiveReadiness;
  };
  const lastDay = async () => {
    const [row] = await lab.app.dataSource.query<{ day: string }[]>(
      `SELECT MAX(occurredOn) AS day FROM development_fact WHERE caseId = ? AND status = 'CONFIRMED'`,
      [caseId],
    );
    return row!.day;
  };
  const archived = { archived: { place: 'PERSONNEL_FILE' } };

  it('lists every paper that R34 asks for with what to do about it (R34)', async () => {
    const { isComplete, papers } = await readiness();
    expect(isComplete).toBe(false);
    expect(papers.map(({ paperKind }) => paperKind).sort()).toEqual([...NEEDED].sort());
    expect(papers.every(({ isHeld, cure }) => !isHeld && cure!.includes('attachDevelopmentDocument'))).toBe(true);
  });

  it('warns of everything that is missing in one sentence, and lets two persons pass it with a reason (R34, INV-19)', async () => {
    await desk.attach(caseId, { paperKind: 'APPLICATION_LETTER' });
    const day = await lastDay();
    const { userErrors } = await lab.record(caseId, day, archived);
    const refusal = userErrors.find(({ rule }) => rule === 'R34')!;
    expect(refusal.code).toBe('RULE_NEEDS_REASON');
    for (const name of ['入党志愿书', '政治审查材料', '转正申请书', '培养教育考察材料']) expect(refusal.message).toContain(name);
    expect(refusal.message).not.toContain('入党申请书、');
    const passed = await lab.record(caseId, day, archived, {
      overrides: [{ ruleId: 'R34', reason: '2015 年水灾遗失,已由党委出具证明' }],
    });
    expect(passed.userErrors).toEqual([]);
    await lab.run(lab.tokens.confirmer, 'rejectDevelopmentFact', 'DevelopmentFactReasonInput', {
      factId: passed.fact!.id,
      expectedVersion: passed.fact!.version,
      reason: '先补齐',
    });
  });

  it('is satisfied by papers that stand, not by those withdrawn or superseded by another kind (R34)', async () => {
    for (const kind of NEEDED.slice(1)) await desk.attach(caseId, { paperKind: kind, title: kind });
    expect((await readiness()).isComplete).toBe(true);
    const letter = (await desk.documents(caseId, true)).find(({ title }) => title === 'CONVERSION_LETTER')!;
    await desk.verb('withdrawDevelopmentDocument', { documentId: letter.id, expectedVersion: letter.version, reason: '不是本人的' });
    expect((await readiness()).papers.filter(({ isHeld }) => !isHeld).map(({ paperKind }) => paperKind)).toEqual(['CONVERSION_LETTER']);
    await desk.attach(caseId, { paperKind: 'CONVERSION_LETTER', title: '转正申请书' });
    const { fact } = await lab.settle(caseId, await lastDay(), archived);
    expect(fact.status).toBe('CONFIRMED');
  });

  it('leaves the papers as they were archived: none is corrected or withdrawn afterwards (R34)', async () => {
    const [letter] = await desk.documents(caseId, true);
    const target = { documentId: letter!.id, expectedVersion: letter!.version, reason: '归档以后' };
    for (const [name, input] of [
      ['withdrawDevelopmentDocument', target],
      ['correctDevelopmentDocument', { ...target, ...paper() }],
    ] as const) {
      const { userErrors } = await desk.verb(name, input);
      expect(userErrors).toMatchObject([{ code: 'CASE_ARCHIVED', rule: 'R34' }]);
      expect(userErrors[0]!.cure).not.toBe('');
    }
    expect((await desk.documents(caseId, true)).map(({ id }) => id)).toContain(letter!.id);
  });
});
