import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { CommitmentStatus } from './fulfilment-states.js';

export const COMMITMENT_WITHOUT_PLEDGE = declareRefusal('COMMITMENT_WITHOUT_PLEDGE', {
  zh: () => '承诺人没有有效的诚信承诺,不能登记公开承诺事项。',
  en: () => 'Only a party whose pledge is in force commits itself in public.',
  cureZh: () => '请先签署或续签承诺书。',
  cureEn: () => 'Have the pledge signed or renewed first.',
});

export const COMMITMENT_CLOSED = declareRefusal<{ status: string }>('COMMITMENT_CLOSED', {
  zh: ({ status }) => `这项承诺事项“${wordOf(CommitmentStatus, status).zh}”,不能再更改。`,
  en: ({ status }) => `The commitment is ${status} and stays so.`,
  cureZh: ({ status }) =>
    status === CommitmentStatus.FULFILLED ? '确认有误的,请说明理由撤回确认(reopenCommitment);其他事项请另行登记。' : '请另行登记新的事项。',
  cureEn: ({ status }) =>
    status === CommitmentStatus.FULFILLED
      ? 'If it was confirmed by mistake, take the confirmation back with the reason (reopenCommitment); otherwise enter a new one.'
      : 'Enter a new one.',
});

export const COMMITMENT_WITHOUT_EVIDENCE = declareRefusal('COMMITMENT_WITHOUT_EVIDENCE', {
  zh: () => '没有佐证,不能确认兑现。',
  en: () => 'There is no evidence; it cannot be confirmed.',
  cureZh: () => '请先登记佐证材料编号。',
  cureEn: () => 'Add the reference of the evidence first.',
});

export const EVIDENCE_DAY_INVALID = declareRefusal<{ notedOn: LocalDate; from: LocalDate; today: LocalDate }>('EVIDENCE_DAY_INVALID', {
  zh: ({ notedOn }) => `${notedOn} 不能作为佐证的日期:只能登记作出承诺以后已经发生的事。`,
  en: ({ notedOn }) => `${notedOn} cannot be the day of evidence: it is of something done since the commitment was made.`,
  cureZh: ({ from, today }) => `请填写 ${from} 至 ${today} 之间的日期。`,
  cureEn: ({ from, today }) => `Give a day from ${from} to ${today}.`,
});

export const EVIDENCE_REPEATED = declareRefusal<{ reference: string }>('EVIDENCE_REPEATED', {
  zh: ({ reference }) => `佐证“${reference}”已经登记过。`,
  en: ({ reference }) => `The evidence "${reference}" is on record already.`,
  cureZh: () => '不需要再登记;另有佐证的,请填写它自己的编号。',
  cureEn: () => 'Nothing needs to be done; another piece of evidence has a reference of its own.',
});

export const COMMITMENT_DAY_INVALID = declareRefusal<{ dueOn: LocalDate; from: LocalDate; until: LocalDate }>('COMMITMENT_DAY_INVALID', {
  zh: ({ dueOn }) => `${dueOn} 不能作为兑现的期限。`,
  en: ({ dueOn }) => `${dueOn} cannot be the day by which it is kept.`,
  cureZh: ({ from, until }) => `请填写 ${from} 至 ${until} 之间的日期。`,
  cureEn: ({ from, until }) => `Give a day from ${from} to ${until}.`,
});

export const FULFILMENT_NEEDS_ANOTHER = declareRefusal('FULFILMENT_NEEDS_ANOTHER', {
  zh: () => '佐证都是您本人登记的,不能再由您确认兑现。',
  en: () => 'All the evidence was entered by you, so you cannot confirm it.',
  cureZh: () => '请由另一名有权限的工作人员确认,或由他人登记佐证(addFulfilmentEvidence)。',
  cureEn: () => 'Let another officer confirm it, or somebody else enter evidence (addFulfilmentEvidence).',
});

export const COMMITMENT_NOT_FULFILLED = declareRefusal<{ status: string }>('COMMITMENT_NOT_FULFILLED', {
  zh: ({ status }) => `这项承诺事项是“${wordOf(CommitmentStatus, status).zh}”,没有可撤回的确认。`,
  en: ({ status }) => `The commitment is ${status}; there is no confirmation to take back.`,
  cureZh: () => '只有已兑现的事项可以撤回确认。',
  cureEn: () => 'Only a confirmed commitment is opened again.',
});
