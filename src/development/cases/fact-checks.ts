import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';
import type { CaseFact } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import type { RuleCheck } from '../machine/rule-check.js';
import type { CaseRow } from './case-records.js';

/** A fact that is about to be recorded or confirmed, with the case as it stands. */
export interface FactInQuestion {
  row: Pick<CaseRow, 'id' | 'organizationId'>;
  /** Confirmed facts without the one in question. */
  facts: readonly CaseFact[];
  added: CaseFact;
  world: CaseWorld;
}

/** A question about a fact that needs more than the facts, such as which papers there are. It reads with the transaction and writes nothing. */
export type FactCheck = (tx: Tx, question: FactInQuestion) => Promise<readonly RuleCheck[]>;

/**
 * Port for the checks of other parts of the module: they register here, and recording and confirming add the answers to those of the machine,
 * so that they are stored, shown and, where they warn, passed with a reason in the same way (INV-18, INV-19).
 */
@Injectable()
export class FactChecks {
  private readonly checks: FactCheck[] = [];

  register(check: FactCheck): void {
    this.checks.push(check);
  }

  /** What all registered checks say about the fact. */
  async of(tx: Tx, question: FactInQuestion): Promise<RuleCheck[]> {
    const said: RuleCheck[] = [];
    for (const check of this.checks) said.push(...(await check(tx, question)));
    return said;
  }
}
