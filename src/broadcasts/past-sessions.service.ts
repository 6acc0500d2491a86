import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { type PastSession, SessionRecords } from './session-records.service.js';

/** Sessions that an operator records by hand after they were held. */
@Injectable()
export class PastSessions {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly records: SessionRecords,
  ) {}

  /** Records a held session as ENDED, once per idempotency key (INV-23). */
  async recordPastSession(caller: Caller, input: Omit<PastSession, 'source'> & { idempotencyKey: string }): Promise<string> {
    const { parkId } = input;
    await this.access.requirePark(caller, 'broadcasts.run', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'recordPastSession', input };
    const { ref } = await this.idempotency.once(caller, request, (tx) =>
      this.records.recordAfterwards(tx, caller, { ...input, source: 'MANUAL' }),
    );
    return ref;
  }
}
