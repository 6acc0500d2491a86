import { creditCodeProblem, normalizedCreditCode } from './credit-code.js';

/* Codes of well-known companies as they stand on their public licences. */
const PUBLISHED = ['91330100799655058B', '91440300708461136T', '914403001922038216', '91110000802100433B'];

describe('the unified social credit code', () => {
  it('accepts codes as they stand on public licences (GB 32100)', () => {
    expect(PUBLISHED.map(creditCodeProblem)).toEqual(PUBLISHED.map(() => null));
    expect(creditCodeProblem(normalizedCreditCode(' ９1330100799655058b '))).toBeNull();
  });

  it('refuses each other check character and each changed digit (GB 32100)', () => {
    const [code] = PUBLISHED as [string];
    for (const check of '0123456789ACDEFGHJKLMNPQRTUWXY') expect(creditCodeProblem(code.slice(0, 17) + check)).toBe('CHECKSUM');
    for (let index = 0; index < 17; index++) {
      const other = code[index] === '1' ? '2' : '1';
      expect(creditCodeProblem(code.slice(0, index) + other + code.slice(index + 1))).toBe('CHECKSUM');
    }
  });

  it('refuses other shapes, and the letters that look like digits', () => {
    for (const text of ['', '91330100799655058', '91330100799655058BB', 'I1330100799655058B', 'O1330100799655058B', '9133010079965505 B']) {
      expect(creditCodeProblem(text)).toBe('SHAPE');
    }
  });
});
