import { isLocalDate, type LocalDate } from '../../platform/clock/local-date.js';

/** SQL that is true while the streamer's separate consent is in force on the day (PR-2); `alias` is the streamer's. */
export function streamerConsents(alias: string, day: LocalDate): string {
  if (!isLocalDate(day)) throw new Error(`${day} is not a day`);
  return `(${alias}.consentGivenOn <= '${day}' AND (${alias}.consentWithdrawnOn IS NULL OR ${alias}.consentWithdrawnOn > '${day}'))`;
}

/** SQL that is true while the consent to the keeping of a development case is in force on the day (PR-2); `alias` is the case's. */
export function caseConsents(alias: string, day: LocalDate): string {
  if (!isLocalDate(day)) throw new Error(`${day} is not a day`);
  return `(${alias}.consentOn <= '${day}' AND (${alias}.consentWithdrawnOn IS NULL OR ${alias}.consentWithdrawnOn > '${day}'))`;
}
