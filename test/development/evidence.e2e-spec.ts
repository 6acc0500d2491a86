import { ConsentHistory1700000010830 } from '../../src/migrations/1700000010830-consent-history.js';
import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, TODAY } from './development-lab.js';
import { ANSWER, paper, PaperDesk } from './paper-desk.js';

interface ShownEntry {
  id: string;
  kind: string;
  recordId: string;
  occurredOn: string | null;
  documentNumber: string | null;
  factKind: string | null;
  factStatus: string | null;
  actorName: string | null;
  title: string | null;
  ruleId: string | null;
  outcome: string | null;
  reason: string | null;
  happenedAt: string;
}

describe('papers and the timeline of a case', () => {
  let lab: DevelopmentLab;
  let desk: PaperDesk;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    desk = new PaperDesk(lab);
  }, 60_000);
  afterAll(() => lab.close());

  async function timeline(caseId: string, wish = ''): Promise<ShownEntry[]> {
    const entries: ShownEntry[] = [];
    let after: string | null = null;
    do {
      const query = `query ($caseId: ID!, $after: String) { developmentTimeline(caseId: $caseId, purpose: AUDIT, first: 7, after: $after ${wish}) {
        nodes { id kind recordId occurredOn documentNumber factKind factStatus actorName title ruleId outcome reason happenedAt } pageInfo { hasNextPage endCursor } } }`;
      const page: { developmentTimeline: { nodes: ShownEntry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } =
        await lab.app.ask(lab.tokens.reader, query, { caseId, after });
      entries.push(...page.developmentTimeline.nodes);
      after = page.developmentTimeline.pageInfo.hasNextPage ? page.developmentTimeline.pageInfo.endCursor : null;
    } while (after !== null);
    return entries;
  }

  it('keeps what a paper is, where it is and who attached it when, once per key (R34)', async () => {
    const caseId = await lab.open();
    const { fact } = await lab.settle(caseId, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    const input = { caseId, factId: fact.id, ...paper(), documentSha256: 'b'.repeat(64), idempotencyKey: `paper-${newId()}` };
    const first = await desk.verb('attachDevelopmentDocument', input);
    const again = await desk.verb('attachDevelopmentDocument', input);
    expect(first.document).toMatchObject({ title: '入党申请书', isStanding: true, attachedByName: '记录人甲' });
    expect(again.document!.id).toBe(first.document!.id);
    expect(await desk.documents(caseId)).toHaveLength(1);
  });

  it('corrects by a new entry that takes the place of the old one, and deletes nothing (R34)', async () => {
    const caseId = await lab.open();
    const old = await desk.attach(caseId, { title: '入党申请数' });
    const input = { documentId: old.id, expectedVersion: old.version, ...paper(), reason: '错字' };
    const { document } = await desk.verb('correctDevelopmentDocument', input);
    expect(document).toMatchObject({ title: '入党申请书', supersedesId: old.id, correctionReason: '错字', isStanding: true });
    const all = await desk.documents(caseId);
    expect(all).toHaveLength(2);
    expect(all.find(({ id }) => id === old.id)).toMatchObject({ isStanding: false, supersededById: document!.id, title: '入党申请数' });
    expect((await desk.documents(caseId, true)).map(({ id }) => id)).toEqual([document!.id]);
    const late = await desk.verb('correctDevelopmentDocument', { ...input, expectedVersion: old.version + 1 });
    expect(late.userErrors.map(({ code }) => code)).toEqual(['DOCUMENT_NOT_STANDING']);
  });

  it('lets one of two corrections at once take effect (R34)', async () => {
    const caseId = await lab.open();
    const old = await desk.attach(caseId);
    const answers = await Promise.all(
      ['甲', '乙'].map((title) =>
        desk.verb('correctDevelopmentDocument', {
          documentId: old.id,
          expectedVersion: old.version,
          ...paper('OTHER', title),
          reason: '更正',
        }),
      ),
    );
    expect(answers.filter(({ document }) => document !== null)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
    expect(await desk.documents(caseId, true)).toHaveLength(1);
  });

  it('withdraws a paper of another case with the reason, and keeps its entry (R34)', async () => {
    const caseId = await lab.open();
    const wrong = await desk.attach(caseId, { title: '别人的申请书' });
    const input = { documentId: wrong.id, expectedVersion: wrong.version, reason: '登错个案' };
    expect((await desk.verb('withdrawDevelopmentDocument', input)).document).toMatchObject({
      isStanding: false,
      withdrawnReason: '登错个案',
    });
    expect(await desk.documents(caseId, true)).toEqual([]);
    expect(await desk.documents(caseId)).toHaveLength(1);
  });

  it('refuses a paper that no step knows and a fact of another case, and names what is known (R34)', async () => {
    const caseId = await lab.open();
    const other = await lab.open();
    const { fact } = await lab.settle(other, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    const unknown = await desk.verb('attachDevelopmentDocument', { caseId, ...paper('NO_SUCH_PAPER'), idempotencyKey: `paper-${newId()}` });
    expect(unknown.userErrors).toMatchObject([{ code: 'PAPER_KIND_UNKNOWN', rule: 'R34' }]);
    expect(unknown.userErrors[0]!.cure).toContain('APPLICATION_LETTER');
    const query = `mutation ($input: AttachDevelopmentDocumentInput!) { attachDevelopmentDocument(input: $input) { ${ANSWER} } }`;
    const input = { caseId, factId: fact.id, ...paper(), idempotencyKey: `paper-${newId()}` };
    const foreign = await lab.app.send(lab.tokens.recorder, query, { input });
    expect(foreign.errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('shows papers and timeline to nobody outside the subtree, and to park operations never (PR-7)', async () => {
    const caseId = await lab.open();
    const document = await desk.attach(caseId);
    const secretary = await lab.app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: newId() }]);
    const queries = [
      'query ($id: ID!) { developmentDocuments(caseId: $id, purpose: HANDLING) { nodes { id } } }',
      'query ($id: ID!) { developmentTimeline(caseId: $id, purpose: HANDLING) { nodes { id } } }',
      'query ($id: ID!) { developmentArchiveReadiness(caseId: $id, purpose: HANDLING) { isComplete } }',
      'query ($id: ID!) { developmentForm(caseId: $id, kind: ACTIVIST_REGISTER, purpose: HANDLING) { fileName } }',
    ];
    for (const query of queries) {
      expect((await lab.app.send(lab.tokens.otherRecorder, query, { id: caseId })).errors![0]!.extensions.code).toBe('NOT_FOUND');
      expect((await lab.app.send(secretary, query, { id: caseId })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    }
    const query = `mutation ($input: WithdrawDevelopmentDocumentInput!) { withdrawDevelopmentDocument(input: $input) { document { id } } }`;
    const input = { documentId: document.id, expectedVersion: 1, reason: '试试' };
    expect((await lab.app.send(lab.tokens.otherRecorder, query, { input })).errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('records every reading with its purpose (PR-7)', async () => {
    const caseId = await lab.open();
    await desk.documents(caseId);
    await timeline(caseId);
    const rows = await lab.app.dataSource.query<{ reason: string; changes: string }[]>(
      `SELECT reason, changes FROM audit_entry WHERE recordId = ? AND action = 'READ' ORDER BY at, id`,
      [caseId],
    );
    expect(rows.map(({ reason, changes }) => `${reason} ${(JSON.parse(changes) as { field: string }[])[0]!.field}`)).toEqual(
      expect.arrayContaining(['HANDLING documents', 'AUDIT timeline']),
    );
  });

  it('tells everything that was written down, rejected, taken back, checked and superseded alike, page by page in one order (R34, INV-18)', async () => {
    const caseId = await lab.open();
    const rejected = await lab.record(caseId, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    await lab.run(lab.tokens.confirmer, 'rejectDevelopmentFact', 'DevelopmentFactReasonInput', {
      factId: rejected.fact!.id,
      expectedVersion: rejected.fact!.version,
      reason: '日期不对',
    });
    await lab.settle(caseId, '2024-01-12', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    const old = await desk.attach(caseId, { title: '第一版' });
    await desk.verb('correctDevelopmentDocument', {
      documentId: old.id,
      expectedVersion: 1,
      ...paper('APPLICATION_LETTER', '第二版'),
      reason: '换件',
    });
    const entries = await timeline(caseId);
    const kinds = entries.map(({ kind }) => kind);
    expect(kinds[0]).toBe('CASE_OPENED');
    expect(kinds.filter((kind) => kind === 'FACT_RECORDED')).toHaveLength(2);
    expect(entries.filter(({ kind }) => kind === 'FACT_DECIDED').map(({ factStatus, reason }) => [factStatus, reason])).toEqual(
      expect.arrayContaining([
        ['REJECTED', '日期不对'],
        ['CONFIRMED', null],
      ]),
    );
    expect(
      entries
        .filter(({ kind }) => kind === 'DOCUMENT_ATTACHED')
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['第一版', '第二版'].sort());
    expect(entries.some(({ kind, ruleId, outcome }) => kind === 'RULE_CHECKED' && ruleId === 'R01' && outcome === 'OK')).toBe(true);
    expect(entries.every(({ kind, actorName }) => kind === 'RULE_CHECKED' || actorName !== null)).toBe(true);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.filter(({ recordId }) => recordId === rejected.fact!.id).map(({ kind }) => kind)).toEqual([
      'FACT_RECORDED',
      'FACT_DECIDED',
    ]);
    const reversed = await timeline(caseId, ', order: NEWEST_FIRST');
    expect(reversed.map(({ id }) => id).reverse()).toEqual(entries.map(({ id }) => id));
    const only = await timeline(caseId, ', kinds: [FACT_DECIDED]');
    expect(new Set(only.map(({ kind }) => kind))).toEqual(new Set(['FACT_DECIDED']));
  });

  it('tells each consent, withdrawal and renewal with its day and paper, also once another has taken its place (PR-2)', async () => {
    const caseId = await lab.open();
    let second = 0;
    const change = async (name: string, type: string, more: object = {}) => {
      lab.app.clock.set(new Date(`${TODAY}T02:00:0${++second}Z`));
      const rows = await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM development_case WHERE id = ?', [caseId]);
      const input = { caseId, expectedVersion: rows[0]!.version, ...more };
      expect((await lab.run(lab.tokens.recorder, name, type, input)).userErrors).toEqual([]);
    };
    const withdraw = () => change('withdrawDevelopmentConsent', 'DevelopmentCaseTargetInput');
    const renewal = { consentOn: TODAY, consentReference: '同意书-2' };
    const renew = () => change('renewDevelopmentConsent', 'RenewDevelopmentConsentInput', renewal);
    await withdraw();
    await renew();
    await withdraw();
    await renew();
    const entries = await timeline(caseId);
    expect(entries.map(({ kind, occurredOn, documentNumber }) => [kind, occurredOn, documentNumber])).toEqual([
      ['CASE_OPENED', null, null],
      ['CONSENT_GIVEN', '2024-01-08', '同意书-1'],
      ['CONSENT_WITHDRAWN', TODAY, null],
      ['CONSENT_RENEWED', TODAY, '同意书-2'],
      ['CONSENT_WITHDRAWN', TODAY, null],
      ['CONSENT_RENEWED', TODAY, '同意书-2'],
    ]);
    expect(entries.every(({ actorName }) => actorName === '记录人甲')).toBe(true);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect((await timeline(caseId, ', kinds: [CONSENT_RENEWED]')).map(({ kind }) => kind)).toEqual(['CONSENT_RENEWED', 'CONSENT_RENEWED']);
    const kept = () =>
      lab.app.dataSource.query<object[]>(
        'SELECT caseId, organizationId, step, occurredOn, reference, recordedBy, recordedAt FROM development_consent ORDER BY caseId, recordedAt, step',
      );
    const before = await kept();
    await new ConsentHistory1700000010830().up(lab.app.dataSource.createQueryRunner());
    expect(await kept()).toEqual(before);
  });

  it('shows nothing of another case in the timeline of one (PR-7)', async () => {
    const caseId = await lab.open();
    const other = await lab.open();
    await desk.attach(other, { title: '别的个案的材料' });
    expect((await timeline(caseId)).map(({ title }) => title)).not.toContain('别的个案的材料');
  });
});
