import { Injectable } from '@nestjs/common';
import { MembershipAlignment } from '../../organizations/membership-alignment.js';
import { organizationLock } from '../../organizations/organization-tree.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { type AuditChange, changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { isDuplicateKey } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { DomainError, type Refusal } from '../../platform/errors/refusals.js';
import { serializeOnAll } from '../../platform/queue/key-lock.js';
import type { CaseFact } from '../machine/case-facts.js';
import type { CaseView } from '../machine/case-state.js';
import { deriveCase } from '../machine/case-view.js';
import type { CaseWorld } from '../machine/case-world.js';
import { deadlinesOf } from '../machine/deadlines.js';
import { judgeFact, judgeSeries } from '../machine/judge-fact.js';
import type { RuleCheck } from '../machine/rule-check.js';
import { CaseChangeListeners } from './case-changes.js';
import { beginningOf, CaseRecords, type CaseRow, type LoadedCase } from './case-records.js';
import { CASE_RECORD_KIND } from './case-scope.js';
import { CASE_ALREADY_OPEN } from './cases.errors.js';
import { OVERRIDE_WITHOUT_WARNING, refusalOfCheck } from './facts.errors.js';
import type { CheckMoment } from './case-states.js';
import { DevelopmentCheck } from './development-case.entity.js';
import { FactChecks, type FactInQuestion } from './fact-checks.js';
import { membershipPlan } from './membership-plan.rules.js';
import { WaitingWork } from './waiting-work.js';

/** What the rules said about one fact. */
export interface Judgement {
  world: CaseWorld;
  checks: RuleCheck[];
  /** Every reason against recording it, not only the first. */
  refusals: Refusal[];
}

/** Facts of a case, and what is written with a change of them. */
export interface CaseStep {
  row: CaseRow;
  /** The facts that count from now on. */
  facts: readonly CaseFact[];
  world: CaseWorld;
  /** The verb, for the audit trail. */
  action: string;
  /** The fact that was confirmed or voided. */
  fact: CaseFact;
  isVoided: boolean;
}

/** Audited fields from which a stage could be read: the trail keeps their fingerprints alone (PR-7). */
const PERSONAL_FIELDS = [
  'kind',
  'occurredOn',
  'documentNumber',
  'stage',
  'side',
  'stageSinceOn',
  'probationEndsOn',
  'partyAgeFrom',
  'nextDueOn',
];

/**
 * Everything that a change of a case reads must come after this: two changes of one case run one after the other, and none beside the end of an
 * organization that handles it or is to receive it.
 */
export function serializeOnCase(tx: Tx, row: CaseRow, receiverId: string | null = null): Promise<void> {
  const memberships = row.memberships.map(({ organizationId }) => organizationId);
  const organizationIds = [row.organizationId, row.pendingOrganizationId, receiverId, ...memberships];
  const locks = [...new Set(organizationIds.filter((id) => id !== null))].map(organizationLock);
  return serializeOnAll(tx, INSTALLATION_SCOPE, [{ kind: 'development-case', key: row.id }, ...locks]);
}

/** Judges facts and writes what follows from them: checks, the projection on the case's row, memberships, audit, and word to the listeners. */
@Injectable()
export class CaseLedger {
  constructor(
    private readonly records: CaseRecords,
    private readonly checks: FactChecks,
    private readonly alignment: MembershipAlignment,
    private readonly listeners: CaseChangeListeners,
    private readonly audit: AuditTrail,
    /** Whom a step waits for is told with it. */
    readonly waiting: WaitingWork,
  ) {}

  /** What all rules say about a fact that would follow the confirmed ones. Overrides count only against warnings (INV-19). */
  async judge(tx: Tx, { row, facts }: Pick<LoadedCase, 'row' | 'facts'>, added: CaseFact, todayOn: LocalDate): Promise<Judgement> {
    const world = await this.records.worldOf(tx, row, [...facts, added], todayOn);
    return this.judgeIn(tx, { row, facts, added, world }, judgeFact(facts, world, added));
  }

  /** The same for facts that follow one another, each judged as if those before it had been confirmed; one world serves all. */
  async judgeSeries(tx: Tx, row: CaseRow, series: readonly CaseFact[], todayOn: LocalDate): Promise<Judgement[]> {
    const world = await this.records.worldOf(tx, row, series, todayOn);
    const judged: Judgement[] = [];
    for (const [index, said] of judgeSeries(series, world).entries())
      judged.push(await this.judgeIn(tx, { row, facts: series.slice(0, index), added: series[index]!, world }, said));
    return judged;
  }

