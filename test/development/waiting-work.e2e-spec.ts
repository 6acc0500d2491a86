import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, somebody } from './development-lab.js';

interface Told {
  topic: string;
  subjectId: string;
  text: string;
}

describe('work that waits', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  const inbox = async (token: string, subjectId: string): Promise<Told[]> => {
    const query = '{ myNotices(first: 100) { nodes { topic subjectId text } } }';
    const { myNotices } = await lab.app.ask<{ myNotices: { nodes: Told[] } }>(token, query);
    return myNotices.nodes.filter((notice) => notice.subjectId === subjectId && notice.topic !== 'development.due');
  };
  const topics = async (token: string, subjectId: string) => (await inbox(token, subjectId)).map(({ topic }) => topic);
  const application = { applicationReceived: { addressedTo: 'EMPLOYER' } };
  const target = (fact: { id: string; version: number }) => ({ factId: fact.id, expectedVersion: fact.version });

  it('tells the confirmers of a fact until one of them has confirmed it, by the number of the case alone (INV-21)', async () => {
    const { confirmer, secondConfirmer, recorder, otherConfirmer } = lab.tokens;
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2026-08-20', application);
    const told = await inbox(confirmer, caseId);
    expect(told.map(({ topic }) => topic)).toEqual(['development.waits']);
    expect(told[0]!.text).toMatch(/^发展党员个案 \d{4}-\d{4}:.*待确认。$/);
    expect(await topics(secondConfirmer, caseId)).toEqual(['development.waits']);
    expect([await topics(recorder, caseId), await topics(otherConfirmer, caseId)]).toEqual([[], []]);
    await lab.confirm(fact!);
    expect([await topics(confirmer, caseId), await topics(secondConfirmer, caseId)]).toEqual([[], []]);
  });

  it('tells the recorder of a rejected fact, and everybody anew when the next one waits', async () => {
    const { confirmer, recorder } = lab.tokens;
    const caseId = await lab.open();
    const first = await lab.record(caseId, '2026-08-20', application);
    const rejection = { ...target(first.fact!), reason: '日期不符' };
    await lab.run(confirmer, 'rejectDevelopmentFact', 'DevelopmentFactReasonInput', rejection);
    expect([await topics(confirmer, caseId), await topics(recorder, caseId)]).toEqual([[], ['development.rejected']]);
    const second = await lab.record(caseId, '2026-08-21', application);
    expect(await topics(confirmer, caseId)).toEqual(['development.waits']);
    await lab.run(recorder, 'withdrawPendingFact', 'DevelopmentFactReasonInput', { ...target(second.fact!), reason: '误记' });
    expect(await topics(confirmer, caseId)).toEqual([]);
  });

  it('lets nobody but its recorder take a fact back (INV-21)', async () => {
    const { recorder, secondRecorder } = lab.tokens;
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2026-08-20', application);
    const take = (token: string) =>
      lab.run(token, 'withdrawPendingFact', 'DevelopmentFactReasonInput', { ...target(fact!), reason: '误记' });
    expect((await take(secondRecorder)).userErrors.map(({ code }) => code)).toEqual(['FACT_OF_ANOTHER']);
    expect((await take(recorder)).userErrors).toEqual([]);
  });

  it('tells the confirmers of a voiding that was asked for, and the recorder when it was refused', async () => {
    const { confirmer, recorder } = lab.tokens;
    const caseId = await lab.open();
    const { fact } = await lab.settle(caseId, '2026-08-20', application);
    const asked = await lab.run<{ fact: { id: string; version: number } }>(recorder, 'voidDevelopmentFact', 'DevelopmentFactReasonInput', {
      ...target(fact),
      reason: '误记',
    });
    expect((await inbox(confirmer, caseId)).map(({ text }) => text)).toEqual([expect.stringContaining('作废')]);
    await lab.run(confirmer, 'rejectDevelopmentFactVoid', 'DevelopmentFactTargetInput', target(asked.fact));
    expect([await topics(confirmer, caseId), await topics(recorder, caseId)]).toEqual([[], ['development.rejected']]);
  });

  it('tells the receiving organization of a case on its way, until it is answered (INV-14)', async () => {
    const { otherRecorder, otherConfirmer } = lab.tokens;
    const caseId = await lab.open();
    await lab.settle(caseId, '2026-08-20', application);
    const started = { transferStarted: { toOrganizationId: lab.otherBranchId, isFileHandedOver: true } };
    await lab.settle(caseId, '2026-08-25', started, { documentNumber: '介1号' });
    expect(await topics(otherRecorder, caseId)).toEqual(['development.waits']);
    const declined = { token: otherRecorder, confirmer: otherConfirmer };
    await lab.settle(caseId, '2026-08-26', { transferDeclined: { reason: '信息不全' } }, declined);
    expect(await topics(otherRecorder, caseId)).toEqual([]);
  });

  it('tells the confirmers of a cut-over, and the recorder when it was rejected', async () => {
    const { confirmer, recorder } = lab.tokens;
    const cutOver = { organizationId: lab.branchId, cutOverOn: '2026-08-01', documentNumber: '接1号', idempotencyKey: newId() };
    const query = 'mutation ($input: RecordCutOverInput!) { recordCutOver(input: $input) { cutOver { id version } userErrors { code } } }';
    const recorded = await lab.app.ask<{ recordCutOver: { cutOver: { id: string; version: number } } }>(recorder, query, {
      input: cutOver,
    });
    const { id, version } = recorded.recordCutOver.cutOver;
    expect(await topics(confirmer, id)).toEqual(['development.waits']);
    const rejection = { cutOverId: id, expectedVersion: version, reason: '文号有误' };
    const reject = 'mutation ($input: RejectCutOverInput!) { rejectCutOver(input: $input) { userErrors { code } } }';
    await lab.app.ask(confirmer, reject, { input: rejection });
    expect([await topics(confirmer, id), await topics(recorder, id)]).toEqual([[], ['development.rejected']]);
  });

  it('shows a confirmer what is to be confirmed in words, organizations by name', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'ACTIVIST_FILED');
    const query = `query ($id: ID!) { developmentCaseHistory(caseId: $id, purpose: HANDLING, first: 100) { nodes { kind details { name value label text } } } }`;
    const { developmentCaseHistory } = await lab.app.ask<{
      developmentCaseHistory: { nodes: { kind: string; details: { name: string; value: string; label: string; text: string }[] }[] };
    }>(lab.tokens.confirmer, query, { id: caseId });
    const details = (kind: string) => developmentCaseHistory.nodes.find((fact) => fact.kind === kind)!.details;
    const decided = details('ACTIVIST_DETERMINED').find(({ name }) => name === 'decidedBy')!;
    expect(decided.label).toBe('决定机构');
    expect(decided.value).toMatch(/^[A-Z_]+$/);
    expect(decided.text).toMatch(/^[\u4e00-\u9fff]+/);
    expect(details('ACTIVIST_DETERMINED')).toContainEqual(
      expect.objectContaining({ label: '是否共青团员', text: expect.stringMatching(/^[是否]$/) }),
    );
    expect(details('ACTIVIST_FILED')).toContainEqual(expect.objectContaining({ name: 'upperOrganizationId', text: '园区综合党委' }));
  }, 60_000);

  it('finds a case by any part of the name, and who may receive it by any part of theirs', async () => {
    const caseId = await lab.open({ person: { ...somebody('1996-05-17'), fullName: '欧阳小溪' } });
    const byName = 'query ($f: DevelopmentCaseFilter) { developmentCases(purpose: HANDLING, filter: $f) { nodes { id } } }';
    const found = await lab.app.ask<{ developmentCases: { nodes: { id: string }[] } }>(lab.tokens.recorder, byName, {
      f: { personName: '阳小' },
    });
    expect(found.developmentCases.nodes).toEqual([{ id: caseId }]);
    const directory = 'query ($s: String!) { organizationDirectory(search: $s, first: 10) { nodes { id name adminParent { name } } } }';
    const ask = (search: string) =>
      lab.app.ask<{ organizationDirectory: { nodes: object[] } }>(lab.tokens.recorder, directory, { s: search });
    expect((await ask('二党支')).organizationDirectory.nodes).toEqual([
      { id: lab.otherBranchId, name: '第二党支部', adminParent: { name: '园区综合党委' } },
    ]);
    const reader = await lab.app.send(lab.tokens.reader, directory, { s: '党支' });
    expect(reader.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('lists every inspection among the milestones, not the latest alone', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CULTIVATION_INSPECTED');
    const query = 'query ($id: ID!) { developmentCase(id: $id, purpose: HANDLING) { milestones { kind occurredOn } } }';
    const { developmentCase } = await lab.app.ask<{ developmentCase: { milestones: { kind: string; occurredOn: string }[] } }>(
      lab.tokens.recorder,
      query,
      { id: caseId },
    );
    const walked = lab.life().filter(({ kind }) => kind === 'CULTIVATION_INSPECTED');
    expect(walked.length).toBeGreaterThan(1);
    expect(developmentCase.milestones.filter(({ kind }) => kind === 'CULTIVATION_INSPECTED').map(({ occurredOn }) => occurredOn)).toEqual(
      walked.map(({ occurredOn }) => occurredOn),
    );
  }, 60_000);
});
