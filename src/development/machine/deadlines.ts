import type { LocalDate } from '../../platform/clock/local-date.js';
import type { CaseFact, FactKind, FactOf } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { viewOf } from './judge-fact.js';
import { meetingDueOn } from './rules-of-admission.js';
import { approvalDueOn, filingDueOn, oathDueOn } from './rules-of-approval.js';
import { talkDueOn } from './rules-of-application.js';
import { inspectionRounds } from './rules-of-cultivation.js';
import { termOf } from './rules-of-publicity.js';
import { conversionApprovalDueOn } from './rules-of-probation.js';
import { archiveDueOn } from './rules-of-the-end.js';
import { letterEndsOn, relationDueOn } from './rules-of-transfer.js';

/** What is due. */
export type DeadlineCode =
  | 'TALK'
  | 'INSPECTION'
  | 'PUBLICITY_END'
  | 'MEETING'
  | 'APPROVAL'
  | 'APPROVAL_LIMIT'
  | 'FILING'
  | 'OATH'
  | 'CONVERSION'
  | 'CONVERSION_APPROVAL'
  | 'EXTENSION_END'
  | 'LETTER'
  | 'MOBILITY'
  | 'ARCHIVE';

/** One day by which something is due. Days do not roll over holidays; a pause or a transfer stops none (6.3, 3-development-rules 2.2). */
export interface Deadline {
  code: DeadlineCode;
  ruleId: string;
  /** Last day in time. */
  dueOn: LocalDate;
  /** A year of the work calendar is missing. */
  isProvisional: boolean;
  isMet: boolean;
  /** Day on which it was met, in time or late. */
  metOn: LocalDate | null;
  /** The fact from which it runs. */
  fromFactId: string;
  /** The day whose rules set it: its own, but the first day of a notice and of a letter. */
  ruledOn: LocalDate;
}

type Made = Omit<Deadline, 'isMet' | 'isProvisional' | 'ruledOn'> & Partial<Pick<Deadline, 'isProvisional' | 'ruledOn'>>;

function deadline({ isProvisional = false, ruledOn, ...made }: Made): Deadline {
  return { ...made, isProvisional, isMet: made.metOn !== null, ruledOn: ruledOn ?? made.dueOn };
}

/** The first fact of the kinds that was recorded after another. */
function followUp<K extends FactKind>(view: CaseView, after: CaseFact, ...kinds: K[]): FactOf<K> | undefined {
  const index = view.history.indexOf(after);
  return view.history.slice(index + 1).find(({ kind }) => (kinds as FactKind[]).includes(kind)) as FactOf<K> | undefined;
}

function factsOf<K extends FactKind>(view: CaseView, kind: K): Extract<CaseFact, { kind: K }>[] {
  return view.history.filter((fact): fact is Extract<CaseFact, { kind: K }> => fact.kind === kind);
}

/** R02. */
function talkOf(view: CaseView, world: CaseWorld): Deadline[] {
  const received = view.milestones.APPLICATION_RECEIVED;
  if (!received) return [];
  const metOn = view.milestones.APPLICANT_TALKED?.occurredOn ?? null;
  const dueOn = talkDueOn(received.occurredOn, world, metOn);
  return [deadline({ code: 'TALK', ruleId: 'R02', dueOn, metOn, fromFactId: received.id })];
}

/** R07: every half year from the determination, until the listing. */
function inspectionsOf(view: CaseView, world: CaseWorld): Deadline[] {
  const { ACTIVIST_DETERMINED: determined, LISTING_DECIDED: listed } = view.milestones;
  if (!determined) return [];
  const until = listed?.occurredOn ?? (view.isOpen ? world.todayOn : view.stageSince!);
  /* The half year in which the person was listed is nobody's any more. */
  return inspectionRounds(view, world, until)
    .filter(({ dueOn }) => !listed || dueOn <= until)
    .map(({ dueOn, metOn }) => deadline({ code: 'INSPECTION', ruleId: 'R07', dueOn, metOn, fromFactId: determined.id }));
}

