import { type LocalDate } from '../platform/clock/local-date.js';
import type { SkillLevel } from './skill-kinds.js';

/** One criterion on which a rehearsal or an assessment is scored from 0 to 100. */
export interface RubricCriterion {
  /** Stable within a version, such as `PRODUCT_FACTS`. */
  code: string;
  zh: string;
  en: string;
  /** Percent of the total; the weights of a rubric add up to 100. */
  weight: number;
}

/** What a tier above CERTIFIED asks for, measured over the months before the decision. */
export interface TierThreshold {
  /** Length of the period in months. */
  periodMonths: number;
  sessionsMin: number;
  /** Net sales in fen, as text: JSON knows no 64-bit integers. */
  netSalesMinFen: string;
  /** Refunds by amount in basis points of the paid amount. */
  refundRateMaxBasisPoints: number;
  /** Different persons mentored in completed pairings, whenever that was. */
  mentoredMin: number;
}

/** The numbers by which a park judges its trainees. A park publishes versions of it; `SHIPPED_STANDARD` holds before the first. */
export interface SkillStandardValues {
  /** Class hours of the state's standard by level [F: sd773, 互联网营销师]. */
  trainingHoursByLevel: Record<SkillLevel, number>;
  /** The park's own class hours in place of the state's; null when the state's stand. */
  parkTrainingHours: number | null;
  /** The first lesson is repeated within so many months (C11). */
  lessonRefreshMonths: number;
  observationsMin: number;
  /** Rehearsals in one series, of which `rehearsalPassesMin` must reach `rehearsalPassScore` of 100. */
  rehearsalsPerSeries: number;
  rehearsalPassesMin: number;
  rehearsalPassScore: number;
  rubric: RubricCriterion[];
  supervisedSessionsMin: number;
  certificateMonths: number;
  /** A certificate may be renewed so many days before it ends. */
  renewalWindowDays: number;
  /** Rehearsals to pass before an expired certificate is given again. */
  recertificationPassesMin: number;
  /** Days after a failure before the next attempt. */
  retryDays: number;
  /** Pairings that one mentor may have going on (INV-11). */
  mentorPairingsMax: number;
  /** Days after the decision on a tier in which it may be appealed. */
  appealDays: number;
  tiers: { BACKBONE: TierThreshold; PIONEER: TierThreshold };
}

/** A version as the rules see it. */
export interface DatedStandard {
  /** 0 for the shipped one. */
  standardVersion: number;
  /** First day on which it holds. */
  effectiveOn: LocalDate;
  values: SkillStandardValues;
}

/** What holds in a park that has published nothing: hours of the national standard, the other numbers as designed (3-development-rules 2.3). */
export const SHIPPED_STANDARD: DatedStandard = {
  standardVersion: 0,
  effectiveOn: '1900-01-01',
  values: {
    trainingHoursByLevel: { L5: 120, L4: 104, L3: 88, L2: 72, L1: 72 },
    parkTrainingHours: null,
    lessonRefreshMonths: 12,
    observationsMin: 3,
    rehearsalsPerSeries: 3,
    rehearsalPassesMin: 2,
    rehearsalPassScore: 60,
    rubric: [
      { code: 'PRODUCT_FACTS', zh: '产品讲解真实准确', en: 'Tells the truth about the product', weight: 30 },
      { code: 'RULES', zh: '遵守法律和平台规则', en: 'Keeps the law and the rules of the platform', weight: 30 },
      { code: 'DELIVERY', zh: '表达与镜头表现', en: 'Speech and presence', weight: 20 },
      { code: 'INTERACTION', zh: '互动与应变', en: 'Interaction and presence of mind', weight: 20 },
    ],
    supervisedSessionsMin: 3,
    certificateMonths: 12,
    renewalWindowDays: 60,
    recertificationPassesMin: 1,
    retryDays: 30,
    mentorPairingsMax: 3,
    appealDays: 15,
    tiers: {
      BACKBONE: { periodMonths: 6, sessionsMin: 20, netSalesMinFen: '5000000', refundRateMaxBasisPoints: 1500, mentoredMin: 0 },
      PIONEER: { periodMonths: 12, sessionsMin: 60, netSalesMinFen: '20000000', refundRateMaxBasisPoints: 1000, mentoredMin: 2 },
    },
  },
};

/** The version in force on a day. The versions come in any order; before the first of them the shipped one holds. */
export function standardOn(versions: readonly DatedStandard[], day: LocalDate): DatedStandard {
  const begun = versions.filter((version) => version.effectiveOn <= day);
  return begun.reduce((latest, version) => (version.effectiveOn > latest.effectiveOn ? version : latest), SHIPPED_STANDARD);
}

/** Class hours that a trainee of the level needs under the values. */
export function trainingHoursOf(values: SkillStandardValues, level: SkillLevel): number {
  return values.parkTrainingHours ?? values.trainingHoursByLevel[level];
}
