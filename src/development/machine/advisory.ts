import type { RuleSet } from '../rule-sets/rule-set.js';
import type { CaseFact } from './case-facts.js';
import type { CaseWorld } from './case-world.js';
import { EMPTY_CASE } from './case-fold.js';
import { checksOf, nextView } from './judge-fact.js';
import type { CheckOutcome, RuleCheck } from './rule-check.js';

/** A fact that another set would judge more severely. It changes nothing that was recorded (INV-18). */
export interface AdvisoryEntry {
  fact: CaseFact;
  /** What the other set finds, each with the outcome under the set of the fact's day; null when that set does not ask. */
  checks: { check: RuleCheck; outcomeThen: CheckOutcome | null }[];
}

/** A fact that no longer stands when another one is taken away. */
export interface BrokenFact {
  fact: CaseFact;
  /** What stops it then and did not before. */
  checks: RuleCheck[];
}

interface JudgedStep {
  fact: CaseFact;
  checks: RuleCheck[];
}

function replay(facts: readonly CaseFact[], world: CaseWorld): JudgedStep[] {
  let view = EMPTY_CASE;
  return facts
    .toSorted((a, b) => a.sequence - b.sequence)
    .map((fact) => {
      const checks = checksOf(view, fact, world);
      view = nextView(view, fact, world, checks);
      return { fact, checks };
    });
}

const SEVERITY_OF: Readonly<Record<CheckOutcome, number>> = {
  OK: 0,
  OVERRIDDEN: 1,
  WARNED: 1,
  PROVISIONAL: 2,
  HISTORIC_BREACH: 3,
  BLOCKED: 3,
};

function counterpart(checks: readonly RuleCheck[], { ruleId, code }: RuleCheck): RuleCheck | undefined {
  return checks.find((other) => other.ruleId === ruleId && other.code === code);
}

/**
 * Judges a case anew as if another set had been in force throughout, and lists the facts that it finds worse than the set of their day did
 * (INV-18). Historic breaches and overrides are seen as what they are.
 */
export function adviseUnder(facts: readonly CaseFact[], world: CaseWorld, set: RuleSet): AdvisoryEntry[] {
  const then = replay(facts, world);
  return replay(facts, { ...world, ruleSetOn: () => set })
    .map(({ fact, checks }, index) => ({
      fact,
      checks: checks
        .map((check) => ({ check, outcomeThen: counterpart(then[index]!.checks, check)?.outcome ?? null }))
        .filter(({ check, outcomeThen }) => SEVERITY_OF[check.outcome] > SEVERITY_OF[outcomeThen ?? 'OK']),
    }))
    .filter(({ checks }) => checks.length > 0);
}

/** A fact about which the rules say something else than before, because an earlier one is taken away. */
export interface RejudgedFact {
  fact: CaseFact;
  /** Breaches from before the cut-over that came, and checks that take the place of those that went. */
  checks: RuleCheck[];
}

const isBreach = ({ outcome }: RuleCheck): boolean => outcome === 'HISTORIC_BREACH';

/** What the voiding alone changes: the same register and tree are asked with the fact and without it. */
function changedBreaches(before: readonly RuleCheck[], after: readonly RuleCheck[]): RuleCheck[] {
  const differs = (checks: readonly RuleCheck[]) => (check: RuleCheck) =>
    isBreach(check) && counterpart(checks, check)?.outcome !== 'HISTORIC_BREACH';
  const gone = before.filter(differs(after)).map((check): RuleCheck => {
    return counterpart(after, check) ?? { ...check, outcome: 'OK', reason: null, cure: null, curedOn: null, isStopping: false };
  });
  return [...after.filter(differs(before)), ...gone];
}

/** The later facts whose historic breaches change when one fact is voided: their checks are added to those that are stored (INV-13a, INV-18). */
export function rejudgedWithout(facts: readonly CaseFact[], world: CaseWorld, voidedFactId: string): RejudgedFact[] {
  const before = new Map(replay(facts, world).map(({ fact, checks }) => [fact.id, checks]));
  const rest = facts.filter(({ id }) => id !== voidedFactId);
  return replay(rest, world)
    .map(({ fact, checks }) => ({ fact, checks: changedBreaches(before.get(fact.id)!, checks) }))
    .filter(({ checks }) => checks.length > 0);
}

/** The facts that stay when one is voided, each with the breaches that are kept of it from then on. */
export function factsWithout(facts: readonly CaseFact[], world: CaseWorld, voidedFactId: string): CaseFact[] {
  const rejudged = new Map(rejudgedWithout(facts, world, voidedFactId).map(({ fact, checks }) => [fact.id, checks]));
  return facts
    .filter(({ id }) => id !== voidedFactId)
    .map((fact) => {
      const checks = rejudged.get(fact.id);
      if (!checks || !fact.storedBreaches) return fact;
      const kept = fact.storedBreaches.filter(
        (breach) => !checks.some(({ ruleId, code }) => ruleId === breach.ruleId && code === breach.code),
      );
      return { ...fact, storedBreaches: [...kept, ...checks.filter(isBreach)] };
    });
}

/** The later facts that would no longer be legal if one fact were voided: as long as there are any, it is not voided. */
export function brokenWithout(facts: readonly CaseFact[], world: CaseWorld, voidedFactId: string): BrokenFact[] {
  const before = new Map(replay(facts, world).map(({ fact, checks }) => [fact.id, checks]));
  return replay(factsWithout(facts, world, voidedFactId), world)
    .map(({ fact, checks }) => ({
      fact,
      checks: checks.filter((check) => check.isStopping && counterpart(before.get(fact.id)!, check)?.isStopping !== true),
    }))
    .filter(({ checks }) => checks.length > 0);
}