  private async judgeIn(tx: Tx, question: FactInQuestion, said: readonly RuleCheck[]): Promise<Judgement> {
    const { added, world } = question;
    const checks = [...said, ...(await this.checks.of(tx, question))];
    /* The machine itself says so of a rule that blocks. */
    const known = new Set(checks.filter(({ outcome }) => ['OVERRIDDEN', 'BLOCKED'].includes(outcome)).map(({ ruleId }) => ruleId));
    const vain = added.overrides.filter(({ ruleId }) => !known.has(ruleId)).map(({ ruleId }) => ruleId);
    const refusals = checks.filter(({ isStopping }) => isStopping).map(refusalOfCheck);
    if (vain.length > 0) refusals.push(OVERRIDE_WITHOUT_WARNING({ ruleIds: vain.join(', ') }, 'input', 'overrides'));
    return { world, checks, refusals };
  }

  /** Keeps every check as it was made (INV-18). */
  async keepChecks(tx: Tx, row: CaseRow, factId: string, moment: CheckMoment, checks: readonly RuleCheck[]): Promise<void> {
    await tx.insert(
      DevelopmentCheck,
      checks.map(({ ruleId, ruleSetId, code, severity, outcome, article, facts, reason, cure, curedOn, isAboutEntry }) => ({
        id: newId(),
        scopeId: INSTALLATION_SCOPE,
        caseId: row.id,
        factId,
        organizationId: row.organizationId,
        moment,
        ruleId,
        ruleSetId,
        severity,
        outcome,
        content: { code, article, facts, reason, cure, isAboutEntry },
        curedOn,
        checkedAt: tx.at,
      })),
    );
  }

  /** Derives the case from its facts and writes the projection, the memberships and the audit entry. The caller holds `serializeOnCase`. */
  async project(tx: Tx, caller: Caller, step: CaseStep): Promise<CaseView> {
    const { row, facts, world, action, fact } = step;
    const view = deriveCase(facts, world);
    const memberships = await this.alignment.align(tx, caller, {
      personId: row.personId,
      held: row.memberships,
      plan: membershipPlan(view, row.openedOrganizationId),
      action,
    });
    const shown = projectionOf(row, view, nextDueOn(facts, world));
    await updateVersioned(tx, 'development_case', row, { ...shown, memberships }).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new DomainError([CASE_ALREADY_OPEN({}, 'input')]) : error;
    });
    await this.record(tx, caller, { ...row, organizationId: shown.organizationId }, action, [
      ...factChanges(fact),
      ...changesBetween(row, shown),
    ]);
    await this.waiting.factIsSettled(tx, row, fact.id);
    if (shown.pendingOrganizationId === null) await this.waiting.transferIsSettled(tx, row);
    else if (row.pendingOrganizationId === null) await this.waiting.transferWaits(tx, row, fact, shown.pendingOrganizationId);
    await this.listeners.tell(tx, {
      caseId: row.id,
      personId: row.personId,
      organizationId: shown.organizationId,
      organizationIdBefore: row.organizationId,
      ...beginningOf(row),
      fact,
      isVoided: step.isVoided,
      stageBefore: row.stage,
      stageAfter: view.stage,
      sideAfter: view.side,
      facts,
      world,
    });
    return view;
  }

  /** Writes an entry about the case. What would tell its stage stands there as a fingerprint. */
  async record(tx: Tx, caller: Caller, row: CaseRow, action: string, changes: readonly AuditChange[]): Promise<void> {
    const act = { scopeId: row.organizationId, action, recordKind: CASE_RECORD_KIND, recordId: row.id };
    await this.audit.record(tx, caller, { ...act, changes, personal: PERSONAL_FIELDS });
  }
}

/** What the audit trail says of a fact. */
export function factChanges({ id, kind, occurredOn, documentNumber, overrides }: CaseFact): AuditChange[] {
  const changes: AuditChange[] = [
    { field: 'factId', after: id },
    { field: 'kind', after: kind },
    { field: 'occurredOn', after: occurredOn },
  ];
  if (documentNumber !== null) changes.push({ field: 'documentNumber', after: documentNumber });
  if (overrides.length > 0) changes.push({ field: 'overrides', after: overrides.map(({ ruleId }) => ruleId).join(', ') });
  return changes;
}

/** What of a derived case stands on its row. */
export function projectionOf(row: Pick<CaseRow, 'id' | 'personId' | 'openedOrganizationId'>, view: CaseView, dueOn: LocalDate | null) {
  const { stage, side, stageSince, probationEndsOn, partyAgeFrom, isOpen, isTransferPending, transfers } = view;
  return {
    stage,
    side,
    stageSinceOn: stageSince,
    probationEndsOn,
    partyAgeFrom,
    organizationId: view.organizationId ?? row.openedOrganizationId,
    pendingOrganizationId: isTransferPending ? transfers.at(-1)!.toOrganizationId : null,
    closedOn: isOpen ? null : stageSince,
    openKey: isOpen ? row.personId : row.id,
    nextDueOn: dueOn,
  };
}

/** The earliest deadline that is not met. */
export function nextDueOn(facts: readonly CaseFact[], world: CaseWorld): LocalDate | null {
  const days = deadlinesOf(facts, world)
    .filter(({ isMet }) => !isMet)
    .map(({ dueOn }) => dueOn);
  return days.length === 0 ? null : days.reduce((first, day) => (day < first ? day : first));
}
