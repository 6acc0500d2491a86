import { Organization, OrganizationClosure } from '../../src/organizations/organization.entity.js';
import { Park } from '../../src/parks/park.entity.js';
import { Beneficiary, BrandProduct, ProductEvidence } from '../../src/parks/product.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import type { TestApp } from './test-app.js';

/** Ids of the patterns that the migration of the parks ships. */
export const SHIPPED_TEMPLATE_IDS = {
  '1+4+N': '0000000000000000000000t141',
  '1+3+X': '0000000000000000000000t131',
  '1+N': '0000000000000000000000t101',
} as const;

/** A park at work with its leading organization, as most tests need it. */
export interface GivenPark {
  parkId: string;
  organizationId: string;
}

/** Inserts an ACTIVE park and its ACTIVE leading organization, a root of the forest, past all verbs. */
export async function givenPark(app: Pick<TestApp, 'transactions'>, name = '滴道电商产业园'): Promise<GivenPark> {
  const [parkId, organizationId] = [newId(), newId()];
  await app.transactions.run(async (tx) => {
    await tx.insert(Organization, [
      {
        id: organizationId,
        scopeId: INSTALLATION_SCOPE,
        name: `${name}综合党委`,
        shortName: '园区党委',
        type: 'PARK_COMMITTEE',
        tier: 'LOCAL',
        kind: null,
        status: 'ACTIVE',
        statusReason: null,
        adminParentId: null,
        enterpriseId: null,
        leadAgency: null,
        mergedIntoId: null,
        createdAt: tx.at,
        version: 1,
      },
    ]);
    await tx.insert(OrganizationClosure, [
      { scopeId: INSTALLATION_SCOPE, ancestorId: organizationId, descendantId: organizationId, depth: 0 },
    ]);
    await tx.insert(Park, [
      {
        id: parkId,
        scopeId: INSTALLATION_SCOPE,
        name,
        leadingOrganizationId: organizationId,
        status: 'ACTIVE',
        statusReason: null,
        structureTemplateId: SHIPPED_TEMPLATE_IDS['1+4+N'],
        createdAt: tx.at,
        version: 1,
      },
    ]);
  });
  return { parkId, organizationId };
}

/** Inserts an ACTIVE beneficiary of the park and returns its id. */
export async function givenBeneficiary(app: TestApp, parkId: string, name = `${newId().slice(-6)}村`): Promise<string> {
  const id = newId();
  await app.transactions.run((tx) =>
    tx.insert(Beneficiary, [
      { id, parkId, kind: 'VILLAGE', name, place: null, status: 'ACTIVE', statusReason: null, createdAt: tx.at, version: 1 },
    ]),
  );
  return id;
}

/** Inserts a LISTED product with a paper that does not expire and returns its id. */
export async function givenListedProduct(app: TestApp, parkId: string, more: Partial<BrandProduct> = {}): Promise<string> {
  const id = newId();
  await app.transactions.run(async (tx) => {
    await tx.insert(BrandProduct, [
      {
        id,
        parkId,
        name: '徐闻菠萝 5 斤装',
        code: `SKU-${id.slice(-8)}`,
        category: 'FARM_PRODUCE',
        origin: '广东徐闻',
        beneficiaryId: null,
        status: 'LISTED',
        statusReason: null,
        createdAt: tx.at,
        version: 1,
        ...more,
      },
    ]);
    await tx.insert(ProductEvidence, [
      {
        id: newId(),
        parkId,
        productId: more.id ?? id,
        kind: 'QUALITY_CERTIFICATE',
        reference: '合格证 2026-001',
        documentSha256: null,
        validFrom: '2020-01-01',
        validUntil: null,
        addedAt: tx.at,
        addedBy: newId(),
        withdrawnAt: null,
        withdrawnReason: null,
      },
    ]);
  });
  return more.id ?? id;
}
