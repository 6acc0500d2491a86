import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { Persons } from '../../organizations/persons.service.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/faults.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { TRANSFER_TO_ITSELF } from './cases.errors.js';
import type { CaseRow } from './case-records.js';
import { type NamedFact, namedPersons } from './fact-references.js';
import { receiverOf, refusalsOfReceiver } from './receivers.js';

/** Refuses, or throws NOT_FOUND, when a fact names somebody or something that the caller may not name. */
export type ReferenceCheck = (tx: Tx, row: CaseRow, named: NamedFact) => Promise<Refusal[]>;

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
      if (toOrganizationId === row.organizationId) return [TRANSFER_TO_ITSELF({}, ...path, 'toOrganizationId')];
      return refusalsOfReceiver(tx, receiverOf(row, named), ...path, ...(toOrganizationId === undefined ? [] : ['toOrganizationId']));
    };
  }
}
