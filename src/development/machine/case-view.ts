import type { CaseFact } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { viewOf } from './judge-fact.js';

export type {
  CaseView,
  ClosedAttempt,
  Contradiction,
  HistoricBreach,
  Milestones,
  OpenObjection,
  Publicity,
  Transfer,
} from './case-state.js';
export type { CaseWorld } from './case-world.js';

/**
 * Where a case stands: its confirmed facts folded in the order of recording. It is total: whatever does not fit, for example after an
 * earlier fact was voided, is listed in `contradictions` and leaves the rest a legal view.
 */
export function deriveCase(facts: readonly CaseFact[], world: CaseWorld): CaseView {
  return viewOf(facts, world);
}
