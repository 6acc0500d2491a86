import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { CaseOutlooks } from './case-outlooks.service.js';
import { PoolReminders } from './pool-reminders.service.js';
import { Reminders } from './reminders.service.js';

/** Cases that one transaction derives anew. */
const CASES_PER_CHUNK_MAX = 50;

/** The passing of days: derives every case anew, and reminds of what has come due. */
@Injectable()
export class OutlookRefresh {
  constructor(
    private readonly outlooks: CaseOutlooks,
    private readonly reminders: Reminders,
    private readonly poolReminders: PoolReminders,
  ) {}

  /** Derives all cases, closed ones too, in chunks of 50. Killed in between it begins again and writes only what still differs. */
  async refreshAll(run: JobRun): Promise<void> {
    let after = '';
    for (;;) {
      const caseIds = await this.nextCases(run, after);
      if (caseIds.length === 0) break;
      const serialize = caseIds.map((key) => ({ kind: 'development-case', key }));
      await run.transaction((tx) => this.outlooks.refresh(tx, caseIds), { serialize });
      after = caseIds.at(-1)!;
    }
    await run.complete(() => Promise.resolve());
  }

  /** Sends every reminder whose day has come. */
  async remindAll(run: JobRun): Promise<void> {
    const serialize = [{ kind: 'development-reminders', key: 'all' }];
    while ((await run.transaction((tx) => this.reminders.remindChunk(tx), { serialize })) > 0);
    let after: string | null = '';
    while (after !== null) {
      const afterId: string = after;
      after = await run.transaction((tx) => this.poolReminders.remindChunk(tx, afterId), { serialize });
    }
    await run.complete(() => Promise.resolve());
  }

  private nextCases(run: JobRun, after: string): Promise<string[]> {
    return run.transaction(async (tx) => {
      const rows = await tx.rows<{ id: string }>(
        `SELECT id FROM development_case WHERE scopeId = ? AND id > ? ORDER BY id LIMIT ${CASES_PER_CHUNK_MAX}`,
        [INSTALLATION_SCOPE, after],
      );
      return rows.map(({ id }) => id);
    });
  }
}
