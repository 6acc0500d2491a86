import { v7 } from 'uuid';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BYTES = 16;
const BITS_PER_CHARACTER = 5;
const CHARACTER_MASK = 31;
/** 26 characters hold 130 bits: the number begins with two zero bits. */
const LEADING_BITS = 2;

/** Fixed scope of rows that belong to the installation as a whole: the scope column of a unique key is never null. */
export const INSTALLATION_SCOPE = '00000000000000000000000000';

/**
 * A new row id: the 128 bits of a UUIDv7 written as 26 lower-case Crockford base-32 characters.
 * The text sorts by creation time on every engine and collation and takes 10 bytes less than the dashed form in each of the
 * ledger's keys; clients treat it as opaque.
 */
export function newId(): string {
  const bytes = v7(undefined, new Uint8Array(BYTES));
  let text = '';
  let pending = 0;
  let bits = LEADING_BITS;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    bits += 8;
    while (bits >= BITS_PER_CHARACTER) {
      bits -= BITS_PER_CHARACTER;
      text += ALPHABET[(pending >> bits) & CHARACTER_MASK];
    }
    pending &= (1 << bits) - 1;
  }
  return text;
}
