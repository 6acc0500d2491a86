import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';

export const PAPER_KIND_UNKNOWN = declareRefusal<{ paperKind: string; known: string }>('PAPER_KIND_UNKNOWN', {
  zh: ({ paperKind }) => `个案所用的步骤方案里没有材料种类“${paperKind}”。`,
  en: ({ paperKind }) => `No step of the plan in force names a paper "${paperKind}".`,
  cureZh: ({ known }) => `请从下列种类中选择,没有合适的请选 OTHER:${known}。`,
  cureEn: ({ known }) => `Choose one of these, or OTHER: ${known}.`,
  rule: 'R34',
});

export const DOCUMENT_NOT_STANDING = declareRefusal('DOCUMENT_NOT_STANDING', {
  zh: () => '这份材料已被更正或撤回,不能再改。',
  en: () => 'This paper was corrected or withdrawn before.',
  cureZh: () => '请刷新后对现行的那一份进行更正。',
  cureEn: () => 'Load the case again and correct the paper that stands.',
});

export const DOCUMENTS_FULL = declareRefusal<{ documentsMax: number }>('DOCUMENTS_FULL', {
  zh: ({ documentsMax }) => `一个个案最多登记 ${documentsMax} 份材料。`,
  en: ({ documentsMax }) => `A case holds at most ${documentsMax} papers.`,
  cureZh: () => '请把零散材料合并登记为一份。',
  cureEn: () => 'Register small papers together as one.',
});

export const CASE_ARCHIVED = declareRefusal<{ archivedOn: LocalDate }>('CASE_ARCHIVED', {
  zh: ({ archivedOn }) => `个案材料已于 ${archivedOn} 归档,不能再更正或撤回。`,
  en: ({ archivedOn }) => `The papers of the case were archived on ${archivedOn}; none is corrected or withdrawn any more.`,
  cureZh: () => '请先由两人作废归档的记录,更正后重新归档。',
  cureEn: () => 'Two persons void the archiving first; archive anew after the correction.',
  rule: 'R34',
});
