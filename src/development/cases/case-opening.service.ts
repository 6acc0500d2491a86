import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import { organizationLock } from '../../organizations/organization-tree.js';
import { refusalsUnlessWorking } from '../../organizations/organization.rules.js';
import { type NamedPerson, Persons } from '../../organizations/persons.service.js';
import type { VisibilityCheck } from '../../organizations/enterprise-register.js';
import type { OrganizationScope } from '../../access/access.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOnAll } from '../../platform/queue/key-lock.js';
import { CaseLedger } from './case-ledger.js';
import { nextCaseNumber } from './case-numbers.js';
import { CaseRecords } from './case-records.js';
import { ALREADY_FULL_MEMBER, CASE_ALREADY_OPEN, CONSENT_IN_FUTURE, IMPACT_ASSESSMENT_MISSING } from './cases.errors.js';
import { DevelopmentCase } from './development-case.entity.js';
import { TwoPersons } from './two-persons.js';

/** A case that is to be opened, with the person's separate consent. */
export interface CaseOpening extends NamedPerson {
  organizationId: string;
  consentOn: LocalDate;
  consentReference: string;
  idempotencyKey: string;
}

/** Opens cases: one at a time for a person in the whole installation (INV-13). */
@Injectable()
export class CaseOpenings {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly persons: Persons,
    private readonly records: CaseRecords,
    private readonly ledger: CaseLedger,
    private readonly twoPersons: TwoPersons,
  ) {}

  /**
   * Opens a case and returns its id. Refuses CASE_ALREADY_OPEN, also of two at once; without an impact assessment (PR-4); and for a full
   * member. A closed case of the person is linked; no time is inherited from it (INV-13).
   */
  async openCase(caller: Caller, opening: CaseOpening): Promise<string> {
    const scope = await this.access.organizations(caller, 'development.record');
    const requireVisible = await this.persons.visibleTo(caller, 'persons.manage');
    const request = { scopeId: INSTALLATION_SCOPE, key: opening.idempotencyKey, operation: 'openDevelopmentCase', input: opening };
    const { ref } = await this.idempotency.once(caller, request, (tx) => this.openIn(tx, caller, opening, { scope, requireVisible }));
    return ref;
  }

  /** The same inside a transaction that was opened for more than this, such as a takeover; rights were asked before. */
  async openIn(
    tx: Tx,
    caller: Caller,
    opening: Omit<CaseOpening, 'idempotencyKey'>,
    { scope, requireVisible }: { scope: OrganizationScope; requireVisible: VisibilityCheck },
  ): Promise<string> {
    const { organizationId, consentOn, consentReference } = opening;
    await serializeOnAll(tx, INSTALLATION_SCOPE, [organizationLock(organizationId)]);
    const organization = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
    /* In the installation's trail: in the organization's, auditors without a party role would see who is on the way (PR-7). */
    const personId = await this.persons.named(tx, caller, opening, requireVisible, INSTALLATION_SCOPE);
    const today = localDateOf(tx.at);
    refuseIfAny([
      ...refusalsUnlessWorking(organization, 'input', 'organizationId'),
      ...(consentOn > today ? [CONSENT_IN_FUTURE({ onDay: consentOn }, 'input', 'consentOn')] : []),
      ...(await refusalsWithoutAssessment(tx, organizationId)),
      ...(await refusalsOfPerson(tx, personId, today)),
      ...(await this.twoPersons.refusals(tx, caller, personId, null)),
    ]);
    const opened = {
      id: newId(),
      caseNumber: await nextCaseNumber(tx, today),
      personId,
      organizationId,
      openedOrganizationId: organizationId,
      openKey: personId,
      previousCaseId: await lastClosedCase(tx, personId),
      stage: 'EXPRESSED' as const,
      cutOverOn: await cutOverOf(tx, organizationId),
      consentOn,
      consentReference,
      memberships: [],
      openedBy: caller.accountId,
    };
    await tx.insert(DevelopmentCase, [{ ...opened, scopeId: INSTALLATION_SCOPE, openedAt: tx.at, version: 1 }]).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('a case of the person was opened at the same time') : error;
    });
    const { row } = await this.records.load(tx, opened.id);
    const { caseNumber, previousCaseId } = opened;
    const shown = { caseNumber, personId, organizationId, previousCaseId, consentOn, consentReference };
    await this.ledger.record(tx, caller, row, 'openDevelopmentCase', changesBetween(null, shown));
    return opened.id;
  }
}

/** The reason against keeping party stages without an impact assessment of the organization or one above it (PR-4). */
export async function refusalsWithoutAssessment(tx: Tx, organizationId: string): Promise<Refusal[]> {
  const rows = await tx.rows(
    `SELECT a.id FROM impact_assessment a JOIN organization_closure c ON c.scopeId = a.scopeId AND c.ancestorId = a.organizationId
     WHERE a.scopeId = ? AND c.descendantId = ? LIMIT 1`,
    [INSTALLATION_SCOPE, organizationId],
  );
  return rows.length > 0 ? [] : [IMPACT_ASSESSMENT_MISSING({}, 'input', 'organizationId')];
}

async function refusalsOfPerson(tx: Tx, personId: string, today: LocalDate): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const open = await tx.rows('SELECT id FROM development_case WHERE scopeId = ? AND openKey = ?', [INSTALLATION_SCOPE, personId]);
  if (open.length > 0) refusals.push(CASE_ALREADY_OPEN({}, 'input', 'personId'));
  const full = await tx.rows(
    `SELECT id FROM membership WHERE scopeId = ? AND personId = ? AND kind = 'HOME' AND standing = 'FULL' AND startsOn <= ?
     AND (endsOn IS NULL OR endsOn > ?)`,
    [INSTALLATION_SCOPE, personId, today, today],
  );
  if (full.length > 0) refusals.push(ALREADY_FULL_MEMBER({}, 'input', 'personId'));
  return refusals;
}

/** The newest case of a person, open or closed; null when there is none. */
export async function lastClosedCase(tx: Tx, personId: string): Promise<string | null> {
  const [last] = await tx.rows<{ id: string }>(
    'SELECT id FROM development_case WHERE scopeId = ? AND personId = ? ORDER BY openedAt DESC, id DESC LIMIT 1',
    [INSTALLATION_SCOPE, personId],
  );
  return last?.id ?? null;
}

/** The earliest confirmed cut-over of the organization and those above it: none below loosens what one above applies (INV-13a). */
export async function cutOverOf(tx: Tx, organizationId: string): Promise<LocalDate | null> {
  const [earliest] = await tx.rows<{ cutOverOn: LocalDate }>(
    `SELECT u.cutOverOn AS cutOverOn FROM organization_cut_over u
     JOIN organization_closure c ON c.scopeId = u.scopeId AND c.ancestorId = u.organizationId
     WHERE u.scopeId = ? AND u.status = 'CONFIRMED' AND c.descendantId = ? ORDER BY u.cutOverOn LIMIT 1`,
    [INSTALLATION_SCOPE, organizationId],
  );
  return earliest?.cutOverOn ?? null;
}
