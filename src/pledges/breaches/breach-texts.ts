import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { refusalsOfOwnCase } from './breach-persons.js';
import { BreachAllegation, BreachCase } from './breach.entity.js';
import type { AllegationSource } from './breach-states.js';
import { STATEMENTS_TOO_LONG } from './breaches.errors.js';

const ALLEGATION_KIND = 'BreachAllegation';
const CASE_KIND = 'BreachCase';
/** Characters of all statements of a case: at most 3 bytes each, and a third more when sealed, they fit a column of 65,535 bytes. */
const STATEMENTS_LENGTH_MAX = 14_000;

/** An allegation as it is recorded. */
export interface AllegationFacts {
  source: AllegationSource;
  text: string;
  receivedOn: LocalDate;
  /** The day of what is said to have happened; needed where the party has taken its pledge back. */
  happenedOn?: LocalDate | null;
}

/** A text that stands in the case itself. */
export type CaseText = 'noticeSummary' | 'statement' | 'appeal';

/** The restricted texts of a case in clear. */
export interface BreachTexts {
  allegations: { id: string; source: AllegationSource; receivedOn: LocalDate; text: string }[];
  noticeSummary: string | null;
  statement: string | null;
  appeal: string | null;
}

/** The restricted texts of cases: what was alleged and what the party says. Encrypted, shown only on a reasoned, audited request (PR-7). */
@Injectable()
export class BreachTextKeeper {
  constructor(
    private readonly cipher: PersonalDataCipher,
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Keeps an allegation of a case and returns its id. */
  async keepAllegation(tx: Tx, caller: Caller, breach: Pick<BreachCase, 'id' | 'parkId'>, facts: AllegationFacts): Promise<string> {
    const id = newId();
    const textSealed = this.cipher.encrypt({ kind: ALLEGATION_KIND, id, field: 'text' }, facts.text);
    const { source, receivedOn, happenedOn = null } = facts;
    const row = { id, parkId: breach.parkId, caseId: breach.id, source, textSealed, receivedOn, happenedOn };
    await tx.insert(BreachAllegation, [{ ...row, outcome: 'OPEN', recordedBy: caller.accountId }]);
    return id;
  }

  /** A text of the case, sealed for its column. */
  sealed(caseId: string, field: CaseText, text: string): string {
    return this.cipher.encrypt({ kind: CASE_KIND, id: caseId, field }, text);
  }

  /** The statements of the party with a further one behind them, each later one under its day; sealed. Refuses what the column cannot hold. */
  statementAdded({ id, statementSealed }: BreachCase, saidOn: LocalDate, statement: string): string {
    const earlier = this.opened(id, 'statement', statementSealed);
    const whole = earlier === null ? statement : `${earlier}\n\n【${saidOn}】\n${statement}`;
    refuseIfAny(whole.length > STATEMENTS_LENGTH_MAX ? [STATEMENTS_TOO_LONG({}, 'input', 'statement')] : []);
    return this.sealed(id, 'statement', whole);
  }

  /** All texts of a case in clear. The reading is audited with its reason. */
  async revealBreachTexts(caller: Caller, input: { breachCaseId: string; reason: string }): Promise<BreachTexts> {
    const scope = await this.access.parks(caller, 'breaches.reveal');
    return this.transactions.run(async (tx) => {
      const breach = await parkRow(tx, BreachCase, scope, input.breachCaseId, 'input', 'breachCaseId');
      const { parkId, id } = breach;
      refuseIfAny(await refusalsOfOwnCase(tx, caller, { parkId, streamerId: breach.signatoryId }));
      await this.audit.recordRead(tx, caller, {
        scopeId: parkId,
        recordKind: CASE_KIND,
        recordIds: [id],
        fields: ['allegations', 'noticeSummary', 'statement', 'appeal'],
        reason: input.reason,
      });
      const rows = await tx.manager.find(BreachAllegation, { where: { parkId, caseId: id }, order: { receivedOn: 'ASC', id: 'ASC' } });
      return {
        allegations: rows.map(({ id: allegationId, source, receivedOn, textSealed }) => ({
          id: allegationId,
          source,
          receivedOn,
          text: this.cipher.decrypt({ kind: ALLEGATION_KIND, id: allegationId, field: 'text' }, textSealed),
        })),
        noticeSummary: this.opened(id, 'noticeSummary', breach.noticeSummarySealed),
        statement: this.opened(id, 'statement', breach.statementSealed),
        appeal: this.opened(id, 'appeal', breach.appealSealed),
      };
    });
  }

  /** A text of the case in clear; the caller has shown that it may be seen. */
  opened(id: string, field: CaseText, text: string | null): string | null {
    return text === null ? null : this.cipher.decrypt({ kind: CASE_KIND, id, field }, text);
  }
}
