import fc from 'fast-check';
import { audienceCountOf, exactCountOf, idOf, instantOf, mayHaveLostDigits, moneyOf, secondsOf } from './cell-values.js';

const value = <T>(of: T) => ({ kind: 'VALUE', value: of });
const problem = (code: string) => ({ kind: 'PROBLEM', code });
/** The full-width forms that Chinese input methods write. */
const fullWidth = (text: string): string => text.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0));

/** An amount as exports write it. */
function written(fen: bigint, style: { thousands: boolean; sign: string; fullWidth: boolean }): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  const whole = digits.slice(0, -2);
  const grouped = style.thousands ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const plain = `${fen < 0n ? '-' : ''}${style.sign}${grouped}.${digits.slice(-2)}`;
  return style.fullWidth ? fullWidth(plain) : plain;
}

describe('moneyOf', () => {
  const styles = fc.record({ thousands: fc.boolean(), sign: fc.constantFrom('', '\u00a5', '\uffe5 '), fullWidth: fc.boolean() });
  const amounts = fc.bigInt({ min: -9_999_999_999_999n, max: 9_999_999_999_999n });

  it('reads back every amount to the fen, however it is written', () => {
    fc.assert(fc.property(amounts, styles, (fen, style) => expect(moneyOf(written(fen, style), 'YUAN')).toEqual(value(fen))));
  });

  it('reads back every amount in fen', () => {
    fc.assert(fc.property(amounts, (fen) => expect(moneyOf(String(fen), 'FEN')).toEqual(value(fen))));
  });

  it('never reads text without a digit and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => expect(/\d/.test(text.normalize('NFKC')) || moneyOf(text, 'YUAN').kind !== 'VALUE').toBe(true)),
    );
  });

  it.each(['', '-', '--', '—', ' / ', 'N/A', '暂无'])('takes "%s" as not reported', (text) => {
    expect(moneyOf(text, 'YUAN')).toEqual({ kind: 'MISSING' });
  });

  it.each(['1.2w', '1.2万', '1.2W', '10%~15%', '7.5w~10w', '100-200', '100至200', '1000+', '3亿', '1.2E5', '5k', '1.2万元'])(
    'refuses "%s" because it is not exact',
    (text) => expect(moneyOf(text, 'YUAN')).toEqual(problem('AMBIGUOUS_MONEY')),
  );

  it.each(['abc', '1,2345', '12,50', '1.2.3', '12,345.6元/件', '(12.00)', '12元3角'])('refuses "%s" because it is no amount', (text) => {
    expect(moneyOf(text, 'YUAN')).toEqual(problem('INVALID_MONEY'));
  });

  it('takes zeros behind the fen and refuses anything finer', () => {
    expect(moneyOf('12.5', 'YUAN')).toEqual(value(1250n));
    expect(moneyOf('12.5000', 'YUAN')).toEqual(value(1250n));
    expect(moneyOf('12.505', 'YUAN')).toEqual(problem('TOO_MANY_DECIMALS'));
    expect(moneyOf('1250.0', 'FEN')).toEqual(value(1250n));
    expect(moneyOf('1250.5', 'FEN')).toEqual(problem('TOO_MANY_DECIMALS'));
    expect(moneyOf('12,275.40 元', 'YUAN')).toEqual(value(1227540n));
  });

  it('folds full-width forms before it judges', () => {
    expect(fullWidth('1.2w')).toHaveLength(4);
    expect(fullWidth('1.2w')).not.toBe('1.2w');
    expect(moneyOf(fullWidth('1.2w'), 'YUAN')).toEqual(problem('AMBIGUOUS_MONEY'));
    expect(moneyOf(fullWidth('-'), 'YUAN')).toEqual({ kind: 'MISSING' });
  });

  it('bounds the amount', () => {
    expect(moneyOf('100000000000', 'YUAN')).toEqual(value(10_000_000_000_000n));
    expect(moneyOf('100000000000.01', 'YUAN')).toEqual(problem('MONEY_TOO_LARGE'));
  });
});

