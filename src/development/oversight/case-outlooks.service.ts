import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import { Notices } from '../../platform/notices/notices.service.js';
import { CaseChangeListeners } from '../cases/case-changes.js';
import { nextDueOn } from '../cases/case-ledger.js';
import { beginningOf, CaseRecords } from '../cases/case-records.js';
import { CASE_RECORD_KIND } from '../cases/case-scope.js';
import type { DevelopmentDeadline } from './case-outlook.entity.js';
import { DEADLINES, INTERVALS, OUTLOOK, replaceRows, standingRows } from './case-outlook-rows.js';
import { type Derived, type DerivedCase, derivedRowsOf } from './derived-rows.rules.js';
import { deadlineKey } from './reminder-texts.js';
import { Reminders } from './reminders.service.js';

/**
 * Keeps what is derived from the facts of cases: deadlines, what may come next and when, and the days in each stage. It follows the
 * opening and every confirmed and voided fact in the transaction of the change.
 */
@Injectable()
export class CaseOutlooks implements OnModuleInit {
  constructor(
    private readonly listeners: CaseChangeListeners,
    private readonly records: CaseRecords,
    private readonly reminders: Reminders,
    private readonly notices: Notices,
  ) {}

  onModuleInit(): void {
    this.listeners.registerOpening(async (tx, caseId) => {
      await this.refresh(tx, [caseId]);
    });
    this.listeners.register(async (tx, { caseId, organizationId, openedOn, openedOrganizationId, facts, world }) => {
      await this.write(tx, [{ caseId, organizationId, openedOn, openedOrganizationId, facts, world }]);
      await this.reminders.remind(tx, [caseId]);
    });
  }

  /**
   * Derives the cases anew from their facts and returns how many of them had other rows before. Repeated, it writes nothing. The caller holds
   * the locks of the cases; at most 200 cases.
   */
  async refresh(tx: Tx, caseIds: readonly string[]): Promise<number> {
    const loaded = [...(await this.records.loadMany(tx, caseIds)).values()];
    const worlds = await this.records.worldsOf(tx, loaded, localDateOf(tx.at));
    for (const { row, facts } of loaded) {
      const dueOn = nextDueOn(facts, worlds.get(row.id)!);
      if (dueOn !== row.nextDueOn) await tx.execute('UPDATE development_case SET nextDueOn = ? WHERE id = ?', [dueOn, row.id]);
    }
    return this.write(
      tx,
      loaded.map(({ row, facts }) => ({
        ...{ caseId: row.id, organizationId: row.organizationId, ...beginningOf(row) },
        ...{ facts, world: worlds.get(row.id)! },
      })),
    );
  }

  private async write(tx: Tx, cases: readonly DerivedCase[]): Promise<number> {
    if (cases.length === 0) return 0;
    const caseIds = cases.map(({ caseId }) => caseId);
    const derived = new Map(cases.map((entry) => [entry.caseId, derivedRowsOf(entry)]));
    const before = await standingRows(tx, DEADLINES, caseIds);
    for (const [caseId, { deadlines }] of derived) await this.follow(tx, before.get(caseId) ?? [], deadlines, caseId);
    const wanted = <Row>(rowsOf: (caseId: string) => Row[]) => new Map(caseIds.map((caseId) => [caseId, rowsOf(caseId)]));
    const changes = [
      await replaceRows(
        tx,
        DEADLINES,
        before,
        wanted((caseId) => derived.get(caseId)!.deadlines),
      ),
      await replaceRows(
        tx,
        OUTLOOK,
        await standingRows(tx, OUTLOOK, caseIds),
        wanted((caseId) => derived.get(caseId)!.outlook),
      ),
      await replaceRows(
        tx,
        INTERVALS,
        await standingRows(tx, INTERVALS, caseIds),
        wanted((caseId) => derived.get(caseId)!.intervals),
      ),
    ];
    return Math.max(...changes);
  }

  /** A deadline that goes on keeps its place among the reminders; one that is met or gone needs no reminder in anybody's inbox. */
  private async follow(
    tx: Tx,
    before: readonly Derived<DevelopmentDeadline>[],
    after: Derived<DevelopmentDeadline>[],
    caseId: string,
  ): Promise<void> {
    for (const old of before.filter(({ metOn }) => metOn === null)) {
      const next = after.find((deadline) => deadlineKey(deadline) === deadlineKey(old));
      if (next && next.metOn === null) next.nextRemindOn = old.nextRemindOn;
      else await this.notices.withdraw(tx, CASE_RECORD_KIND, caseId, deadlineKey(old));
    }
  }
}
