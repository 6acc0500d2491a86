import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isLocalDate, type LocalDate, type LocalMonth } from '../clock/local-date.js';
import { described } from './descriptions.js';

const FEN_PATTERN = /^-?\d{1,17}$/;
const INSTANT_PATTERN = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const MONTH_PATTERN = /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/;
const INSTANT_MIN = Date.UTC(1900, 0, 1);
const INSTANT_MAX = Date.UTC(2200, 0, 1);

function textOf(node: ValueNode): string {
  if (node.kind !== Kind.STRING) throw new GraphQLError('须写成带引号的字符串 / expects a string in quotes', { nodes: node });
  return node.value;
}

function parseFen(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && FEN_PATTERN.test(value)) return BigInt(value);
  throw new GraphQLError(
    '金额须为整数分,最多 17 位,写成字符串,如 "1280" / Fen expects an integer number of fen of at most 17 digits as a string, such as "1280"',
  );
}

/** Money in integer fen. It is a string on the wire, because GraphQL's Int ends at ¥21.47 million. */
export const FenScalar = new GraphQLScalarType<bigint, string>({
  name: 'Fen',
  description: described(
    '人民币金额,单位分,整数,以字符串传输("1280" 即 12.80 元)',
    'Money in fen (1/100 CNY), an integer sent as a string ("1280" is ¥12.80)',
  ),
  serialize: (value) => {
    if (typeof value === 'bigint' || typeof value === 'string' || Number.isSafeInteger(value)) return String(value);
    throw new GraphQLError('a fen value must be a whole number');
  },
  parseValue: parseFen,
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING && node.kind !== Kind.INT)
      throw new GraphQLError('金额须写成带引号的整数分 / Fen expects a string', { nodes: node });
    return parseFen(node.value);
  },
});

/** A count that may exceed 32 bits. Output only. */
export const CountScalar = new GraphQLScalarType<number, number>({
  name: 'Count',
  description: described(
    '整数,可超过 32 位,以 JSON 数字传输(绝对值小于 2^53)',
    'A whole number that may exceed 32 bits, sent as a JSON number below 2^53',
  ),
  serialize: (value) => {
    const count = Number(value);
    if (!Number.isSafeInteger(count)) throw new GraphQLError('not a whole number below 2^53');
    return count;
  },
});

/** A whole number that may exceed 32 bits. Output only. */
export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  description: described('可能超过 32 位的整数,以字符串传输', 'A whole number that may exceed 32 bits, sent as a string'),
  serialize: (value) => String(BigInt(value as bigint)),
});

function parseInstant(value: unknown): Date {
  if (typeof value === 'string' && INSTANT_PATTERN.test(value) && isLocalDate(value.slice(0, 10))) {
    const instant = new Date(value);
    if (instant.getTime() >= INSTANT_MIN && instant.getTime() < INSTANT_MAX) return instant;
  }
  if (typeof value === 'string' && INSTANT_PATTERN.test(value)) {
    throw new GraphQLError('时间须确实存在,且在 1900 至 2199 年之间 / the instant must exist and lie in the years 1900 to 2199');
  }
  throw new GraphQLError(
    '时间须带时区,如 "2026-11-27T19:00:00+08:00" / DateTime expects an instant with its offset, such as "2026-11-27T19:00:00+08:00"',
  );
}

/** An instant. Output is UTC with milliseconds; input carries an offset. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: described('时刻(RFC 3339,须带时区;输出为 UTC)', 'An instant (RFC 3339 with an offset; output in UTC)'),
  serialize: (value) => {
    const instant = value instanceof Date ? value : new Date(Number(value));
    if (Number.isNaN(instant.getTime())) throw new GraphQLError('not an instant');
    return instant.toISOString();
  },
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(textOf(node)),
});

function parseLocalDate(value: unknown): LocalDate {
  if (typeof value === 'string' && isLocalDate(value)) return value;
  throw new GraphQLError(
    '日期须为 1900 至 2199 年间存在的一天,格式 YYYY-MM-DD / LocalDate expects a day that exists in the years 1900 to 2199, written YYYY-MM-DD',
  );
}

/** A calendar day in Asia/Shanghai. */
export const LocalDateScalar = new GraphQLScalarType<LocalDate, string>({
  name: 'LocalDate',
  description: described('日期 YYYY-MM-DD(北京时间)', 'A calendar day YYYY-MM-DD in Asia/Shanghai'),
  serialize: (value) => String(value),
  parseValue: parseLocalDate,
  parseLiteral: (node) => parseLocalDate(textOf(node)),
});

function parseLocalMonth(value: unknown): LocalMonth {
  if (typeof value === 'string' && MONTH_PATTERN.test(value)) return value;
  throw new GraphQLError('月份格式为 YYYY-MM / LocalMonth expects YYYY-MM');
}

/** A calendar month in Asia/Shanghai. */
export const LocalMonthScalar = new GraphQLScalarType<LocalMonth, string>({
  name: 'LocalMonth',
  description: described('月份 YYYY-MM(北京时间)', 'A calendar month YYYY-MM in Asia/Shanghai'),
  serialize: (value) => String(value),
  parseValue: parseLocalMonth,
  parseLiteral: (node) => parseLocalMonth(textOf(node)),
});