describe('counts', () => {
  it.each([
    ['1,234', 1234, false],
    ['1234.0', 1234, false],
    ['1.2w', 12000, true],
    ['2.3万', 23000, true],
    ['8.2W', 82000, true],
    ['7.5w~10w', 75000, true],
    ['7.5~10w', 75000, true],
    ['1000~1.2w', 1000, true],
    ['1000-2000', 1000, true],
    ['1000+', 1000, true],
    ['-5', -5, false],
  ])('reads the audience "%s" as %d', (text, count, approximate) => {
    expect(audienceCountOf(text)).toEqual(value({ value: count, approximate }));
  });

  it.each(['10%~15%', 'abc', '12.5', '2000-1000', '1e5', '9999999999999'])('refuses the audience "%s"', (text) => {
    expect(audienceCountOf(text)).toEqual(problem('INVALID_COUNT'));
  });

  it('keeps two decimals of an average', () => {
    expect(audienceCountOf('49.456', { decimals: true })).toEqual(value({ value: 49.46, approximate: false }));
  });

  it('refuses a rounded or negative number where it is booked', () => {
    expect(exactCountOf('1,964')).toEqual(value(1964));
    expect(exactCountOf('1.2w')).toEqual(problem('AMBIGUOUS_COUNT'));
    expect(exactCountOf('-1')).toEqual(problem('INVALID_COUNT'));
    expect(exactCountOf('10000001')).toEqual(problem('INVALID_COUNT'));
    expect(exactCountOf('10000000')).toMatchObject({ kind: 'VALUE' });
    expect(exactCountOf('-')).toEqual({ kind: 'MISSING' });
  });
});

describe('idOf', () => {
  it.each(['7397552452857812570', 'export/Ug514487892', 'DY-MG-3', "'7397552452857812570"])('takes %s', (id) => {
    expect(idOf(id)).toEqual(value(id.replace("'", '')));
  });

  it('refuses scientific notation and text that is no id, and notices digits cut to zeros', () => {
    expect(idOf('7.39755E+18')).toEqual(problem('ID_LOST_DIGITS'));
    expect(idOf('7e18')).toEqual(problem('ID_LOST_DIGITS'));
    expect(idOf('a b')).toEqual(problem('INVALID_ID'));
    expect(idOf('9'.repeat(65))).toEqual(problem('INVALID_ID'));
    expect(mayHaveLostDigits('739755245285781000')).toBe(true);
    expect(mayHaveLostDigits('7397552452857812570')).toBe(false);
  });
});

describe('times', () => {
  it.each(['2026-10-01 09:30:00', '2026/10/1 9:30', '2026-10-01T09:30:00', '2026年10月1日 09:30', '2026-10-01 09:30:00.0'])(
    'reads "%s"',
    (text) => {
      expect(instantOf(text, 'time')).toEqual(value(new Date('2026-10-01T01:30:00Z')));
    },
  );

  it('refuses days that do not exist, and a start without a time of day', () => {
    for (const text of ['2026-02-30 09:30', '26-10-01 09:30', '9999-10-01 09:30', '昨天', '2026-10-01']) {
      expect(instantOf(text, 'time')).toEqual(problem('INVALID_TIME'));
    }
    expect(instantOf('2026-10-01', 'day')).toEqual(value(new Date('2026-09-30T16:00:00Z')));
  });

  it.each([
    ['146', 'MINUTES', 8760],
    ['4034', 'SECONDS', 4034],
    ['1.5', 'MINUTES', 90],
    ['2:26:00', 'MINUTES', 8760],
    ['2小时26分', 'SECONDS', 8760],
    ['2小时26分30秒', 'SECONDS', 8790],
  ] as const)('reads the length "%s" in %s', (text, unit, seconds) => expect(secondsOf(text, unit)).toEqual(value(seconds)));

  it('refuses a length that is none', () => {
    for (const text of ['abc', '-5', '2:26', '1.2w']) expect(secondsOf(text, 'SECONDS')).toEqual(problem('INVALID_DURATION'));
  });
});
