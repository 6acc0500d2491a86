import { declareRefusal } from '../../platform/errors/refusals.js';

export const BADGE_NEEDS_MEMBERSHIP = declareRefusal('BADGE_NEEDS_MEMBERSHIP', {
  zh: () => '这名主播今天在您负责的党组织中没有正式组织关系,不能发放党员主播标识。',
  en: () => 'The streamer is not at home today in an organization that you record for.',
  cureZh: () => '请核对组织关系所在的党组织,由其党务记录人发放。',
  cureEn: () => 'Check where the relation lies; the recorder of that organization issues the badge.',
  rule: 'INV-09',
});

export const BADGE_IN_FORCE = declareRefusal('BADGE_IN_FORCE', {
  zh: () => '这名主播已持有党员主播标识。',
  en: () => 'The streamer holds a badge already.',
  cureZh: () => '不需要再发放。',
  cureEn: () => 'Nothing needs to be issued.',
  rule: 'INV-09',
});

export const BADGE_REVOKED = declareRefusal('BADGE_REVOKED', {
  zh: () => '标识已经收回。',
  en: () => 'The badge was taken back before.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const BADGE_CONSENT_TOO_EARLY = declareRefusal<{ onDay: string }>('BADGE_CONSENT_TOO_EARLY', {
  zh: ({ onDay }) => `单独同意的日期为 ${onDay},本人当时还不是党员,不能同意以党员身份展示。`,
  en: ({ onDay }) => `The consent is dated ${onDay}, when the person was no member yet and could not agree to be shown as one.`,
  cureZh: () => '请在本人成为党员之后取得单独同意,并填写签字的日期。',
  cureEn: () => 'Obtain a consent that was given as a member, and give its day.',
  rule: 'INV-09',
});
