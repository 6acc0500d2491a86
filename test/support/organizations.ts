import { newId } from '../../src/platform/database/ids.js';
import type { TestApp } from './test-app.js';

const PROPOSE = `mutation ($input: ProposeOrganizationInput!) { proposeOrganization(input: $input) { organization { id version } userErrors { code } } }`;
const STEP = (verb: string) =>
  `mutation ($input: OrganizationStepInput!) { ${verb}(input: $input) { organization { id version } userErrors { code } } }`;

/** What a test may choose about a new organization. */
export interface OrganizationWish {
  name?: string;
  type?: string;
  tier?: string;
  kind?: string | null;
  adminParentId?: string | null;
  enterpriseId?: string | null;
}

/** Proposes an organization through the API and returns its id. */
export async function givenProposedOrganization(app: TestApp, wish: OrganizationWish = {}): Promise<string> {
  const name = wish.name ?? `第${newId().slice(-6)}党支部`;
  const input = { shortName: name.slice(0, 20), type: 'BRANCH', tier: 'LOCAL', ...wish, name, idempotencyKey: `propose-${newId()}` };
  const answer = await app.ask<{ proposeOrganization: { organization: { id: string } | null; userErrors: unknown[] } }>(
    await app.administrator(),
    PROPOSE,
    { input },
  );
  if (!answer.proposeOrganization.organization) throw new Error(JSON.stringify(answer.proposeOrganization.userErrors));
  return answer.proposeOrganization.organization.id;
}

/** Proposes, approves and activates an organization through the API and returns its id. */
export async function givenOrganization(app: TestApp, wish: OrganizationWish = {}): Promise<string> {
  const organizationId = await givenProposedOrganization(app, wish);
  const token = await app.administrator();
  for (const [index, verb] of ['approveOrganization', 'activateOrganization'].entries()) {
    const answer = await app.ask<Record<string, { userErrors: unknown[] }>>(token, STEP(verb), {
      input: { organizationId, expectedVersion: index + 1 },
    });
    if (answer[verb]!.userErrors.length > 0) throw new Error(JSON.stringify(answer[verb]!.userErrors));
  }
  return organizationId;
}
