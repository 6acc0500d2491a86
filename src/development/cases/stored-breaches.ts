import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { CaseFact, StoredBreach } from '../machine/case-facts.js';
import type { CheckOutcome } from '../machine/rule-check.js';
import type { CheckContent } from './development-case.entity.js';

interface CheckRow {
  id: string;
  factId: string;
  ruleId: string;
  outcome: CheckOutcome;
  content: string;
  checkedAt: number | string;
}

const OF_CASES = 'SELECT id, factId, ruleId, outcome, content, checkedAt FROM development_check WHERE scopeId = ? AND caseId IN';

/** The checks that say something about historic breaches, in the order in which they were made. */
async function checksOf(tx: Tx, caseIds: readonly string[]): Promise<CheckRow[]> {
  const scope = [INSTALLATION_SCOPE, ...caseIds];
  const rows = await tx.rows<CheckRow>(
    `${OF_CASES} ${inList(caseIds)} AND moment IN ('CONFIRMED', 'IMPORTED') AND outcome = 'HISTORIC_BREACH'
     UNION ALL ${OF_CASES} ${inList(caseIds)} AND moment = 'REJUDGED'`,
    [...scope, ...scope],
  );
  return rows.sort((left, right) => Number(left.checkedAt) - Number(right.checkedAt) || (left.id < right.id ? -1 : 1));
}

/**
 * Historic breaches of the cases by fact, as the checks that were stored with the facts say (INV-13a, INV-18). Of several checks of one rule
 * the last counts: a fact is judged again only when an earlier one is voided.
 */
async function breachesByFact(tx: Tx, caseIds: readonly string[]): Promise<Map<string, Map<string, StoredBreach>>> {
  const found = new Map<string, Map<string, StoredBreach>>();
  for (const { factId, ruleId, outcome, content } of await checksOf(tx, caseIds)) {
    const { code, reason, isAboutEntry } = JSON.parse(content) as CheckContent;
    const ofFact = found.get(factId) ?? new Map<string, StoredBreach>();
    found.set(factId, ofFact);
    if (outcome === 'HISTORIC_BREACH') ofFact.set(`${ruleId} ${code}`, { ruleId, code, reason, isAboutEntry: isAboutEntry ?? null });
    else ofFact.delete(`${ruleId} ${code}`);
  }
  return found;
}

/** The confirmed facts of cases that were taken over, each with the breaches that are kept of it; cases without a cut-over have none. */
export async function withStoredBreaches(
  tx: Tx,
  cases: readonly { row: { id: string; cutOverOn: string | null }; facts: CaseFact[] }[],
): Promise<void> {
  const takenOver = cases.filter(({ row }) => row.cutOverOn !== null);
  if (takenOver.length === 0) return;
  const breaches = await breachesByFact(
    tx,
    takenOver.map(({ row }) => row.id),
  );
  for (const { facts } of takenOver) for (const fact of facts) fact.storedBreaches = [...(breaches.get(fact.id)?.values() ?? [])];
}
