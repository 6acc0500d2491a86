import type { MigrationInterface } from 'typeorm';
import { Accounts1700000000000 } from './1700000000000-accounts.js';
import { Platform1700000001000 } from './1700000001000-platform.js';
import { Queue1700000002000 } from './1700000002000-queue.js';
import { Organizations1700000003000 } from './1700000003000-organizations.js';
import { Enterprises1700000004000 } from './1700000004000-enterprises.js';
import { Parks1700000005000 } from './1700000005000-parks.js';
import { Products1700000005500 } from './1700000005500-products.js';
import { Streamers1700000006000 } from './1700000006000-streamers.js';
import { Broadcasts1700000007000 } from './1700000007000-broadcasts.js';
import { Sales1700000008000 } from './1700000008000-sales.js';
import { WorkCalendar1700000008500 } from './1700000008500-work-calendar.js';
import { Notices1700000008600 } from './1700000008600-notices.js';
import { Storefronts1700000008800 } from './1700000008800-storefronts.js';
import { Pledges1700000009000 } from './1700000009000-pledges.js';
import { Plates1700000009010 } from './1700000009010-plates.js';
import { Breaches1700000009020 } from './1700000009020-breaches.js';
import { Development1700000009200 } from './1700000009200-development.js';
import { DevelopmentEvidence1700000009300 } from './1700000009300-development-evidence.js';
import { DevelopmentOversight1700000009400 } from './1700000009400-development-oversight.js';
import { Skills1700000009500 } from './1700000009500-skills.js';
import { StoredBreaches1700000010100 } from './1700000010100-stored-breaches.js';
import { OverlayWithdrawals1700000010110 } from './1700000010110-overlay-withdrawals.js';
import { BreachGrounds1700000010200 } from './1700000010200-breach-grounds.js';
import { AllegedTexts1700000010210 } from './1700000010210-alleged-texts.js';
import { NoticeSummaries1700000010220 } from './1700000010220-notice-summaries.js';
import { PersonErasures1700000010500 } from './1700000010500-person-erasures.js';
import { MembershipEntries1700000010600 } from './1700000010600-membership-entries.js';
import { OfferBatchSkips1700000010700 } from './1700000010700-offer-batch-skips.js';
import { AllegedDays1700000010800 } from './1700000010800-alleged-days.js';
import { FormNumbers1700000010820 } from './1700000010820-form-numbers.js';
import { ConsentHistory1700000010830 } from './1700000010830-consent-history.js';
import { ProgramReasons1700000010860 } from './1700000010860-program-reasons.js';
import { ImportReasons1700000010870 } from './1700000010870-import-reasons.js';
import { DeparturesUnderReview1700000010880 } from './1700000010880-departures-under-review.js';

/** The one ordered list of migrations. A migration that has been released never changes. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  Accounts1700000000000,
  Platform1700000001000,
  Queue1700000002000,
  Organizations1700000003000,
  Enterprises1700000004000,
  Parks1700000005000,
  Products1700000005500,
  Streamers1700000006000,
  Broadcasts1700000007000,
  Sales1700000008000,
  WorkCalendar1700000008500,
  Notices1700000008600,
  Storefronts1700000008800,
  Pledges1700000009000,
  Plates1700000009010,
  Breaches1700000009020,
  Development1700000009200,
  DevelopmentEvidence1700000009300,
  DevelopmentOversight1700000009400,
  Skills1700000009500,
  StoredBreaches1700000010100,
  OverlayWithdrawals1700000010110,
  BreachGrounds1700000010200,
  AllegedTexts1700000010210,
  NoticeSummaries1700000010220,
  PersonErasures1700000010500,
  MembershipEntries1700000010600,
  OfferBatchSkips1700000010700,
  AllegedDays1700000010800,
  FormNumbers1700000010820,
  ConsentHistory1700000010830,
  ProgramReasons1700000010860,
  ImportReasons1700000010870,
  DeparturesUnderReview1700000010880,
];