/** R10, R26. A notice that was voided while it hung has nothing left to be met (INV-20). */
function publicitiesOf(view: CaseView, world: CaseWorld): Deadline[] {
  const counting = view.publicities.filter(({ voidedBy, endedOn }) => voidedBy === null || endedOn !== null);
  return counting.map((publicity) => {
    const { ruleId, endsOn, isProvisional } = termOf(publicity, world);
    return deadline({
      code: 'PUBLICITY_END',
      ruleId,
      dueOn: endsOn,
      isProvisional,
      metOn: publicity.endedOn,
      fromFactId: publicity.factId,
      ruledOn: publicity.startedOn,
    });
  });
}

/** R17: per passed pre-review whose attempt was not given up before the meeting. */
function meetingsOf(view: CaseView, world: CaseWorld): Deadline[] {
  return factsOf(view, 'PRE_REVIEWED').flatMap((fact) => {
    if (!fact.data.isPassed) return [];
    const next = followUp(view, fact, 'ADMISSION_VOTED', 'PRE_REVIEWED');
    const metOn = next?.kind === 'ADMISSION_VOTED' ? next.occurredOn : null;
    if (metOn === null && view.milestones.PRE_REVIEWED !== fact) return [];
    const dueOn = meetingDueOn(fact.occurredOn, world, metOn);
    return dueOn === null ? [] : [deadline({ code: 'MEETING', ruleId: 'R17', dueOn, metOn, fromFactId: fact.id })];
  });
}

/** R21: three months, and six in special cases, from each accepted vote; a refusal meets them too. */
function approvalsOf(view: CaseView, world: CaseWorld): Deadline[] {
  return factsOf(view, 'ADMISSION_VOTED')
    .filter(({ data }) => data.isAccepted)
    .flatMap((fact) => {
      const metOn = followUp(view, fact, 'ADMISSION_DECIDED')?.occurredOn ?? null;
      const { dueOn, limitOn } = approvalDueOn(fact.occurredOn, world, metOn);
      return [
        deadline({ code: 'APPROVAL', ruleId: 'R21', dueOn, metOn, fromFactId: fact.id }),
        deadline({ code: 'APPROVAL_LIMIT', ruleId: 'R21', dueOn: limitOn, metOn, fromFactId: fact.id }),
      ];
    });
}

/** R22: after an approval. */
function filingOf(view: CaseView, world: CaseWorld): Deadline[] {
  const decided = view.milestones.ADMISSION_DECIDED;
  if (!decided?.data.isApproved) return [];
  const metOn = view.milestones.ADMISSION_FILED?.occurredOn ?? null;
  const dueOn = filingDueOn(decided.occurredOn, world, metOn);
  return [deadline({ code: 'FILING', ruleId: 'R22', dueOn, metOn, fromFactId: decided.id })];
}

/** R23. */
function oathOf(view: CaseView, world: CaseWorld): Deadline[] {
  const decided = view.milestones.ADMISSION_DECIDED;
  if (!decided) return [];
  const metOn = view.milestones.OATH_TAKEN?.occurredOn ?? null;
  const dueOn = oathDueOn(decided.occurredOn, world, metOn);
  return dueOn === null ? [] : [deadline({ code: 'OATH', ruleId: 'R23', dueOn, metOn, fromFactId: decided.id })];
}

/**
 * R25 at the expiry, or at the end of a postponement (R30); R27 at the end of an extension. Any resolution that led to a decision about the
 * first year meets the first; only one about the extension meets the second.
 */
function probationsOf(view: CaseView): Deadline[] {
  const { ADMISSION_DECIDED: decided } = view.milestones;
  if (!decided || view.originalProbationEndsOn === null) return [];
  const votes = factsOf(view, 'CONVERSION_VOTED').filter(({ data }) => data.isAccepted);
  const extension = votes.find(({ data, id }) => data.decision === 'EXTEND' && isApproved(view, id));
  const until = extension ? view.history.indexOf(extension) : view.history.length;
  const postponed = factsOf(view, 'CONVERSION_POSTPONED').filter((fact) => view.history.indexOf(fact) < until);
  const latest = [view.originalProbationEndsOn, ...postponed.map(({ data }) => data.untilOn)].reduce((a, b) => (a > b ? a : b));
  const standing = extension ?? view.milestones.CONVERSION_VOTED;
  const metFirst = standing?.data.isAccepted ? standing.occurredOn : null;
  const first = deadline({ code: 'CONVERSION', ruleId: 'R25', dueOn: latest, metOn: metFirst, fromFactId: decided.id });
  if (!extension || view.probationEndsOn === null) return [first];
  const second = view.milestones.CONVERSION_VOTED;
  const metOn = second?.data.isAccepted ? second.occurredOn : null;
  return [first, deadline({ code: 'EXTENSION_END', ruleId: 'R27', dueOn: view.probationEndsOn, metOn, fromFactId: extension.id })];
}

