import { instantFromLocalText } from '../../platform/clock/local-date.js';
import type { FindingCode } from './findings.js';
import type { ColumnUnit } from './header-mappings.js';

/** What a cell says: a value, nothing, or something that cannot be taken. */
export type CellValue<T> = { kind: 'VALUE'; value: T } | { kind: 'MISSING' } | { kind: 'PROBLEM'; code: FindingCode };

/** A number of people or acts. Exports round large ones ("1.2w"); such a value is kept and marked. */
export interface AudienceCount {
  value: number;
  approximate: boolean;
}

/** Largest amount in one cell, in fen: one hundred billion yuan. */
const MONEY_FEN_MAX = 10_000_000_000_000n;
/** Largest count or length of time in one cell. */
const COUNT_MAX = 1_000_000_000_000;
const ID_CHARACTERS_MAX = 64;
const YEAR_MIN = 2000;
const YEAR_MAX = 2199;

/** How exports write "not reported" (4-broadcast-and-sales §3.1). */
const MISSING_TEXTS: ReadonlySet<string> = new Set(['', '-', '--', '—', '——', '–', '/', 'n/a', 'null', 'none', '无', '暂无']);
const MULTIPLIERS: Readonly<Record<string, number>> = { '': 1, k: 1e3, 千: 1e3, w: 1e4, 万: 1e4, m: 1e6, 亿: 1e8 };

