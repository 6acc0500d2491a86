import { describedEnum } from '../platform/graphql/descriptions.js';

/** What an entry by hand is about. */
export const MembershipEntryKind = { ADMISSION: 'ADMISSION', STANDING: 'STANDING' } as const;
export type MembershipEntryKind = (typeof MembershipEntryKind)[keyof typeof MembershipEntryKind];
describedEnum(MembershipEntryKind, 'MembershipEntryKind', '登记事项', 'What an entry is about', {
  ADMISSION: ['登记党员关系', 'A membership'],
  STANDING: ['变更党员身份', 'A change of standing'],
});

/** Where an entry stands; from WAITING one step leads to each of the others, and none leads on. */
export const MembershipEntryStatus = {
  WAITING: 'WAITING',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type MembershipEntryStatus = (typeof MembershipEntryStatus)[keyof typeof MembershipEntryStatus];
describedEnum(MembershipEntryStatus, 'MembershipEntryStatus', '登记的状态', 'Where an entry stands', {
  WAITING: ['待另一人确认,尚不作数', 'Waits for a second person and does not count'],
  CONFIRMED: ['已确认', 'Confirmed'],
  REJECTED: ['被退回', 'Rejected'],
  WITHDRAWN: ['已撤回', 'Taken back'],
});
