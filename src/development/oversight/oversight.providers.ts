import { CaseOutlooks } from './case-outlooks.service.js';
import { DueListQueries } from './due-list.queries.js';
import { DueListResolver } from './due-list.resolver.js';
import { OrganizationSubtrees } from './organization-subtrees.js';
import { OutlookRefresh } from './outlook-refresh.service.js';
import { RefreshOutlooks, SendReminders } from './oversight.jobs.js';
import { Reminders } from './reminders.service.js';

const DERIVED = [CaseOutlooks, OutlookRefresh, Reminders, RefreshOutlooks, SendReminders];
const READS = [OrganizationSubtrees, DueListQueries, DueListResolver];

/** What the module needs of this part. */
export const OVERSIGHT_PROVIDERS = [...DERIVED, ...READS];
