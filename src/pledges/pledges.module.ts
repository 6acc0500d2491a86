import { Module } from '@nestjs/common';
import { StreamersModule } from '../streamers/streamers.module.js';
import { CampaignQueries } from './campaigns.queries.js';
import { PledgeCampaignsResolver } from './campaigns.resolver.js';
import { OfferBatchRun } from './offer-batch-run.js';
import { OfferBatchHandler } from './offer-batches.jobs.js';
import { OfferBatches } from './offer-batches.service.js';
import { PledgeOffers } from './offers.service.js';
import { OwnPledgesResolver } from './own-pledges.resolver.js';
import { ApplyPledgeDates } from './pledge-dates.jobs.js';
import { PledgeDates } from './pledge-dates.service.js';
import { PledgeStandings } from './pledge-standings.js';
import { PledgeStepListeners } from './pledge-step-listeners.js';
import { PledgeSteps } from './pledge-steps.js';
import { PledgeWriter } from './pledge-writer.js';
import { PledgeQueries } from './pledges.queries.js';
import { PledgesResolver } from './pledges.resolver.js';
import { PledgeSettings } from './settings.service.js';
import { SigningEvents } from './signing-events.service.js';
import { PledgeSigning } from './signing.service.js';
import { PledgeTemplateQueries } from './templates.queries.js';
import { PledgeTemplatesResolver } from './templates.resolver.js';
import { PledgeTemplates } from './templates.service.js';

const TEXTS = [PledgeTemplates, PledgeTemplateQueries, PledgeTemplatesResolver];
const PLEDGES = [
  ...[PledgeStepListeners, PledgeWriter, PledgeSteps, PledgeOffers, PledgeSigning, PledgeQueries, PledgesResolver, OwnPledgesResolver],
  ...[PledgeDates, ApplyPledgeDates, PledgeStandings],
];
const CAMPAIGNS = [OfferBatches, OfferBatchRun, OfferBatchHandler, SigningEvents, PledgeSettings, CampaignQueries, PledgeCampaignsResolver];

/** Integrity pledges: texts, signing, what they open, plates and breach cases. */
@Module({
  imports: [StreamersModule],
  providers: [...TEXTS, ...PLEDGES, ...CAMPAIGNS],
  exports: [PledgeStandings],
})
export class PledgesModule {}
