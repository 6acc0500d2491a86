import type { CaseFact, FactKind, StoredBreach } from './case-facts.js';
import type { CaseView, HistoricBreach } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { EMPTY_CASE, foldFact } from './case-fold.js';
import type { RuleCheck } from './rule-check.js';
import { checkOf, type Finding, type JudgedFact } from './rule-finding.js';
import * as admission from './rules-of-admission.js';
import * as approval from './rules-of-approval.js';
import * as application from './rules-of-application.js';
import * as clearance from './rules-of-clearance.js';
import * as cultivation from './rules-of-cultivation.js';
import * as listing from './rules-of-listing.js';
import { findingsOfPower } from './rules-of-powers.js';
import * as probation from './rules-of-probation.js';
import * as publicity from './rules-of-publicity.js';
import * as end from './rules-of-the-end.js';
import { findingsOfExtraStep, machineFindings } from './rules-of-the-machine.js';
import * as transfer from './rules-of-transfer.js';
import { say } from './rule-words.js';

export type { RuleCheck } from './rule-check.js';

type RulesOfKind = { [K in FactKind]: ((judged: JudgedFact<Extract<CaseFact, { kind: K }>>) => Finding[]) | null };

/** Which rules speak to which kind of fact, besides those that speak to all. */
const RULES: RulesOfKind = {
  INTENT_EXPRESSED: null,
  APPLICATION_RECEIVED: application.findingsOfApplication,
  APPLICANT_TALKED: application.findingsOfTalk,
  ACTIVIST_DETERMINED: application.findingsOfDetermination,
  ACTIVIST_FILED: cultivation.findingsOfActivistFiling,
  CONTACTS_APPOINTED: cultivation.findingsOfContacts,
  CULTIVATION_INSPECTED: cultivation.findingsOfInspection,
  LISTING_OPINIONS_HEARD: listing.findingsOfOpinions,
  LISTING_AGREED: listing.findingsOfListingAgreed,
  PUBLICITY_STARTED: listing.findingsOfPublicityStart,
  PUBLICITY_OBJECTED: null,
  OBJECTION_RESOLVED: null,
  PUBLICITY_ENDED: publicity.findingsOfPublicityEnd,
  LISTING_DECIDED: listing.findingsOfListingDecided,
  INTRODUCERS_DETERMINED: clearance.findingsOfIntroducers,
  POLITICAL_REVIEWED: clearance.findingsOfReview,
  TRAINING_COMPLETED: clearance.findingsOfTraining,
  TRAINING_EXEMPTED: clearance.findingsOfExemption,
  COMMITTEE_EXAMINED: admission.findingsOfCommittee,
  PRE_REVIEWED: admission.findingsOfPreReview,
  FORM_FILLED: admission.findingsOfForm,
  ADMISSION_VOTED: admission.findingsOfAdmissionVote,
  ADMISSION_TALKED: approval.findingsOfUpperTalk,
  ADMISSION_DECIDED: approval.findingsOfAdmissionDecision,
  ADMISSION_FILED: approval.findingsOfAdmissionFiling,
  BRANCH_ASSIGNED: approval.findingsOfFilingDone,
  OATH_TAKEN: approval.findingsOfOath,
  PROBATION_INSPECTED: null,
  CONVERSION_APPLIED: probation.findingsOfConversionApplication,
  CONVERSION_OPINIONS_HEARD: probation.findingsOfConversionOpinions,
  CONVERSION_EXAMINED: probation.findingsOfConversionExamination,
  CONVERSION_POSTPONED: transfer.findingsOfPostponement,
  CONVERSION_VOTED: probation.findingsOfConversionVote,
  CONVERSION_DECIDED: probation.findingsOfConversionDecision,
  ARCHIVED: end.findingsOfArchive,
  TRANSFER_STARTED: transfer.findingsOfTransferStart,
  TRANSFER_ACKNOWLEDGED: transfer.findingsOfAcknowledgement,
  TRANSFER_DECLINED: null,
  MOBILITY_NOTED: transfer.findingsOfMobility,
  PAUSED: null,
  RESUMED: null,
  WITHDRAWN: null,
  REMOVED: end.findingsOfRemoval,
  CASE_ENDED: end.findingsOfRemoval,
  DECEASED: null,
  BREACH_DECIDED: (judged) =>
    findingsOfPower(judged, { ruleId: 'INV-13a', upperOrganizationId: judged.fact.data.upperOrganizationId, needsApproval: true }),
  EXTRA_STEP_DONE: findingsOfExtraStep,
};

function findingsOf(judged: JudgedFact): Finding[] {
  const rules = RULES[judged.fact.kind] as ((fact: JudgedFact) => Finding[]) | null;
  return [...machineFindings(judged), ...(rules?.(judged) ?? [])];
}

