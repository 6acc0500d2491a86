import { v7 } from 'uuid';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 26;

/** Fixed scope of rows that belong to the installation as a whole: the scope column of a unique key is never null. */
export const INSTALLATION_SCOPE = '00000000000000000000000000';

/**
 * A new row id: the 128 bits of a UUIDv7 written as 26 lower-case Crockford base-32 characters.
 * The text sorts by creation time on every engine and collation and takes 10 bytes less than the dashed form in each of the
 * ledger's keys; clients treat it as opaque.
 */
export function newId(): string {
  let value = 0n;
  for (const byte of v7(undefined, new Uint8Array(16))) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let position = 0; position < ID_LENGTH; position++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}
