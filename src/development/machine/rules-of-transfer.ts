import { addDays, addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, numberOf, type RuleSet } from '../rule-sets/rule-set.js';
import type { FactOf } from './case-facts.js';
import type { CaseView, Transfer } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { pendingTransfer } from './fact-places.js';
import { CULTIVATION_STAGES, PROBATION_STAGES } from './fact-table.js';
import { lastDayInTime } from './rule-days.js';
import { type Finding, type JudgedFact, notAfter, taken, takenOn } from './rule-finding.js';
import { say } from './rule-words.js';

/** Last day of a letter of introduction: as written on it, else the installation's default (R33). */
export function letterEndsOn({ startedOn, letterDaysMax }: Pick<Transfer, 'startedOn' | 'letterDaysMax'>, set: RuleSet): LocalDate {
  return letterDaysMax === null ? addMonths(startedOn, numberOf(set, 'R33', 'letterMonthsMax')) : addDays(startedOn, letterDaysMax);
}

/** The move begins: the file goes along (R08, R30), and the letter names its validity (R33). */
export function findingsOfTransferStart(judged: JudgedFact<FactOf<'TRANSFER_STARTED'>>): Finding[] {
  const { view, fact, set } = judged;
  const { isFileHandedOver, letterDaysMax, toOrganizationId } = fact.data;
  const longestOn = addMonths(fact.occurredOn, numberOf(set, 'R33', 'letterMonthsMax'));
  const isMember = PROBATION_STAGES.includes(view.stage);
  const findings: Finding[] = [
    ...findingsOfMoving(judged),
    {
      ruleId: 'INV-14',
      code: 'SAME_ORGANIZATION',
      isBroken: toOrganizationId === view.organizationId,
      isAbsolute: true,
      isAboutEntry: true,
      facts: { toOrganizationId },
      reason: say('转入的党组织就是现在的党组织', 'The person would move to the organization that handles the case now'),
      cure: say('请选择另一个党组织。', 'Choose another organization.'),
    },
    {
      ruleId: 'R33',
      code: 'LETTER_TOO_LONG',
      isBroken: letterDaysMax !== null && (letterDaysMax < 1 || addDays(fact.occurredOn, letterDaysMax) > longestOn),
      isAboutEntry: true,
      facts: { letterDaysMax, longestOn },
      reason: say(
        `介绍信有效期 ${letterDaysMax} 天,一般应不迟于 ${longestOn} 到期`,
        `The letter is valid for ${letterDaysMax} days; commonly it ends by ${longestOn}`,
      ),
      cure: say('请核对介绍信有效期,或者说明原因。', 'Check the letter, or give the reason.'),
    },
  ];
  if (!isMember && !CULTIVATION_STAGES.includes(view.stage)) return findings;
  const file: Finding = {
    ruleId: isMember ? 'R30' : 'R08',
    code: 'FILE_NOT_HANDED_OVER',
    severity: 'WARN',
    isBroken: !isFileHandedOver,
    isAboutEntry: true,
    facts: { isFileHandedOver },
    reason: isMember
      ? say('没有同时转交预备期考察材料', 'The assessment of the probation is not handed over')
      : say('没有同时转交培养教育材料,培养时间可能不能连续计算', 'The cultivation file is not handed over; the time may not count on'),
    cure: say('请转交材料,或者说明原因。', 'Hand the file over, or give the reason.'),
  };
  return [...findings, file];
}

/** The receiving organization answers: the letter is valid (R33), the file was examined (R08, R30), a recent admission was asked about (R31). */
export function findingsOfAcknowledgement(judged: JudgedFact<FactOf<'TRANSFER_ACKNOWLEDGED'>>): Finding[] {
  const { view, fact } = judged;
  const pending = pendingTransfer(view);
  if (!pending)
    return [{ ruleId: 'R08', code: 'FILE_EXAMINED_LATER', isBroken: false, facts: { isFileExamined: fact.data.isFileExamined } }];
  const endsOn = letterEndsOn(pending, judged.world.ruleSetOn(pending.startedOn));
  const letter: Finding = {
    ruleId: 'R33',
    code: 'LETTER_LAPSED',
    isBroken: fact.occurredOn > endsOn,
    notAfterOn: endsOn,
    facts: { startedOn: pending.startedOn, endsOn, occurredOn: fact.occurredOn },
    reason: say(
      `介绍信 ${endsOn} 到期,此后失效;接收${taken(judged).zh}`,
      `The letter lapsed after ${endsOn}; of the acknowledgement, ${taken(judged).en}`,
    ),
    cure: say('请原党组织重新开具介绍信,或者说明原因。', 'Ask the former organization for a new letter, or give the reason.'),
  };
  return [letter, ...findingsOfFile(judged, pending), ...findingsOfRecentAdmission(judged, pending)];
}

