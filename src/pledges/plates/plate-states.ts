import { describedEnum } from '../../platform/graphql/descriptions.js';

/** Where a plate is (5-domain-model 6.6). */
export const PlateStatus = { ISSUED: 'ISSUED', DISPLAYED: 'DISPLAYED', RECALLED: 'RECALLED', RETURNED: 'RETURNED', LOST: 'LOST' } as const;
export type PlateStatus = (typeof PlateStatus)[keyof typeof PlateStatus];
describedEnum(PlateStatus, 'PlateStatus', '挂牌状态', 'Where a plate is', {
  ISSUED: ['已发放,待悬挂', 'Issued, to be displayed'],
  DISPLAYED: ['已悬挂', 'On display'],
  RECALLED: ['收回中', 'Recalled, to be brought back'],
  RETURNED: ['已交回', 'Returned'],
  LOST: ['遗失作废', 'Lost and void'],
});

/** Verb → states. What is not listed is refused. */
export const PLATE_TRANSITIONS = {
  displayPlate: { from: ['ISSUED'], to: 'DISPLAYED' },
  recallPlate: { from: ['ISSUED', 'DISPLAYED'], to: 'RECALLED' },
  /** The recall fell away with its cause; the plate is where it was, on display or not. */
  restorePlate: { from: ['RECALLED'], to: 'ISSUED' },
  restoreDisplayedPlate: { from: ['RECALLED'], to: 'DISPLAYED' },
  recordPlateReturned: { from: ['RECALLED'], to: 'RETURNED' },
  recordPlateLost: { from: ['RECALLED'], to: 'LOST' },
} as const satisfies Record<string, { from: readonly PlateStatus[]; to: PlateStatus }>;

/** Name of a step of a plate. */
export type PlateVerb = keyof typeof PLATE_TRANSITIONS;

/** States in which a plate is out: a storefront has one such plate at most (INV-41). */
export const LIVE_PLATE_STATUSES: readonly PlateStatus[] = ['ISSUED', 'DISPLAYED', 'RECALLED'];

/** States in which the public page calls a plate valid, as long as its pledge runs. */
export const SHOWN_PLATE_STATUSES: readonly PlateStatus[] = ['ISSUED', 'DISPLAYED'];
