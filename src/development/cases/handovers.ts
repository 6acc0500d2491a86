import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { CaseFact } from '../machine/case-facts.js';
import type { CaseView } from '../machine/case-state.js';
import type { CaseRow } from './case-records.js';
import { DevelopmentHandover } from './development-case.entity.js';

/** What an organization keeps of a case that has moved on: that it once handled it (INV-14). */
@Injectable()
export class Handovers {
  /** Notes the move when the confirmed fact was one. `row` is the case before it. */
  async follow(tx: Tx, row: CaseRow, fact: CaseFact, view: CaseView): Promise<void> {
    if (fact.kind !== 'TRANSFER_ACKNOWLEDGED' || view.organizationId === null || view.organizationId === row.organizationId) return;
    await tx.insert(DevelopmentHandover, [
      {
        id: newId(),
        scopeId: INSTALLATION_SCOPE,
        caseId: row.id,
        factId: fact.id,
        organizationId: row.organizationId,
        toOrganizationId: view.organizationId,
        handedOverOn: fact.occurredOn,
      },
    ]);
  }

  /** Takes the note back when the fact is voided. */
  async forget(tx: Tx, caseId: string, factId: string): Promise<void> {
    await tx.execute('DELETE FROM development_handover WHERE scopeId = ? AND caseId = ? AND factId = ?', [
      INSTALLATION_SCOPE,
      caseId,
      factId,
    ]);
  }
}