function findingsOfFile({ fact }: JudgedFact<FactOf<'TRANSFER_ACKNOWLEDGED'>>, pending: Transfer): Finding[] {
  const isMember = PROBATION_STAGES.includes(pending.stage);
  if (!isMember && !CULTIVATION_STAGES.includes(pending.stage)) return [];
  const ruleId = isMember ? 'R30' : 'R08';
  const { isFileExamined } = fact.data;
  return [
    {
      ruleId,
      code: 'FILE_NOT_EXAMINED',
      severity: 'WARN',
      isBroken: !isFileExamined,
      isAboutEntry: true,
      facts: { isFileExamined },
      reason: isMember
        ? say('接收时没有审查原单位的预备期考察材料', 'The former unit’s assessment of the probation was not examined')
        : say(
            `接收时没有审查培养教育材料,此前的培养时间不计算,从 ${fact.occurredOn} 重新起算`,
            `The cultivation file was not examined; the time before does not count and begins anew on ${fact.occurredOn}`,
          ),
      cure: say(
        '请审查材料后再确认,或者说明原因(以后可补登记审查)。',
        'Examine the file first, or give the reason; it can be examined later.',
      ),
    },
    {
      ruleId,
      code: 'FILE_ARRIVED_OTHERWISE',
      severity: 'WARN',
      isBroken: isFileExamined && !pending.isFileHandedOver,
      isAboutEntry: true,
      facts: { isFileExamined, isFileHandedOver: pending.isFileHandedOver },
      reason: say('转出时登记为未转交材料,现登记为已审查', 'The transfer said that no file went along, and now it has been examined'),
      cure: say('请说明材料何时送达。', 'Say when the file arrived.'),
    },
  ];
}

function findingsOfRecentAdmission({ view, fact, set }: JudgedFact<FactOf<'TRANSFER_ACKNOWLEDGED'>>, pending: Transfer): Finding[] {
  if (!PROBATION_STAGES.includes(pending.stage) || view.memberFrom === null) return [];
  const monthsMax = numberOf(set, 'R31', 'recentAdmissionMonthsMax');
  const recentUntil = addMonths(view.memberFrom, monthsMax);
  return [
    {
      ruleId: 'R31',
      code: 'RECENT_ADMISSION',
      isBroken: pending.startedOn < recentUntil && !fact.data.priorOrganizationAsked,
      isAboutEntry: true,
      facts: {
        memberFrom: view.memberFrom,
        leftOn: pending.startedOn,
        recentUntil,
        priorOrganizationAsked: fact.data.priorOrganizationAsked,
      },
      reason: say(
        `该同志 ${view.memberFrom} 被接收为预备党员,${pending.startedOn} 转出,不足 ${monthsMax} 个月,尚未向原党组织了解情况`,
        `Admitted on ${view.memberFrom} and leaving on ${pending.startedOn}, within ${monthsMax} months; the former organization was not asked`,
      ),
      cure: say(
        '请向原党组织了解接收情况;不符合规定的,报县级党委组织部门批准可不予承认。',
        'Ask the former organization; recognition may be refused through the county organization department.',
      ),
    },
  ];
}

/** R30: at most six months after expiry, and only by an organization that received the member. */
export function findingsOfPostponement(judged: JudgedFact<FactOf<'CONVERSION_POSTPONED'>>): Finding[] {
  const { view, fact, set } = judged;
  const endsOn = view.probationEndsOn ?? fact.occurredOn;
  const monthsMax = numberOf(set, 'R30', 'postponementMonthsMax');
  const limitOn = addMonths(endsOn, monthsMax);
  const arrived = view.transfers.findLast(({ acknowledgedOn, stage }) => acknowledgedOn !== null && PROBATION_STAGES.includes(stage));
  return [
    {
      ruleId: 'R30',
      code: 'POSTPONED_TOO_LONG',
      isBroken: fact.data.untilOn > limitOn || fact.data.untilOn <= endsOn,
      isAboutEntry: true,
      facts: { untilOn: fact.data.untilOn, probationEndsOn: endsOn, limitOn },
      reason: say(
        `推迟讨论转正至 ${fact.data.untilOn},应晚于预备期满之日 ${endsOn}、不迟于 ${limitOn}(最长 ${monthsMax} 个月)`,
        `The discussion was postponed to ${fact.data.untilOn}; possible is a day after the expiry on ${endsOn} and by ${limitOn}`,
      ),
      cure: say('请改为规定期限内的日期,或者说明原因。', 'Choose a day within the limit, or give the reason.'),
    },
    {
      ruleId: 'R30',
      code: 'NOT_MOVED',
      isBroken: arrived === undefined,
      facts: { acknowledgedOn: arrived?.acknowledgedOn ?? null },
      reason: say(
        '该同志预备期内没有转入本组织,推迟讨论只适用于转入的预备党员',
        'The member did not move during probation; only for one who did may the discussion wait',
      ),
      cure: say('请按期讨论,或者说明原因。', 'Discuss it in time, or give the reason.'),
    },
  ];
}

