import { FormNumbers1700000010820 } from '../../src/migrations/1700000010820-form-numbers.js';
import { type DevelopmentLab, type FactAnswer, type ShownFact } from './development-lab.js';
import { TakeoverDesk } from './takeover-desk.js';

describe('the number of an application form', () => {
  let desk: TakeoverDesk;
  let lab: DevelopmentLab;
  beforeAll(async () => {
    desk = await TakeoverDesk.start();
    lab = desk.lab;
  }, 60_000);
  afterAll(() => desk.close());

  const TAKEN = { code: 'RULE_BLOCKS_STEP', ruleId: 'R15', rule: 'R15' };
  const reviewed = async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'PRE_REVIEWED');
    return caseId;
  };
  const fill = (caseId: string, formNumber: string) => lab.record(caseId, '2025-06-05', { formFilled: { formNumber } });
  const filled = async (caseId: string, formNumber: string): Promise<ShownFact> => {
    const { fact } = await lab.settle(caseId, '2025-06-05', { formFilled: { formNumber } });
    return fact;
  };
  const open = ({ userErrors }: FactAnswer) => userErrors;

  it('stands on one form only: another case is refused, however it is written (R15)', async () => {
    const [first, second] = [await reviewed(), await reviewed()];
    await filled(first, 'HLJ 0001');
    for (const written of ['HLJ 0001', 'hlj0001', 'HLJ0001', ' HLJ  0001 ']) {
      expect(open(await fill(second, written))).toEqual([expect.objectContaining({ ...TAKEN, cure: expect.any(String) })]);
    }
    expect(open(await fill(second, 'HLJ 0002'))).toEqual([]);
  }, 60_000);

  it('is kept apart also where its characters stand for several, up to 80 of them (R15)', async () => {
    const [first, second] = [await reviewed(), await reviewed()];
    await filled(first, '㈱'.repeat(80));
    expect(open(await fill(second, '(株)'.repeat(26)))).toEqual([]);
    expect(open(await fill(await reviewed(), '㈱'.repeat(80)))).toEqual([expect.objectContaining(TAKEN)]);
  }, 60_000);

  it('is free again when its entry was voided, and kept when the case went back and fills in a new form (R15)', async () => {
    const [first, second] = [await reviewed(), await reviewed()];
    const { id: factId, version } = await filled(first, 'HLJ 0003');
    const asked = { factId, expectedVersion: version, reason: '编号填错' };
    const waiting = await lab.run<FactAnswer>(lab.tokens.recorder, 'voidDevelopmentFact', 'DevelopmentFactReasonInput', asked);
    expect(open(await fill(second, 'HLJ 0003'))).toEqual([expect.objectContaining(TAKEN)]);
    const target = { factId, expectedVersion: waiting.fact!.version };
    const voided = await lab.run<FactAnswer>(lab.tokens.confirmer, 'confirmDevelopmentFactVoid', 'DevelopmentFactTargetInput', target);
    expect(voided.userErrors).toEqual([]);
    await filled(second, 'HLJ 0003');
    expect(open(await fill(first, 'HLJ 0003'))).toEqual([expect.objectContaining(TAKEN)]);
  }, 60_000);

  it('goes to one of two cases that are confirmed at once (R15)', async () => {
    for (let round = 0; round < 3; round++) {
      const number = `HLJ 1${round}`;
      const cases = [await reviewed(), await reviewed()];
      const waiting: FactAnswer[] = [];
      for (const caseId of cases) waiting.push(await fill(caseId, number));
      const tokens = [lab.tokens.confirmer, lab.tokens.secondConfirmer];
      const answers = await Promise.all(waiting.map(({ fact }, index) => lab.confirm(fact!, { token: tokens[index]! })));
      expect(answers.map(({ fact }) => fact?.status ?? 'REFUSED').sort()).toEqual(['CONFIRMED', 'REFUSED']);
      expect(answers.flatMap(open)).toEqual([expect.objectContaining(TAKEN)]);
    }
  }, 120_000);

  it('is in the copy of the person whose form it is, as it was written (PR-3)', async () => {
    const caseId = await reviewed();
    await filled(caseId, 'hlj 0004');
    type Copied = { entry: { table: string }; values: { name: string; value: string | null }[] };
    const query = `mutation ($input: RevealPersonalDataInput!) {
      revealPersonalData(input: $input) { copy { records { entry { table } values { name value } } } } }`;
    const input = { first: 100, personId: await lab.personOf(caseId), reason: '本人书面申请' };
    const { revealPersonalData } = await lab.app.ask<{ revealPersonalData: { copy: { records: Copied[] } } }>(lab.tokens.recorder, query, {
      input,
    });
    const forms = revealPersonalData.copy.records.filter(({ entry }) => entry.table === 'development_form_number');
    expect(forms.map(({ values }) => values)).toEqual([[expect.objectContaining({ name: 'formNumber', value: 'hlj 0004' })]]);
  }, 60_000);

  it('is found in what was confirmed before forms were kept apart (R15)', async () => {
    const kept = () =>
      lab.app.dataSource.query<object[]>(
        'SELECT scopeId, caseId, organizationId, numberDigest, formNumber FROM development_form_number ORDER BY numberDigest',
      );
    const before = await kept();
    expect(before.length).toBeGreaterThan(0);
    await new FormNumbers1700000010820().up(lab.app.dataSource.createQueryRunner());
    expect(await kept()).toEqual(before);
  });

  it('that another case has is named before the sheet is committed (R15)', async () => {
    await filled(await reviewed(), 'HLJ 0008');
    const takeover = await desk.upload([desk.row({ formNumber: 'hlj0008' })]);
    const [row] = await desk.rowsOf(takeover.id);
    expect(row!.state).toBe('REFUSED');
    expect(row!.findings.filter(({ severity }) => severity === 'ERROR')).toEqual([
      expect.objectContaining({ code: 'RULE_BLOCKS', ruleId: 'R15', cure: expect.anything() }),
    ]);
  }, 60_000);

  it('stands in one row of a sheet: a later row is refused before the sheet is committed and names the earlier one (R15)', async () => {
    const rows = [
      desk.row({ formNumber: 'HLJ 0009' }),
      desk.activist(),
      desk.row({ formNumber: 'hlj0009' }),
      desk.row({ formNumber: 'HLJ 0010' }),
    ];
    const takeover = await desk.upload([...rows, desk.row({ formNumber: ' HLJ  0009 ' })]);
    const [first, , second, other, third] = await desk.rowsOf(takeover.id);
    expect([first!.findings, other!.findings]).toEqual([[], []]);
    for (const later of [second!, third!]) {
      expect(later.state).toBe('REFUSED');
      expect(later.findings).toEqual([
        expect.objectContaining({
          ...{ column: '志愿书编号', code: 'FORM_NUMBER_REPEATED', severity: 'ERROR', ruleId: 'R15' },
          ...{ message: expect.stringContaining('2'), cure: expect.any(String) },
        }),
      ]);
    }
    await desk.commit(takeover);
    await desk.confirm(await desk.shown(takeover.id));
    expect(await desk.shown(takeover.id)).toMatchObject({ counts: { takenOver: 3, refused: 2 } });
  }, 60_000);

  it('is no matter of the sheet where the same person stands twice, or the earlier row was taken over before (R15, INV-13a)', async () => {
    const twice = desk.row({ formNumber: 'HLJ 0011' });
    const [, again] = await desk.rowsOf((await desk.upload([twice, { ...twice, partyGroup: '第二党小组' }])).id);
    expect(again!.findings.map(({ code }) => code)).toEqual(['ROW_REPEATED']);
    const taken = await desk.committed([twice]);
    await desk.confirm(taken);
    const [left, refused] = await desk.rowsOf((await desk.upload([twice, desk.row({ formNumber: 'HLJ 0011' })])).id);
    expect(left!.findings.map(({ code }) => code)).toEqual(['ROW_TAKEN_BEFORE']);
    expect(refused!.findings.map(({ code, ruleId }) => `${code} ${ruleId}`)).toEqual(['RULE_BLOCKS R15']);
  }, 60_000);

  it('is taken over once: of two sheets with it the second is refused with the reason (R15)', async () => {
    const sheets = [
      await desk.committed([desk.row({ formNumber: 'HLJ 0012' })]),
      await desk.committed([desk.row({ formNumber: 'hlj0012' })]),
    ];
    for (const takeover of sheets) await desk.confirm(takeover, takeover.overriddenRuleIds);
    const [[taken], [refused]] = [await desk.rowsOf(sheets[0]!.id), await desk.rowsOf(sheets[1]!.id)];
    expect([taken!.outcome, refused!.outcome]).toEqual(['TAKEN_OVER', 'REFUSED']);
    expect(refused!.findings).toContainEqual(expect.objectContaining({ ruleId: 'R15', severity: 'ERROR' }));
  }, 60_000);
});
