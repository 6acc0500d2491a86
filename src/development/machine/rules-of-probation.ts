import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseWorld } from './case-world.js';
import { unexaminedTransfer } from './fact-places.js';
import { PROBATION_STAGES } from './fact-table.js';
import { lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, notBefore, taken, takenOn } from './rule-finding.js';
import { findingsOfDecidingBody } from './rules-of-approval.js';
import { findingsOfConversionPublicity, findingsOfPublicity } from './rules-of-publicity.js';
import { findingsOfVote } from './rules-of-votes.js';
import { say } from './rule-words.js';

function findingOfApplication({ view }: JudgedFact): Finding {
  const appliedOn = view.milestones.CONVERSION_APPLIED?.occurredOn ?? null;
  return {
    ruleId: 'R25',
    code: 'CONVERSION_NOT_APPLIED',
    isBroken: appliedOn === null,
    facts: { appliedOn },
    reason: say('本人尚未书面提出转正申请', 'The member has not applied in writing for conversion'),
    cure: say('请本人提出书面转正申请并登记。', 'Let the member apply in writing, and record it.'),
  };
}

/** R25: one applies at the expiry, or shortly before; opinions and examination follow the application. */
export function findingsOfConversionApplication(judged: JudgedFact<FactOf<'CONVERSION_APPLIED'>>): Finding[] {
  const { view, fact, set } = judged;
  const endsOn = view.probationEndsOn;
  if (endsOn === null) return [];
  const monthsMax = numberOf(set, 'R25', 'applicationMonthsBeforeMax');
  const fromOn = addMonths(endsOn, -monthsMax);
  return [
    {
      ruleId: 'R25',
      code: 'APPLIED_EARLY',
      severity: 'WARN',
      isBroken: fact.occurredOn < fromOn,
      facts: { occurredOn: fact.occurredOn, probationEndsOn: endsOn, fromOn },
      reason: say(
        `预备期到 ${endsOn} 才满,转正申请提出过早(一般在期满前 ${monthsMax} 个月内,期限为本地设定)`,
        `The probation ends on ${endsOn}; the application is early, which is normally made within ${monthsMax} months of that, a local limit`,
      ),
      cure: say(`请本人在 ${fromOn} 或以后提出,或者说明原因。`, `Let the member apply on ${fromOn} or later, or give the reason.`),
    },
  ];
}

const HEARD_WORDS = { partyGroup: ['党小组', 'the party group'], members: ['党员', 'members'], masses: ['群众', 'the masses'] } as const;

function findingOfHeard({ view }: JudgedFact): Finding {
  const missing = Object.entries(HEARD_WORDS).filter(([key]) => !view.conversionOpinions[key as keyof typeof HEARD_WORDS]);
  return {
    ruleId: 'R25',
    code: 'CONVERSION_OPINIONS_MISSING',
    isBroken: missing.length > 0,
    facts: { ...view.conversionOpinions },
    reason: say(
      `转正前尚未听取${missing.map(([, [zh]]) => zh).join('、')}的意见`,
      `The opinions of ${missing.map(([, [, en]]) => en).join(', ')} on the conversion have not been heard`,
    ),
    cure: say('请听取意见并登记。', 'Hear them and record that.'),
  };
}

/** R25: opinions follow the application. */
export function findingsOfConversionOpinions(judged: JudgedFact<FactOf<'CONVERSION_OPINIONS_HEARD'>>): Finding[] {
  const nobody: Finding = {
    ruleId: 'R25',
    code: 'NOBODY_HEARD',
    isBroken: !Object.values(judged.fact.data).some(Boolean),
    isAboutEntry: true,
    facts: { ...judged.fact.data },
    reason: say('没有填写听取了谁的意见', 'Nobody is named whose opinion was heard'),
    cure: say('请勾选实际听取意见的范围。', 'Tick whose opinions were heard.'),
  };
  return [nobody, findingOfApplication(judged)];
}

/** R25: the branch committee examines after application and opinions; a proposal to disqualify waits for neither (R28). */
export function findingsOfConversionExamination(judged: JudgedFact<FactOf<'CONVERSION_EXAMINED'>>): Finding[] {
  const { decision } = judged.fact.data;
  const proposal: Finding = { ruleId: 'R25', code: 'EXAMINATION', isBroken: false, isAboutEntry: true, facts: { decision } };
  const second: Finding = {
    ruleId: 'R28',
    code: 'SECOND_EXTENSION_PROPOSED',
    isBroken: decision === 'EXTEND' && judged.view.extensionMonths !== null,
    isAboutEntry: true,
    facts: { extensionMonths: judged.view.extensionMonths },
    reason: say('预备期已经延长过一次,不得提出再次延长', 'Probation has been extended once; a second extension cannot be proposed'),
    cure: say('请提出转正或取消预备党员资格的意见。', 'Propose conversion or disqualification.'),
  };
  return decision === 'DISQUALIFY' ? [proposal] : [findingOfApplication(judged), findingOfHeard(judged), proposal, second];
}

