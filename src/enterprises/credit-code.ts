const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const PATTERN = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const BASE = 31;
const WEIGHT = 3;

/** Why a text is no unified social credit code. */
export type CreditCodeProblem = 'SHAPE' | 'CHECKSUM';

/** The form in which a code is checked and stored: no spaces around it, full-width forms folded, letters in upper case. */
export function normalizedCreditCode(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

/** Check character over the first 17 characters: ISO 7064 in base 31 with the weights 3^i (GB 32100-2015). */
export function creditCheckCharacter(body: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of body) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * WEIGHT) % BASE;
  }
  return ALPHABET[(BASE - (sum % BASE)) % BASE]!;
}

/** What is wrong with a normalized code, or null. Whether it was issued to anybody is beyond a calculation. */
export function creditCodeProblem(code: string): CreditCodeProblem | null {
  if (!PATTERN.test(code)) return 'SHAPE';
  return creditCheckCharacter(code.slice(0, -1)) === code.at(-1) ? null : 'CHECKSUM';
}
