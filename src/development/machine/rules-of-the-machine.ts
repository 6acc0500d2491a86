import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import type { CaseFact, FactKind, FactOf, PublicityPurpose } from './case-facts.js';
import { FACT_PLACES, AFTER_EVERY_STEP, AFTER_FAILED_ATTEMPT } from './fact-table.js';
import { isSetback, pendingTransfer, type PlaceProblem, problemsOfPlace, standingPublicity } from './fact-places.js';
import { type Finding, isBeforeCutOver, type JudgedFact } from './rule-finding.js';
import { factWord, say, stageWord } from './rule-words.js';

interface Predecessor {
  on: LocalDate;
  what: Bilingual;
}

const AFTER_SIDE_STEPS: readonly FactKind[] = ['TRANSFER_ACKNOWLEDGED', 'TRANSFER_DECLINED', 'RESUMED'];

/** The latest of all that the fact may not be earlier than (R35). */
function predecessorOf({ view, fact, world }: JudgedFact): Predecessor | null {
  const place = FACT_PLACES[fact.kind];
  const kinds: readonly FactKind[] = place.isForward ? [...place.after, ...AFTER_SIDE_STEPS] : place.after;
  const found = kinds
    .map((kind) => view.milestones[kind])
    .filter((entry) => entry !== undefined)
    .map(({ kind, occurredOn }) => ({ on: occurredOn, what: factWord(kind) }));
  if (AFTER_EVERY_STEP.includes(fact.kind)) {
    for (const step of view.history) if (FACT_PLACES[step.kind].isForward) found.push({ on: step.occurredOn, what: factWord(step.kind) });
  }
  if (AFTER_FAILED_ATTEMPT.includes(fact.kind)) {
    for (const attempt of view.attempts) found.push({ on: attempt.on, what: factWord(attempt.kind) });
  }
  found.push(...anchorsOf({ view, fact }));
  if (world.previousCaseEndedOn !== null) {
    found.push({ on: world.previousCaseEndedOn, what: say('上一个案结束', 'the end of the previous case') });
  }
  return found.reduce<Predecessor | null>((latest, entry) => (latest === null || entry.on > latest.on ? entry : latest), null);
}

/** Days that belong to the one thing that the fact continues: its publicity, objection, transfer or breach. */
function anchorsOf({ view, fact }: Pick<JudgedFact, 'view' | 'fact'>): Predecessor[] {
  const days = daysBehind(view, fact);
  return days.filter((entry) => entry.on !== undefined).map(({ on, kind }) => ({ on: on!, what: factWord(kind) }));
}

function daysBehind(view: JudgedFact['view'], fact: CaseFact): { on: LocalDate | undefined; kind: FactKind }[] {
  switch (fact.kind) {
    case 'PUBLICITY_STARTED': {
      const last = view.publicities.findLast(({ purpose }) => purpose === fact.data.purpose);
      return [{ on: last?.endedOn ?? undefined, kind: 'PUBLICITY_ENDED' }];
    }
    case 'PUBLICITY_ENDED':
    case 'PUBLICITY_OBJECTED':
      return [{ on: standingPublicity(view, fact.data.purpose)?.startedOn, kind: 'PUBLICITY_STARTED' }];
    case 'OBJECTION_RESOLVED': {
      const objection = view.openObjections.find(({ factId }) => factId === fact.data.objectionFactId);
      return [{ on: objection?.since, kind: 'PUBLICITY_OBJECTED' }];
    }
    case 'TRANSFER_ACKNOWLEDGED':
    case 'TRANSFER_DECLINED':
      return [{ on: (pendingTransfer(view) ?? view.transfers.at(-1))?.startedOn, kind: 'TRANSFER_STARTED' }];
    case 'BREACH_DECIDED': {
      const breach = view.breaches.find(({ factId, ruleId }) => factId === fact.data.factId && ruleId === fact.data.ruleId);
      return [{ on: breach?.occurredOn, kind: breach?.kind ?? 'BREACH_DECIDED' }];
    }
    case 'MOBILITY_NOTED':
      return [{ on: fact.data.awaySinceOn, kind: 'MOBILITY_NOTED' }];
    default:
      return resolutionsBehind(view, fact);
  }
}

