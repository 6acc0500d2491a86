import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import { cutOverOf, lastClosedCase } from '../cases/case-opening.service.js';
import type { CaseRow } from '../cases/case-records.js';
import { type CaseInQuestion, CaseWorlds } from '../cases/case-worlds.js';
import { FactChecks } from '../cases/fact-checks.js';
import type { CaseFact } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import { EMPTY_CASE } from '../machine/case-fold.js';
import { checksOf, nextView } from '../machine/judge-fact.js';
import type { RuleCheck } from '../machine/rule-check.js';
import { columnOfFact } from './takeover-facts.rules.js';
import type { CellFinding, FindingCode } from './takeover-findings.js';
import type { TakeoverContent, TakeoverFact } from './takeover-sheet.js';

/** Rows that are judged with one set of statements. */
export const ROWS_PER_JUDGING_MAX = 5;

/** A row as the rules are asked about it. */
export interface RowInQuestion {
  /** The row's id. */
  id: string;
  personId: string | null;
  bornOn: LocalDate;
  organizationId: string;
  content: TakeoverContent;
}

/** What the rules say about a row. The facts carry the warnings that are passed with the row's reason. */
export interface RowJudgement {
  facts: TakeoverFact[];
  findings: CellFinding[];
}

const CODES: Readonly<Partial<Record<RuleCheck['outcome'], FindingCode>>> = {
  WARNED: 'RULE_WARNS',
  BLOCKED: 'RULE_BLOCKS',
  PROVISIONAL: 'RULE_PROVISIONAL',
  HISTORIC_BREACH: 'HISTORIC_BREACH',
  OVERRIDDEN: 'RULE_OVERRIDDEN',
};

/** Judges the facts of rows one after the other, as if each were recorded, without writing anything. */
@Injectable()
export class TakeoverJudging {
  constructor(
    private readonly worlds: CaseWorlds,
    private readonly checks: FactChecks,
  ) {}

  /** At most 5 rows at once. */
  async judge(tx: Tx, rows: readonly RowInQuestion[], todayOn: LocalDate): Promise<Map<string, RowJudgement>> {
    const judged = new Map<string, RowJudgement>();
    const cutOvers = new Map<string, LocalDate | null>();
    for (const { organizationId } of rows) {
      if (!cutOvers.has(organizationId)) cutOvers.set(organizationId, await cutOverOf(tx, organizationId));
    }
    const cases: CaseInQuestion[] = [];
    for (const row of rows) cases.push(await this.caseOf(tx, row, cutOvers.get(row.organizationId) ?? null));
    const worlds = await this.worlds.of(tx, cases, todayOn);
    for (const [index, row] of rows.entries()) {
      judged.set(row.id, await this.judgeRow(tx, row, cases[index]!, { ...worlds.get(row.id)!, bornOn: row.bornOn }));
      /* A row takes some tenths of a second: other requests get their turn between two rows. */
      await new Promise((resolve) => setImmediate(resolve));
    }
    return judged;
  }

  private async judgeRow(tx: Tx, row: RowInQuestion, { row: imagined, facts }: CaseInQuestion, world: CaseWorld): Promise<RowJudgement> {
    const findings: CellFinding[] = [];
    const passed: TakeoverFact[] = [];
    let isBroken = false;
    let view = EMPTY_CASE;
    for (const [index, bare] of facts.entries()) {
      const othersOf = (added: CaseFact) => this.checks.of(tx, { row: imagined, facts: facts.slice(0, index), added, world });
      const plain = [...checksOf(view, bare, world), ...(await othersOf(bare))];
      const overrides = overridesOf(row, plain);
      const fact = { ...bare, overrides } as CaseFact;
      const said = overrides.length === 0 ? plain : [...checksOf(view, fact, world), ...(await othersOf(fact))];
      view = nextView(view, fact, world, said);
      /* Once a step is refused, the machine itself would object to everything after it; the other rules still have something to say. */
      const checks = said.filter(({ ruleId, isStopping }) => !isBroken || !isStopping || !ruleId.startsWith('INV-'));
      findings.push(...checks.flatMap((check) => findingOf(check, columnOfFact(fact.kind))));
      isBroken ||= checks.some(({ isStopping }) => isStopping);
      passed.push({ ...row.content.facts[index]!, overrides: [...overrides] });
    }
    return { facts: passed, findings };
  }

  private async caseOf(tx: Tx, row: RowInQuestion, cutOverOn: LocalDate | null): Promise<CaseInQuestion> {
    const previousCaseId = row.personId === null ? null : await lastClosedCase(tx, row.personId);
    const { id, organizationId, content } = row;
    const imagined: CaseRow = {
      ...{ id, caseNumber: '', personId: row.personId ?? id, organizationId, pendingOrganizationId: null, openKey: id, previousCaseId },
      ...{ openedOrganizationId: organizationId, stage: 'EXPRESSED', side: null, stageSinceOn: null, probationEndsOn: null },
      ...{ partyAgeFrom: null, nextDueOn: null, cutOverOn, consentOn: content.consentOn, consentReference: content.consentReference },
      ...{ consentWithdrawnOn: null, closedOn: null, memberships: [], openedBy: '', openedAt: 0, version: 1 },
    };
    return { row: imagined, facts: content.facts.map((fact, index) => caseFact(row, fact, index)) };
  }
}

function caseFact({ id, organizationId }: RowInQuestion, fact: TakeoverFact, index: number): CaseFact {
  return { ...fact, overrides: [], id: `${id}/${index + 1}`, sequence: index + 1, organizationId } as CaseFact;
}

/** The row's reason passes every warning that would stop a fact, and nothing else (INV-19). */
function overridesOf({ content: { overrideReason: reason } }: RowInQuestion, checks: readonly RuleCheck[]): TakeoverFact['overrides'] {
  if (reason === null) return [];
  const ruleIds = checks.filter(({ outcome, isStopping }) => outcome === 'WARNED' && isStopping).map(({ ruleId }) => ruleId);
  return [...new Set(ruleIds)].map((ruleId) => ({ ruleId, reason }));
}

function findingOf(check: RuleCheck, column: string): CellFinding[] {
  const code = CODES[check.outcome];
  if (!code || !check.reason) return [];
  const severity = check.isStopping ? 'ERROR' : check.outcome === 'OVERRIDDEN' ? 'NOTE' : 'WARNING';
  return [{ column, code, severity, ruleId: check.ruleId, message: check.reason, cure: check.cure }];
}