function findingOfExpiry(judged: JudgedFact<FactOf<'CONVERSION_VOTED'>>): Finding {
  const endsOn = judged.view.probationEndsOn ?? judged.fact.occurredOn;
  const word = judged.view.extensionMonths === null ? say('预备期', 'probation') : say('延长的预备期', 'extended probation');
  return notBefore(judged, endsOn, {
    ruleId: 'R25',
    code: 'BEFORE_EXPIRY',
    facts: { probationFrom: judged.view.probationFrom, probationEndsOn: endsOn, occurredOn: judged.fact.occurredOn },
    reason: say(
      `${word.zh}到 ${endsOn} 才满(自 ${judged.view.probationFrom} 支部大会通过之日起算),期满前不得讨论转正或延长`,
      `The ${word.en} expires on ${endsOn} (it counts from the branch meeting of ${judged.view.probationFrom}); neither conversion nor extension is discussed before`,
    ),
    cure: say(
      `请在 ${endsOn} 或以后召开${judged.set.branchMeeting.zh}。`,
      `Hold the ${judged.set.branchMeeting.en} on ${endsOn} or later.`,
    ),
  });
}

function findingOfExtension({ view, fact, set }: JudgedFact<FactOf<'CONVERSION_VOTED'>>): Finding {
  const { decision, extensionMonths } = fact.data;
  const monthsMin = numberOf(set, 'R27', 'extensionMonthsMin');
  const monthsMax = numberOf(set, 'R27', 'extensionMonthsMax');
  const isInRange = Number.isInteger(extensionMonths) && extensionMonths! >= monthsMin && extensionMonths! <= monthsMax;
  const original = view.originalProbationEndsOn;
  return {
    ruleId: 'R27',
    code: 'EXTENSION_MONTHS',
    isBroken: decision === 'EXTEND' ? !isInRange : extensionMonths !== null,
    isAboutEntry: true,
    facts: {
      extensionMonths,
      monthsMin,
      monthsMax,
      extendedUntil: isInRange && original !== null ? addMonths(original, extensionMonths!) : null,
    },
    reason:
      decision === 'EXTEND'
        ? say(
            `延长预备期 ${extensionMonths ?? '(未填)'} 个月,应为 ${monthsMin} 至 ${monthsMax} 个月`,
            `An extension of ${extensionMonths ?? 'no'} months; ${monthsMin} to ${monthsMax} are possible`,
          )
        : say('不是延长预备期的决议,不应填写延长月数', 'Only an extension has a number of months'),
    cure: say('请按支部决议核对延长月数。', "Check the months against the branch's resolution."),
  };
}

function findingsOfReadiness(judged: JudgedFact<FactOf<'CONVERSION_VOTED'>>): Finding[] {
  const { view, set } = judged;
  const examined = view.milestones.CONVERSION_EXAMINED;
  const oathOn = view.milestones.OATH_TAKEN?.occurredOn ?? null;
  const lastOutcome = view.inspections.findLast(({ kind }) => kind === 'PROBATION_INSPECTED')?.data.outcome ?? null;
  const transfer = unexaminedTransfer(view);
  return [
    {
      ruleId: 'R25',
      code: 'CONVERSION_NOT_EXAMINED',
      isBroken: examined === undefined,
      facts: { examinedOn: examined?.occurredOn ?? null },
      reason: say('支部委员会尚未审查', 'The branch committee has not examined it'),
      cure: say('请先由支部委员会审查并登记。', 'Let the branch committee examine and record it first.'),
    },
    {
      ruleId: 'R23',
      code: 'OATH_MISSING',
      severity: 'WARN',
      isBroken: isSwitchedOn(set, 'R23', 'isRequired') && oathOn === null,
      facts: { oathOn },
      reason: say('尚未进行入党宣誓', 'The oath has not been taken'),
      cure: say('请组织宣誓并登记,或者说明原因。', 'Hold the oath and record it, or give the reason.'),
    },
    {
      ruleId: 'R25',
      code: 'INSPECTED_UNFIT',
      severity: 'WARN',
      isBroken: lastOutcome === 'UNFIT' && judged.fact.data.decision === 'CONVERT',
      facts: { lastOutcome },
      reason: say('最近一次预备期考察结论为“不合格”', 'The last inspection of the probation found the member unfit'),
      cure: say('请再次考察,或者说明同意转正的理由。', 'Inspect again, or give the reason for converting.'),
    },
    {
      ruleId: 'R30',
      code: 'FILE_NOT_EXAMINED',
      isBroken: transfer !== undefined && PROBATION_STAGES.includes(transfer.stage),
      facts: { acknowledgedOn: transfer?.acknowledgedOn ?? null },
      reason: say(
        `该同志 ${transfer?.acknowledgedOn ?? ''} 转入后,尚未审查原单位对其预备期的考察材料`,
        `The file of the former unit has not been examined since the arrival on ${transfer?.acknowledgedOn ?? ''}`,
      ),
      cure: say('请审查材料后补登记接收确认,或者说明原因。', 'Examine the file and record that, or give the reason.'),
    },
  ];
}

