import { creditCheckCharacter } from '../../src/enterprises/credit-code.js';
import { newId } from '../../src/platform/database/ids.js';
import type { TestApp } from './test-app.js';

const REGISTER = `mutation ($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { enterprise { id } userErrors { code } } }`;
const ADMIT = `mutation ($input: EnterpriseStepInput!) { admitEnterprise(input: $input) { enterprise { id } userErrors { code } } }`;

/** A well-formed unified social credit code of nobody. */
export function creditCode(sequence: number): string {
  const body = `91230306MA1${String(sequence).padStart(6, '0')}`;
  return body + creditCheckCharacter(body);
}

let codesGiven = 0;

/** Registers and admits an enterprise through the API and returns its id. */
export async function givenEnterprise(app: TestApp, responsibleOrganizationId: string, name = `企业${newId().slice(-6)}`): Promise<string> {
  const token = await app.administrator();
  const input = {
    name,
    creditCode: creditCode(900_000 + codesGiven++),
    kind: 'ENTERPRISE',
    responsibleOrganizationId,
    idempotencyKey: `enterprise-${newId()}`,
  };
  const { registerEnterprise } = await app.ask<{ registerEnterprise: { enterprise: { id: string } | null; userErrors: unknown[] } }>(
    token,
    REGISTER,
    { input },
  );
  if (!registerEnterprise.enterprise) throw new Error(JSON.stringify(registerEnterprise.userErrors));
  const enterpriseId = registerEnterprise.enterprise.id;
  const { admitEnterprise } = await app.ask<{ admitEnterprise: { userErrors: unknown[] } }>(token, ADMIT, {
    input: { enterpriseId, expectedVersion: 1 },
  });
  if (admitEnterprise.userErrors.length > 0) throw new Error(JSON.stringify(admitEnterprise.userErrors));
  return enterpriseId;
}
