import { ratePercentOf } from './coverage.rules.js';

describe('a rate of coverage', () => {
  it('has one decimal, half up, without a trailing .0, and reproduces the published ones (inventory 1.3)', () => {
    expect([ratePercentOf(438, 1058), ratePercentOf(232, 731), ratePercentOf(898, 1058), ratePercentOf(424, 731)]).toEqual([
      '41.4',
      '31.7',
      '84.9',
      '58',
    ]);
    expect([ratePercentOf(1, 8), ratePercentOf(1, 2000), ratePercentOf(1, 2001), ratePercentOf(3, 3)]).toEqual(['12.5', '0.1', '0', '100']);
  });

  it('is null and not zero when nobody is on the register (inventory 1.3)', () => {
    expect(ratePercentOf(0, 0)).toBeNull();
  });
});