/** R28: also a disqualification is normally examined by the branch committee first; a serious case may not wait for it. */
function findingOfExaminedDisqualification({ view }: JudgedFact): Finding {
  const examined = view.milestones.CONVERSION_EXAMINED;
  return {
    ruleId: 'R28',
    code: 'DISQUALIFICATION_NOT_EXAMINED',
    severity: 'WARN',
    isBroken: examined === undefined,
    facts: { examinedOn: examined?.occurredOn ?? null, decision: examined?.data.decision ?? null },
    reason: say('支部委员会尚未审查取消预备党员资格的事项', 'The branch committee has not examined the disqualification'),
    cure: say('请先由支部委员会审查并登记,或者说明原因。', 'Let the branch committee examine and record it first, or give the reason.'),
  };
}

/** The vote on a probationary member (R25 to R28). Disqualification waits neither for expiry nor for an application. */
export function findingsOfConversionVote(judged: JudgedFact<FactOf<'CONVERSION_VOTED'>>): Finding[] {
  const vote = findingsOfVote(judged);
  const months = findingOfExtension(judged);
  if (judged.fact.data.decision === 'DISQUALIFY') {
    return [
      ...vote,
      months,
      findingOfExaminedDisqualification(judged),
      { ruleId: 'R28', code: 'DISQUALIFICATION', isBroken: false, facts: { probationEndsOn: judged.view.probationEndsOn } },
    ];
  }
  return [
    findingOfApplication(judged),
    findingOfHeard(judged),
    ...findingsOfReadiness(judged),
    findingOfExpiry(judged),
    ...findingsOfConversionPublicity(judged),
    ...vote,
    months,
  ];
}

/** Last day of the decision above about a vote on a probationary member (R25). */
export function conversionApprovalDueOn(votedOn: LocalDate, world: CaseWorld, metOn: LocalDate | null = null): LocalDate {
  return lastDayInTime(world, votedOn, (set) => addMonths(votedOn, numberOf(set, 'R25', 'conversionApprovalMonthsMax')), metOn);
}

/** R25 (time), R21 (body) and R29 (party age). A refusal is possible at any time. */
export function findingsOfConversionDecision(judged: JudgedFact<FactOf<'CONVERSION_DECIDED'>>): Finding[] {
  const { view, fact, world } = judged;
  const body = findingsOfDecidingBody(judged);
  const voted = view.milestones.CONVERSION_VOTED;
  if (!fact.data.isApproved || !voted) return body;
  const dueOn = conversionApprovalDueOn(voted.occurredOn, world, takenOn(judged));
  const isConversion = voted.data.decision === 'CONVERT';
  /* A notice serves the conversion; a disqualification does not wait for it (R28). */
  const publicity = voted.data.decision === 'DISQUALIFY' ? [] : findingsOfPublicity(judged, 'CONVERSION');
  const late = notAfter(judged, dueOn, {
    ruleId: 'R25',
    code: 'CONVERSION_APPROVAL_LATE',
    ...(isConversion ? {} : { severity: 'WARN' as const }),
    facts: { votedOn: voted.occurredOn, dueOn, occurredOn: fact.occurredOn },
    reason: say(
      `${voted.occurredOn} 的支部决议,审批应不迟于 ${dueOn},${taken(judged).zh}`,
      `The resolution of ${voted.occurredOn} was to be decided by ${dueOn}; ${taken(judged).en}`,
    ),
    cure: isConversion
      ? say(
          '请登记“不予批准”,由支部重新讨论后再报批;党龄不受影响。',
          'Record the refusal and let the branch discuss it anew; party age does not change.',
        )
      : say('请说明逾期原因。', 'Give the reason for the delay.'),
  });
  const age: Finding = {
    ruleId: 'R29',
    code: 'PARTY_AGE',
    isBroken: false,
    facts: { partyAgeFrom: isConversion ? view.probationEndsOn : null },
  };
  return [late, ...publicity, ...body, age];
}
