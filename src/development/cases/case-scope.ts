import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../../access/access.js';
import type { PermissionName } from '../../access/roles.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Condition, type Selection, where } from '../../platform/database/listing.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { badInput, notFound } from '../../platform/errors/faults.js';
import { CASE_COLUMNS, type CaseRow, caseRowOf, type RawCaseRow } from './case-records.js';
import type { ReadingPurpose } from './case-states.js';

/** Name under which everything about a case stands in the audit trail; the record's id is the case's. */
export const CASE_RECORD_KIND = 'DevelopmentCase';

/** A reading of a case: why, and which personal fields are shown. */
export interface CaseReading {
  purpose: ReadingPurpose;
  /** Such as `stage`, `facts`, `documents`. */
  fields: readonly string[];
}

/** Said to whoever asks for cases by a purpose that promises figures. */
const FIGURES_SHOW_NOBODY = {
  zh: '“统计、预测”只出数字,不显示个案和人员;请改用“办理”“检查、督导”等目的',
  en: 'is for figures alone and shows neither cases nor persons; give the purpose for which they are looked at',
};

/** Whether a query on a list of cases shows any of them, or how many there are at most. */
export function showsCases(selection: Selection): boolean {
  return Boolean(selection.nodes ?? selection.edges);
}

/** A case within the caller's reach, and on which side of a transfer the caller stands. */
export interface ReachedCase extends CaseRow {
  /** The handling organization lies in the caller's subtrees. */
  isHandled: boolean;
  /** The case is on its way into one of the caller's subtrees. */
  isReceived: boolean;
}

/** The cases in which a caller holds one permission. */
export class CaseReach {
  constructor(private readonly scope: OrganizationScope) {}

  /** Condition over rows of `development_case`: handled here, or on the way here (INV-14). */
  condition(alias = '{t}'): Condition {
    const handled = this.scope.condition(`${alias}.organizationId`);
    const received = this.scope.condition(`${alias}.pendingOrganizationId`);
    return where(
      `(${handled.sql} OR (${alias}.pendingOrganizationId IS NOT NULL AND ${received.sql}))`,
      ...handled.parameters,
      ...received.parameters,
    );
  }

  /** The case's row. Throws NOT_FOUND with the path when it lies outside, exactly as when there is none. */
  async require(tx: Tx, caseId: string, ...path: (string | number)[]): Promise<ReachedCase> {
    const handled = this.scope.condition('c.organizationId');
    const received = this.scope.condition('c.pendingOrganizationId');
    const [raw] = await tx.rows<RawCaseRow & { isHandled: number | null; isReceived: number | null }>(
      `SELECT ${CASE_COLUMNS}, CASE WHEN ${handled.sql} THEN 1 ELSE 0 END AS isHandled,
         CASE WHEN c.pendingOrganizationId IS NOT NULL AND ${received.sql} THEN 1 ELSE 0 END AS isReceived
       FROM development_case c WHERE c.scopeId = ? AND c.id = ?`,
      [...handled.parameters, ...received.parameters, INSTALLATION_SCOPE, caseId],
    );
    const isHandled = Number(raw?.isHandled) === 1;
    const isReceived = Number(raw?.isReceived) === 1;
    if (!raw || !(isHandled || isReceived)) throw notFound(...path);
    return { ...caseRowOf(raw), isHandled, isReceived };
  }
}

/** Who may see which case. Outside the organization subtree a case does not exist; every reading leaves its purpose in the audit trail (PR-7). */
@Injectable()
export class CaseScope {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Where the caller holds the permission; asked before a transaction opens. */
  async reachOf(caller: Caller, permission: PermissionName): Promise<CaseReach> {
    return new CaseReach(await this.access.organizations(caller, permission));
  }

  /** The case's row for a verb that opens its transaction afterwards. Throws NOT_FOUND. Reads nothing personal, so it leaves no entry. */
  async requireCase(caller: Caller, permission: PermissionName, caseId: string, ...path: (string | number)[]): Promise<ReachedCase> {
    const reach = await this.reachOf(caller, permission);
    return this.transactions.run((tx) => reach.require(tx, caseId, ...path));
  }

  /**
   * Reads a case: finds it within the caller's reach for `development.read`, writes the reading into the audit trail and hands the row over,
   * all in one transaction. Throws NOT_FOUND.
   */
  async read<Result>(
    caller: Caller,
    caseId: string,
    reading: CaseReading,
    work: (tx: Tx, row: ReachedCase) => Promise<Result>,
  ): Promise<Result> {
    const reach = await this.reachOf(caller, 'development.read');
    return this.transactions.run(async (tx) => {
      const row = await reach.require(tx, caseId, 'caseId');
      await this.recordReading(tx, caller, [row], reading);
      return work(tx, row);
    });
  }

  /** One entry for each case that a reading showed, in the trail of the organization that handles it. At most 100 cases. Throws for a purpose that is for figures. */
  async recordReading(
    tx: Tx,
    caller: Caller,
    shown: readonly Pick<CaseRow, 'id' | 'organizationId'>[],
    { purpose, fields }: CaseReading,
  ): Promise<void> {
    /* The whole reading is undone with it: whoever asks for figures gets no person. */
    if (purpose === 'STATISTICS') throw badInput(['purpose'], 'FIGURES_SHOW_NOBODY', FIGURES_SHOW_NOBODY);
    for (const scopeId of new Set(shown.map(({ organizationId }) => organizationId))) {
      const recordIds = shown.filter(({ organizationId }) => organizationId === scopeId).map(({ id }) => id);
      await this.audit.recordRead(tx, caller, { scopeId, recordKind: CASE_RECORD_KIND, recordIds, fields, reason: purpose });
    }
  }
}
