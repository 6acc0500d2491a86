const HIDDEN = '*';
const ID_CARD_LENGTH = 18;
const ID_CARD_HEAD = 3;
const ID_CARD_TAIL = 4;
const MOBILE_PATTERN = /^1\d{10}$/;
const OTHER_PHONE_TAIL = 2;
const HIDDEN_RUN = HIDDEN.repeat(4);

/** An ID-card number as people may see it: region prefix and last four, never the birth date (`230***********1234`). Other text is hidden whole. */
export function maskedIdCard(number: string): string {
  if (number.length !== ID_CARD_LENGTH) return HIDDEN_RUN;
  return number.slice(0, ID_CARD_HEAD) + HIDDEN.repeat(ID_CARD_LENGTH - ID_CARD_HEAD - ID_CARD_TAIL) + number.slice(-ID_CARD_TAIL);
}

/** A mobile number as `138****5678`; of any other number only the last two digits stay, of a very short one nothing. */
export function maskedPhone(number: string): string {
  if (MOBILE_PATTERN.test(number)) return number.slice(0, 3) + HIDDEN_RUN + number.slice(-4);
  return number.length > 2 * OTHER_PHONE_TAIL ? HIDDEN_RUN + number.slice(-OTHER_PHONE_TAIL) : HIDDEN_RUN;
}
