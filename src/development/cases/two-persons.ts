import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { isAccountOf, isSamePerson } from '../../streamers/account-persons.js';
import { OWN_CASE } from './cases.errors.js';
import { SAME_PERSON_TWICE } from './facts.errors.js';

/** Who may not act on a case: its own subject, and whoever did the other half of a step that takes two (INV-21). */
@Injectable()
export class TwoPersons {
  /**
   * Reasons against the caller. `otherAccountId` did the other half; null when there is none. The person behind an account is known where the
   * account is a streamer's own.
   */
  async refusals(tx: Tx, caller: Caller, subjectId: string, otherAccountId: string | null): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    if (await isAccountOf(tx, caller.accountId, subjectId)) refusals.push(OWN_CASE({}, 'input'));
    if (otherAccountId !== null && (await isSamePerson(tx, caller.accountId, otherAccountId))) {
      refusals.push(SAME_PERSON_TWICE({}, 'input'));
    }
    return refusals;
  }
}
