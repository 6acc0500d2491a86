import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import type { Caller } from '../auth/caller.js';
import { CallerReach } from '../auth/caller-reach.js';
import { type Condition, where } from '../database/listing.js';
import { Transactions } from '../database/transactions.js';
import { notFound } from '../errors/faults.js';
import { JobRecords } from './job-records.js';

/** The second chance of a dead job, as people give it. */
@Injectable()
export class JobReruns {
  constructor(
    private readonly transactions: Transactions,
    private readonly records: JobRecords,
    private readonly reach: CallerReach,
    private readonly audit: AuditTrail,
  ) {}

  /** Gives a DEAD job within the caller's reach its attempts anew. Throws NOT_FOUND; refuses JOB_NOT_DEAD, so a repetition changes nothing. */
  async rerunJob(caller: Caller, jobId: string): Promise<void> {
    const { condition } = await this.reach.scopedRows(caller, 'jobs.rerun', 'scopeId');
    await this.rerunWithin(condition, caller, jobId);
  }

  /** The same for whoever may run commands on the machine: every job is within reach. */
  async rerunFromCommand(caller: Caller, jobId: string): Promise<void> {
    await this.rerunWithin(where('1 = 1'), caller, jobId);
  }

  private rerunWithin(reach: Condition, caller: Caller, jobId: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const [job] = await tx.rows<{ scopeId: string; status: string }>(`SELECT scopeId, status FROM job WHERE id = ? AND (${reach.sql})`, [
        jobId,
        ...reach.parameters,
      ]);
      if (!job) throw notFound('input', 'jobId');
      await this.records.rerun(tx, jobId);
      const changes = [{ field: 'status', before: job.status, after: 'WAITING' }];
      await this.audit.record(tx, caller, { scopeId: job.scopeId, action: 'rerunJob', recordKind: 'Job', recordId: jobId, changes });
    });
  }
}
