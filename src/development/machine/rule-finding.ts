import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import { type RuleId, type RuleSet, ruleOf } from '../rule-sets/rule-set.js';
import type { CaseFact } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import type { CheckFacts, CheckOutcome, RuleCheck } from './rule-check.js';

/** One fact before the rules: the case as it stood, what is known besides, and the set in force on the fact's day. */
export interface JudgedFact<Fact extends CaseFact = CaseFact> {
  view: CaseView;
  fact: Fact;
  world: CaseWorld;
  set: RuleSet;
}

/** What a rule found, before it is known whether a warning has a reason or a breach lies before the cut-over. */
export interface Finding {
  /** R01..R36, or the invariant that the machine itself keeps. */
  ruleId: string;
  code: string;
  isBroken: boolean;
  /** When it differs from the rule's own, as with the two limits of R21. */
  severity?: 'BLOCK' | 'WARN';
  /** A year of the work calendar is missing: it can be neither kept nor broken yet. */
  isProvisional?: boolean;
  facts?: CheckFacts;
  /** What is wrong and what to do, for a broken or provisional rule. */
  reason?: Bilingual;
  cure?: Bilingual;
  notBeforeOn?: LocalDate | null;
  notAfterOn?: LocalDate | null;
  /** True when it is about what was typed in. */
  isAboutEntry?: boolean;
  /** True when no cut-over makes it a historic breach: the machine cannot hold the fact. */
  isAbsolute?: boolean;
  /** The set that it was judged by, when it is not that of the fact's day: a publicity keeps the set of its first day. */
  set?: RuleSet;
}

/** A step that may not happen before a day. */
export function notBefore({ fact }: JudgedFact, on: LocalDate, finding: Omit<Finding, 'isBroken' | 'notBeforeOn'>): Finding {
  return { ...finding, isBroken: fact.occurredOn < on, notBeforeOn: on };
}

/** A step that should have happened by a day. */
export function notAfter({ fact }: JudgedFact, on: LocalDate, finding: Omit<Finding, 'isBroken' | 'notAfterOn'>): Finding {
  return { ...finding, isBroken: fact.occurredOn > on, notAfterOn: on };
}

/** The day on which the step was taken: rules that began after it set it no limit. Null of one that nobody has recorded. */
export function takenOn({ fact: { occurredOn, sequence } }: JudgedFact): LocalDate | null {
  return sequence === Infinity ? null : occurredOn;
}

/** When a step that is late was taken; of one that nobody has recorded, which is looked at ahead, that it has not been. */
export function taken(judged: JudgedFact): Bilingual {
  const { occurredOn } = judged.fact;
  if (takenOn(judged) !== null) return { zh: `实际为 ${occurredOn}`, en: `it was on ${occurredOn}` };
  return { zh: `至今(${occurredOn})尚未办理`, en: `by ${occurredOn} it has not been done` };
}

/** The invariants that the machine keeps by itself, as they are cited. */
const MACHINE_RULE: Bilingual = { zh: '系统登记规则', en: 'rule of this register' };
const SECOND_HAND: Bilingual = { zh: ',二手来源,待与正式文本核对', en: ', second-hand, to be confirmed against the official text' };

function isRuleId(ruleId: string): ruleId is RuleId {
  return /^R\d\d$/.test(ruleId);
}

/** Names rule, text and article behind a sentence, with the mark of a text that was not obtained. */
function cited(reason: Bilingual, ruleId: string, set: RuleSet): Bilingual {
  if (!isRuleId(ruleId)) return { zh: `${reason.zh}(${ruleId},${MACHINE_RULE.zh})`, en: `${reason.en} (${ruleId}, ${MACHINE_RULE.en})` };
  const { article, evidence } = ruleOf(set, ruleId);
  const mark = evidence === 'SECOND_HAND' ? SECOND_HAND : { zh: '', en: '' };
  return {
    zh: `${reason.zh}(${ruleId},${set.title.zh}${article.zh}${mark.zh})`,
    en: `${reason.en} (${ruleId}, ${set.title.en}, ${article.en}${mark.en})`,
  };
}

/** True for a day before the organization's cut-over: what is wrong then is kept as a historic breach (INV-13a). */
export function isBeforeCutOver({ fact, world }: Pick<JudgedFact, 'fact' | 'world'>): boolean {
  return world.cutOverOn !== null && fact.occurredOn < world.cutOverOn;
}

/** The reason that two persons gave to pass a warning; an empty one is none (INV-19). */
function hasReason(fact: CaseFact, ruleId: string): boolean {
  return fact.overrides.some((override) => override.ruleId === ruleId && override.reason.trim() !== '');
}

/** A finding as the check that is shown and stored. */
export function checkOf(judged: JudgedFact, finding: Finding): RuleCheck {
  const set = finding.set ?? judged.set;
  const rule = isRuleId(finding.ruleId) ? ruleOf(set, finding.ruleId) : null;
  const severity = finding.severity ?? rule?.severity ?? 'BLOCK';
  const outcome = outcomeOf(judged, finding, severity);
  const isHistoric = isBeforeCutOver(judged);
  const isOpen = outcome !== 'OK' && outcome !== 'OVERRIDDEN';
  return {
    ruleId: finding.ruleId,
    ruleSetId: set.id,
    code: finding.code,
    article: rule?.article ?? MACHINE_RULE,
    severity,
    outcome,
    facts: finding.facts ?? {},
    reason: outcome === 'OK' || !finding.reason ? null : cited(finding.reason, finding.ruleId, set),
    cure: isOpen ? (finding.cure ?? null) : null,
    curedOn: isOpen ? (finding.notBeforeOn ?? null) : null,
    notBeforeOn: finding.notBeforeOn ?? null,
    notAfterOn: finding.notAfterOn ?? null,
    isStopping: isOpen && (outcome === 'BLOCKED' || (outcome !== 'HISTORIC_BREACH' && !isHistoric)),
    isAboutEntry: finding.isAboutEntry ?? false,
  };
}

function outcomeOf(judged: JudgedFact, finding: Finding, severity: RuleCheck['severity']): CheckOutcome {
  if (finding.isProvisional) return 'PROVISIONAL';
  if (!finding.isBroken) return 'OK';
  if (severity !== 'BLOCK') return hasReason(judged.fact, finding.ruleId) ? 'OVERRIDDEN' : 'WARNED';
  return isBeforeCutOver(judged) && !finding.isAbsolute ? 'HISTORIC_BREACH' : 'BLOCKED';
}
