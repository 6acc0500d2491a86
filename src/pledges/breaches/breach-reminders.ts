import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import type { WorkCalendar } from '../../platform/calendar/work-calendar.js';
import { WorkCalendars } from '../../platform/calendar/work-calendars.service.js';
import { daysBetween, type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { BreachCase } from './breach.entity.js';
import { BreachNotices } from './breach-notices.js';
import { type BreachStatus, UNDECIDED_STATUSES } from './breach-states.js';
import { hearingSpan } from './breach.rules.js';

/** Cases that one transaction looks at. */
const CASES_PER_CHUNK_MAX = 200;
/** Days without a step after which those who handle a case are told, again after as many. */
const WAITING_DAYS = 30;
/** A case in which the park has the next step. */
const WAITING_STATUSES: readonly BreachStatus[] = [...UNDECIDED_STATUSES, 'APPEALED'];

/** Tells each day what breach cases wait for. A second run tells nothing twice. */
@Injectable()
export class BreachReminders {
  constructor(
    private readonly notices: BreachNotices,
    private readonly calendars: WorkCalendars,
  ) {}

  /** Goes through the open cases of the installation in the order of their ids. */
  async remind(run: JobRun): Promise<void> {
    for (let afterId: string | undefined = ''; afterId !== undefined;) {
      const from: string = afterId;
      afterId = (await run.transaction((tx) => this.chunk(tx, from))).at(-1)?.id;
    }
  }

  private async chunk(tx: Tx, afterId: string): Promise<readonly BreachCase[]> {
    const cases = await tx.manager.find(BreachCase, {
      where: { id: MoreThan(afterId), status: In([...WAITING_STATUSES]) },
      order: { id: 'ASC' },
      take: CASES_PER_CHUNK_MAX,
    });
    if (cases.length === 0) return cases;
    const [today, calendar, steps] = [localDateOf(tx.at), await this.calendars.load(tx), await lastSteps(tx, cases)];
    for (const breach of cases) {
      const hearingUntil = endedHearing(calendar, breach, today);
      if (hearingUntil !== null) await this.notices.hearingOver(tx, breach, hearingUntil);
      const days = daysBetween(steps.get(breach.id) ?? breach.openedOn, today);
      if (days >= WAITING_DAYS) await this.notices.waiting(tx, breach, { days, span: Math.floor(days / WAITING_DAYS) });
    }
    return cases;
  }
}

/** The last day of a hearing that is over and certain; null while the party may still be heard. */
function endedHearing(calendar: WorkCalendar, { status, noticeGivenOn }: BreachCase, today: LocalDate): LocalDate | null {
  if (noticeGivenOn === null || !UNDECIDED_STATUSES.includes(status)) return null;
  const { endsOn, isProvisional } = hearingSpan(calendar, noticeGivenOn);
  return !isProvisional && endsOn < today ? endsOn : null;
}

async function lastSteps(tx: Tx, cases: readonly BreachCase[]): Promise<Map<string, LocalDate>> {
  const parkIds = [...new Set(cases.map(({ parkId }) => parkId))];
  const ids = cases.map(({ id }) => id);
  const rows = await tx.rows<{ caseId: string; lastAt: number | string }>(
    `SELECT caseId, MAX(at) AS lastAt FROM breach_history WHERE parkId IN ${inList(parkIds)} AND caseId IN ${inList(ids)} GROUP BY caseId`,
    [...parkIds, ...ids],
  );
  return new Map(rows.map(({ caseId, lastAt }) => [caseId, localDateOf(new Date(Number(lastAt)))]));
}
