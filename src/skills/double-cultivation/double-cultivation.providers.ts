import { CultivationFunnelQueries } from './cultivation-funnel.queries.js';
import { DoubleCultivationQueries } from './double-cultivation.queries.js';
import { DoubleCultivationResolver } from './double-cultivation.resolver.js';

/** What the module needs of this part. */
export const DOUBLE_CULTIVATION = [DoubleCultivationQueries, CultivationFunnelQueries, DoubleCultivationResolver];