const PLAIN_NUMBER = /^([-+−]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
/** Rounded, a range, a share or in scientific notation: good enough for an audience, never for money. */
const INEXACT = /[wkm万千百亿%~〜]|\d[-–—至到]\d|\d\+$|\de[+-]?\d/;
const COUNT = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?([kw千万m亿]?)\+?$/;
const RANGE = /^(.*\d[kw千万m亿]?)[-–—~〜至到](\d.*)$/;
const SCIENTIFIC = /^\d+(\.\d+)?e[+-]?\d+$/;
const CUT_DIGITS = /^\d{15}0{3,}$/;
const CLOCK = /^(\d{1,6}):([0-5]\d):([0-5]\d)$/;
const SPELLED = /^(?:(\d{1,6})小时)?(?:(\d{1,6})分钟?)?(?:(\d{1,6})秒)?$/;

/** A cell with full-width forms folded, without spaces, in lower case. */
function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

const missing = { kind: 'MISSING' } as const;
const valueOf = <T>(value: T): CellValue<T> => ({ kind: 'VALUE', value });
const problem = (code: FindingCode): { kind: 'PROBLEM'; code: FindingCode } => ({ kind: 'PROBLEM', code });

/** True when the cell says that nothing was reported. */
export function isMissing(text: string): boolean {
  return MISSING_TEXTS.has(folded(text));
}

/** An amount of money, exact to the fen and never a floating number. Thousands separators, ¥ and 元 may stand with it; it may be negative. */
export function moneyOf(text: string, unit: 'YUAN' | 'FEN'): CellValue<bigint> {
  const plain = folded(text)
    .replace(/\u00a5|rmb|cny/, '')
    .replace(/元$/, '');
  if (isMissing(text)) return missing;
  if (INEXACT.test(plain)) return problem('AMBIGUOUS_MONEY');
  const match = PLAIN_NUMBER.exec(plain);
  if (!match) return problem('INVALID_MONEY');
  const [, sign, whole, fraction = ''] = match;
  const places = unit === 'YUAN' ? 2 : 0;
  if (/[1-9]/.test(fraction.slice(places))) return problem('TOO_MANY_DECIMALS');
  const fen = BigInt(whole.replaceAll(',', '') + fraction.slice(0, places).padEnd(places, '0'));
  if (fen > MONEY_FEN_MAX) return problem('MONEY_TOO_LARGE');
  return valueOf(sign === '-' || sign === '−' ? -fen : fen);
}

/** A number of people or acts; "1.2w", "7.5w~10w" (its lower end) and "1000+" are approximate. Averages may have two decimals. */
export function audienceCountOf(text: string, options: { decimals?: boolean } = {}): CellValue<AudienceCount> {
  if (isMissing(text)) return missing;
  const plain = folded(text);
  const range = RANGE.exec(plain);
  const value = range ? lowerEnd(range[1], range[2]) : numberOf(plain);
  if (value === null || Math.abs(value) > COUNT_MAX) return problem('INVALID_COUNT');
  const approximate = INEXACT.test(plain);
  if (!approximate && !options.decimals && !Number.isInteger(value)) return problem('INVALID_COUNT');
  return valueOf({ value: options.decimals ? Math.round(value * 100) / 100 : Math.round(value), approximate });
}

/** Orders or pieces of one row at most; more is a mistake in the file. */
const BOOKED_COUNT_MAX = 10_000_000;

/** A whole number that is booked, so it must be exact, not negative and plausible. */
export function exactCountOf(text: string): CellValue<number> {
  const count = audienceCountOf(text);
  if (count.kind !== 'VALUE') return count;
  if (count.value.approximate) return problem('AMBIGUOUS_COUNT');
  const { value } = count.value;
  return value < 0 || value > BOOKED_COUNT_MAX ? problem('INVALID_COUNT') : valueOf(value);
}

/** An id with all its digits; one that Excel has turned into scientific notation is refused. */
export function idOf(text: string): CellValue<string> {
  if (isMissing(text)) return missing;
  const id = text.normalize('NFKC').trim().replace(/^'/, '');
  if (SCIENTIFIC.test(id.toLowerCase())) return problem('ID_LOST_DIGITS');
  if (id.length > ID_CHARACTERS_MAX || !/^[\p{L}\p{N}_./:#-]+$/u.test(id)) return problem('INVALID_ID');
  return valueOf(id);
}

/** True when an id looks like a long number of which a spreadsheet program kept only 15 digits. */
export function mayHaveLostDigits(id: string): boolean {
  return CUT_DIGITS.test(id);
}

/** A local time of Asia/Shanghai; `day` also takes a day without a time. */
export function instantOf(text: string, precision: 'time' | 'day'): CellValue<Date> {
  if (isMissing(text)) return missing;
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[年月]/g, '-')
    .replace(/日\s*/, ' ')
    .replace(/(:\d{2})\.\d+$/, '$1');
  if (precision === 'time' && !plain.includes(':')) return problem('INVALID_TIME');
  const instant = instantFromLocalText(plain);
  const year = instant?.getUTCFullYear() ?? 0;
  return instant && year >= YEAR_MIN && year <= YEAR_MAX ? valueOf(instant) : problem('INVALID_TIME');
}

/** A length of time in whole seconds: a number in the column's unit, `2:26:00`, or `2小时26分`. */
export function secondsOf(text: string, unit: ColumnUnit | null): CellValue<number> {
  if (isMissing(text)) return missing;
  const plain = folded(text);
  const parts = CLOCK.exec(plain) ?? SPELLED.exec(plain);
  if (parts) return valueOf(Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0));
  const match = PLAIN_NUMBER.exec(plain);
  if (!match || match[1] === '-' || match[1] === '−') return problem('INVALID_DURATION');
  const seconds = Math.round(Number(plain.replaceAll(',', '')) * (unit === 'MINUTES' ? 60 : 1));
  return seconds > COUNT_MAX ? problem('INVALID_DURATION') : valueOf(seconds);
}

function numberOf(plain: string): number | null {
  const match = COUNT.exec(plain);
  if (!match) return null;
  const [, sign, whole, fraction = '', multiplier] = match;
  const value = Number(whole.replaceAll(',', '') + fraction) * MULTIPLIERS[multiplier];
  return sign === '-' && value !== 0 ? -value : value;
}

/** In "7.5~10w" the 7.5 means 7.5w too; in "1000~1.2w" the 1000 stands for itself. */
function lowerEnd(lower: string, upper: string): number | null {
  const low = numberOf(lower);
  const high = numberOf(upper);
  if (low === null || high === null || low > high) return null;
  const multiplier = MULTIPLIERS[/[kw千万m亿]?$/.exec(upper)![0]];
  return /\d$/.test(lower) && low * multiplier <= high ? low * multiplier : low;
}
