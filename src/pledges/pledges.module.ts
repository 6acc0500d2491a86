import { Module } from '@nestjs/common';
import { StreamersModule } from '../streamers/streamers.module.js';
import { AffectedList } from './breaches/affected-list.js';
import { AffectedSessions } from './breaches/affected-sessions.js';
import { AffectedResolver } from './breaches/affected.resolver.js';
import { BreachCases } from './breaches/breach-cases.service.js';
import { BreachDecisions } from './breaches/breach-decisions.service.js';
import { BreachDesk } from './breaches/breach-desk.js';
import { BreachEffects } from './breaches/breach-effects.js';
import { BreachTextKeeper } from './breaches/breach-texts.js';
import { BreachNotices } from './breaches/breach-notices.js';
import { BreachReminders } from './breaches/breach-reminders.js';
import { BreachWriter } from './breaches/breach-writer.js';
import { BreachQueries, HearingDays } from './breaches/breaches.queries.js';
import { BreachesResolver } from './breaches/breaches.resolver.js';
import { Reinstatements } from './breaches/reinstatements.js';
import { CampaignQueries } from './campaigns.queries.js';
import { PledgeCampaignsResolver } from './campaigns.resolver.js';
import { PledgeCopies } from './copies/copies.queries.js';
import { PledgeCopiesResolver } from './copies/copies.resolver.js';
import { PledgeCoverageQueries } from './coverage.queries.js';
import { PledgeCoverageResolver } from './coverage.resolver.js';
import { DateReminders } from './date-reminders.js';
import { DepartedParties } from './departed-parties.js';
import { ExpiryNotices } from './expiry-notices.js';
import { FulfilmentQueries } from './fulfilment/fulfilment.queries.js';
import { FulfilmentResolver } from './fulfilment/fulfilment.resolver.js';
import { Fulfilment } from './fulfilment/fulfilment.service.js';
import { OfferBatchRun } from './offer-batch-run.js';
import { OfferBatchHandler } from './offer-batches.jobs.js';
import { OfferBatches } from './offer-batches.service.js';
import { PledgeOffers } from './offers.service.js';
import { OpenOffers } from './open-offers.js';
import { WithdrawOffersHandler } from './open-offers.jobs.js';
import { OwnPledgesResolver } from './own-pledges.resolver.js';
import { ApplyPledgeDates } from './pledge-dates.jobs.js';
import { PlateCodes } from './plates/plate-code.js';
import { PlateTies } from './plates/plate-ties.js';
import { PlateVerificationController } from './plates/plate-verification.controller.js';
import { PlateWriter } from './plates/plate-writer.js';
import { PlateQueries } from './plates/plates.queries.js';
import { PlatesResolver } from './plates/plates.resolver.js';
import { Plates } from './plates/plates.service.js';
import { PledgeDates } from './pledge-dates.service.js';
import { PledgeNotices } from './pledge-notices.js';
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
import { WithdrawnHosts } from './withdrawn-hosts.js';

const TEXTS = [PledgeTemplates, PledgeTemplateQueries, PledgeTemplatesResolver];
const PLEDGES = [
  ...[PledgeStepListeners, PledgeWriter, PledgeSteps, PledgeOffers, PledgeSigning, PledgeQueries, PledgesResolver, OwnPledgesResolver],
  ...[DateReminders, PledgeDates, ApplyPledgeDates, PledgeStandings, PledgeNotices, ExpiryNotices],
  ...[DepartedParties, WithdrawnHosts, OpenOffers, WithdrawOffersHandler],
];
const CAMPAIGNS = [OfferBatches, OfferBatchRun, OfferBatchHandler, SigningEvents, PledgeSettings, CampaignQueries, PledgeCampaignsResolver];
const PLATES = [PlateCodes, PlateWriter, PlateTies, Plates, PlateQueries, PlatesResolver];
const LOG = [
  PledgeCopies,
  PledgeCopiesResolver,
  Fulfilment,
  FulfilmentQueries,
  FulfilmentResolver,
  PledgeCoverageQueries,
  PledgeCoverageResolver,
];
const BREACHES = [
  BreachNotices,
  BreachReminders,
  ...[
    AffectedSessions,
    Reinstatements,
    AffectedList,
    BreachWriter,
    BreachTextKeeper,
    BreachDesk,
    BreachCases,
    BreachEffects,
    BreachDecisions,
  ],
  ...[HearingDays, BreachQueries, BreachesResolver, AffectedResolver],
];

/** Integrity pledges: texts, signing, what they open, plates and breach cases. */
@Module({
  imports: [StreamersModule],
  controllers: [PlateVerificationController],
  providers: [...TEXTS, ...PLEDGES, ...CAMPAIGNS, ...PLATES, ...LOG, ...BREACHES],
  exports: [PledgeStandings, AffectedSessions, AffectedList, BreachCases, Reinstatements],
})
export class PledgesModule {}
