import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { badInput } from '../../platform/errors/faults.js';
import { OrganizationSubtrees } from './organization-subtrees.js';
import { type CellNode, shownCount } from './small-cells.rules.js';
import { isEndedQuarter } from './statistics.rules.js';

/** What is to be counted: an organization with everything below it, from a day to a day. */
export interface CountedPeriod {
  organizationId: string;
  from: LocalDate;
  to: LocalDate;
}

/** How a caller may see counts of an organization. Maps hold counts by organization, of those below it as well. */
export interface CellView {
  /** True for a party role over the organization. */
  isExact: boolean;
  /** How many there are on a day: exact, or in steps of five and null below. */
  showStock(own: ReadonlyMap<string, number>): number | null;
  /** How many came in a period: exact, or null. */
  showFlow(own: ReadonlyMap<string, number>): number | null;
}

/** Decides who sees which counts of persons: exact ones for party roles of the line of committees, for others none that tells a person apart (INV-38). */
@Injectable()
export class OrganizationCells {
  constructor(
    private readonly subtrees: OrganizationSubtrees,
    private readonly clock: Clock,
  ) {}

  /**
   * Asked before the transaction that counts; the answer then reads the tree with it. Throws NOT_FOUND outside the caller's subtrees, and
   * BAD_USER_INPUT for a period that is none, or that is too fine for the caller.
   */
  async viewFor(caller: Caller, period: CountedPeriod): Promise<(tx: Tx) => Promise<CellView>> {
    const { organizationId } = period;
    await this.subtrees.require(caller, 'development.statistics', organizationId);
    const isExact = await this.subtrees.covers(caller, 'development.read', organizationId);
    requirePeriod(period, isExact, localDateOf(this.clock.now()));
    if (isExact) return () => Promise.resolve({ isExact, showStock: sumOf, showFlow: sumOf });
    return async (tx) => {
      const nodes = await treeBelow(tx, organizationId);
      /* Beside the stocks a flow would tell who left; beside those of two quarters it is their difference. */
      return { isExact, showStock: (own) => shownCount(nodes, own, organizationId), showFlow: () => null };
    };
  }
}

function sumOf(own: ReadonlyMap<string, number>): number {
  return [...own.values()].reduce((total, count) => total + count, 0);
}

function treeBelow(tx: Tx, rootId: string): Promise<CellNode[]> {
  return tx.rows<CellNode>(
    `SELECT o.id AS id, o.adminParentId AS parentId FROM organization o
     JOIN organization_closure c ON c.descendantId = o.id WHERE c.scopeId = ? AND c.ancestorId = ?`,
    [INSTALLATION_SCOPE, rootId],
  );
}

function requirePeriod({ from, to }: CountedPeriod, isExact: boolean, todayOn: LocalDate): void {
  if (from > to) {
    throw badInput(['to'], 'OUT_OF_RANGE', { zh: '最后一天不能早于第一天', en: 'the last day must not lie before the first' });
  }
  if (!isExact && !isEndedQuarter(from, to, todayOn)) {
    throw badInput(['from'], 'NOT_A_QUARTER', {
      zh: '没有党务角色时只提供已结束的整季度的数字(如 2026-07-01 至 2026-09-30),避免由相近时段的差额认出个人(INV-38)',
      en: 'without a party role figures are given for whole quarters that have ended (such as 2026-07-01 to 2026-09-30), so that no difference tells a person apart (INV-38)',
    });
  }
}
