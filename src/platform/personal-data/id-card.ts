import { isLocalDate, type LocalDate } from '../clock/local-date.js';

const PATTERN = /^[1-9]\d{16}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Why a text is no resident ID number. `FUTURE_BIRTH` is a birth date after the given day. */
export type IdCardProblem = 'SHAPE' | 'BIRTH_DATE' | 'FUTURE_BIRTH' | 'CHECKSUM';

/** The form in which a number is checked, indexed and stored: no spaces around it, full-width forms folded, `X` in upper case. */
export function normalizedIdCard(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

/** The birth date that a well-formed number carries. */
export function birthDateOf(idCard: string): LocalDate {
  return `${idCard.slice(6, 10)}-${idCard.slice(10, 12)}-${idCard.slice(12, 14)}`;
}

function checkCharacterOf(idCard: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(idCard[index]), 0);
  return CHECK_CHARACTERS[sum % CHECK_CHARACTERS.length]!;
}

/**
 * What is wrong with a normalized 18-character resident ID number (GB 11643-1999: region, birth date, sequence, check character of
 * ISO 7064 MOD 11-2), or null. Whether the number was issued to anybody is beyond a calculation.
 */
export function idCardProblem(idCard: string, today: LocalDate): IdCardProblem | null {
  if (!PATTERN.test(idCard)) return 'SHAPE';
  const bornOn = birthDateOf(idCard);
  if (!isLocalDate(bornOn)) return 'BIRTH_DATE';
  if (bornOn > today) return 'FUTURE_BIRTH';
  return checkCharacterOf(idCard) === idCard[17] ? null : 'CHECKSUM';
}
