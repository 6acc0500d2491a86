import { Injectable, type OnModuleInit } from '@nestjs/common';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { JobOutbox } from '../../platform/queue/job-outbox.js';
import { RuleChanges } from '../cases/rule-changes.js';
import { REFRESH_OUTLOOKS } from './oversight.jobs.js';

/** Has every case derived anew when a local rule is adopted or its end is confirmed: it may move deadlines and first days that are already shown. */
@Injectable()
export class RuleChangeRefresh implements OnModuleInit {
  constructor(
    private readonly changes: RuleChanges,
    private readonly outbox: JobOutbox,
  ) {}

  onModuleInit(): void {
    this.changes.register(async (tx) => {
      await this.outbox.enqueue(tx, REFRESH_OUTLOOKS, { scopeId: INSTALLATION_SCOPE, key: newId(), payload: {} });
    });
  }
}