/** The steps that a publicity serves: they wait until each objection has been resolved, and lie no earlier (INV-20). */
const SERVED_BY: { readonly [K in FactKind]?: PublicityPurpose } = {
  LISTING_DECIDED: 'LISTING',
  ADMISSION_VOTED: 'ADMISSION',
  ADMISSION_DECIDED: 'ADMISSION',
  CONVERSION_VOTED: 'CONVERSION',
  CONVERSION_DECIDED: 'CONVERSION',
};

function resolutionsBehind(view: JudgedFact['view'], fact: CaseFact): { on: LocalDate; kind: FactKind }[] {
  const purpose = SERVED_BY[fact.kind];
  if (purpose === undefined || isSetback(view, fact)) return [];
  const isServed = ({ data }: FactOf<'OBJECTION_RESOLVED'>) =>
    view.history.some(
      (entry) => entry.id === data.objectionFactId && entry.kind === 'PUBLICITY_OBJECTED' && entry.data.purpose === purpose,
    );
  return view.history
    .filter((entry) => entry.kind === 'OBJECTION_RESOLVED' && isServed(entry))
    .map(({ occurredOn, kind }) => ({ on: occurredOn, kind }));
}

/** No step is earlier than its predecessor, none lies in the future (R35). The second half has no exception. */
function findingsOfOrder(judged: JudgedFact): Finding[] {
  const { fact, world } = judged;
  const previous = predecessorOf(judged);
  const word = factWord(fact.kind);
  const inFuture: Finding = {
    ruleId: 'R35',
    code: 'IN_FUTURE',
    isBroken: fact.occurredOn > world.todayOn,
    isAbsolute: true,
    isAboutEntry: true,
    facts: { occurredOn: fact.occurredOn, todayOn: world.todayOn },
    reason: say(
      `“${word.zh}”的日期 ${fact.occurredOn} 晚于今天 ${world.todayOn},尚未发生的步骤不能登记`,
      `The day ${fact.occurredOn} of the ${word.en} lies after today, ${world.todayOn}; what has not happened is not recorded`,
    ),
    cure: say('请在该步骤实际完成后再登记。', 'Record it after it has happened.'),
    notAfterOn: null,
  };
  if (!previous) return [inFuture];
  const order: Finding = {
    ruleId: 'R35',
    code: 'BEFORE_PREDECESSOR',
    isBroken: fact.occurredOn < previous.on,
    notBeforeOn: previous.on,
    facts: { occurredOn: fact.occurredOn, predecessorOn: previous.on },
    reason: say(
      `“${word.zh}”的日期 ${fact.occurredOn} 早于前一步骤“${previous.what.zh}”的日期 ${previous.on}`,
      `The day ${fact.occurredOn} of the ${word.en} is earlier than ${previous.on}, the day of its predecessor (${previous.what.en})`,
    ),
    cure: say(`请核对原始材料,日期应为 ${previous.on} 或以后。`, `Check the papers: the day is ${previous.on} or later.`),
  };
  return [inFuture, order];
}

/** Decisions are entered with the number of their paper (R36). */
function findingsOfPaper({ fact }: JudgedFact): Finding[] {
  if (!FACT_PLACES[fact.kind].needsDocument) return [];
  const word = factWord(fact.kind);
  return [
    {
      ruleId: 'R36',
      code: 'DOCUMENT_NUMBER',
      isBroken: (fact.documentNumber ?? '').trim() === '',
      isAboutEntry: true,
      facts: { documentNumber: fact.documentNumber },
      reason: say(`“${word.zh}”属于组织决定,没有填写文号`, `The ${word.en} is a decision and has no document number`),
      cure: say('请按原始文件填写文号后再登记。', 'Enter the number of the paper.'),
    },
  ];
}

/** The case is handled by one organization at a time; the one that receives it answers the transfer (INV-14). */
function findingsOfOrganization({ view, fact }: JudgedFact): Finding[] {
  const answers: readonly FactKind[] = ['TRANSFER_ACKNOWLEDGED', 'TRANSFER_DECLINED'];
  const expected = (answers.includes(fact.kind) ? pendingTransfer(view)?.toOrganizationId : undefined) ?? view.organizationId;
  if (expected === null) return [];
  return [
    {
      ruleId: 'INV-14',
      code: 'OTHER_ORGANIZATION',
      isBroken: fact.organizationId !== expected,
      isAboutEntry: true,
      facts: { organizationId: fact.organizationId, expectedOrganizationId: expected },
      reason: say('该个案现由另一党组织办理,本组织不能登记这一步骤', 'Another organization handles the case now and records this step'),
      cure: say('请由现办理(或接收)该个案的党组织登记。', 'Let the organization that handles, or receives, the case record it.'),
    },
  ];
}

