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
  cureZh: () => '请另行登记新的事项。',
  cureEn: () => 'Enter a new one.',
});

export const COMMITMENT_WITHOUT_EVIDENCE = declareRefusal('COMMITMENT_WITHOUT_EVIDENCE', {
  zh: () => '没有佐证,不能确认兑现。',
  en: () => 'There is no evidence; it cannot be confirmed.',
  cureZh: () => '请先登记佐证材料编号。',
  cureEn: () => 'Add the reference of the evidence first.',
});

export const EVIDENCE_DAY_INVALID = declareRefusal<{ notedOn: LocalDate }>('EVIDENCE_DAY_INVALID', {
  zh: ({ notedOn }) => `${notedOn} 还没有到,只能登记已经发生的事。`,
  en: ({ notedOn }) => `${notedOn} lies in the future.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
});
