import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganizationScope } from '../../access/access.js';
import { organizationLock } from '../../organizations/organization-tree.js';
import { type Caller, systemCaller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { DomainError, refuseIfAny } from '../../platform/errors/refusals.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { CaseLedger } from '../cases/case-ledger.js';
import { CaseOpenings } from '../cases/case-opening.service.js';
import { CaseRecords } from '../cases/case-records.js';
import { DevelopmentFact } from '../cases/development-case.entity.js';
import { TwoPersons } from '../cases/two-persons.js';
import type { CaseFact } from '../machine/case-facts.js';
import { findingsOf } from './takeover-findings.js';
import { nextRow, rowCounts, type WorkRow } from './takeover-rows.js';
import type { TakeoverFact } from './takeover-sheet.js';
import type { TakeoverRunPayload } from './takeover.jobs.js';

/** Who recorded the facts of a batch and when, and who confirms them. */
interface TwoHalves {
  importer: Caller;
  committedAt: Date;
  confirmer: Caller;
}

/**
 * Makes cases of a committed sheet as a job. Each row is one transaction: the case, all its facts as recorded by the importer and confirmed by the
 * second person, checks, memberships and audit, or nothing of it with the reasons kept at the row. Killed anywhere, the next run goes on with the
 * first row that still waits.
 */
@Injectable()
export class TakeoverConfirming {
  constructor(
    private readonly dataSource: DataSource,
    private readonly openings: CaseOpenings,
    private readonly records: CaseRecords,
    private readonly ledger: CaseLedger,
    private readonly twoPersons: TwoPersons,
  ) {}

  /** Runs the confirmation of the batch that is the job's key. */
  async run(run: JobRun<TakeoverRunPayload>): Promise<void> {
    const reader = { rows: <Row>(sql: string, parameters: readonly unknown[] = []) => this.dataSource.query<Row[]>(sql, [...parameters]) };
    const halves = await this.halvesOf(run);
    const { pending } = await rowCounts(reader, run.key);
    for (let done = 0; ; done++) {
      const row = await nextRow(reader, run.key, 'PENDING');
      if (!row) break;
      await this.confirmRow(run, halves, row);
      /* Embedded, rows and requests share one thread: whoever came in meanwhile is answered between two rows. */
      await othersFirst();
      await run.progress(done + 1, done + pending);
    }
    await run.complete((tx) => finish(tx, run.key));
  }

  private async halvesOf(run: JobRun<TakeoverRunPayload>): Promise<TwoHalves> {
    const [batch] = await this.dataSource.query<{ committedBy: string; committedAt: number | string }[]>(
      'SELECT committedBy, committedAt FROM takeover_batch WHERE scopeId = ? AND id = ?',
      [INSTALLATION_SCOPE, run.key],
    );
    const acting = (accountId: string): Caller => ({ ...systemCaller(run.jobId), accountId });
    return {
      importer: acting(batch!.committedBy),
      committedAt: new Date(Number(batch!.committedAt)),
      confirmer: acting(run.payload.actorId),
    };
  }

  private async confirmRow(run: JobRun<TakeoverRunPayload>, halves: TwoHalves, row: WorkRow): Promise<void> {
    try {
      await run.transaction((tx) => this.makeCase(tx, halves, row), { serialize: [organizationLock(row.organizationId)] });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const findings = JSON.stringify(findingsOf(error));
      await run.transaction((tx) =>
        tx.execute(`UPDATE takeover_row SET outcome = 'REFUSED', findings = ?, version = version + 1 WHERE id = ? AND version = ?`, [
          findings,
          row.id,
          row.version,
        ]),
      );
    }
  }

  private async makeCase(tx: Tx, halves: TwoHalves, row: WorkRow): Promise<void> {
    const { importer, confirmer } = halves;
    const { organizationId, personId, content } = row;
    refuseIfAny(await this.twoPersons.refusals(tx, confirmer, personId!, importer.accountId));
    const opening = { organizationId, personId, consentOn: content.consentOn, consentReference: content.consentReference };
    /* The importer's rights were asked when the sheet was uploaded and committed. */
    const rights = { scope: new OrganizationScope(true, []), requireVisible: () => Promise.resolve() };
    const caseId = await this.openings.openIn(tx, importer, opening, rights);
    await this.takeFacts(tx, halves, caseId, content.facts);
    const taken = await tx.execute(
      `UPDATE takeover_row SET outcome = 'TAKEN_OVER', caseId = ?, content = NULL, version = version + 1 WHERE id = ? AND version = ?`,
      [caseId, row.id, row.version],
    );
    if (taken === 0) throw new RetryWork('the row was decided at the same time');
  }

  /** Recorded by the importer when the sheet was committed, confirmed now (INV-21); each judged like every other fact, the case derived once. */
  private async takeFacts(tx: Tx, halves: TwoHalves, caseId: string, taken: readonly TakeoverFact[]): Promise<void> {
    const { row } = await this.records.load(tx, caseId);
    const { organizationId } = row;
    const facts = taken.map((fact, index) => ({ ...fact, id: newId(), sequence: index + 1, organizationId }) as CaseFact);
    const judged = await this.ledger.judgeSeries(tx, row, facts, localDateOf(tx.at));
    refuseIfAny(judged.flatMap(({ refusals }) => refusals));
    await tx.insert(
      DevelopmentFact,
      facts.map((fact) => factRowOf(tx, halves, caseId, fact)),
    );
    for (const [index, { checks }] of judged.entries()) await this.ledger.keepChecks(tx, row, facts[index]!.id, 'IMPORTED', checks);
    const [fact, judgement] = [facts.at(-1), judged.at(-1)];
    if (!fact || !judgement) return;
    const step = { row, facts, world: judgement.world, action: 'takeOverDevelopmentCase', fact, isVoided: false };
    await this.ledger.project(tx, halves.confirmer, step);
  }
}

function factRowOf(tx: Tx, { importer, committedAt, confirmer }: TwoHalves, caseId: string, fact: CaseFact): Partial<DevelopmentFact> {
  const { id, kind, sequence, occurredOn, documentNumber, organizationId, overrides, data } = fact;
  const content = { kind, sequence, occurredOn, documentNumber, organizationId, overrides: [...overrides], data };
  const recorded = { recordedBy: importer.accountId, recordedAt: committedAt };
  const decided = { status: 'CONFIRMED' as const, decidedBy: confirmer.accountId, decidedAt: tx.at };
  return { id, scopeId: INSTALLATION_SCOPE, caseId, ...content, ...recorded, ...decided, version: 1 };
}

async function finish(tx: Tx, batchId: string): Promise<void> {
  const { curable } = await rowCounts(tx, batchId);
  await tx.execute(
    `UPDATE takeover_batch SET status = ?, confirmedAt = ?, version = version + 1 WHERE scopeId = ? AND id = ? AND status = 'CONFIRMING'`,
    [curable > 0 ? 'PARTLY_CONFIRMED' : 'CONFIRMED', tx.at.getTime(), INSTALLATION_SCOPE, batchId],
  );
}
