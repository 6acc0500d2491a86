import request from 'supertest';
import { GraphqlClient } from '../../src/demo/graphql-client.js';
import { csvSheet } from '../development/takeover-sheet.js';
import { idCardNumber } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';
import type { Canaries } from './schema-requests.js';

/** Texts of the development records below; nobody else may see them. */
export const DEVELOPMENT_TEXTS = ['周发展', '甲园政审材料', '甲园接管表.csv', '甲园影响可控', '甲园队伍分析'];

type Table =
  | 'development_case'
  | 'development_fact'
  | 'development_document'
  | 'takeover_batch'
  | 'organization_cut_over'
  | 'development_pool_analysis';

/** A development case of the first park's committee with a fact, a paper and a sheet of existing cases; returns their ids by argument name. */
export async function developmentCanaries(app: TestApp, committeeId: string): Promise<Canaries> {
  const over = (role: string) => app.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId: committeeId }], `甲园 ${role}`);
  const officer = new GraphqlClient(app.api, await over('DISTRICT_OFFICER'));
  const token = await over('PARTY_RECORDER');
  const recorder = new GraphqlClient(app.api, token);
  await officer.run(
    'recordImpactAssessment',
    'RecordImpactAssessmentInput',
    {
      ...{ organizationId: committeeId, assessedOn: '2024-01-01', documentNumber: '评1号', conclusion: '甲园影响可控' },
      idempotencyKey: 'isolation-assessment',
    },
    'userErrors { code }',
  );
  const person = { fullName: '周发展', idCardNumber: idCardNumber(801, '1996-05-17') };
  const consent = { consentOn: '2026-01-05', consentReference: '同意书' };
  await recorder.run(
    'openDevelopmentCase',
    'OpenDevelopmentCaseInput',
    { organizationId: committeeId, person, ...consent, idempotencyKey: 'isolation-case' },
    'case { id }',
  );
  const caseId = await idOf(app, 'development_case');
  await recorder.run(
    'recordDevelopmentFact',
    'RecordDevelopmentFactInput',
    {
      ...{ caseId, occurredOn: '2026-01-10', fact: { applicationReceived: { addressedTo: 'EMPLOYER' } }, overrides: [] },
      idempotencyKey: 'isolation-fact',
    },
    'fact { id }',
  );
  await recorder.run(
    'attachDevelopmentDocument',
    'AttachDevelopmentDocumentInput',
    {
      ...{ caseId, paperKind: 'OTHER', title: '甲园政审材料', reference: '档1', pagesCount: 1, heldBy: '党委' },
      idempotencyKey: 'isolation-paper',
    },
    'document { id }',
  );
  await request(app.server)
    .post('/uploads/cases')
    .set('authorization', `Bearer ${token}`)
    .field('organizationId', committeeId)
    .attach('file', csvSheet([{ ...person, branch: '无', ...consent }]), '甲园接管表.csv');
  const cutOver = { organizationId: committeeId, cutOverOn: '2026-01-31', documentNumber: '接1号', idempotencyKey: 'isolation-cut-over' };
  await recorder.run('recordCutOver', 'RecordCutOverInput', cutOver, 'cutOver { id }');
  const analysis = {
    organizationId: committeeId,
    year: 2026,
    analyzedOn: '2026-01-31',
    documentNumber: '析1号',
    conclusion: '甲园队伍分析',
  };
  await recorder.run(
    'recordPoolAnalysis',
    'RecordPoolAnalysisInput',
    { ...analysis, idempotencyKey: 'isolation-analysis' },
    'poolAnalysis { id }',
  );
  const takeoverId = await idOf(app, 'takeover_batch');
  const factId = await idOf(app, 'development_fact');
  const [member] = await app.dataSource.query<{ personId: string }[]>('SELECT personId FROM membership WHERE organizationId = ?', [
    committeeId,
  ]);
  return {
    caseId,
    'developmentCase.id': caseId,
    factId,
    objectionFactId: factId,
    talkerId: member!.personId,
    contactId: member!.personId,
    introducerId: member!.personId,
    toOrganizationId: committeeId,
    /* Rules and their sets belong to nobody. */
    ruleId: 'R09',
    acceptedRuleId: 'R09',
    ruleSetId: 'CPC-DEV-2014',
    cutOverId: await idOf(app, 'organization_cut_over'),
    poolAnalysisId: await idOf(app, 'development_pool_analysis'),
    documentId: await idOf(app, 'development_document'),
    takeoverId,
    'developmentTakeover.id': takeoverId,
  };
}

async function idOf(app: TestApp, table: Table): Promise<string> {
  const [row] = await app.dataSource.query<{ id: string }[]>(`SELECT id FROM ${table} ORDER BY id LIMIT 1`);
  if (!row) throw new Error(`no canary in ${table}`);
  return row.id;
}