/** A breach from before the cut-over waits for the upper committee before the case goes forward (INV-13a). */
function findingsOfBreaches(judged: JudgedFact): Finding[] {
  const { view, fact } = judged;
  if (!FACT_PLACES[fact.kind].isForward || isBeforeCutOver(judged) || isSetback(view, fact)) return [];
  return view.breaches
    .filter(({ decision }) => decision?.isAccepted !== true)
    .map((breach) => ({
      ruleId: 'INV-13a',
      code: breach.decision ? 'BREACH_REFUSED' : 'BREACH_UNDECIDED',
      isBroken: true,
      facts: { ruleId: breach.ruleId, factId: breach.factId, occurredOn: breach.occurredOn },
      reason: say(
        `接管前的历史问题${breach.decision ? '未获上级党委认可' : '尚无上级党委的处理决定'}:${breach.reason.zh}`,
        `A breach from before the cut-over ${breach.decision ? 'was not accepted by' : 'awaits the decision of'} the upper committee: ${breach.reason.en}`,
      ),
      cure: breach.decision
        ? say(
            '请按上级党委的意见登记“不予批准”等否定的决定或者终结个案;上级党委重新研究认可的,请登记新的处理决定。',
            'Record the refusal, or end the case, as the upper committee has decided; if it decides anew and accepts, record that decision.',
          )
        : say(
            '请报上级党委研究,并登记处理决定的文号、日期和单位。',
            'Submit it to the upper committee and record the number, day and body of its decision.',
          ),
    }));
}

/** Steps that an organization added and that others wait for. */
function findingsOfAddedSteps({ view, fact, set }: JudgedFact): Finding[] {
  return set.steps
    .filter(({ gate }) => gate?.before === fact.kind)
    .map(({ code, zh, en, gate }) => ({
      ruleId: 'R35',
      code: 'ADDED_STEP_MISSING',
      severity: gate!.severity,
      isBroken: !view.history.some((entry) => entry.kind === 'EXTRA_STEP_DONE' && entry.data.stepCode === code),
      facts: { stepCode: code },
      reason: say(`本地规定的步骤“${zh}”尚未完成`, `The step "${en}", which the organization added, has not been done`),
      cure: say(`请先完成并登记“${zh}”。`, `Do "${en}" first and record it.`),
    }));
}

/** A local step is one of the plan in force on the day (R35); done again it asks why. */
export function findingsOfExtraStep({ view, fact, set }: JudgedFact<FactOf<'EXTRA_STEP_DONE'>>): Finding[] {
  const { stepCode } = fact.data;
  const step = set.steps.find(({ code, completedBy }) => completedBy === 'EXTRA' && code === stepCode);
  const before = view.history.find((entry) => entry.kind === 'EXTRA_STEP_DONE' && entry.data.stepCode === stepCode);
  return [
    {
      ruleId: 'R35',
      code: 'STEP_UNKNOWN',
      isBroken: step === undefined,
      isAbsolute: true,
      isAboutEntry: true,
      facts: { stepCode },
      reason: say(
        `${fact.occurredOn} 适用的步骤清单中没有本地增设的步骤“${stepCode}”`,
        `The plan in force on ${fact.occurredOn} has no added step ${stepCode}`,
      ),
      cure: say(
        '请从步骤清单中选择;需要增设步骤的,请先由上级制定地方规定。',
        'Choose a step of the plan; a new one is added by a local rule first.',
      ),
    },
    {
      ruleId: 'R35',
      code: 'STEP_DONE_BEFORE',
      severity: 'WARN',
      isBroken: before !== undefined,
      isAboutEntry: true,
      facts: { stepCode, doneOn: before?.occurredOn ?? null },
      reason: say(
        `本地步骤“${step?.zh ?? stepCode}”在 ${before?.occurredOn} 已经登记过`,
        `The added step "${step?.en ?? stepCode}" was recorded on ${before?.occurredOn} already`,
      ),
      cure: say('重复登记的请不要提交;确需再次进行的,请说明原因。', 'Do not record it twice; if it was held again, give the reason.'),
    },
  ];
}

