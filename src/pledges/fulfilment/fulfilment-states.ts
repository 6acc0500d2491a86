import { describedEnum } from '../../platform/graphql/descriptions.js';

/** What a commitment is about (三亮: identity, pledge and deeds are shown). */
export const CommitmentKind = {
  SHOW_IDENTITY: 'SHOW_IDENTITY',
  SHOW_PLEDGE: 'SHOW_PLEDGE',
  SHOW_DEEDS: 'SHOW_DEEDS',
  OTHER: 'OTHER',
} as const;
export type CommitmentKind = (typeof CommitmentKind)[keyof typeof CommitmentKind];
describedEnum(CommitmentKind, 'CommitmentKind', '践诺事项种类', 'What a commitment is about', {
  SHOW_IDENTITY: ['亮身份', 'Identity is shown'],
  SHOW_PLEDGE: ['亮承诺', 'The pledge is shown'],
  SHOW_DEEDS: ['亮行动、亮业绩', 'Deeds are shown'],
  OTHER: ['其他承诺事项', 'Another matter'],
});

/** Where a commitment stands. */
export const CommitmentStatus = { OPEN: 'OPEN', FULFILLED: 'FULFILLED', DROPPED: 'DROPPED' } as const;
export type CommitmentStatus = (typeof CommitmentStatus)[keyof typeof CommitmentStatus];
describedEnum(CommitmentStatus, 'CommitmentStatus', '践诺事项状态', 'Where a commitment stands', {
  OPEN: ['进行中', 'Open'],
  FULFILLED: ['已兑现', 'Fulfilled'],
  DROPPED: ['已取消', 'Dropped'],
});
