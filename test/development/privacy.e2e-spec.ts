import { Streamer } from '../../src/streamers/streamer.entity.js';
import { newId } from '../../src/platform/database/ids.js';
import { countStatements } from '../support/statement-counter.js';
import { Park } from '../../src/parks/park.entity.js';
import { DevelopmentLab, type ShownError } from './development-lab.js';
import { SHIPPED_TEMPLATE_IDS } from '../support/parks.js';

const LIST = `query ($filter: DevelopmentCaseFilter, $order: DevelopmentCaseOrder, $first: Int) {
  developmentCases(purpose: HANDLING, filter: $filter, order: $order, first: $first) {
    nodes { id caseNumber stage nextDueOn person { fullName idCardMasked } organization { name } } totalCount pageInfo { endCursor } } }`;
const MINE = `{ myDevelopmentCase { id caseNumber stage stageText { zh en } organizationName contactNames introducerNames
  papers { title { zh } occurredOn documentNumber } nextSteps { sentence { zh en } state earliestOn latestOn } }
  myDevelopmentCaseReaders(first: 50) { nodes { actorName purpose shown } } }`;

interface Listed {
  developmentCases: {
    nodes: {
      id: string;
      caseNumber: string;
      stage: string;
      nextDueOn: string | null;
      person: { fullName: string; idCardMasked: string };
    }[];
    totalCount: number;
  };
}

interface Mine {
  myDevelopmentCase: {
    id: string;
    stage: string;
    stageText: { zh: string };
    contactNames: string[];
    introducerNames: string[];
    papers: { title: { zh: string }; documentNumber: string | null }[];
    nextSteps: { sentence: { zh: string; en: string }; state: string; earliestOn: string | null }[];
  } | null;
  myDevelopmentCaseReaders: { nodes: { actorName: string; purpose: string; shown: string[] }[] };
}

