import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { type NoticeToPost, Notices } from '../../platform/notices/notices.service.js';
import { CASE_RECORD_KIND } from '../cases/case-scope.js';
import type { DeadlineCode } from '../machine/deadlines.js';
import type { RuleSetId } from '../rule-sets/rule-set.js';
import { REMINDER_PLANS } from './reminder-plans.js';
import { deadlineKey, reminderText } from './reminder-texts.js';
import { firstReminderOn, latestReminder, nextReminderOn } from './reminders.rules.js';

/** Cases of one transaction. */
const CASES_PER_CHUNK_MAX = 100;

interface DueRow {
  id: string;
  caseId: string;
  caseNumber: string;
  organizationId: string;
  pendingOrganizationId: string | null;
  code: DeadlineCode;
  ruleId: string;
  ruleSetId: RuleSetId;
  fromFactId: string;
  dueOn: LocalDate;
  nextRemindOn: LocalDate;
  isProvisional: boolean | number;
}

/** False for the first reminder of a deadline: there is none to take the place of. */
function hasEarlierReminder({ code, dueOn, nextRemindOn }: DueRow): boolean {
  return nextRemindOn > firstReminderOn(REMINDER_PLANS[code], dueOn);
}

/**
 * Reminds recorders and confirmers of deadlines that are not met. Which reminder comes next stands on the deadline's row and moves on in the
 * transaction that posts, so each is posted once: twice, at once, or after a process was killed.
 */
@Injectable()
export class Reminders {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
  ) {}

  /** Reminds about at most 100 cases whose next reminder has come, organization by organization; returns how many cases they were. */
  async remindChunk(tx: Tx): Promise<number> {
    const rows = await tx.rows<{ caseId: string }>(
      `SELECT DISTINCT organizationId, caseId FROM development_deadline WHERE scopeId = ? AND nextRemindOn <= ?
       ORDER BY organizationId, caseId LIMIT ${CASES_PER_CHUNK_MAX}`,
      [INSTALLATION_SCOPE, localDateOf(tx.at)],
    );
    await this.remind(
      tx,
      rows.map(({ caseId }) => caseId),
    );
    return rows.length;
  }

  /** Posts the latest reminder of every deadline of the cases whose day has come. Of several of one kind the earliest speaks for all. */
  async remind(tx: Tx, caseIds: readonly string[]): Promise<void> {
    const todayOn = localDateOf(tx.at);
    const due = caseIds.length === 0 ? [] : await dueRows(tx, caseIds, todayOn);
    if (due.length === 0) return;
    const spoken = due.filter((row, index) => due.findIndex(({ caseId, code }) => caseId === row.caseId && code === row.code) === index);
    for (const row of due.filter(hasEarlierReminder)) await this.notices.withdraw(tx, CASE_RECORD_KIND, row.caseId, deadlineKey(row));
    const addressees = await this.addresseesOf(tx, spoken);
    await this.notices.post(
      tx,
      spoken.flatMap((row) => placesOf(row).map((scopeId) => noticeOf(row, scopeId, addressees.get(scopeId)!, todayOn))),
    );
    await moveOn(tx, due, todayOn);
  }

  /** Recorders and confirmers by organization: asked once for each, not for each case. */
  private async addresseesOf(tx: Tx, rows: readonly DueRow[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    for (const organizationId of new Set(rows.flatMap(placesOf))) {
      const recorders = await this.access.accountsHolding(tx, 'development.record', { organizationId });
      const confirmers = await this.access.accountsHolding(tx, 'development.confirm', { organizationId });
      found.set(organizationId, [...new Set([...recorders, ...confirmers])]);
    }
    return found;
  }
}

/** The handling organization; for a letter also the one that is to receive the case. */
function placesOf({ code, organizationId, pendingOrganizationId }: DueRow): string[] {
  return code === 'LETTER' && pendingOrganizationId !== null ? [organizationId, pendingOrganizationId] : [organizationId];
}

function noticeOf(row: DueRow, scopeId: string, accountIds: readonly string[], todayOn: LocalDate): NoticeToPost {
  const { code, dueOn } = row;
  const { offsetDays } = latestReminder(REMINDER_PLANS[code], dueOn, todayOn)!;
  return {
    scopeId,
    topic: 'development.due',
    requiredPermission: 'development.read',
    subjectKind: CASE_RECORD_KIND,
    subjectId: row.caseId,
    dedupKey: `${deadlineKey(row)}${offsetDays}`,
    accountIds,
    text: reminderText({ ...row, isProvisional: Boolean(row.isProvisional) }, todayOn),
    dueOn,
  };
}

function dueRows(tx: Tx, caseIds: readonly string[], todayOn: LocalDate): Promise<DueRow[]> {
  return tx.rows<DueRow>(
    `SELECT d.id, d.caseId, c.caseNumber, d.organizationId, c.pendingOrganizationId, d.code, d.ruleId, d.ruleSetId, d.fromFactId, d.dueOn,
       d.nextRemindOn, d.isProvisional
     FROM development_deadline d JOIN development_case c ON c.id = d.caseId
     WHERE d.scopeId = ? AND d.caseId IN ${inList(caseIds)} AND d.nextRemindOn <= ? ORDER BY d.dueOn, d.id`,
    [INSTALLATION_SCOPE, ...caseIds, todayOn],
  );
}

/** Sets the day of the next reminder. A row that changed meanwhile was met or derived anew: the whole work runs again. */
async function moveOn(tx: Tx, due: readonly DueRow[], todayOn: LocalDate): Promise<void> {
  const nextOnOf = ({ code, dueOn }: DueRow) => nextReminderOn(REMINDER_PLANS[code], dueOn, todayOn);
  for (const nextOn of new Set(due.map(nextOnOf))) {
    const ids = due.filter((row) => nextOnOf(row) === nextOn).map(({ id }) => id);
    const moved = await tx.execute(
      `UPDATE development_deadline SET nextRemindOn = ? WHERE scopeId = ? AND id IN ${inList(ids)} AND nextRemindOn <= ?`,
      [nextOn, INSTALLATION_SCOPE, ...ids, todayOn],
    );
    if (moved !== ids.length) throw new RetryWork('a deadline changed while it was reminded of');
  }
}
