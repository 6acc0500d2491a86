import { describedEnum } from '../platform/graphql/descriptions.js';

/** Whether a storefront is at work. */
export const StorefrontStatus = { OPEN: 'OPEN', CLOSED: 'CLOSED' } as const;
export type StorefrontStatus = (typeof StorefrontStatus)[keyof typeof StorefrontStatus];
describedEnum(StorefrontStatus, 'StorefrontStatus', '门店状态', 'Status of a storefront', {
  OPEN: ['营业中', 'Open'],
  CLOSED: ['已停业', 'Closed'],
});

/** Each verb with the state that it leaves and the one that it reaches. What is not listed is refused. */
export const STOREFRONT_TRANSITIONS = {
  changeStorefront: { from: ['OPEN'], to: 'OPEN' },
  closeStorefront: { from: ['OPEN'], to: 'CLOSED' },
  reopenStorefront: { from: ['CLOSED'], to: 'OPEN' },
} as const satisfies Record<string, { from: readonly StorefrontStatus[]; to: StorefrontStatus }>;

/** Name of a verb that meets a storefront in some states only. */
export type StorefrontVerb = keyof typeof STOREFRONT_TRANSITIONS;
