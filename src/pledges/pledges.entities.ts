import { BreachAffectedSession, BreachAllegation, BreachCase, BreachHistory } from './breaches/breach.entity.js';
import { PledgeOfferBatch } from './offer-batch.entity.js';
import { IntegrityPledge, PledgeHistory, PledgeReading, PledgeSetting, PledgeSignature, SigningEvent } from './pledge.entity.js';
import { FulfilmentCommitment, FulfilmentEvidence } from './fulfilment/commitment.entity.js';
import { Plate, PlateHistory, PlateSeries } from './plates/plate.entity.js';
import { PledgeTemplate } from './template.entity.js';

/** Entities of this module, for the application's list. */
export const PLEDGES_ENTITIES = [
  PledgeTemplate,
  IntegrityPledge,
  PledgeHistory,
  PledgeReading,
  PledgeSignature,
  SigningEvent,
  PledgeSetting,
  PledgeOfferBatch,
  Plate,
  PlateHistory,
  PlateSeries,
  FulfilmentCommitment,
  FulfilmentEvidence,
  BreachCase,
  BreachAllegation,
  BreachHistory,
  BreachAffectedSession,
];
