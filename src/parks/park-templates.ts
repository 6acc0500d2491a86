import type { HolderKind } from './park-kinds.js';

/** One kind of place in a park's structure, as data of a template (INV-01). */
export interface SlotDefinition {
  /** Stable name of the role, such as LEADER. */
  role: string;
  nameZh: string;
  nameEn: string;
  holderKinds: readonly HolderKind[];
  min: number;
  /** Null when any number is allowed. */
  max: number | null;
  /** Whoever holds it leads the park and needs a party organization at work (INV-02). */
  isLeader: boolean;
}
