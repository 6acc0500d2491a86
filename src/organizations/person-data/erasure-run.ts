import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { systemCaller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { PersonalErasures } from '../../platform/personal-data/personal-erasures.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { ErasureList } from './erasure-list.js';
import type { ErasureStatus } from './erasure-states.js';
import { ErasurePlans } from './erasure-plans.js';
import { type ErasurePlanItem, nextErasedOn, retainedUntil } from './erasure.rules.js';
import { PersonErasure } from './person-erasure.entity.js';
import { PersonIdentities } from './person-identities.js';

/**
 * Carries out an erasure that was decided; before anything goes it stands on the list beside the database. Everything in it may be repeated: tables are emptied in chunks from the end of the module order, so
 * that the rows by which others are found go last; the person is split from the records that must be kept in one transaction; and what is
 * left goes on the day after its retention, in a later run.
 */
@Injectable()
export class ErasureRun {
  constructor(
    private readonly transactions: Transactions,
    private readonly register: PersonalDataRegister,
    private readonly erasures: PersonalErasures,
    private readonly plans: ErasurePlans,
    private readonly list: ErasureList,
    private readonly identities: PersonIdentities,
    private readonly audit: AuditTrail,
  ) {}

  /** Runs the erasure that is the job's key as far as the day allows. */
  async run(run: JobRun): Promise<void> {
    const erasure = await this.transactions.run((tx) => erasureOf(tx, run.key));
    if (erasure.status === 'ERASING') {
      await this.list.add(erasure);
      await this.eraseDue(run, erasure.personId);
      await run.transaction((tx) => this.split(tx, run.key));
    }
    const { retainedPersonId } = await this.transactions.run((tx) => erasureOf(tx, run.key));
    if (retainedPersonId !== null) {
      await this.eraseDue(run, retainedPersonId);
      await run.transaction((tx) => this.settle(tx, run));
    }
    await this.erasures.scrubStorage();
    await run.complete(() => Promise.resolve());
  }

  /** Erases the rows whose time has come. A run that was killed begins again: emptied rows are emptied twice, removed ones are gone. */
  private async eraseDue(run: JobRun, personId: string): Promise<void> {
    const due = await this.transactions.run(async (tx) => {
      const plan = await this.plans.of(tx, await this.register.subjectOf(tx, personId));
      return plan.filter(({ fate }) => fate === 'NOW').map(({ table }) => table);
    });
    const tables = this.register.tables.filter(({ table }) => due.includes(table)).reverse();
    for (const [index, table] of tables.entries()) {
      let lastId: string | null = '';
      while (lastId !== null) {
        const after: string = lastId;
        lastId = await run.transaction(async (tx) =>
          this.erasures.eraseNext(tx, table, await this.register.subjectOf(tx, personId), after),
        );
      }
      await run.progress(index + 1, tables.length);
    }
  }

  /** From here on the records that are kept lead to an identity of their own, and the person can register again as somebody new. */
  private async split(tx: Tx, erasureId: string): Promise<void> {
    const erasure = await erasureOf(tx, erasureId);
    if (erasure.status !== 'ERASING') return;
    const plan = await this.plans.of(tx, await this.register.subjectOf(tx, erasure.personId));
    const identity = plan.find(({ table }) => table === 'person')?.fate ?? 'NOW';
    const retainedPersonId = newId();
    await this.identities.retain(tx, erasure.personId, retainedPersonId, plan.some(isLater));
    await this.erasures.moveRecords(tx, erasure.personId, retainedPersonId);
    if (identity === 'KEPT') await this.identities.forgetPhone(tx, erasure.personId);
    else await this.identities.remove(tx, erasure.personId);
    await updateVersioned(tx, PersonErasure, erasure, { status: 'RETAINED', retainedPersonId, openKey: erasure.id });
  }

  private async settle(tx: Tx, run: JobRun): Promise<void> {
    const erasure = await erasureOf(tx, run.key);
    if (erasure.status !== 'RETAINED') return;
    const waiting = (await this.plans.of(tx, await this.register.subjectOf(tx, erasure.retainedPersonId!))).filter(isLater);
    if (waiting.length > 0) {
      const days = { retainedUntil: retainedUntil(waiting), nextErasedOn: nextErasedOn(waiting) };
      await updateVersioned(tx, PersonErasure, erasure, days);
      return;
    }
    await this.identities.makeNameless(tx, erasure.retainedPersonId!);
    const emptied = { requestReference: null, decisionReason: null, retainedUntil: null, nextErasedOn: null };
    await updateVersioned(tx, PersonErasure, erasure, { ...emptied, status: 'DONE', finishedAt: tx.at });
    await this.audit.record(tx, systemCaller(run.jobId), {
      scopeId: INSTALLATION_SCOPE,
      action: 'finishPersonErasure',
      recordKind: 'Person',
      recordId: erasure.personId,
      changes: [{ field: 'status', before: 'RETAINED', after: 'DONE' }],
    });
  }
}

const isLater = ({ fate, table }: ErasurePlanItem): boolean => fate === 'LATER' && table !== 'person';

async function erasureOf(tx: Tx, id: string): Promise<PersonErasure> {
  return tx.manager.findOneByOrFail(PersonErasure, { id, scopeId: INSTALLATION_SCOPE });
}

/** The erasures that were approved, at most the newest 1,000. */
export async function approvedErasures(tx: Tx): Promise<PersonErasure[]> {
  const status = In(['ERASING', 'RETAINED', 'DONE'] satisfies ErasureStatus[]);
  return tx.manager.find(PersonErasure, { where: { scopeId: INSTALLATION_SCOPE, status }, order: { id: 'DESC' }, take: 1_000 });
}

/** Erasures of which something goes on the day of the transaction, at most 500; the others come with the next run. */
export async function dueErasures(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT id FROM person_erasure WHERE scopeId = ? AND status = 'RETAINED' AND nextErasedOn <= ? ORDER BY nextErasedOn, id LIMIT 500`,
    [INSTALLATION_SCOPE, localDateOf(tx.at)],
  );
  return rows.map(({ id }) => id);
}
