import { readXlsxSheet } from '../../src/platform/spreadsheet/xlsx-sheet.js';
import { TAKEOVER_COLUMNS } from '../../src/development/takeover/takeover-columns.js';
import { type ShownRow, TakeoverDesk } from './takeover-desk.js';
import { csvSheet, xlsxSheet } from './takeover-sheet.js';

describe('reading a sheet of existing cases', () => {
  let desk: TakeoverDesk;

  beforeAll(async () => {
    desk = await TakeoverDesk.start();
  }, 60_000);
  afterAll(() => desk.close());

  it('offers a template whose columns are those that are read, as text (INV-13a)', async () => {
    const query = '{ developmentTakeoverTemplate { fileName contentBase64 } }';
    const { developmentTakeoverTemplate: template } = await desk.lab.app.ask<{
      developmentTakeoverTemplate: { fileName: string; contentBase64: string };
    }>(desk.lab.tokens.recorder, query);
    const file = Buffer.from(template.contentBase64, 'base64');
    expect(JSON.stringify((await desk.send(file, template.fileName)).body)).toContain('SHEET_EMPTY');
    const [header] = await readXlsxSheet(file);
    expect(header!.map((name) => name.replace('*', ''))).toEqual(TAKEOVER_COLUMNS.map(({ header: name }) => name));
    expect(header!.filter((name) => name.startsWith('*'))).toHaveLength(TAKEOVER_COLUMNS.filter(({ isRequired }) => isRequired).length);
  });

  it('reads a whole life without writing a case or a fact, and encrypts who it is about (INV-13a, PR-6)', async () => {
    const before = await desk.cases();
    const whole = desk.row();
    const takeover = await desk.upload([whole]);
    expect(takeover).toMatchObject({ status: 'STAGED', counts: { total: 1, valid: 1, refused: 0 } });
    const [read] = await desk.rowsOf(takeover.id);
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
    expect(await desk.cases()).toBe(before);
    const stored = await desk.lab.app.dataSource.query<object[]>('SELECT * FROM takeover_row WHERE batchId = ?', [takeover.id]);
    expect(JSON.stringify(stored)).not.toContain(whole.idCardNumber);
    expect(JSON.stringify(stored)).not.toContain(`"${whole.fullName}"`);
  });

  it('names every problem of every cell at once, with column, code, cure and both languages (INV-13a)', async () => {
    const takeover = await desk.upload([
      desk.row({
        idCardNumber: '230306199605170011',
        branch: '没有的支部',
        applicationOn: '去年',
        recommendedBy: '自荐',
        due: '五',
        talkers: '查无此人',
        votedOn: '2099-01-01',
      }),
      desk.activist({ consentReference: '', activistOn: '', applicationTo: '' }),
    ]);
    expect(takeover.counts).toMatchObject({ total: 2, valid: 0, refused: 2 });
    const [first, second] = await desk.rowsOf(takeover.id);
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
    const { userErrors } = await desk.commit(takeover);
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
    const takeover = await desk.upload([desk.row(early)]);
    const [read] = await desk.rowsOf(takeover.id);
    expect(read!.state).toBe('VALID');
    const breach = read!.findings.find(({ code }) => code === 'HISTORIC_BREACH')!;
    expect(breach).toMatchObject({ severity: 'WARNING', ruleId: 'R09' });
    expect(breach.message).toContain('R09');
    await desk.commit(takeover);
    await desk.confirm(await desk.shown(takeover.id));
    const [taken] = await desk.rowsOf(takeover.id);
    expect(taken).toMatchObject({ outcome: 'TAKEN_OVER', findings: expect.anything() });
    const outcomes = await desk.lab.app.dataSource.query<{ ruleId: string }[]>(
      `SELECT DISTINCT ruleId FROM development_check WHERE caseId = ? AND outcome = 'HISTORIC_BREACH'`,
      [taken!.caseId],
    );
    expect(outcomes.map(({ ruleId }) => ruleId)).toContain('R09');
  });

  it('refuses a row that breaks a rule after the cut-over, naming the rule, while the others go on (R09, INV-13a)', async () => {
    const late = desk.activist({ applicationOn: '2026-02-10', talkOn: '2026-02-20', activistOn: '2026-03-01' });
    const listed = {
      ...{ opinionsOn: '2026-04-10', opinionsOf: '党小组、培养联系人、党员、群众' },
      ...{ listingAgreedOn: '2026-04-12', listingAgreedBy: '支部委员会', listingAgreedNumber: '支〔2026〕9号' },
    };
    const takeover = await desk.upload([{ ...late, ...listed }, desk.activist()]);
    const [refused, sound] = await desk.rowsOf(takeover.id);
    expect(refused!.state).toBe('REFUSED');
    expect(refused!.findings.filter(({ severity }) => severity === 'ERROR').map(({ ruleId }) => ruleId)).toContain('R09');
    expect(sound!.state).toBe('VALID');
    await desk.commit(takeover);
    await desk.confirm(await desk.shown(takeover.id));
    expect((await desk.rowsOf(takeover.id)).map(({ outcome }) => outcome)).toEqual(['REFUSED', 'TAKEN_OVER']);
  });

  it('reads xlsx as well, drops columns that it does not know and names them (PR-6)', async () => {
    const response = await desk.send(await xlsxSheet([desk.activist()]), '个案.xlsx');
    expect(response.status).toBe(201);
    const csv = await desk.upload([{ ...desk.activist(), 配偶姓名: '某某' }], ['配偶姓名']);
    expect(csv.droppedHeaders).toEqual(['配偶姓名']);
    const stored = await desk.lab.app.dataSource.query<object[]>('SELECT content, findings FROM takeover_row WHERE batchId = ?', [csv.id]);
    expect(JSON.stringify(stored)).not.toContain('某某');
  });

  it('says why a file is not taken: no header, too many people, another organization, no assessment (INV-13a, PR-4)', async () => {
    const headless = await desk.send(Buffer.from('a,b\n1,2'));
    expect(headless.status).toBe(400);
    expect(JSON.stringify(headless.body)).toContain('HEADER_MISSING');
    const crowd = Array.from({ length: 501 }, (_, index) => ({ fullName: `人${index}` }));
    expect(JSON.stringify((await desk.send(csvSheet(crowd))).body)).toContain('TOO_MANY_ROWS');
    expect((await desk.send(csvSheet([desk.activist()]), 'a.csv', desk.lab.otherBranchId)).status).toBe(404);
    expect((await desk.send(csvSheet([desk.activist()]), 'a.csv', desk.lab.branchId, desk.lab.tokens.reader)).status).toBe(403);
  });

  it('shows batches and rows to nobody outside the subtree (PR-7)', async () => {
    const takeover = await desk.upload([desk.activist()]);
    expect(await desk.shown(takeover.id, desk.lab.tokens.otherRecorder)).toBeNull();
    const query = 'query ($id: ID!) { developmentTakeoverRows(takeoverId: $id) { nodes { fullName } } }';
    expect((await desk.lab.app.send(desk.lab.tokens.otherRecorder, query, { id: takeover.id })).errors![0]!.extensions.code).toBe(
      'NOT_FOUND',
    );
    const reads = await desk.count(`SELECT COUNT(*) AS total FROM audit_entry WHERE recordId = ? AND action = 'READ'`, [takeover.id]);
    await desk.rowsOf(takeover.id);
    expect(await desk.count(`SELECT COUNT(*) AS total FROM audit_entry WHERE recordId = ? AND action = 'READ'`, [takeover.id])).toBe(
      reads + 1,
    );
  });
});
