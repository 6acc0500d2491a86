import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import type { TestApp } from '../support/test-app.js';

/** An organization with one below it, whose park it leads, and a second park elsewhere. */
export interface ScopeMap {
  districtId: string;
  committeeId: string;
  parkId: string;
  otherParkId: string;
}

/** Writes the rows that the questions about scope read, without the modules that own them. */
export async function drawScopes(app: TestApp): Promise<ScopeMap> {
  const [districtId, committeeId, otherCommitteeId, parkId, otherParkId] = [newId(), newId(), newId(), newId(), newId()];
  const closure: [string, string, number][] = [
    [districtId, districtId, 0],
    [districtId, committeeId, 1],
    [committeeId, committeeId, 0],
    [otherCommitteeId, otherCommitteeId, 0],
  ];
  await app.transactions.run(async (tx) => {
    for (const row of closure) {
      await tx.execute('INSERT INTO organization_closure (scopeId, ancestorId, descendantId, depth) VALUES (?, ?, ?, ?)', [
        INSTALLATION_SCOPE,
        ...row,
      ]);
    }
    for (const [id, leaderId] of [
      [parkId, committeeId],
      [otherParkId, otherCommitteeId],
    ]) {
      await tx.execute(
        'INSERT INTO park (id, scopeId, name, leadingOrganizationId, status, structureTemplateId, createdAt, version) VALUES (?, ?, ?, ?, ?, ?, ?, 1)',
        [id, INSTALLATION_SCOPE, '园区', leaderId, 'ACTIVE', newId(), tx.at.getTime()],
      );
    }
  });
  return { districtId, committeeId, parkId, otherParkId };
}
