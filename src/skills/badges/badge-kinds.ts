import { describedEnum } from '../../platform/graphql/descriptions.js';

/** What a badge says (INV-09). */
export const MemberBadgeLabel = { MEMBER: 'MEMBER', PROBATIONARY_MEMBER: 'PROBATIONARY_MEMBER' } as const;
export type MemberBadgeLabel = (typeof MemberBadgeLabel)[keyof typeof MemberBadgeLabel];
describedEnum(MemberBadgeLabel, 'MemberBadgeLabel', '党员主播标识的文字', 'What the badge of a member streamer says', {
  MEMBER: ['党员主播', 'Member streamer'],
  PROBATIONARY_MEMBER: ['预备党员主播', 'Streamer who is a probationary member'],
});

/** Why a badge was taken back. */
export const BadgeRevocationGround = {
  CONSENT_WITHDRAWN: 'CONSENT_WITHDRAWN',
  MEMBERSHIP_ENDED: 'MEMBERSHIP_ENDED',
  OTHER: 'OTHER',
} as const;
export type BadgeRevocationGround = (typeof BadgeRevocationGround)[keyof typeof BadgeRevocationGround];
describedEnum(BadgeRevocationGround, 'BadgeRevocationGround', '收回标识的原因', 'Why a badge was taken back', {
  CONSENT_WITHDRAWN: ['本人撤回同意', 'The consent was withdrawn'],
  MEMBERSHIP_ENDED: ['党员身份结束', 'The membership ended'],
  OTHER: ['其他', 'Other'],
});
