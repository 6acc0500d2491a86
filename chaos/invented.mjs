/* People, units and numbers of a run: well-formed, and nobody's. */

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECK_CHARACTERS = '10X98765432';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const SEQUENCES_PER_DAY = 900;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The number-th name, in digits that nobody is called by. */
export function fullName(number) {
  return `试${[...String(number)].map((digit) => STEMS[digit]).join('')}`;
}

/** The number-th ID-card number, of an adult. */
export function idCardNumber(number) {
  const bornOn = new Date(Date.UTC(1980, 0, 1) + Math.floor(number / SEQUENCES_PER_DAY) * DAY_MS).toISOString().slice(0, 10);
  const body = `230306${bornOn.replaceAll('-', '')}${100 + (number % SEQUENCES_PER_DAY)}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + ID_CHECK_CHARACTERS[sum % 11];
}

/** The number-th unified social credit code. */
export function creditCode(number) {
  const body = `91230306MA1${String(number).padStart(6, '0')}`;
  let [weight, sum] = [1, 0];
  for (const character of body) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + CREDIT_ALPHABET[(31 - (sum % 31)) % 31];
}

/** The day in Beijing on which an instant (ms) lies. */
export function dayOf(instant) {
  return new Date(instant + 8 * HOUR_MS).toISOString().slice(0, 10);
}

/** So many days before today, in Beijing. */
export function daysAgo(days) {
  return dayOf(Date.now() - days * DAY_MS);
}

/** The instant of a clock time in Beijing, such as `19:00`. */
export function beijing(day, clock) {
  return new Date(`${day}T${clock}:00+08:00`).toISOString();
}