/** An override is for warnings only: one that names a blocking rule changes nothing, and says so (INV-19). */
function overridesInVain(checks: readonly RuleCheck[], fact: CaseFact): Finding[] {
  const blocked = checks.filter(({ outcome }) => outcome === 'BLOCKED').map(({ ruleId }) => ruleId);
  return fact.overrides
    .filter(({ ruleId }) => blocked.includes(ruleId))
    .map(({ ruleId }) => ({
      ruleId: 'INV-19',
      code: 'NOT_OVERRIDABLE',
      isBroken: true,
      isAbsolute: true,
      isAboutEntry: true,
      facts: { ruleId },
      reason: say(`${ruleId} 属于必须遵守的规定,说明理由也不能放行`, `${ruleId} blocks; no reason can pass it`),
      cure: say('请按该项规定的补正办法处理。', 'Cure what the rule names.'),
    }));
}

/** All checks of a fact against a case as it stood. */
export function checksOf(view: CaseView, fact: CaseFact, world: CaseWorld): RuleCheck[] {
  const judged: JudgedFact = { view, fact, world, set: world.ruleSetOn(fact.occurredOn) };
  const checks = findingsOf(judged).map((finding) => checkOf(judged, finding));
  return [...checks, ...overridesInVain(checks, fact).map((finding) => checkOf(judged, finding))];
}

/** True when a later fact shows the same shortcoming of the case again; what was typed in, and its day, belong to the one fact. */
function isSameShortcoming(known: Pick<HistoricBreach, 'ruleId' | 'code'>, { ruleId, code, isAboutEntry }: StoredBreach): boolean {
  return known.ruleId === ruleId && known.code === code && !isAboutEntry && ruleId !== 'R35';
}

/**
 * What a fact from before the cut-over broke: as it was stored when the fact was confirmed, whatever register and tree say today (INV-18);
 * of a fact that is being judged, what the rules say now.
 */
function brokenBy(fact: CaseFact, judged: () => readonly RuleCheck[]): readonly StoredBreach[] {
  const stored = fact.storedBreaches;
  if (!stored) return judged().filter(({ outcome }) => outcome === 'HISTORIC_BREACH');
  if (stored.every(({ isAboutEntry }) => isAboutEntry !== null)) return stored;
  const now = judged();
  const isAboutEntry = ({ ruleId, code }: StoredBreach) =>
    now.find((check) => check.ruleId === ruleId && check.code === code)?.isAboutEntry;
  return stored.map((breach) => ({ ...breach, isAboutEntry: breach.isAboutEntry ?? isAboutEntry(breach) ?? false }));
}

/** Rules of severity B that a fact from before the cut-over broke; one shortcoming is listed once (INV-13a). */
function breachesOf(view: CaseView, fact: CaseFact, world: CaseWorld, judged: () => readonly RuleCheck[]): HistoricBreach[] {
  if (world.cutOverOn === null || fact.occurredOn >= world.cutOverOn) return [];
  return brokenBy(fact, judged)
    .filter(({ ruleId, code }, index, all) => all.findIndex((other) => other.ruleId === ruleId && other.code === code) === index)
    .filter((broken) => !view.breaches.some((breach) => isSameShortcoming(breach, broken)))
    .map(({ ruleId, code, reason }) => ({
      factId: fact.id,
      kind: fact.kind,
      ruleId,
      code,
      occurredOn: fact.occurredOn,
      reason: reason ?? say(code, code),
      decision: null,
    }));
}

/** The case after one more fact, with the breaches that it brought. `checks` are given when the fact has just been judged there. */
export function nextView(view: CaseView, fact: CaseFact, world: CaseWorld, checks?: readonly RuleCheck[]): CaseView {
  const breaches = breachesOf(view, fact, world, () => checks ?? checksOf(view, fact, world));
  const folded = foldFact(view, fact, world);
  return folded.contradictions.length > view.contradictions.length ? folded : { ...folded, breaches: [...folded.breaches, ...breaches] };
}

/** The case that confirmed facts, in the order of recording, lead to. */
export function viewOf(facts: readonly CaseFact[], world: CaseWorld): CaseView {
  return facts.toSorted((a, b) => a.sequence - b.sequence).reduce((view, fact) => nextView(view, fact, world), EMPTY_CASE);
}

/**
 * What every rule that speaks to this kind of fact says about one more fact, the kept ones included (R01..R36, INV-13..INV-20). Rules look
 * at the set in force on the fact's day; those about a notice at the set of its first day. The fact can be recorded when none of the checks
 * is stopping: nothing blocks, and every warning has its reason (INV-19); a warning before the cut-over needs none.
 */
export function judgeFact(facts: readonly CaseFact[], world: CaseWorld, added: CaseFact): RuleCheck[] {
  return checksOf(viewOf(facts, world), added, world);
}

/** What the rules say about facts that follow one another, each as if those before it had been confirmed. The case is folded once. */
export function judgeSeries(series: readonly CaseFact[], world: CaseWorld): RuleCheck[][] {
  let view = EMPTY_CASE;
  return series.map((fact) => {
    const checks = checksOf(view, fact, world);
    view = nextView(view, fact, world, checks);
    return checks;
  });
}
