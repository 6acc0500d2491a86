import { createHash } from 'node:crypto';
import { readZipDirectory, unpackZip } from '../../src/platform/spreadsheet/zip-archive.js';
import { DevelopmentLab } from './development-lab.js';

describe('the official forms of a case', () => {
  let lab: DevelopmentLab;
  let caseId: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    caseId = await lab.open();
    await lab.walk(caseId, 'CONVERSION_APPLIED');
  }, 120_000);
  afterAll(() => lab.close());

  interface ShownForm {
    fileName: string;
    contentBase64: string;
    sizeBytes: number;
    documentSha256: string;
    missing: { code: string; label: string; cure: string }[];
  }
  const FORM = 'fileName contentBase64 sizeBytes documentSha256 missing { code label cure }';

  async function form(kind: string, wish = '', token = lab.tokens.recorder): Promise<ShownForm> {
    const query = `query ($id: ID!) { developmentForm(caseId: $id, kind: ${kind}, purpose: HANDLING ${wish}) { ${FORM} } }`;
    return (await lab.app.ask<{ developmentForm: ShownForm }>(token, query, { id: caseId })).developmentForm;
  }

  function textOf({ contentBase64 }: ShownForm): string {
    const file = Buffer.from(contentBase64, 'base64');
    const body = unpackZip(file, readZipDirectory(file)).find(({ path }) => path === 'word/document.xml')!;
    return [...body.content.toString('utf8').matchAll(/<w:t [^>]*>([^<]*)</g)].map(([, text]) => text).join('');
  }

  it('prints a form whose bytes have the digest that is told, named without the person (R34, PR-7)', async () => {
    const shown = await form('ADMISSION_RESOLUTION');
    const file = Buffer.from(shown.contentBase64, 'base64');
    expect(createHash('sha256').update(file).digest('hex')).toBe(shown.documentSha256);
    expect(shown.sizeBytes).toBe(file.length);
    expect(shown.fileName).toMatch(/^\d{4}-\d{4}-接收预备党员决议\.docx$/);
    expect((await form('ADMISSION_RESOLUTION')).documentSha256).toBe(shown.documentSha256);
  });

  it('prints the totals of the recorded ballot and the recorded decision, and nothing that nobody recorded (R19, R36)', async () => {
    const [row] = await lab.app.dataSource.query<{ data: string; occurredOn: string }[]>(
      `SELECT data, occurredOn FROM development_fact WHERE caseId = ? AND kind = 'ADMISSION_VOTED'`,
      [caseId],
    );
    const { ballot } = JSON.parse(row!.data) as { ballot: { due: number; present: number; yes: number } };
    const shown = await form('ADMISSION_RESOLUTION');
    const text = textOf(shown);
    expect(text).toContain(`应到会有表决权的正式党员${ballot.due}名，实到会${ballot.present}名`);
    expect(text).toContain('同意接收');
    expect(shown.missing.map(({ code }) => code)).toEqual(expect.arrayContaining(['assessment', 'chair']));
    expect(textOf(await form('PRE_REVIEW_REQUEST'))).toContain('妥否，请批示。');
  });

  it('leaves blank what is missing and says in the reader’s language where it comes from (R36)', async () => {
    const fresh = await lab.open();
    const query = `query ($id: ID!) { developmentForm(caseId: $id, kind: PROSPECT_REGISTER, purpose: HANDLING) { missing { code label cure } } }`;
    const answer = await lab.app.ask<{ developmentForm: ShownForm }>(lab.tokens.reader, query, { id: fresh }, { 'accept-language': 'en' });
    const codes = answer.developmentForm.missing.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['appliedOn', 'politicalReviewOn', 'introducers', 'idCardNumber', 'photo']));
    expect(answer.developmentForm.missing.find(({ code }) => code === 'appliedOn')!.label).toBe('Day of the application');
  });

  it('prints the ID-card number only for who may see it, and records that apart (PR-7)', async () => {
    const shown = await form('ACTIVIST_REGISTER', ', isIdCardShown: true');
    expect(textOf(shown)).toMatch(/\d{17}[\dX]/);
    expect(textOf(await form('ACTIVIST_REGISTER'))).not.toMatch(/\d{17}[\dX]/);
    const query = `query ($id: ID!) { developmentForm(caseId: $id, kind: ACTIVIST_REGISTER, purpose: HANDLING, isIdCardShown: true) { fileName } }`;
    const denied = await lab.app.send(lab.tokens.reader, query, { id: caseId });
    expect(denied.errors![0]!.extensions.code).toBe('FORBIDDEN');
    const personId = await lab.personOf(caseId);
    const reads = await lab.app.dataSource.query<unknown[]>(
      `SELECT id FROM audit_entry WHERE recordKind = 'Person' AND recordId = ? AND reason LIKE '打印表册%'`,
      [personId],
    );
    expect(reads.length).toBeGreaterThan(0);
  });
});
