import request from 'supertest';
import { readXlsxSheet } from '../../src/platform/spreadsheet/xlsx-sheet.js';
import { CaseLedger } from '../../src/development/cases/case-ledger.js';
import { newId } from '../../src/platform/database/ids.js';
import { TAKEOVER_COLUMNS } from '../../src/development/takeover/takeover-columns.js';
import { TakeoverExpiry } from '../../src/development/takeover/takeover-expiry.js';
import { DevelopmentLab, type ShownError, somebody } from './development-lab.js';
import { csvSheet, type SheetRow, wholeRow, xlsxSheet } from './takeover-sheet.js';

interface ShownTakeover {
  id: string;
  status: string;
  version: number;
  droppedHeaders: string[];
  counts: Record<'total' | 'valid' | 'pending' | 'takenOver' | 'duplicates' | 'refused', number>;
  overriddenRuleIds: string[];
  committedByName: string | null;
  confirmedByName: string | null;
}
interface ShownRow {
  rowNumber: number;
  state: string;
  outcome: string;
  fullName: string | null;
  idCardMasked: string;
  facts: { kind: string; occurredOn: string }[];
  findings: { column: string | null; code: string; severity: string; ruleId: string | null; message: string; cure: string | null }[];
  caseId: string | null;
}
interface Answer {
  takeover: ShownTakeover | null;
  userErrors: ShownError[];
}

const WAIT_MAX_MS = 30_000;

const TAKEOVER = `id status version droppedHeaders overriddenRuleIds committedByName confirmedByName
  counts { total valid pending takenOver duplicates refused }`;
const ERRORS = 'userErrors { __typename code message cure rule }';

