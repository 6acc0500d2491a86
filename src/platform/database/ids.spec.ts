import { newId } from './ids.js';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The 128-bit number behind an id. */
function numberOf(id: string): bigint {
  return [...id].reduce((value, character) => (value << 5n) | BigInt(ALPHABET.indexOf(character)), 0n);
}

describe('new ids', () => {
  it('are the 128 bits of a UUIDv7 in 26 characters', () => {
    const before = BigInt(Date.now());
    const ids = Array.from({ length: 1_000 }, newId);
    const after = BigInt(Date.now());
    for (const id of ids) {
      expect(id).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      const number = numberOf(id);
      const millisecond = number >> 80n;
      expect(millisecond >= before && millisecond <= after).toBe(true);
      expect([(number >> 76n) & 15n, (number >> 62n) & 3n]).toEqual([7n, 2n]);
    }
  });

  it('differ and sort in the order in which they were made', () => {
    const ids = Array.from({ length: 5_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
