import { describedEnum } from '../platform/graphql/descriptions.js';

/** States of a park (5-domain-model 6.1). */
export const ParkStatus = { DRAFT: 'DRAFT', ACTIVE: 'ACTIVE', SUSPENDED: 'SUSPENDED', CLOSED: 'CLOSED' } as const;
export type ParkStatus = (typeof ParkStatus)[keyof typeof ParkStatus];
describedEnum(ParkStatus, 'ParkStatus', '园区状态', 'State of a park', {
  DRAFT: ['筹建', 'In preparation'],
  ACTIVE: ['运行中', 'Active'],
  SUSPENDED: ['暂停', 'Suspended'],
  CLOSED: ['已关闭', 'Closed'],
});

interface Transition<Status> {
  from: readonly Status[];
  to: Status;
  zh: string;
  en: string;
}

/** Each verb with the states it leaves and the one it reaches. What is not listed is refused. */
export const PARK_TRANSITIONS = {
  activatePark: { from: ['DRAFT', 'SUSPENDED'], to: 'ACTIVE', zh: '启用', en: 'be activated' },
  suspendPark: { from: ['ACTIVE'], to: 'SUSPENDED', zh: '暂停', en: 'be suspended' },
  closePark: { from: ['ACTIVE', 'SUSPENDED'], to: 'CLOSED', zh: '关闭', en: 'be closed' },
} as const satisfies Record<string, Transition<ParkStatus>>;

/** Name of a verb that changes a park's state. */
export type ParkVerb = keyof typeof PARK_TRANSITIONS;
