import type { Condition } from '../database/listing.js';
import type { Caller } from './caller.js';

/** The rows with a `scopeId` that a caller reaches. */
export interface ReachedRows {
  /** True when it is all of them. */
  isEverywhere: boolean;
  condition: Condition;
}

/** How far a caller's rights reach. The module that knows roles, parks and organizations provides it; the platform only asks. */
export abstract class CallerReach {
  /** Every permission that the caller holds somewhere, in alphabetical order; of an API token those it is limited to. */
  abstract permissionsOf(caller: Caller): string[];

  /**
   * Rows that carry a `scopeId`: all of them for a permission over the installation, else those of the narrower scopes, with all below
   * them, in which the caller holds it.
   */
  abstract scopedRows(caller: Caller, permission: string, column?: string): Promise<ReachedRows>;

  /** Those of the scopes in which the caller reaches every row that the permission opens. */
  abstract scopesWithin(caller: Caller, permission: string, scopeIds: readonly string[]): Promise<Set<string>>;

  /** True for an account that is there for nothing but its holder's own data: whose name is that person's, not an officer's. */
  abstract actsForOneself(caller: Caller): boolean;
}