/** Last day on which somebody who is away at a fixed place may keep the relation at home (R32). */
export function relationDueOn(
  { occurredOn, data }: Pick<FactOf<'MOBILITY_NOTED'>, 'occurredOn' | 'data'>,
  world: CaseWorld,
  metOn: LocalDate | null = null,
): LocalDate {
  return lastDayInTime(world, occurredOn, (set) => addMonths(data.awaySinceOn, numberOf(set, 'R32', 'awayMonthsMax')), metOn);
}

/** The note of a member who is away and whose relation is to move; undefined when there is none, or it has moved (R32). */
export function standingMobility({ history }: CaseView): FactOf<'MOBILITY_NOTED'> | undefined {
  const last = history.findLast((fact) => fact.kind === 'MOBILITY_NOTED' || fact.kind === 'TRANSFER_STARTED');
  return last?.kind === 'MOBILITY_NOTED' && last.data.hasFixedPlace && last.data.isTransferable ? last : undefined;
}

/** R32: away at a fixed place for more than six months means moving the relation; until then, or where it cannot move, a certificate. */
export function findingsOfMobility({ view, fact, set, world }: JudgedFact<FactOf<'MOBILITY_NOTED'>>): Finding[] {
  const { awaySinceOn, hasFixedPlace, isTransferable, certificateNumber = null } = fact.data;
  const monthsMax = numberOf(set, 'R32', 'awayMonthsMax');
  const dueOn = relationDueOn(fact, world);
  const mustMove = hasFixedPlace && isTransferable;
  const isTooLong = mustMove && fact.occurredOn > dueOn;
  const moving: Finding = {
    ruleId: 'R32',
    code: 'AWAY_TOO_LONG',
    isBroken: isTooLong,
    isAboutEntry: true,
    notAfterOn: mustMove ? dueOn : null,
    facts: { awaySinceOn, hasFixedPlace, isTransferable, dueOn },
    reason: say(
      `该同志自 ${awaySinceOn} 外出且地点固定,已超过 ${monthsMax} 个月(至 ${dueOn}),应当转移组织关系`,
      `Away at a fixed place since ${awaySinceOn}, more than ${monthsMax} months (to ${dueOn}); the relation is to be transferred`,
    ),
    cure: say('请办理组织关系转接,或者说明不能转接的原因。', 'Transfer the relation, or say why it cannot be.'),
  };
  if (!PROBATION_STAGES.includes(view.stage) || !isSwitchedOn(set, 'R32', 'isCertificateRequired')) return [moving];
  const certificate: Finding = {
    ruleId: 'R32',
    code: 'CERTIFICATE_MISSING',
    isBroken: !isTooLong && (certificateNumber ?? '').trim() === '',
    isAboutEntry: true,
    facts: { certificateNumber, monthsMax },
    reason: say(
      `该同志外出而组织关系未转移(不满 ${monthsMax} 个月或者无法转移),没有填写流动党员活动证号;持证参加活动,不参加表决`,
      `The member is away and keeps the relation at home (under ${monthsMax} months, or it cannot move); no activity certificate is named, with which one takes part without a vote`,
    ),
    cure: say('请发给流动党员活动证并填写证号,或者说明原因。', 'Issue the certificate and enter its number, or give the reason.'),
  };
  return [moving, certificate];
}

/** R32 at the transfer itself: the relation moves by the day up to which it may stay. */
function findingsOfMoving(judged: JudgedFact): Finding[] {
  const noted = standingMobility(judged.view);
  if (!noted) return [];
  const dueOn = relationDueOn(noted, judged.world, takenOn(judged));
  return [
    notAfter(judged, dueOn, {
      ruleId: 'R32',
      code: 'RELATION_LATE',
      facts: { awaySinceOn: noted.data.awaySinceOn, dueOn },
      reason: say(
        `该同志自 ${noted.data.awaySinceOn} 外出且地点固定,组织关系应不迟于 ${dueOn} 转出,${taken(judged).zh}`,
        `Away at a fixed place since ${noted.data.awaySinceOn}, the relation was to be transferred by ${dueOn}; ${taken(judged).en}`,
      ),
      cure: say('请转出组织关系,并说明逾期原因。', 'Transfer the relation, and give the reason for the delay.'),
    }),
  ];
}
