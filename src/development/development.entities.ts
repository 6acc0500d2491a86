import {
  DevelopmentCase,
  DevelopmentCaseSeries,
  DevelopmentCheck,
  DevelopmentFact,
  DevelopmentHandover,
} from './cases/development-case.entity.js';
import { DevelopmentConsent } from './cases/development-consent.entity.js';
import { ImpactAssessment, OrganizationCutOver, RuleOverlayRow, RuleOverlayWithdrawal } from './cases/development-rules.entity.js';
import { DevelopmentDocument } from './evidence/development-document.entity.js';
import { DevelopmentFormNumber } from './evidence/form-number.entity.js';
import { DevelopmentDeadline, DevelopmentOutlook, DevelopmentStageInterval } from './oversight/case-outlook.entity.js';
import { PoolAnalysis } from './oversight/pool-analysis.entity.js';
import { TakeoverBatch, TakeoverRow } from './takeover/takeover.entity.js';

/** Tables of this module, for the application's list. */
export const DEVELOPMENT_ENTITIES = [
  DevelopmentCase,
  DevelopmentCaseSeries,
  DevelopmentFact,
  DevelopmentCheck,
  DevelopmentHandover,
  DevelopmentConsent,
  OrganizationCutOver,
  RuleOverlayRow,
  RuleOverlayWithdrawal,
  ImpactAssessment,
  DevelopmentDeadline,
  DevelopmentOutlook,
  DevelopmentStageInterval,
  PoolAnalysis,
  DevelopmentDocument,
  DevelopmentFormNumber,
  TakeoverBatch,
  TakeoverRow,
];
