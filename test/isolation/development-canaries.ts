import request from 'supertest';
import { csvSheet } from '../development/takeover-sheet.js';
import { givenOrganization } from '../support/organizations.js';
import { idCardNumber } from '../support/people.js';
import type { Household } from './household.js';
import type { Canaries } from './schema-requests.js';

/** A development case in a branch of the park's committee with a fact, a paper and a sheet of existing cases; returns their ids by argument name. */
export async function developmentCanaries(household: Household, committeeId: string): Promise<Canaries> {
  const { client: officer } = await household.official('DISTRICT_OFFICER', committeeId);
  const { client: recorder, token } = await household.official('PARTY_RECORDER', committeeId);
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
  const branchId = await givenOrganization(household.app, { name: household.worded('甲园第一党支部'), adminParentId: committeeId });
  await recorder.run(
    'openDevelopmentCase',
    'OpenDevelopmentCaseInput',
    { organizationId: branchId, person, ...consent, idempotencyKey: 'isolation-case' },
    'case { id }',
  );
  const caseId = await household.first('development_case');
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
  const sheet = [{ ...person, fullName: household.worded(person.fullName), idCardNumber: household.worded(person.idCardNumber) }];
  await request(household.app.server)
    .post('/uploads/cases')
    .set('authorization', `Bearer ${token}`)
    .field('organizationId', branchId)
    .attach('file', csvSheet(sheet.map((entry) => ({ ...entry, branch: '无', ...consent }))), household.worded('甲园接管表.csv'));
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
  await officer.run(
    'adoptRuleOverlay',
    'AdoptRuleOverlayInput',
    {
      ...{
        organizationId: committeeId,
        ruleSetId: 'CPC-DEV-2026-05',
        effectiveFrom: '2035-01-01',
        documentNumber: '规1号',
        isDryRun: false,
      },
      ...{ parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: '18' }], idempotencyKey: 'isolation-overlay' },
    },
    'overlay { id }',
  );
  const overlayId = await household.first('rule_overlay');
  await officer.run(
    'withdrawRuleOverlay',
    'WithdrawRuleOverlayInput',
    { overlayId, endsOn: '2036-01-01', documentNumber: '规2号', reason: '试行结束', idempotencyKey: 'isolation-withdrawal' },
    'overlay { id }',
  );
  const takeoverId = await household.first('takeover_batch');
  const factId = await household.first('development_fact');
  const memberId = await household.first('membership', 'personId');
  return {
    caseId,
    'openDevelopmentCase.organizationId': branchId,
    'developmentCase.id': caseId,
    factId,
    objectionFactId: factId,
    talkerId: memberId,
    contactId: memberId,
    introducerId: memberId,
    toOrganizationId: branchId,
    /* Rules and their sets belong to nobody. */
    ruleId: 'R09',
    acceptedRuleId: 'R09',
    ruleSetId: 'CPC-DEV-2014',
    cutOverId: await household.first('organization_cut_over'),
    overlayId,
    withdrawalId: await household.first('rule_overlay_withdrawal'),
    poolAnalysisId: await household.first('development_pool_analysis'),
    documentId: await household.first('development_document'),
    takeoverId,
    'developmentTakeover.id': takeoverId,
  };
}