async function waitUntil(isDone: () => Promise<boolean>): Promise<void> {
  const startedAt = Date.now();
  while (!(await isDone())) {
    if (Date.now() - startedAt > WAIT_MAX_MS) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('takeover of existing cases from a sheet', () => {
  let lab: DevelopmentLab;
  let members: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    const names = await lab.app.dataSource.query<{ fullName: string }[]>(
      `SELECT fullName FROM person WHERE id IN (?, ?) ORDER BY fullName`,
      lab.members.slice(0, 2),
    );
    members = names.map(({ fullName }) => fullName).join('、');
    const input = {
      organizationId: lab.branchId,
      cutOverOn: '2026-02-01',
      documentNumber: '接〔2026〕1号',
      idempotencyKey: `cut-${newId()}`,
    };
    const query = `mutation ($input: RecordCutOverInput!) { recordCutOver(input: $input) { cutOver { id version } userErrors { code } } }`;
    const recorded = await lab.app.ask<{ recordCutOver: { cutOver: { id: string; version: number } } }>(lab.tokens.recorder, query, {
      input,
    });
    const { id, version } = recorded.recordCutOver.cutOver;
    await lab.run(lab.tokens.confirmer, 'confirmCutOver', 'CutOverTargetInput', { cutOverId: id, expectedVersion: version });
  }, 60_000);
  afterAll(() => lab.close());

  const cast = () => ({ branch: '第一党支部', upper: '园区综合党委', filedWith: '滴道区委', members });
  const row = (changes: SheetRow = {}): SheetRow => ({ ...wholeRow(somebody('1996-05-17'), cast()), ...changes });

  /** The row up to the day on which the person became an activist. */
  const activist = (changes: SheetRow = {}): SheetRow => {
    const whole = row();
    const kept = [
      'fullName',
      'idCardNumber',
      'branch',
      'consentOn',
      'consentReference',
      'upper',
      'applicationOn',
      'applicationTo',
      'talkOn',
      'talkers',
    ];
    const step = ['activistOn', 'recommendedBy', 'isLeagueMember', 'activistDecidedBy', 'activistNumber'];
    return { ...Object.fromEntries([...kept, ...step].map((key) => [key, whole[key]!])), ...changes };
  };

  async function send(file: Buffer, name = '个案.csv', organizationId = lab.branchId, token = lab.tokens.recorder) {
    return request(lab.app.server)
      .post('/uploads/cases')
      .set('authorization', `Bearer ${token}`)
      .field('organizationId', organizationId)
      .attach('file', file, name);
  }

  async function upload(rows: readonly SheetRow[], extraHeaders: string[] = []): Promise<ShownTakeover> {
    const response = await send(csvSheet(rows, extraHeaders));
    if (response.status !== 201) throw new Error(JSON.stringify(response.body));
    return shown((response.body as { takeoverId: string }).takeoverId);
  }

  async function shown(id: string, token = lab.tokens.reader): Promise<ShownTakeover> {
    const query = `query ($id: ID!) { developmentTakeover(id: $id) { ${TAKEOVER} } }`;
    return (await lab.app.ask<{ developmentTakeover: ShownTakeover }>(token, query, { id })).developmentTakeover;
  }

  async function rowsOf(id: string): Promise<ShownRow[]> {
    const query = `query ($id: ID!) { developmentTakeoverRows(takeoverId: $id, first: 100) { nodes { rowNumber state outcome fullName idCardMasked
      facts { kind occurredOn } findings { column code severity ruleId message cure } caseId } } }`;
    const answer = await lab.app.ask<{ developmentTakeoverRows: { nodes: ShownRow[] } }>(lab.tokens.reader, query, { id });
    return answer.developmentTakeoverRows.nodes;
  }

  async function verb(name: string, takeover: { id: string; version: number }, token: string, more: object = {}): Promise<Answer> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { takeover { ${TAKEOVER} } ${ERRORS} } }`;
    const input = { takeoverId: takeover.id, expectedVersion: takeover.version, ...more };
    const answer = (await lab.app.ask<Record<string, Answer>>(token, query, { input }))[name]!;
    await lab.app.drainJobs();
    return answer;
  }

  const commit = (takeover: ShownTakeover) => verb('commitDevelopmentTakeover', takeover, lab.tokens.recorder);

  async function committed(rows: readonly SheetRow[]): Promise<ShownTakeover> {
    const takeover = await upload(rows);
    const { userErrors } = await commit(takeover);
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return shown(takeover.id);
  }

  const confirm = (takeover: { id: string; version: number }, acceptedRuleIds: string[] = [], token = lab.tokens.confirmer) =>
    verb('confirmDevelopmentTakeover', takeover, token, { acceptedRuleIds });

  const count = async (sql: string, parameters: unknown[] = []) =>
    Number((await lab.app.dataSource.query<{ total: number | string }[]>(sql, parameters))[0]!.total);
  const cases = () => count('SELECT COUNT(*) AS total FROM development_case');

  it('offers a template whose columns are those that are read, as text (INV-13a)', async () => {
    const query = '{ developmentTakeoverTemplate { fileName contentBase64 } }';
    const { developmentTakeoverTemplate: template } = await lab.app.ask<{
      developmentTakeoverTemplate: { fileName: string; contentBase64: string };
    }>(lab.tokens.recorder, query);
    const file = Buffer.from(template.contentBase64, 'base64');
    expect(JSON.stringify((await send(file, template.fileName)).body)).toContain('SHEET_EMPTY');
    const [header] = await readXlsxSheet(file);
    expect(header!.map((name) => name.replace('*', ''))).toEqual(TAKEOVER_COLUMNS.map(({ header: name }) => name));
    expect(header!.filter((name) => name.startsWith('*'))).toHaveLength(TAKEOVER_COLUMNS.filter(({ isRequired }) => isRequired).length);
  });

  it('reads a whole life without writing a case or a fact, and encrypts who it is about (INV-13a, PR-6)', async () => {
    const before = await cases();
    const whole = row();
    const takeover = await upload([whole]);
    expect(takeover).toMatchObject({ status: 'STAGED', counts: { total: 1, valid: 1, refused: 0 } });
    const [read] = await rowsOf(takeover.id);
    expect(read).toMatchObject({ state: 'VALID', outcome: 'OPEN', fullName: whole.fullName, rowNumber: 2 });
    expect(read!.findings).toEqual([]);
    expect(read!.facts.map(({ kind }) => kind)).toEqual([
      ...['APPLICATION_RECEIVED', 'APPLICANT_TALKED', 'ACTIVIST_DETERMINED', 'ACTIVIST_FILED', 'CONTACTS_APPOINTED'],
      ...[
        'CULTIVATION_INSPECTED',
        'CULTIVATION_INSPECTED',
        'LISTING_OPINIONS_HEARD',
        'LISTING_AGREED',
        'PUBLICITY_STARTED',
        'PUBLICITY_ENDED',
      ],
      ...['LISTING_DECIDED', 'INTRODUCERS_DETERMINED', 'POLITICAL_REVIEWED', 'TRAINING_COMPLETED', 'COMMITTEE_EXAMINED', 'PRE_REVIEWED'],
      ...['FORM_FILLED', 'ADMISSION_VOTED', 'ADMISSION_TALKED', 'ADMISSION_DECIDED', 'ADMISSION_FILED', 'BRANCH_ASSIGNED', 'OATH_TAKEN'],
      'PROBATION_INSPECTED',
    ]);
    expect(await cases()).toBe(before);
    const stored = await lab.app.dataSource.query<object[]>('SELECT * FROM takeover_row WHERE batchId = ?', [takeover.id]);
    expect(JSON.stringify(stored)).not.toContain(whole.idCardNumber);
    expect(JSON.stringify(stored)).not.toContain(`"${whole.fullName}"`);
  });

  it('makes a case of each row once a second person confirms: recorded by the importer, confirmed by the other (INV-21, INV-13a)', async () => {
    const takeover = await committed([row()]);
    expect(takeover).toMatchObject({ status: 'COMMITTED', counts: { pending: 1, takenOver: 0 }, committedByName: '记录人甲' });
    const identities = await count('SELECT COUNT(*) AS total FROM takeover_row WHERE batchId = ? AND identityEncrypted IS NOT NULL', [
      takeover.id,
    ]);
    expect(identities).toBe(0);
    await confirm(takeover);
    expect(await shown(takeover.id)).toMatchObject({
      status: 'CONFIRMED',
      counts: { pending: 0, takenOver: 1 },
      confirmedByName: '确认人甲',
    });
    const [taken] = await rowsOf(takeover.id);
    const [stored] = await lab.app.dataSource.query<{ stage: string; probationEndsOn: string; cutOverOn: string }[]>(
      'SELECT stage, probationEndsOn, cutOverOn FROM development_case WHERE id = ?',
      [taken!.caseId],
    );
    expect(stored).toMatchObject({ stage: 'PROBATIONARY', probationEndsOn: '2026-06-20', cutOverOn: '2026-02-01' });
    const actors = await lab.app.dataSource.query<{ recordedBy: string; decidedBy: string; status: string }[]>(
      'SELECT DISTINCT recordedBy, decidedBy, status FROM development_fact WHERE caseId = ?',
      [taken!.caseId],
    );
    expect(actors).toHaveLength(1);
    expect(actors[0]).toMatchObject({ status: 'CONFIRMED' });
    expect(actors[0]!.recordedBy).not.toBe(actors[0]!.decidedBy);
    expect(
      await count(`SELECT COUNT(*) AS total FROM development_check WHERE caseId = ? AND moment = 'IMPORTED'`, [taken!.caseId]),
    ).toBeGreaterThan(25);
    const personId = await lab.personOf(taken!.caseId!);
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
    const { stored: projections, derived } = await lab.projections();
    expect(projections).toEqual(derived);
  });

  it('refuses the importer as the confirmer, and a confirmer without the right (INV-21)', async () => {
    const both = await lab.app.signInAs(
      ['PARTY_RECORDER', 'PARTY_CONFIRMER'].map((role) => ({ role, scopeKind: 'ORGANIZATION', scopeId: lab.branchId })),
      '身兼两职',
    );
    const takeover = await upload([activist()]);
    await verb('commitDevelopmentTakeover', takeover, both);
    const waiting = await shown(takeover.id);
    const own = await confirm(waiting, [], both);
    expect(own.userErrors.map(({ code }) => code)).toEqual(['SAME_PERSON_TWICE']);
    const query = `mutation ($input: ConfirmDevelopmentTakeoverInput!) { confirmDevelopmentTakeover(input: $input) { takeover { id } } }`;
    const input = { takeoverId: waiting.id, expectedVersion: waiting.version };
    expect((await lab.app.send(lab.tokens.secondRecorder, query, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await lab.app.send(lab.tokens.otherConfirmer, query, { input })).errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('names every problem of every cell at once, with column, code, cure and both languages (INV-13a)', async () => {
    const takeover = await upload([
      row({
        idCardNumber: '230306199605170011',
        branch: '没有的支部',
        applicationOn: '去年',
        recommendedBy: '自荐',
        due: '五',
        talkers: '查无此人',
        votedOn: '2099-01-01',
      }),
      activist({ consentReference: '', activistOn: '', applicationTo: '' }),
    ]);
    expect(takeover.counts).toMatchObject({ total: 2, valid: 0, refused: 2 });
    const [first, second] = await rowsOf(takeover.id);
    const found = (shownRow: ShownRow) => shownRow.findings.map(({ column, code }) => `${column} ${code}`);
    expect(found(first!)).toEqual(
      expect.arrayContaining([
        '身份证号 ID_CARD_INVALID',
        '所在党支部 ORGANIZATION_UNKNOWN',
        '递交入党申请书日期 DAY_UNREADABLE',
        '推荐方式 CHOICE_UNKNOWN',
        '应到会有表决权人数 NUMBER_UNREADABLE',
        '入党谈话人 PERSON_UNKNOWN',
        '支部大会通过接收日期 DAY_IN_FUTURE',
      ]),
    );
    expect(found(second!)).toEqual(
      expect.arrayContaining(['同意书编号 CELL_MISSING', '确定为积极分子日期 DAY_MISSING', '申请书递交给 CELL_MISSING']),
    );
    expect([...first!.findings, ...second!.findings].every(({ cure }) => cure !== null)).toBe(true);
    const { userErrors } = await commit(takeover);
    expect(userErrors.map(({ code }) => code)).toEqual(['TAKEOVER_NOTHING_TO_COMMIT']);
  });

  it('shows a broken rule before the cut-over as a historic breach with its rule, and takes the case over with it (INV-13a, R09)', async () => {
    const early = {
      listingAgreedOn: '2024-09-12',
      opinionsOn: '2024-09-10',
      publicityFrom: '2024-09-13',
      publicityTo: '2024-09-24',
      listedOn: '2024-09-28',
    };
    const takeover = await upload([row(early)]);
    const [read] = await rowsOf(takeover.id);
    expect(read!.state).toBe('VALID');
    const breach = read!.findings.find(({ code }) => code === 'HISTORIC_BREACH')!;
    expect(breach).toMatchObject({ severity: 'WARNING', ruleId: 'R09' });
    expect(breach.message).toContain('R09');
    await commit(takeover);
    await confirm(await shown(takeover.id));
    const [taken] = await rowsOf(takeover.id);
    expect(taken).toMatchObject({ outcome: 'TAKEN_OVER', findings: expect.anything() });
    const outcomes = await lab.app.dataSource.query<{ ruleId: string }[]>(
      `SELECT DISTINCT ruleId FROM development_check WHERE caseId = ? AND outcome = 'HISTORIC_BREACH'`,
      [taken!.caseId],
    );
    expect(outcomes.map(({ ruleId }) => ruleId)).toContain('R09');
  });

  it('refuses a row that breaks a rule after the cut-over, naming the rule, while the others go on (R09, INV-13a)', async () => {
    const late = activist({ applicationOn: '2026-02-10', talkOn: '2026-02-20', activistOn: '2026-03-01' });
    const listed = {
      ...{ opinionsOn: '2026-04-10', opinionsOf: '党小组、培养联系人、党员、群众' },
      ...{ listingAgreedOn: '2026-04-12', listingAgreedBy: '支部委员会', listingAgreedNumber: '支〔2026〕9号' },
    };
    const takeover = await upload([{ ...late, ...listed }, activist()]);
    const [refused, sound] = await rowsOf(takeover.id);
    expect(refused!.state).toBe('REFUSED');
    expect(refused!.findings.filter(({ severity }) => severity === 'ERROR').map(({ ruleId }) => ruleId)).toContain('R09');
    expect(sound!.state).toBe('VALID');
    await commit(takeover);
    await confirm(await shown(takeover.id));
    expect((await rowsOf(takeover.id)).map(({ outcome }) => outcome)).toEqual(['REFUSED', 'TAKEN_OVER']);
  });

  it('passes a warning with the reason of the row only when the confirmer names the rule (INV-19)', async () => {
    const tardy = activist({ applicationOn: '2026-02-10', talkOn: '2026-04-20', activistOn: '2026-05-01' });
    const plain = await upload([tardy]);
    const [stopped] = await rowsOf(plain.id);
    expect(stopped!.findings.filter(({ severity }) => severity === 'ERROR').map(({ ruleId, code }) => `${code} ${ruleId}`)).toEqual([
      'RULE_WARNS R02',
    ]);
    const takeover = await committed([{ ...tardy, overrideReason: '当时谈话人住院' }]);
    expect(takeover.overriddenRuleIds).toEqual(['R02']);
    const { userErrors } = await confirm(takeover);
    expect(userErrors.map(({ code }) => code)).toEqual(['TAKEOVER_WARNINGS_NOT_ACCEPTED']);
    await confirm(takeover, ['R02']);
    const [taken] = await rowsOf(takeover.id);
    expect(taken!.outcome).toBe('TAKEN_OVER');
    const [fact] = await lab.app.dataSource.query<{ overrides: string }[]>(
      `SELECT overrides FROM development_fact WHERE caseId = ? AND kind = 'APPLICANT_TALKED'`,
      [taken!.caseId],
    );
    expect(JSON.parse(fact!.overrides)).toEqual([{ ruleId: 'R02', reason: '当时谈话人住院' }]);
  });

  it('takes each row once: the same sheet again adds nothing (INV-13a)', async () => {
    const sheet = [activist(), activist()];
    const first = await committed(sheet);
    await confirm(first);
    const before = await cases();
    const again = await upload(sheet);
    expect((await rowsOf(again.id)).flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(
      expect.arrayContaining(['ROW_TAKEN_BEFORE', 'ROW_TAKEN_BEFORE']),
    );
    await commit(again);
    expect(await shown(again.id)).toMatchObject({ status: 'CONFIRMED', counts: { duplicates: 2, takenOver: 0 } });
    expect(await cases()).toBe(before);
  });

  it('takes a row of two sheets committed at once one time (INV-13a)', async () => {
    const sheet = [activist()];
    const [left, right] = [await upload(sheet), await upload(sheet)];
    const query = `mutation ($input: CommitDevelopmentTakeoverInput!) { commitDevelopmentTakeover(input: $input) { userErrors { code } } }`;
    await Promise.all(
      [left, right].map(({ id, version }) =>
        lab.app.ask(lab.tokens.recorder, query, { input: { takeoverId: id, expectedVersion: version } }),
      ),
    );
    await lab.app.drainJobs();
    const outcomes = [...(await rowsOf(left.id)), ...(await rowsOf(right.id))].map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['DUPLICATE', 'PENDING']);
  });

  it('lets one of two confirmations at once take effect (INV-21)', async () => {
    const takeover = await committed([activist()]);
    const before = await cases();
    const query = `mutation ($input: ConfirmDevelopmentTakeoverInput!) { confirmDevelopmentTakeover(input: $input) { userErrors { code } } }`;
    const input = { takeoverId: takeover.id, expectedVersion: takeover.version };
    const answers = await Promise.all(
      [lab.tokens.confirmer, lab.tokens.secondConfirmer].map((token) =>
        lab.app.ask<{ confirmDevelopmentTakeover: { userErrors: { code: string }[] } }>(token, query, { input }),
      ),
    );
    await lab.app.drainJobs();
    expect(answers.flatMap(({ confirmDevelopmentTakeover: { userErrors } }) => userErrors.map(({ code }) => code))).toEqual([
      'STALE_VERSION',
    ]);
    expect(await cases()).toBe(before + 1);
  });

  it('refuses a row for itself alone when the case cannot be opened any more, and confirms it after the cure (INV-13, INV-21)', async () => {
    const person = somebody('1996-05-17');
    const takeover = await committed([activist(person), activist()]);
    const caseId = await lab.open({ person });
    await confirm(takeover);
    const partly = await shown(takeover.id);
    expect(partly).toMatchObject({ status: 'PARTLY_CONFIRMED', counts: { takenOver: 1, refused: 1 } });
    const refused = (await rowsOf(takeover.id)).find(({ outcome }) => outcome === 'REFUSED')!;
    expect(refused.findings).toMatchObject([{ code: 'REFUSED', ruleId: 'INV-13' }]);
    await lab.settle(caseId, '2026-08-30', { withdrawn: { reason: '重复建立' } });
    const late = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM development_case WHERE id = ? AND closedOn IS NOT NULL', [
      caseId,
    ]);
    expect(late).toHaveLength(1);
    await confirm(partly);
    expect(['CONFIRMED', 'PARTLY_CONFIRMED']).toContain((await shown(takeover.id)).status);
  });

  it('leaves nothing behind when an unconfirmed batch is taken back or rejected, and the rows may come again (INV-13a, PR-6)', async () => {
    const sheet = [activist()];
    const before = await cases();
    const takeover = await committed(sheet);
    await verb('reverseDevelopmentTakeover', takeover, lab.tokens.recorder, { reason: '表格有误' });
    expect(await shown(takeover.id)).toMatchObject({ status: 'REVERSED', counts: { pending: 0, takenOver: 0 } });
    const [gone] = await rowsOf(takeover.id);
    expect(gone).toMatchObject({ outcome: 'REVERSED', fullName: null, facts: [] });
    expect(
      await count(
        'SELECT COUNT(*) AS total FROM takeover_row WHERE batchId = ? AND (content IS NOT NULL OR identityEncrypted IS NOT NULL)',
        [takeover.id],
      ),
    ).toBe(0);
    expect(await cases()).toBe(before);
    const again = await committed(sheet);
    expect(again).toMatchObject({ status: 'COMMITTED', counts: { pending: 1, duplicates: 0 } });
    await verb('rejectDevelopmentTakeover', again, lab.tokens.confirmer, { reason: '证据不足' });
    const late = await confirm({ id: again.id, version: again.version + 1 });
    expect(late.userErrors.map(({ code }) => code)).toEqual(['TAKEOVER_STATE_FORBIDS']);
  });

  it('takes back by itself what nobody committed for two weeks (PR-6)', async () => {
    const takeover = await upload([activist()]);
    const stale = Date.parse('2026-09-01T02:00:00Z') - 15 * 86_400_000;
    await lab.app.dataSource.query('UPDATE takeover_batch SET uploadedAt = ? WHERE id = ?', [stale, takeover.id]);
    await lab.app.transactions.run((tx) => lab.app.api.get(TakeoverExpiry, { strict: false }).takeBackStale(tx, newId()));
    expect((await shown(takeover.id)).status).toBe('REVERSED');
    expect(
      await count('SELECT COUNT(*) AS total FROM takeover_row WHERE batchId = ? AND identityEncrypted IS NOT NULL', [takeover.id]),
    ).toBe(0);
  });

  it('makes whole cases or none when a run is killed between two rows, and the next run goes on (INV-21)', async () => {
    const takeover = await committed([activist(), activist(), activist()]);
    const ledger = (lab.app.worker ?? lab.app.api).get(CaseLedger, { strict: false });
    const project = ledger.project.bind(ledger);
    let calls = 0;
    ledger.project = (...step) => {
      calls++;
      return calls === 2 ? Promise.reject(new Error('killed')) : project(...step);
    };
    const before = await cases();
    await confirm(takeover);
    /* The queue tries the job again by itself after a pause. */
    await waitUntil(async () => (await shown(takeover.id)).status === 'CONFIRMED');
    ledger.project = project;
    expect(calls).toBe(4);
    expect(await shown(takeover.id)).toMatchObject({ status: 'CONFIRMED', counts: { takenOver: 3 } });
    expect(await cases()).toBe(before + 3);
    const bare = await count(
      `SELECT COUNT(*) AS total FROM development_case c WHERE NOT EXISTS (SELECT 1 FROM development_fact f WHERE f.caseId = c.id)
       AND c.id IN (SELECT caseId FROM takeover_row WHERE batchId = ?)`,
      [takeover.id],
    );
    expect(bare).toBe(0);
  });

  it('reads xlsx as well, drops columns that it does not know and names them (PR-6)', async () => {
    const response = await send(await xlsxSheet([activist()]), '个案.xlsx');
    expect(response.status).toBe(201);
    const csv = await upload([{ ...activist(), 配偶姓名: '某某' }], ['配偶姓名']);
    expect(csv.droppedHeaders).toEqual(['配偶姓名']);
    const stored = await lab.app.dataSource.query<object[]>('SELECT content, findings FROM takeover_row WHERE batchId = ?', [csv.id]);
    expect(JSON.stringify(stored)).not.toContain('某某');
  });

  it('says why a file is not taken: no header, too many people, another organization, no assessment (INV-13a, PR-4)', async () => {
    const headless = await send(Buffer.from('a,b\n1,2'));
    expect(headless.status).toBe(400);
    expect(JSON.stringify(headless.body)).toContain('HEADER_MISSING');
    const crowd = Array.from({ length: 501 }, (_, index) => ({ fullName: `人${index}` }));
    expect(JSON.stringify((await send(csvSheet(crowd))).body)).toContain('TOO_MANY_ROWS');
    expect((await send(csvSheet([activist()]), 'a.csv', lab.otherBranchId)).status).toBe(404);
    expect((await send(csvSheet([activist()]), 'a.csv', lab.branchId, lab.tokens.reader)).status).toBe(403);
  });

  it('shows batches and rows to nobody outside the subtree (PR-7)', async () => {
    const takeover = await upload([activist()]);
    expect(await shown(takeover.id, lab.tokens.otherRecorder)).toBeNull();
    const query = 'query ($id: ID!) { developmentTakeoverRows(takeoverId: $id) { nodes { fullName } } }';
    expect((await lab.app.send(lab.tokens.otherRecorder, query, { id: takeover.id })).errors![0]!.extensions.code).toBe('NOT_FOUND');
    const reads = await count(`SELECT COUNT(*) AS total FROM audit_entry WHERE recordId = ? AND action = 'READ'`, [takeover.id]);
    await rowsOf(takeover.id);
    expect(await count(`SELECT COUNT(*) AS total FROM audit_entry WHERE recordId = ? AND action = 'READ'`, [takeover.id])).toBe(reads + 1);
  });
});