describe('who sees a case', () => {
  let lab: DevelopmentLab;
  let parkId: string;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    parkId = newId();
    await lab.app.transactions.run((tx) =>
      tx.insert(Park, [
        {
          id: parkId,
          scopeId: '00000000000000000000000000',
          name: '滴道电商产业园',
          leadingOrganizationId: lab.committeeId,
          status: 'ACTIVE',
          statusReason: null,
          structureTemplateId: SHIPPED_TEMPLATE_IDS['1+4+N'],
          createdAt: tx.at,
          version: 1,
        },
      ]),
    );
  }, 60_000);
  afterAll(() => lab.close());

  const list = async (token: string, variables: object = {}) =>
    (await lab.app.ask<Listed>(token, LIST, { first: 20, ...variables })).developmentCases;
  const codeOf = async (token: string, query: string, variables: Record<string, unknown>) =>
    (await lab.app.send(token, query, variables)).errors?.[0]?.extensions.code;
  const readings = (caseId: string) =>
    lab.app.dataSource.query<{ actorName: string; reason: string; scopeId: string }[]>(
      `SELECT actorName, reason, scopeId FROM audit_entry WHERE action = 'READ' AND recordKind = 'DevelopmentCase' AND recordId = ?`,
      [caseId],
    );
  const READS: [string, (id: string) => Record<string, unknown>][] = [
    ['query ($id: ID!) { developmentCase(id: $id, purpose: HANDLING) { case { id } } }', (id) => ({ id })],
    ['query ($id: ID!) { developmentCaseHistory(caseId: $id, purpose: HANDLING) { nodes { id } } }', (id) => ({ id })],
    ['query ($id: ID!) { developmentCaseReaders(caseId: $id) { nodes { id } } }', (id) => ({ id })],
    ['query ($id: ID!) { developmentAdvisory(caseId: $id, purpose: HANDLING, ruleSetId: "CPC-DEV-2014") { kind } }', (id) => ({ id })],
  ];

  it('is the organization subtree: for another branch a case does not exist, not even to record or confirm (PR-7)', async () => {
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    for (const [query, variables] of READS) expect(await codeOf(lab.tokens.otherRecorder, query, variables(caseId))).toBe('NOT_FOUND');
    await expect(lab.record(caseId, '2024-01-10', { oathTaken: true }, { token: lab.tokens.otherRecorder })).rejects.toThrow('NOT_FOUND');
    await expect(lab.confirm(fact!, { token: lab.tokens.otherConfirmer })).rejects.toThrow('NOT_FOUND');
    expect((await list(lab.tokens.otherRecorder)).nodes.map(({ id }) => id)).not.toContain(caseId);
    expect((await list(lab.tokens.districtReader)).nodes.map(({ id }) => id)).toContain(caseId);
  });

  it('is never park operations, nor the audit trail that they read (PR-7)', async () => {
    const caseId = await lab.open();
    const personId = await lab.personOf(caseId);
    const everyParkRole = ['PARK_SECRETARY', 'ORGANIZATION_OFFICER', 'OPERATOR', 'ACCOUNTANT', 'AUDITOR'];
    const secretary = await lab.app.signInAs(
      everyParkRole.map((role) => ({ role, scopeKind: 'PARK', scopeId: parkId })),
      '园区全员',
    );
    for (const [query, variables] of READS) expect(await codeOf(secretary, query, variables(caseId))).toBe('FORBIDDEN');
    expect(await codeOf(secretary, LIST, {})).toBe('FORBIDDEN');
    for (const token of [secretary, lab.tokens.district]) {
      const trail = '{ auditEntries(first: 100) { nodes { recordKind recordId } } persons(first: 100) { nodes { id } } }';
      const seen = JSON.stringify(await lab.app.ask(token, trail));
      expect(seen).not.toContain('Development');
      expect(seen).not.toContain(caseId);
      expect(seen).not.toContain(personId);
    }
    expect(await codeOf(lab.tokens.district, LIST, {})).toBe('FORBIDDEN');
  });

  it('leaves a trace each time, with the purpose, page by page and in the trail of the organization (PR-7)', async () => {
    const caseId = await lab.open();
    await lab.app.ask(lab.tokens.reader, READS[0]![0], { id: caseId });
    await list(lab.tokens.districtReader);
    const found = await readings(caseId);
    expect(found.map(({ actorName, reason, scopeId }) => [actorName, reason, scopeId])).toEqual([
      ['查阅人甲', 'HANDLING', lab.branchId],
      ['区委查阅人', 'HANDLING', lab.branchId],
    ]);
    await lab.app.send(lab.tokens.otherRecorder, READS[0]![0], { id: caseId });
    expect(await readings(caseId)).toHaveLength(2);
    const { developmentCaseReaders } = await lab.app.ask<{ developmentCaseReaders: { nodes: { actorName: string; shown: string[] }[] } }>(
      lab.tokens.reader,
      'query ($id: ID!) { developmentCaseReaders(caseId: $id) { nodes { actorName purpose shown at } } }',
      { id: caseId },
    );
    expect(developmentCaseReaders.nodes.map(({ actorName }) => actorName).sort()).toEqual(['区委查阅人', '查阅人甲', '查阅人甲'].sort());
  });

  it('includes the person, who sees the own stage, what comes next in plain words, the papers and who looked, and nobody else (PR-3, PR-7)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    const streamerId = newId();
    const personId = await lab.personOf(caseId);
    await lab.app.transactions.run((tx) =>
      tx.insert(Streamer, [
        { id: streamerId, parkId, personId, stageName: '小滴姐', kind: 'ORDINARY', status: 'INVITED', enrolledAt: tx.at, version: 1 },
      ]),
    );
    const own = await lab.account('STREAMER', streamerId, 'STREAMER', '本人');
    await lab.app.ask(lab.tokens.reader, READS[0]![0], { id: caseId });
    const { myDevelopmentCase: mine, myDevelopmentCaseReaders: readers } = await lab.app.ask<Mine>(own, MINE);
    expect(mine).toMatchObject({ id: caseId, stage: 'ACTIVIST', stageText: { zh: '入党积极分子' }, introducerNames: [] });
    expect(mine!.contactNames).toHaveLength(2);
    expect(mine!.papers.map(({ documentNumber }) => documentNumber)).toContain('支〔2024〕1号');
    const listing = mine!.nextSteps.find(({ sentence }) => sentence.zh.includes('上级党委对列为发展对象的决定'))!;
    expect(listing.state).toBe('BLOCKED');
    expect(listing.sentence.zh).toContain('现在还不能进行');
    expect(listing.sentence.en).toContain('Not yet');
    expect(readers.nodes).toEqual([{ actorName: '查阅人甲', purpose: 'HANDLING', shown: expect.arrayContaining(['stage']) as unknown }]);
    const names = await lab.app.dataSource.query<{ fullName: string }[]>(`SELECT fullName FROM person WHERE id <> ? AND id NOT IN (?, ?)`, [
      personId,
      lab.members[0],
      lab.members[1],
    ]);
    const text = JSON.stringify(mine).replaceAll(/"[^"]*〔[^"]*"/g, '');
    expect(names.filter(({ fullName }) => text.includes(`"${fullName}"`))).toEqual([]);
    const stranger = await lab.account('STREAMER', '0'.repeat(26), 'STREAMER');
    expect(await lab.app.ask<Mine>(stranger, MINE)).toEqual({ myDevelopmentCase: null, myDevelopmentCaseReaders: { nodes: [] } });
    expect(await codeOf(own, READS[0]![0], { id: caseId })).toBe('FORBIDDEN');
  }, 60_000);

  it('changes nothing new once the person withdraws the consent, except to end the case; a new consent opens it again (PR-2)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICATION_RECEIVED');
    const { fact: waiting } = await lab.record(caseId, '2024-01-20', { applicantTalked: { talkerIds: [lab.members[0]] } });
    const version = async () =>
      (await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM development_case WHERE id = ?', [caseId]))[0]!.version;
    const change = (verb: string, type: string, more: object = {}) =>
      version().then((expectedVersion) =>
        lab.run<{ case: object | null; userErrors: ShownError[] }>(lab.tokens.recorder, verb, type, { caseId, expectedVersion, ...more }),
      );
    const withdraw = () => change('withdrawDevelopmentConsent', 'DevelopmentCaseTargetInput');
    expect((await withdraw()).userErrors).toEqual([]);
    expect((await withdraw()).userErrors.map(({ code }) => code)).toEqual(['CONSENT_WITHDRAWN']);
    expect((await lab.confirm(waiting!)).userErrors.map(({ code }) => code)).toEqual(['CONSENT_WITHDRAWN']);
    const renew = { consentOn: '2026-09-01', consentReference: '同意书-2' };
    const earlier = await change('renewDevelopmentConsent', 'RenewDevelopmentConsentInput', { ...renew, consentOn: '2026-08-31' });
    expect(earlier.userErrors.map(({ code }) => code)).toEqual(['CONSENT_BEFORE_WITHDRAWAL']);
    expect((await change('renewDevelopmentConsent', 'RenewDevelopmentConsentInput', renew)).userErrors).toEqual([]);
    const again = await change('renewDevelopmentConsent', 'RenewDevelopmentConsentInput', renew);
    expect(again.userErrors.map(({ code }) => code)).toEqual(['CONSENT_IN_FORCE']);
    expect((await lab.confirm(waiting!)).case?.stage).toBe('TALKED');
    await withdraw();
    expect((await lab.settle(caseId, '2026-08-31', { withdrawn: { reason: '本人撤回' } })).case.stage).toBe('CLOSED');
  }, 60_000);

  it('lists by stage, organization, deadline, waiting facts and number, from the projection alone, with numbers masked', async () => {
    const first = await lab.open();
    await lab.walk(first, 'APPLICATION_RECEIVED');
    const second = await lab.open();
    await lab.record(second, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    const { reader } = lab.tokens;
    const ids = async (filter: object, order = 'NEWEST_FIRST') => (await list(reader, { filter, order })).nodes.map(({ id }) => id);
    expect(await ids({ stages: ['APPLIED'] })).toContain(first);
    expect(await ids({ stages: ['APPLIED'] })).not.toContain(second);
    expect(await ids({ hasWaitingFact: true })).toContain(second);
    expect(await ids({ hasWaitingFact: true })).not.toContain(first);
    expect(await ids({ organizationId: lab.otherBranchId })).toEqual([]);
    expect(await ids({ organizationId: lab.districtId })).toContain(first);
    expect(await ids({ isOpen: false, personId: await lab.personOf(first) })).toEqual([]);
    const [dueFirst] = (await list(reader, { order: 'DUE_FIRST' })).nodes;
    expect(dueFirst!.nextDueOn).not.toBeNull();
    expect(await ids({ dueBefore: '2024-03-01' })).toContain(first);
    expect(await ids({ dueBefore: '2024-02-10' })).not.toContain(first);
    const [numbered] = (await list(reader, { filter: { caseNumber: '2026-00' }, order: 'CASE_NUMBER' })).nodes;
    expect(numbered!.caseNumber).toBe('2026-0001');
    expect(numbered!.person.idCardMasked).toMatch(/\*{4,}/);
    const few = await countStatements(lab.app.dataSource, () => list(reader, { first: 1 }));
    const many = await countStatements(lab.app.dataSource, () => list(reader, { first: 20 }));
    expect(many.result.nodes.length).toBeGreaterThan(3);
    expect(many.statements.length).toBe(few.statements.length);
  }, 60_000);
});
