import { Injectable } from '@nestjs/common';
import type { VisibilityCheck } from '../../organizations/enterprise-register.js';
import { type NamedPerson, Persons } from '../../organizations/persons.service.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { ALREADY_FULL_MEMBER, CASE_ALREADY_OPEN } from './cases.errors.js';
import { TwoPersons } from './two-persons.js';

/** A record of the person that made an opening impossible: whoever tried has learned of it. */
export interface MetRecord {
  recordKind: 'DevelopmentCase' | 'Membership';
  id: string;
  organizationId: string;
}

/**
 * The person of a case that is to be opened. What other organizations keep about somebody is asked last and only of those who could open the
 * case otherwise; whoever learns of it this way leaves a reading that the person and that organization see (PR-7).
 */
@Injectable()
export class CaseSubjects {
  constructor(
    private readonly persons: Persons,
    private readonly twoPersons: TwoPersons,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** See `Persons.visibleTo`. */
  visibleTo(caller: Caller): Promise<VisibilityCheck> {
    return this.persons.visibleTo(caller, 'persons.manage');
  }

  /**
   * Id of the person for whom a case can be opened; throws with every reason against it. `met` receives the records that stood in the way:
   * the transaction is undone, so the caller hands them to `recordMeeting` afterwards.
   */
  async namedForCase(tx: Tx, caller: Caller, named: NamedPerson, requireVisible: VisibilityCheck, met: MetRecord[]): Promise<string> {
    /* In the installation's trail: in the organization's, auditors without a party role would see who is on the way (PR-7). */
    const personId = await this.persons.named(tx, caller, named, requireVisible, INSTALLATION_SCOPE);
    refuseIfAny(await this.twoPersons.refusals(tx, caller, personId, null));
    const found = await recordsInTheWay(tx, personId, localDateOf(tx.at));
    met.push(...found);
    refuseIfAny(found.map(refusalOfMeeting));
    return personId;
  }

  /** Writes the reading of the records that were met, in a transaction of its own. */
  async recordMeeting(caller: Caller, met: readonly MetRecord[]): Promise<void> {
    if (met.length === 0) return;
    await this.transactions.run(async (tx) => {
      for (const { recordKind, id, organizationId: scopeId } of met) {
        const reading = { scopeId, recordKind, recordIds: [id], fields: ['existence'], reason: 'HANDLING' };
        await this.audit.recordRead(tx, caller, reading);
      }
    });
  }
}

function refusalOfMeeting({ recordKind }: MetRecord): Refusal {
  const refusal = recordKind === 'DevelopmentCase' ? CASE_ALREADY_OPEN : ALREADY_FULL_MEMBER;
  return refusal({}, 'input', 'personId');
}

async function recordsInTheWay(tx: Tx, personId: string, today: LocalDate): Promise<MetRecord[]> {
  const open = await tx.rows<Omit<MetRecord, 'recordKind'>>(
    'SELECT id, organizationId FROM development_case WHERE scopeId = ? AND openKey = ?',
    [INSTALLATION_SCOPE, personId],
  );
  const full = await tx.rows<Omit<MetRecord, 'recordKind'>>(
    `SELECT id, organizationId FROM membership WHERE scopeId = ? AND personId = ? AND kind = 'HOME' AND standing = 'FULL' AND startsOn <= ?
     AND (endsOn IS NULL OR endsOn > ?)`,
    [INSTALLATION_SCOPE, personId, today, today],
  );
  return [
    ...open.map((row) => ({ ...row, recordKind: 'DevelopmentCase' as const })),
    ...full.map((row) => ({ ...row, recordKind: 'Membership' as const })),
  ];
}
