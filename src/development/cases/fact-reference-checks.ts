import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { refusalsUnlessWorking } from '../../organizations/organization.rules.js';
import type { OrganizationType } from '../../organizations/organization-kinds.js';
import type { OrganizationStatus } from '../../organizations/organization-states.js';
import { Persons } from '../../organizations/persons.service.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/faults.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { refusalsUnlessBranch } from './case-organizations.rules.js';
import { TRANSFER_TO_ITSELF } from './cases.errors.js';
import type { CaseRow } from './case-records.js';
import { type NamedFact, namedPersons } from './fact-references.js';

/** Refuses, or throws NOT_FOUND, when a fact names somebody or something that the caller may not name. */
export type ReferenceCheck = (tx: Tx, row: CaseRow, named: NamedFact) => Promise<Refusal[]>;

interface Receiver {
  name: string;
  type: OrganizationType;
  status: OrganizationStatus;
}

/** Whether the persons and organizations that a fact names exist for the caller. */
@Injectable()
export class FactReferenceChecks {
  constructor(
    private readonly access: Access,
    private readonly persons: Persons,
  ) {}

  /** The check for one caller; asked before the transaction opens. */
  async of(caller: Caller): Promise<ReferenceCheck> {
    const requireVisible = await this.persons.visibleTo(caller, 'persons.read');
    const scope = await this.access.organizations(caller, 'organizations.read');
    return async (tx, row, named) => {
      const path = ['input', 'fact', named.field];
      for (const personId of namedPersons(named)) await requireVisible(tx, personId, ...path);
      const { upperOrganizationId, toOrganizationId } = named.data as Record<string, string | undefined>;
      if (upperOrganizationId !== undefined) {
        const condition = scope.condition('o.id');
        const rows = await tx.rows(
          `SELECT o.id FROM organization o WHERE o.id = ? AND (${condition.sql} OR o.id IN
             (SELECT ancestorId FROM organization_closure WHERE scopeId = ? AND descendantId = ?))`,
          [upperOrganizationId, ...condition.parameters, INSTALLATION_SCOPE, row.organizationId],
        );
        if (rows.length === 0) throw notFound(...path, 'upperOrganizationId');
      }
      return toOrganizationId === undefined ? [] : refusalsOfReceiver(tx, row, toOrganizationId, path);
    };
  }
}

/** A case may go to any branch at work, also to one that the sender cannot look into. */
async function refusalsOfReceiver(tx: Tx, row: CaseRow, toOrganizationId: string, path: readonly string[]): Promise<Refusal[]> {
  const [receiver] = await tx.rows<Receiver>('SELECT name, type, status FROM organization WHERE id = ?', [toOrganizationId]);
  if (!receiver) throw notFound(...path, 'toOrganizationId');
  if (toOrganizationId === row.organizationId) return [TRANSFER_TO_ITSELF({}, ...path, 'toOrganizationId')];
  const field = [...path, 'toOrganizationId'];
  return [...refusalsUnlessWorking(receiver, ...field), ...refusalsUnlessBranch(receiver, ...field)];
}
