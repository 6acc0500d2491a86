import { newId } from '../../src/platform/database/ids.js';
import { givenMember } from '../support/members.js';
import { givenOrganization } from '../support/organizations.js';
import { DevelopmentLab, somebody } from './development-lab.js';

describe('what a case keeps to itself', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  const readings = async (recordId: string) =>
    Number(
      (
        await lab.app.dataSource.query<{ n: number }[]>("SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'READ' AND recordId = ?", [
          recordId,
        ])
      )[0]!.n,
    );

  it('tells nobody of a case elsewhere who could not open one anyway, and records who learned of it (PR-7)', async () => {
    const person = somebody('1996-05-17');
    const caseId = await lab.open({ person });
    const outsideId = await givenOrganization(lab.app, { name: '外区党支部' });
    const outsider = await lab.account('PARTY_RECORDER', outsideId);
    const tried = { organizationId: outsideId, token: outsider };
    const codes = async (wish: object) => (await lab.tryToOpen({ ...tried, ...wish })).userErrors.map(({ code }) => code);
    expect(await codes({ person })).toEqual(['IMPACT_ASSESSMENT_MISSING']);
    expect(await codes({ person: { ...person, fullName: '别名' } })).toEqual(['IMPACT_ASSESSMENT_MISSING']);
    expect(await codes({ person, consentOn: '2099-01-01' })).toEqual(['CONSENT_IN_FUTURE', 'IMPACT_ASSESSMENT_MISSING']);
    expect(await readings(caseId)).toBe(0);
    const other = { organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder, person };
    expect((await lab.tryToOpen(other)).userErrors.map(({ code }) => code)).toEqual(['CASE_ALREADY_OPEN']);
    expect(await readings(caseId)).toBe(1);
    expect((await lab.tryToOpen(other)).userErrors.map(({ code }) => code)).toEqual(['CASE_ALREADY_OPEN']);
    expect(await readings(caseId)).toBe(2);
  });

  it('takes no consent from a child or from before the birth (PR-2)', async () => {
    const codes = async (consentOn: string) =>
      (await lab.tryToOpen({ person: somebody('1996-05-17'), consentOn })).userErrors.map(({ code }) => code);
    expect(await codes('1950-01-01')).toEqual(['CONSENT_TOO_EARLY']);
    expect(await codes('2010-05-16')).toEqual(['CONSENT_TOO_EARLY']);
    expect(await codes('2010-05-17')).toEqual([]);
  });

  it('shows no person to whoever reads for figures, and leaves no reading of it (PR-7)', async () => {
    const caseId = await lab.open();
    const { reader } = lab.tokens;
    const refused = async (query: string) => {
      const { data, errors } = await lab.app.send(reader, query, { id: caseId });
      expect(data ?? null).toBeNull();
      return (errors as { extensions: { code: string; fields?: { code: string }[] } }[] | undefined)?.map(
        ({ extensions }) => extensions.fields?.[0]?.code ?? extensions.code,
      );
    };
    const before = await readings(caseId);
    const queries = [
      'query ($id: ID!) { developmentCase(id: $id, purpose: STATISTICS) { case { stage person { fullName } } } }',
      'query ($id: ID!) { developmentCases(filter: { }, purpose: STATISTICS) { nodes { id person { fullName } } } developmentCase(id: $id, purpose: STATISTICS) { case { id } } }',
      'query ($id: ID!) { developmentForm(caseId: $id, kind: ACTIVIST_REGISTER, purpose: STATISTICS, isIdCardShown: false) { fileName } }',
    ];
    for (const query of queries) expect((await refused(query))?.[0]).toBe('FIGURES_SHOW_NOBODY');
    expect(await readings(caseId)).toBe(before);
    const count = await lab.app.ask<{ developmentCases: { totalCount: number } }>(
      reader,
      '{ developmentCases(purpose: STATISTICS) { totalCount } }',
    );
    expect(count.developmentCases.totalCount).toBeGreaterThan(0);
  });

  it('prints no form and owes nothing once the consent is withdrawn (PR-2)', async () => {
    const caseId = await lab.open();
    await lab.settle(caseId, '2026-08-20', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    const due = async () => {
      const query = `query ($id: ID!) { developmentDueList(organizationId: $id, purpose: HANDLING, first: 100) { nodes { case { id } } } }`;
      const found = await lab.app.ask<{ developmentDueList: { nodes: { case: { id: string } }[] } }>(lab.tokens.recorder, query, {
        id: lab.branchId,
      });
      return found.developmentDueList.nodes.filter((node) => node.case.id === caseId).length;
    };
    expect(await due()).toBe(1);
    const row = await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM development_case WHERE id = ?', [caseId]);
    const withdrawal = { caseId, expectedVersion: row[0]!.version };
    const withdrawn = await lab.run(lab.tokens.recorder, 'withdrawDevelopmentConsent', 'DevelopmentCaseTargetInput', withdrawal);
    expect(withdrawn.userErrors).toEqual([]);
    const form =
      'query ($id: ID!) { developmentForm(caseId: $id, kind: ACTIVIST_REGISTER, purpose: HANDLING, isIdCardShown: true) { fileName } }';
    const { errors } = await lab.app.send(lab.tokens.recorder, form, { id: caseId });
    expect(JSON.stringify(errors)).toContain('撤回单独同意');
    expect(await due()).toBe(0);
  });

  it('leaves the number of somebody who moved on to the organization where that person is now (INV-05)', async () => {
    const { recorder, otherRecorder } = lab.tokens;
    const person = somebody('1985-05-17');
    const member = await givenMember(lab.app, recorder, { organizationId: lab.branchId, person, startsOn: '2015-07-01' });
    const shows = async (token: string) => {
      const query = 'query ($id: ID!) { person(id: $id) { id } }';
      const seen = (await lab.app.ask<{ person: { id: string } | null }>(token, query, { id: member.person.id })).person !== null;
      const reveal = 'mutation ($input: RevealPersonInput!) { revealPersonIdCard(input: $input) { idCardNumber } }';
      const { errors } = await lab.app.send(token, reveal, { input: { personId: member.person.id, reason: '核对材料' } });
      return [seen, errors === undefined];
    };
    expect([await shows(recorder), await shows(otherRecorder)]).toEqual([
      [true, true],
      [false, false],
    ]);
    const end = { membershipId: member.id, expectedVersion: 1, endsOn: '2026-08-01', reason: '组织关系转出' };
    await lab.run(recorder, 'endMembership', 'EndMembershipInput', end);
    await givenMember(lab.app, otherRecorder, { organizationId: lab.otherBranchId, personId: undefined, person, startsOn: '2026-08-01' });
    expect([await shows(recorder), await shows(otherRecorder)]).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('leaves nothing in the audit trail that names the person or tells the kind of a paper (PR-7)', async () => {
    const caseId = await lab.open();
    const personId = await lab.personOf(caseId);
    const paper = { paperKind: 'CONVERSION_LETTER', title: '转正申请', reference: '密档9号', pagesCount: 1, heldBy: '党支部' };
    const input = { caseId, ...paper, idempotencyKey: newId() };
    expect((await lab.run(lab.tokens.recorder, 'attachDevelopmentDocument', 'AttachDevelopmentDocumentInput', input)).userErrors).toEqual(
      [],
    );
    const query =
      'query ($id: ID!) { developmentForm(caseId: $id, kind: ACTIVIST_REGISTER, purpose: HANDLING, isIdCardShown: true) { fileName } }';
    await lab.app.ask(lab.tokens.recorder, query, { id: caseId });
    const rows = await lab.app.dataSource.query<{ recordKind: string; changes: string | null; reason: string | null }[]>(
      'SELECT recordKind, changes, reason FROM audit_entry WHERE recordId IN (?, ?)',
      [caseId, personId],
    );
    expect(rows.map(({ recordKind }) => recordKind)).toContain('Person');
    const text = JSON.stringify(rows);
    for (const told of [personId, 'CONVERSION_LETTER', '转正申请', '密档9号', 'ACTIVIST_REGISTER', '发展党员'])
      expect(text).not.toContain(told);
  });
});
