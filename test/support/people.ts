const REGION = '230306';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** A well-formed ID-card number of nobody: region, birth date, a sequence number of the test's choice, check character. */
export function idCardNumber(sequence: number, bornOn = '1990-05-17'): string {
  const body = `${REGION}${bornOn.replaceAll('-', '')}${String(sequence % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + CHECK_CHARACTERS[sum % 11]!;
}
