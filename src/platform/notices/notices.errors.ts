import { declareRefusal } from '../errors/refusals.js';

export const NOTICES_NOT_CHOSEN = declareRefusal('NOTICES_NOT_CHOSEN', {
  zh: () => '请只用一种方式选择通知:列出编号,或给出截止时间。',
  en: () => 'Choose notices in one way: by their ids, or up to an instant.',
  cureZh: () => '填写 noticeIds 或 postedAtUntil 其中之一。',
  cureEn: () => 'Give either noticeIds or postedAtUntil.',
});
