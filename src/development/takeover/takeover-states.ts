import { describedEnum } from '../../platform/graphql/descriptions.js';
import type { Matter } from '../cases/waiting-work.js';

/** Name under which takeovers stand in the audit trail. */
export const TAKEOVER_RECORD_KIND = 'DevelopmentTakeover';

/** What a second person has to decide about a takeover. */
export function takeoverMatter({ id, organizationId }: { id: string; organizationId: string }): Matter {
  return { organizationId, subjectKind: TAKEOVER_RECORD_KIND, subjectId: id, key: 'takeover' };
}

/** Where a takeover stands. */
export const TakeoverStatus = {
  READING: 'READING',
  STAGED: 'STAGED',
  COMMITTING: 'COMMITTING',
  COMMITTED: 'COMMITTED',
  CONFIRMING: 'CONFIRMING',
  PARTLY_CONFIRMED: 'PARTLY_CONFIRMED',
  CONFIRMED: 'CONFIRMED',
  REVERSED: 'REVERSED',
} as const;
export type TakeoverStatus = (typeof TakeoverStatus)[keyof typeof TakeoverStatus];
describedEnum(TakeoverStatus, 'DevelopmentTakeoverStatus', '接管既有个案的批次状态', 'Where a takeover of existing cases stands', {
  READING: ['正在按规则检查各行', 'Its rows are being judged'],
  STAGED: ['已读取,等待提交', 'Read, waiting to be committed'],
  COMMITTING: ['正在提交', 'Being committed'],
  COMMITTED: ['已提交,等待另一人确认', 'Committed, waiting for a second person'],
  CONFIRMING: ['正在确认', 'Being confirmed'],
  PARTLY_CONFIRMED: [
    '部分确认:有行被拒绝,可更正规则所需后再次确认或撤回',
    'Partly confirmed: some rows were refused; confirm again after the cure, or reverse',
  ],
  CONFIRMED: ['已全部确认', 'Confirmed'],
  REVERSED: ['已撤回', 'Taken back'],
});

/** States in which a job works through the rows. */
export const WORKING_STATES: readonly TakeoverStatus[] = ['READING', 'COMMITTING', 'CONFIRMING'];

/** When a verb is possible, and what follows: null leaves the state. */
interface VerbPlace {
  from: readonly TakeoverStatus[];
  /** Besides, while the job that worked on the batch has given up for good. */
  fromStuck: readonly TakeoverStatus[];
  to: TakeoverStatus | null;
}

/** Verbs on a takeover with the states from which they are possible. */
export const TAKEOVER_VERBS = {
  COMMIT: { from: ['STAGED'], fromStuck: [], to: 'COMMITTING' },
  CONFIRM: { from: ['COMMITTED', 'PARTLY_CONFIRMED'], fromStuck: [], to: 'CONFIRMING' },
  REVERSE: { from: ['STAGED', 'COMMITTED', 'PARTLY_CONFIRMED'], fromStuck: WORKING_STATES, to: 'REVERSED' },
  RESTART: { from: [], fromStuck: WORKING_STATES, to: null },
} as const satisfies Record<string, VerbPlace>;
export type TakeoverVerb = keyof typeof TAKEOVER_VERBS;

/** Result of reading a row. */
export const TakeoverRowState = { VALID: 'VALID', REFUSED: 'REFUSED' } as const;
export type TakeoverRowState = (typeof TakeoverRowState)[keyof typeof TakeoverRowState];
describedEnum(TakeoverRowState, 'DevelopmentTakeoverRowState', '读取一行的结果', 'Result of reading a row', {
  VALID: ['可以提交', 'May be committed'],
  REFUSED: ['有错误,不会提交', 'Has errors and is left out'],
});

/** What became of a row. */
export const TakeoverRowOutcome = {
  UNJUDGED: 'UNJUDGED',
  OPEN: 'OPEN',
  PENDING: 'PENDING',
  TAKEN_OVER: 'TAKEN_OVER',
  DUPLICATE: 'DUPLICATE',
  REFUSED: 'REFUSED',
  REVERSED: 'REVERSED',
} as const;
export type TakeoverOutcome = (typeof TakeoverRowOutcome)[keyof typeof TakeoverRowOutcome];
describedEnum(TakeoverRowOutcome, 'DevelopmentTakeoverRowOutcome', '一行的结果', 'What became of a row', {
  UNJUDGED: ['等待规则检查', 'Not judged yet'],
  OPEN: ['尚未提交', 'Not committed'],
  PENDING: ['已提交,等待另一人确认', 'Waits for a second person'],
  TAKEN_OVER: ['已接管为个案', 'Became a case'],
  DUPLICATE: ['以前已接管,内容相同', 'Was taken over before with the same content'],
  REFUSED: ['被规则拒绝', 'Refused by a rule'],
  REVERSED: ['已撤回', 'Taken back'],
});
