import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import { serializeOnOrganizations } from '../../organizations/organization-tree.js';
import { refusalsUnlessWorking } from '../../organizations/organization.rules.js';
import type { NamedPerson } from '../../organizations/persons.service.js';
import type { VisibilityCheck } from '../../organizations/enterprise-register.js';
import type { OrganizationScope } from '../../access/access.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { ageOn, type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { CaseChangeListeners } from './case-changes.js';
import { CaseLedger } from './case-ledger.js';
import { nextCaseNumber } from './case-numbers.js';
import { refusalsUnlessBranch } from './case-organizations.rules.js';
import { CaseRecords } from './case-records.js';
import { type MetRecord, CaseSubjects } from './case-subjects.js';
import { CONSENT_IN_FUTURE, CONSENT_TOO_EARLY, IMPACT_ASSESSMENT_MISSING } from './consents.errors.js';
import { noteConsent } from './consent-history.js';
import { DevelopmentCase } from './development-case.entity.js';

/** A case that is to be opened, with the person's separate consent. */
export interface CaseOpening extends NamedPerson {
  organizationId: string;
  consentOn: LocalDate;
  consentReference: string;
  idempotencyKey: string;
}

/** Age from which somebody consents to the record without a guardian (PR-2); who may apply is a question of R01. */
const CONSENT_AGE_YEARS_MIN = 14;

/** Opens cases: one at a time for a person in the whole installation (INV-13). */
@Injectable()
export class CaseOpenings {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly subjects: CaseSubjects,
    private readonly records: CaseRecords,
    private readonly ledger: CaseLedger,
    private readonly listeners: CaseChangeListeners,
  ) {}

  /**
   * Opens a case and returns its id. Refuses CASE_ALREADY_OPEN, also of two at once; anywhere but in a branch (R04); without an impact
   * assessment (PR-4); and for a full member. A closed case of the person is linked; no time is inherited from it (INV-13).
   */
  async openCase(caller: Caller, opening: CaseOpening): Promise<string> {
    const scope = await this.access.organizations(caller, 'development.record');
    const requireVisible = await this.subjects.visibleTo(caller);
    const met: MetRecord[] = [];
    const request = { scopeId: INSTALLATION_SCOPE, key: opening.idempotencyKey, operation: 'openDevelopmentCase', input: opening };
    try {
      const { ref } = await this.idempotency.once(caller, request, async (tx) => {
        await serializeOnOrganizations(tx, [opening.organizationId]);
        return this.openIn(tx, caller, opening, { scope, requireVisible, met });
      });
      return ref;
    } catch (error) {
      await this.subjects.recordMeeting(caller, met);
      throw error;
    }
  }

  /**
   * The same inside a transaction that was opened for more than this, such as a takeover. Its caller asked for the rights, and holds the
   * lock of the organization.
   */
  async openIn(
    tx: Tx,
    caller: Caller,
    opening: Omit<CaseOpening, 'idempotencyKey'>,
    rights: { scope: OrganizationScope; requireVisible: VisibilityCheck; met?: MetRecord[] },
  ): Promise<string> {
    const { organizationId, consentOn, consentReference } = opening;
    const organization = await organizationInScope(tx, rights.scope, organizationId, 'input', 'organizationId');
    const today = localDateOf(tx.at);
    refuseIfAny([
      ...refusalsUnlessWorking(organization, 'input', 'organizationId'),
      ...refusalsUnlessBranch(organization, 'input', 'organizationId'),
      ...(consentOn > today ? [CONSENT_IN_FUTURE({ onDay: consentOn }, 'input', 'consentOn')] : []),
      ...(await refusalsWithoutAssessment(tx, organizationId)),
    ]);
    const met = rights.met ?? [];
    met.length = 0;
    const personId = await this.subjects.namedForCase(tx, caller, opening, rights.requireVisible, met);
    refuseIfAny(await refusalsOfConsentDay(tx, personId, consentOn));
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
    await noteConsent(tx, caller, { caseId: opened.id, organizationId, step: 'GIVEN', occurredOn: consentOn, reference: consentReference });
    const { row } = await this.records.load(tx, opened.id);
    const { caseNumber, previousCaseId } = opened;
    const shown = { caseNumber, personId, organizationId, previousCaseId, consentOn, consentReference };
    await this.ledger.record(tx, caller, row, 'openDevelopmentCase', changesBetween(null, shown));
    await this.listeners.tellOpened(tx, opened.id);
    return opened.id;
  }
}

/** Nobody consents before the birth or as a child. */
async function refusalsOfConsentDay(tx: Tx, personId: string, consentOn: LocalDate): Promise<Refusal[]> {
  const [person] = await tx.rows<{ bornOn: LocalDate }>('SELECT bornOn FROM person WHERE id = ?', [personId]);
  const age = ageOn(person!.bornOn, consentOn);
  return age < CONSENT_AGE_YEARS_MIN ? [CONSENT_TOO_EARLY({ onDay: consentOn, age }, 'input', 'consentOn')] : [];
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
