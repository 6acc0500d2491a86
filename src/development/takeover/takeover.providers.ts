import { TakeoverChecking } from './takeover-checking.js';
import { TakeoverCommitting } from './takeover-committing.js';
import { TakeoverConfirming } from './takeover-confirming.js';
import { RowDrafts } from './takeover-drafts.js';
import { TakeoverExpiry } from './takeover-expiry.js';
import { TakeoverJudging } from './takeover-judging.js';
import { TakeoverPersons } from './takeover-persons.js';
import { TakeoverReferences } from './takeover-references.js';
import { TakeoverStaging } from './takeover-staging.service.js';
import { CommitTakeoverHandler, ConfirmTakeoverHandler, ExpireTakeoversHandler, JudgeTakeoverHandler } from './takeover.jobs.js';
import { TakeoverQueries } from './takeover.queries.js';
import { TakeoverResolver } from './takeover.resolver.js';
import { Takeovers } from './takeovers.service.js';

/** Takeover of existing cases from a sheet. */
export const TAKEOVER = [
  ...[TakeoverReferences, TakeoverPersons, TakeoverJudging, RowDrafts, TakeoverStaging, Takeovers, TakeoverQueries, TakeoverResolver],
  ...[TakeoverChecking, TakeoverCommitting, TakeoverConfirming, TakeoverExpiry],
  ...[JudgeTakeoverHandler, CommitTakeoverHandler, ConfirmTakeoverHandler, ExpireTakeoversHandler],
];
