import { Injectable } from '@nestjs/common';
import { localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import type { CaseRow } from '../cases/case-records.js';
import { CaseWorlds } from '../cases/case-worlds.js';
import { PAPER_KIND_UNKNOWN } from './evidence.errors.js';
import { DevelopmentPaperKind } from './paper-kinds.js';

/** Which kinds of papers a case knows: those that ship, and those that the plan of its organization adds. */
@Injectable()
export class PaperCatalog {
  constructor(private readonly worlds: CaseWorlds) {}

  /** A reason against a kind that neither ships nor stands in the plan in force today. */
  async refusals(tx: Tx, row: CaseRow, paperKind: string): Promise<Refusal[]> {
    if (Object.hasOwn(DevelopmentPaperKind, paperKind)) return [];
    const todayOn = localDateOf(tx.at);
    const world = (await this.worlds.of(tx, [{ row, facts: [] }], todayOn)).get(row.id)!;
    const planned = new Set(world.ruleSetOn(todayOn).steps.flatMap(({ forms }) => forms));
    if (planned.has(paperKind)) return [];
    const known = [...new Set([...Object.keys(DevelopmentPaperKind), ...planned])].join(', ');
    return [PAPER_KIND_UNKNOWN({ paperKind, known }, 'input', 'paperKind')];
  }
}
