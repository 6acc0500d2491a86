import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { BreachAllegation, BreachCase } from './breach.entity.js';
import type { AllegationSource } from './breach-states.js';

const ALLEGATION_KIND = 'BreachAllegation';
const CASE_KIND = 'BreachCase';

/** An allegation as it is recorded. */
export interface AllegationFacts {
  source: AllegationSource;
  text: string;
  receivedOn: LocalDate;
}

/** The restricted texts of a case in clear. */
export interface BreachTexts {
  allegations: { id: string; source: AllegationSource; receivedOn: LocalDate; text: string }[];
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
    const { source, receivedOn } = facts;
    const row = { id, parkId: breach.parkId, caseId: breach.id, source, textSealed, receivedOn };
    await tx.insert(BreachAllegation, [{ ...row, outcome: 'OPEN', recordedBy: caller.accountId }]);
    return id;
  }

  /** A text of the party, sealed for its column. */
  sealed(caseId: string, field: 'statement' | 'appeal', text: string): string {
    return this.cipher.encrypt({ kind: CASE_KIND, id: caseId, field }, text);
  }

  /** All texts of a case in clear. The reading is audited with its reason. */
  async revealBreachTexts(caller: Caller, input: { breachCaseId: string; reason: string }): Promise<BreachTexts> {
    const scope = await this.access.parks(caller, 'breaches.reveal');
    return this.transactions.run(async (tx) => {
      const breach = await parkRow(tx, BreachCase, scope, input.breachCaseId, 'input', 'breachCaseId');
      const { parkId, id } = breach;
      await this.audit.recordRead(tx, caller, {
        scopeId: parkId,
        recordKind: CASE_KIND,
        recordIds: [id],
        fields: ['allegations', 'statement', 'appeal'],
        reason: input.reason,
      });
      const rows = await tx.manager.find(BreachAllegation, { where: { parkId, caseId: id }, order: { receivedOn: 'ASC', id: 'ASC' } });
      const open = (field: 'statement' | 'appeal', text: string | null) =>
        text === null ? null : this.cipher.decrypt({ kind: CASE_KIND, id, field }, text);
      return {
        allegations: rows.map(({ id: allegationId, source, receivedOn, textSealed }) => ({
          id: allegationId,
          source,
          receivedOn,
          text: this.cipher.decrypt({ kind: ALLEGATION_KIND, id: allegationId, field: 'text' }, textSealed),
        })),
        statement: open('statement', breach.statementSealed),
        appeal: open('appeal', breach.appealSealed),
      };
    });
  }
}