function isApproved(view: CaseView, voteId: string): boolean {
  const vote = view.history.find(({ id }) => id === voteId)!;
  return followUp(view, vote, 'CONVERSION_DECIDED')?.data.isApproved === true;
}

/** R25: three months from each accepted vote. */
function conversionApprovalsOf(view: CaseView, world: CaseWorld): Deadline[] {
  return factsOf(view, 'CONVERSION_VOTED')
    .filter(({ data }) => data.isAccepted)
    .map((fact) => {
      const metOn = followUp(view, fact, 'CONVERSION_DECIDED')?.occurredOn ?? null;
      const dueOn = conversionApprovalDueOn(fact.occurredOn, world, metOn);
      return deadline({ code: 'CONVERSION_APPROVAL', ruleId: 'R25', dueOn, metOn, fromFactId: fact.id });
    });
}

/** R33. */
function lettersOf(view: CaseView, world: CaseWorld): Deadline[] {
  return view.transfers.map((transfer) => {
    const dueOn = letterEndsOn(transfer, world.ruleSetOn(transfer.startedOn));
    const metOn = transfer.acknowledgedOn ?? transfer.declinedOn;
    return deadline({ code: 'LETTER', ruleId: 'R33', dueOn, metOn, fromFactId: transfer.factId, ruledOn: transfer.startedOn });
  });
}

/** R32: six months away at a fixed place; the transfer meets it, and a later note takes its place. */
function mobilitiesOf(view: CaseView, world: CaseWorld): Deadline[] {
  return factsOf(view, 'MOBILITY_NOTED')
    .filter(({ data }) => data.hasFixedPlace && data.isTransferable)
    .flatMap((fact) => {
      const next = followUp(view, fact, 'TRANSFER_STARTED', 'MOBILITY_NOTED');
      if (next?.kind === 'MOBILITY_NOTED') return [];
      const metOn = next?.occurredOn ?? null;
      return [deadline({ code: 'MOBILITY', ruleId: 'R32', dueOn: relationDueOn(fact, world, metOn), metOn, fromFactId: fact.id })];
    });
}

/** R34. */
function archiveOf(view: CaseView, world: CaseWorld): Deadline[] {
  const decided = view.milestones.CONVERSION_DECIDED;
  if (!decided || view.stage !== 'FULL') return [];
  const metOn = view.milestones.ARCHIVED?.occurredOn ?? null;
  return [
    deadline({ code: 'ARCHIVE', ruleId: 'R34', dueOn: archiveDueOn(decided.occurredOn, world, metOn), metOn, fromFactId: decided.id }),
  ];
}

/**
 * All deadlines of a case, met ones included, the earliest first (R02, R07, R10, R17, R21, R22, R23, R25, R27, R32, R33, R34). What nobody can
 * meet any more, because the case ended, is left out.
 */
export function deadlinesOf(facts: readonly CaseFact[], world: CaseWorld): Deadline[] {
  const view = viewOf(facts, world);
  const all = [
    ...talkOf(view, world),
    ...inspectionsOf(view, world),
    ...publicitiesOf(view, world),
    ...meetingsOf(view, world),
    ...approvalsOf(view, world),
    ...filingOf(view, world),
    ...oathOf(view, world),
    ...probationsOf(view),
    ...conversionApprovalsOf(view, world),
    ...lettersOf(view, world),
    ...mobilitiesOf(view, world),
    ...archiveOf(view, world),
  ];
  return all
    .filter(({ isMet, code }) => isMet || view.isOpen || code === 'ARCHIVE')
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.code.localeCompare(b.code));
}
