import { Injectable } from '@nestjs/common';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { CaseLedger, serializeOnCase } from './case-ledger.js';
import type { CaseRow } from './case-records.js';
import { CaseScope, type ReachedCase } from './case-scope.js';
import { noteConsent } from './consent-history.js';
import type { DevelopmentConsent } from './development-consent.entity.js';
import { WRONG_SIDE_OF_TRANSFER } from './cases.errors.js';
import { CONSENT_BEFORE_WITHDRAWAL, CONSENT_IN_FORCE, CONSENT_IN_FUTURE, CONSENT_WITHDRAWN } from './consents.errors.js';

/** Which case, as the caller saw it. */
export interface CaseTarget {
  caseId: string;
  expectedVersion: number;
}

/** A step as it is noted, what speaks against it, and what changes on the case's row. */
interface ConsentChange {
  entry: Pick<DevelopmentConsent, 'step' | 'occurredOn' | 'reference'>;
  refusals: Refusal[];
  changes: Partial<CaseRow>;
}

/** The person's separate consent to the keeping of party-stage data (PR-2). It is about the person, so one recorder is enough. */
@Injectable()
export class CaseConsents {
  constructor(
    private readonly scope: CaseScope,
    private readonly transactions: Transactions,
    private readonly ledger: CaseLedger,
  ) {}

  /** Records the withdrawal as of today: from now on only what ends the case is recorded. */
  withdrawConsent(caller: Caller, target: CaseTarget): Promise<string> {
    return this.change(caller, 'withdrawDevelopmentConsent', target, (row, today) => ({
      entry: { step: 'WITHDRAWN', occurredOn: today, reference: null },
      refusals: row.consentWithdrawnOn === null ? [] : [CONSENT_WITHDRAWN({ withdrawnOn: row.consentWithdrawnOn }, 'input', 'caseId')],
      changes: { consentWithdrawnOn: today },
    }));
  }

  /** Records a new consent after a withdrawal, given on its day or later. */
  renewConsent(caller: Caller, target: CaseTarget & { consentOn: LocalDate; consentReference: string }): Promise<string> {
    const { consentOn, consentReference } = target;
    return this.change(caller, 'renewDevelopmentConsent', target, (row, today) => ({
      entry: { step: 'RENEWED', occurredOn: consentOn, reference: consentReference },
      refusals: [
        ...refusalsOfRenewal(row, consentOn),
        ...(consentOn > today ? [CONSENT_IN_FUTURE({ onDay: consentOn }, 'input', 'consentOn')] : []),
      ],
      changes: { consentOn, consentReference, consentWithdrawnOn: null },
    }));
  }

  private async change(
    caller: Caller,
    action: string,
    target: CaseTarget,
    ask: (row: CaseRow, today: LocalDate) => ConsentChange,
  ): Promise<string> {
    const reach = await this.scope.reachOf(caller, 'development.record');
    const seen = await this.scope.requireCase(caller, 'development.record', target.caseId, 'input', 'caseId');
    await this.transactions.run(async (tx: Tx) => {
      await serializeOnCase(tx, seen);
      const row: ReachedCase = await reach.require(tx, target.caseId, 'input', 'caseId');
      requireVersion(row, target.expectedVersion);
      const { entry, refusals, changes } = ask(row, localDateOf(tx.at));
      refuseIfAny([...(row.isHandled ? [] : [WRONG_SIDE_OF_TRANSFER({}, 'input')]), ...refusals]);
      await updateVersioned(tx, 'development_case', { id: row.id, version: row.version }, changes);
      await noteConsent(tx, caller, { caseId: row.id, organizationId: row.organizationId, ...entry });
      await this.ledger.record(tx, caller, row, action, changesBetween(row, changes));
    });
    return target.caseId;
  }
}

function refusalsOfRenewal({ consentWithdrawnOn: withdrawnOn }: CaseRow, consentOn: LocalDate): Refusal[] {
  if (withdrawnOn === null) return [CONSENT_IN_FORCE({}, 'input', 'caseId')];
  return consentOn < withdrawnOn ? [CONSENT_BEFORE_WITHDRAWAL({ withdrawnOn }, 'input', 'consentOn')] : [];
}