/** All that the machine itself demands of any fact. */
export function machineFindings(judged: JudgedFact): Finding[] {
  return [
    ...problemsOfPlace(judged.view, judged.fact).map((problem) => findingOfPlace(judged, problem)),
    ...findingsOfOrganization(judged),
    ...findingsOfOrder(judged),
    ...findingsOfPaper(judged),
    ...findingsOfBreaches(judged),
    ...findingsOfAddedSteps(judged),
  ];
}

function findingOfPlace({ view, fact }: JudgedFact, { ruleId, code }: PlaceProblem): Finding {
  const [reason, cure] = PLACE_TEXTS[code](factWord(fact.kind), stageWord(view.stage));
  return { ruleId, code, isBroken: true, isAbsolute: true, facts: { stage: view.stage, kind: fact.kind }, reason, cure };
}

type PlaceText = (fact: Bilingual, stage: Bilingual) => readonly [reason: Bilingual, cure: Bilingual];

const PLACE_TEXTS: Readonly<Record<PlaceProblem['code'], PlaceText>> = {
  CASE_CLOSED: (fact) => [
    say(`该个案已经结束,不能再登记“${fact.zh}”`, `The case has ended; no ${fact.en} can be recorded`),
    say('本人重新申请的,请新建个案;新个案不承接原有时间。', 'If the person applies again, open a new case; it inherits no time.'),
  ],
  WRONG_STAGE: (fact, stage) => [
    say(`该同志目前是“${stage.zh}”,还不能(或不再)办理“${fact.zh}”`, `The case stands at "${stage.en}", where the ${fact.en} has no place`),
    say('请按步骤先登记前面的环节;登记有误的,请先作废错误记录。', 'Record the steps before it first, or void a wrong entry.'),
  ],
  DONE_BEFORE: (fact) => [
    say(`“${fact.zh}”已经登记过`, `The ${fact.en} has been recorded already`),
    say('登记有误的,请先作废原记录再重新登记。', 'If the first entry is wrong, void it and record it anew.'),
  ],
  TRANSFER_PENDING: (fact) => [
    say(
      `组织关系正在转接,接收党组织尚未确认,不能办理“${fact.zh}”`,
      `The person is being transferred and the receiving organization has not answered; no ${fact.en} now`,
    ),
    say(
      '请接收党组织确认接收并审查材料,或者登记不予接收。',
      'Let the receiving organization acknowledge the transfer and examine the file, or decline it.',
    ),
  ],
  CASE_PAUSED: (fact) => [
    say(`该个案已暂缓,不能办理“${fact.zh}”(期限照常计算)`, `The case is paused; no ${fact.en} now, and deadlines run on`),
    say('请先登记恢复。', 'Record the resumption first.'),
  ],
  PAUSED_ALREADY: () => [say('该个案已处于暂缓状态', 'The case is paused already'), say('无需重复登记。', 'Nothing needs to be recorded.')],
  NOT_PAUSED: () => [say('该个案没有暂缓,无需恢复', 'The case is not paused'), say('请刷新后核对。', 'Load the case again.')],
  NO_TRANSFER: () => [
    say('没有等待确认的转接,材料也没有待审查的', 'No transfer waits for an answer and no file waits to be examined'),
    say('请先由原党组织登记转出。', 'Let the former organization record the transfer first.'),
  ],
  PUBLICITY_RUNNING: () => [
    say('已有一次公示正在进行,或已结束而等待决定', 'A publicity is running, or has ended and waits for the decision'),
    say('请先登记公示结束、撤下或决定。', 'Record its end, its removal or the decision first.'),
  ],
  NO_PUBLICITY: () => [
    say('没有对应的公示', 'There is no such publicity'),
    say('请先登记公示开始。', 'Record the beginning of the publicity first.'),
  ],
  NO_OBJECTION: () => [
    say('没有待处理的这一异议', 'There is no such open objection'),
    say('请从待处理异议中选择。', 'Choose one of the open objections.'),
  ],
  NO_BREACH: () => [
    say('没有待处理的这一历史问题', 'There is no such undecided breach'),
    say('请从待处理的历史问题中选择。', 'Choose one of the undecided breaches.'),
  ],
  SECOND_EXTENSION: () => [
    say('预备期已经延长过一次,不得再次延长', 'Probation has been extended once; a second extension is impossible'),
    say('延长期满后,只能讨论按期转正或取消预备党员资格。', 'After the extension the meeting can only convert or disqualify (R28).'),
  ],
};
