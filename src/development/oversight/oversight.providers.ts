import { CaseOutlooks } from './case-outlooks.service.js';
import { DueListQueries } from './due-list.queries.js';
import { DueListResolver } from './due-list.resolver.js';
import { ForecastQueries } from './forecast.queries.js';
import { ForecastResolver } from './forecast.resolver.js';
import { OrganizationCells } from './organization-cells.js';
import { OrganizationSubtrees } from './organization-subtrees.js';
import { OutlookRefresh } from './outlook-refresh.service.js';
import { RefreshOutlooks, SendReminders } from './oversight.jobs.js';
import { PoolAnalyses } from './pool-analyses.service.js';
import { PoolAnalysisQueries } from './pool-analysis.queries.js';
import { PoolAnalysisResolver } from './pool-analysis.resolver.js';
import { PoolReminders } from './pool-reminders.service.js';
import { Reminders } from './reminders.service.js';
import { RuleChangeRefresh } from './rule-change-refresh.js';
import { StatisticsQueries } from './statistics.queries.js';
import { StatisticsResolver } from './statistics.resolver.js';

const DERIVED = [CaseOutlooks, OutlookRefresh, Reminders, PoolReminders, RuleChangeRefresh, RefreshOutlooks, SendReminders];
const READS = [
  OrganizationSubtrees,
  OrganizationCells,
  DueListQueries,
  DueListResolver,
  ForecastQueries,
  ForecastResolver,
  StatisticsQueries,
  StatisticsResolver,
];
const POOL = [PoolAnalyses, PoolAnalysisQueries, PoolAnalysisResolver];

/** What the module needs of this part. */
export const OVERSIGHT_PROVIDERS = [...DERIVED, ...READS, ...POOL];
