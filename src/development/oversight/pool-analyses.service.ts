import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../../access/access.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { TwoPersons } from '../cases/two-persons.js';
import { POOL_ANALYSIS_DAY_INVALID, POOL_ANALYSIS_DECIDED, POOL_ANALYSIS_RECORDED, POOL_NOT_OF_COMMITTEE } from './pool-analysis.errors.js';
import { PoolAnalysis } from './pool-analysis.entity.js';
import type { PoolAnalysisStatus } from './pool-analysis-states.js';
import { POOL_COMMITTEES, poolOf } from './pool-committees.js';
import { PoolReminders } from './pool-reminders.service.js';
import type { StageGroup } from './stage-groups.js';

/** An analysis that was made. */
export interface PoolAnalysisRecord {
  organizationId: string;
  year: number;
  analyzedOn: LocalDate;
  documentNumber: string;
  conclusion: string;
  idempotencyKey: string;
}

/** Which analysis, as the caller saw it. */
export interface PoolAnalysisTarget {
  poolAnalysisId: string;
  expectedVersion: number;
}

const STANDING = 'STANDING';

/** What the audit trail says of an analysis. */
type AuditedAnalysis = Pick<PoolAnalysis, 'organizationId' | 'year' | 'status'> & Partial<PoolAnalysis>;

type AnalysisRow = Pick<PoolAnalysis, 'id' | 'organizationId' | 'year' | 'status' | 'recordedBy' | 'version'>;

/** Yearly analyses of the pool of activists by grass-roots committees, recorded and confirmed by two persons (R07, INV-21). */
@Injectable()
export class PoolAnalyses {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly twoPersons: TwoPersons,
    private readonly reminders: PoolReminders,
    private readonly audit: AuditTrail,
  ) {}

  /** Records the analysis of a year with the numbers that the cases had on its day; one stands for a year. Returns its id. */
  async recordAnalysis(caller: Caller, record: PoolAnalysisRecord): Promise<string> {
    const { organizationId, year, analyzedOn, documentNumber, conclusion } = record;
    const scope = await this.access.organizations(caller, 'development.record');
    const request = { scopeId: INSTALLATION_SCOPE, key: record.idempotencyKey, operation: 'recordPoolAnalysis', input: record };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const { type } = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      const isDayValid = analyzedOn >= `${year}-01-01` && analyzedOn <= localDateOf(tx.at);
      refuseIfAny([
        ...(POOL_COMMITTEES.includes(type) ? [] : [POOL_NOT_OF_COMMITTEE({}, 'input', 'organizationId')]),
        ...(isDayValid ? [] : [POOL_ANALYSIS_DAY_INVALID({ analyzedOn, year }, 'input', 'analyzedOn')]),
      ]);
      const id = newId();
      const counts = {
        applicantsCount: await countOn(tx, organizationId, 'APPLICANTS', analyzedOn),
        activistsCount: await countOn(tx, organizationId, 'ACTIVISTS', analyzedOn),
      };
      const facts = { organizationId, year, analyzedOn, documentNumber, conclusion, ...counts, status: 'PENDING' as const };
      const actor = { recordedBy: caller.accountId, recordedAt: tx.at };
      const row = { id, scopeId: INSTALLATION_SCOPE, onceKey: STANDING, ...facts, ...actor, version: 1 };
      await tx.insert(PoolAnalysis, [row]).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new DomainError([POOL_ANALYSIS_RECORDED({ year }, 'input', 'year')]) : error;
      });
      await this.record(tx, caller, 'recordPoolAnalysis', id, {
        organizationId,
        year,
        analyzedOn,
        documentNumber,
        ...counts,
        status: 'PENDING',
      });
      return id;
    });
    return ref;
  }

  /** Confirms it. Refuses whoever recorded it. */
  confirmAnalysis(caller: Caller, target: PoolAnalysisTarget): Promise<string> {
    return this.decide(caller, 'confirmPoolAnalysis', target, { status: 'CONFIRMED' });
  }

  /** Rejects it, so that another can be recorded for the year; a confirmed one too, by a second person. */
  rejectAnalysis(caller: Caller, target: PoolAnalysisTarget & { reason: string }): Promise<string> {
    const { reason, poolAnalysisId } = target;
    return this.decide(caller, 'rejectPoolAnalysis', target, { status: 'REJECTED', reason, onceKey: poolAnalysisId });
  }

  private async decide(
    caller: Caller,
    action: string,
    target: PoolAnalysisTarget,
    decision: { status: PoolAnalysisStatus; reason?: string; onceKey?: string },
  ): Promise<string> {
    const scope = await this.access.organizations(caller, 'development.confirm');
    await this.transactions.run(async (tx) => {
      const row = await analysisInScope(tx, scope, target.poolAnalysisId);
      requireVersion(row, target.expectedVersion);
      const isOpen = row.status === 'PENDING' || (row.status === 'CONFIRMED' && decision.status === 'REJECTED');
      refuseIfAny([
        ...(isOpen ? [] : [POOL_ANALYSIS_DECIDED({}, 'input', 'poolAnalysisId')]),
        ...(await this.twoPersons.refusals(tx, caller, row.organizationId, row.recordedBy)),
      ]);
      const changes = { ...decision, decidedBy: caller.accountId, decidedAt: tx.at };
      await updateVersioned(tx, 'development_pool_analysis', { id: row.id, version: row.version }, changes);
      if (decision.status === 'CONFIRMED') await this.reminders.withdraw(tx, row.organizationId, row.year);
      await this.record(tx, caller, action, row.id, { organizationId: row.organizationId, year: row.year, status: decision.status });
    });
    return target.poolAnalysisId;
  }

  private async record(tx: Tx, caller: Caller, action: string, recordId: string, facts: AuditedAnalysis): Promise<void> {
    const act = { scopeId: facts.organizationId, action, recordKind: 'DevelopmentPoolAnalysis', recordId };
    await this.audit.record(tx, caller, { ...act, changes: changesBetween(null, facts) });
  }
}

async function countOn(tx: Tx, organizationId: string, group: StageGroup, day: LocalDate): Promise<number> {
  const sql = `SELECT COUNT(DISTINCT i.caseId) AS total ${poolOf(group, day, day).replaceAll('{t}.id', '?')}`;
  const [row] = await tx.rows<{ total: number | string }>(sql, [organizationId]);
  return Number(row!.total);
}

async function analysisInScope(tx: Tx, scope: OrganizationScope, id: string): Promise<AnalysisRow> {
  const condition = scope.condition('a.organizationId');
  const [row] = await tx.rows<AnalysisRow>(
    `SELECT a.id, a.organizationId, a.year, a.status, a.recordedBy, a.version FROM development_pool_analysis a
     WHERE a.scopeId = ? AND a.id = ? AND ${condition.sql}`,
    [INSTALLATION_SCOPE, id, ...condition.parameters],
  );
  if (!row) throw notFound('input', 'poolAnalysisId');
  return row;
}
