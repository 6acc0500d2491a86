import { applyDecorators } from '@nestjs/common';
import { Field, ID, Int, type ReturnTypeFunc } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Max, Min, ValidateBy, ValidateNested } from 'class-validator';
import { described } from './descriptions.js';
import { DateTimeScalar, FenScalar, LocalDateScalar } from './scalars.js';
import { problem } from './validation.js';

interface Presence {
  /** The field may be left out or null. */
  optional?: boolean;
}
interface TextLimits extends Presence {
  /** Shortest length in characters (code points); 1 when not given. */
  min?: number;
  max: number;
  /** Line breaks and tabs are allowed. */
  multiline?: boolean;
  /** Shape of the text, with what to tell the user when it does not fit. */
  pattern?: { expression: RegExp; code: string; zh: string; en: string };
}

const ID_LENGTH_MAX = 64;
const LIST_LENGTH_DEFAULT_MAX = 100;

/*
 * Controls, bidirectional marks, zero-width and blank characters, line separators, lone surrogates, and towers of accents that cover the lines
 * around them: invisible or misleading, and a trap when texts are compared or printed. Joiners stay: emoji and some scripts need them.
 */
const UNSAFE_TEXT =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\u{e0000}-\u{e0fff}]|\p{Cs}|\p{M}{9}/u;
const LINE_CONTROL = /[\t\n\r]/;

function normalizeText({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.normalize('NFC').trim() : value;
}

/** An id that was copied with a space around it; MariaDB would not see the one behind it, SQLite would. */
function trimmedId(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

function check(name: string, validate: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, { message });
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value].length : -1;
}

function field(type: ReturnTypeFunc, zh: string, en: string, presence: Presence): PropertyDecorator[] {
  const options = { nullable: presence.optional ?? false, description: described(zh, en) };
  return presence.optional ? [Field(type, options), IsOptional()] : [Field(type, options)];
}

/** A text field: NFC, trimmed, no invisible control characters, length counted in code points. */
export function TextField(zh: string, en: string, limits: TextLimits): PropertyDecorator {
  const min = limits.min ?? 1;
  const [lengthZh, lengthEn] = min === limits.max ? [`${min}`, `${min}`] : [`${min} 至 ${limits.max}`, `${min} to ${limits.max}`];
  const checks = [
    check(
      'isSafeText',
      (value) => typeof value === 'string' && !UNSAFE_TEXT.test(value),
      problem(
        'UNSAFE_TEXT',
        '含有不可见的字符或成堆的附加符号,请删除后重新输入',
        'contains invisible characters or a pile of accents; remove them',
      ),
    ),
    check(
      'textLength',
      (value) => lengthOf(value) >= min && lengthOf(value) <= limits.max,
      problem('BAD_LENGTH', `长度须为 ${lengthZh} 个字`, `must have ${lengthEn} characters`),
    ),
  ];
  if (!limits.multiline)
    checks.push(
      check(
        'isOneLine',
        (value) => typeof value === 'string' && !LINE_CONTROL.test(value),
        problem('LINE_BREAK', '不能换行', 'must be one line'),
      ),
    );
  const { pattern } = limits;
  if (pattern)
    checks.push(
      check(
        'textPattern',
        (value) => typeof value === 'string' && pattern.expression.test(value),
        problem(pattern.code, pattern.zh, pattern.en),
      ),
    );
  return applyDecorators(...field(() => String, zh, en, limits), Transform(normalizeText), ...checks);
}

/** A list of texts. */
export function TextListField(zh: string, en: string, limits: TextLimits & { maxItems?: number }): PropertyDecorator {
  const ok = (value: unknown) =>
    Array.isArray(value) &&
    value.every((text) => typeof text === 'string' && !UNSAFE_TEXT.test(text) && lengthOf(text) >= 1 && lengthOf(text) <= limits.max);
  return applyDecorators(
    ...field(() => [String], zh, en, limits),
    Transform(({ value }) => (Array.isArray(value) ? value.map((text: unknown) => normalizeText({ value: text })) : (value as unknown))),
    listSize(limits.maxItems),
    check(
      'safeTexts',
      ok,
      problem(
        'UNSAFE_TEXT',
        `每项须为 1 至 ${limits.max} 个字,不含不可见的字符`,
        `each must have 1 to ${limits.max} characters, none of them invisible`,
      ),
    ),
  );
}

/** A reference to a record. Whether it exists is the verb's question: an unknown id is NOT_FOUND, not a bad input. */
export function IdField(zh: string, en: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(
    ...field(() => ID, zh, en, presence),
    Transform(({ value }) => trimmedId(value)),
    check('isIdText', (value) => typeof value === 'string' && value.length <= ID_LENGTH_MAX, problem('BAD_ID', '编号无效', 'is not an id')),
  );
}

/** A list of references to records. */
export function IdListField(zh: string, en: string, limits: Presence & { minItems?: number; maxItems?: number } = {}): PropertyDecorator {
  const ok = (value: unknown) => Array.isArray(value) && value.every((id) => typeof id === 'string' && id.length <= ID_LENGTH_MAX);
  return applyDecorators(
    ...field(() => [ID], zh, en, limits),
    Transform(({ value }) => (Array.isArray(value) ? value.map(trimmedId) : (value as unknown))),
    listSize(limits.maxItems, limits.minItems),
    check('areIdTexts', ok, problem('BAD_ID', '编号无效', 'holds an id that is not valid')),
  );
}

/** A whole number between two bounds. */
export function IntegerField(zh: string, en: string, limits: Presence & { min: number; max: number }): PropertyDecorator {
  const message = problem('OUT_OF_RANGE', `须在 ${limits.min} 至 ${limits.max} 之间`, `must be from ${limits.min} to ${limits.max}`);
  return applyDecorators(...field(() => Int, zh, en, limits), Min(limits.min, { message }), Max(limits.max, { message }));
}

/** Money in fen between two bounds. */
export function FenField(zh: string, en: string, limits: Presence & { min: bigint; max: bigint }): PropertyDecorator {
  return applyDecorators(
    ...field(() => FenScalar, zh, en, limits),
    check(
      'fenRange',
      (value) => typeof value === 'bigint' && value >= limits.min && value <= limits.max,
      problem('OUT_OF_RANGE', `须在 ${limits.min} 至 ${limits.max} 分之间`, `must be from ${limits.min} to ${limits.max} fen`),
    ),
  );
}

/** A calendar day. */
export function LocalDateField(zh: string, en: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(
    ...field(() => LocalDateScalar, zh, en, presence),
    check('isDay', (value) => typeof value === 'string', problem('BAD_DATE', '日期无效', 'is not a day')),
  );
}

/** An instant. */
export function InstantField(zh: string, en: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(
    ...field(() => DateTimeScalar, zh, en, presence),
    check('isInstantValue', (value) => value instanceof Date, problem('BAD_DATE', '时间无效', 'is not an instant')),
  );
}

/** A truth value. */
export function BooleanField(zh: string, en: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(
    ...field(() => Boolean, zh, en, presence),
    check('isTruth', (value) => typeof value === 'boolean', problem('BAD_VALUE', '须为是或否', 'must be true or false')),
  );
}

/** One value of a registered enum. */
export function EnumField(type: () => Record<string, string>, zh: string, en: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(
    ...field(type as ReturnTypeFunc, zh, en, presence),
    check('isEnumValue', (value) => typeof value === 'string', problem('BAD_VALUE', '选项无效', 'is not one of the values')),
  );
}

/** Some values of a registered enum. */
export function EnumListField(
  type: () => Record<string, string>,
  zh: string,
  en: string,
  limits: Presence & { minItems?: number; maxItems?: number } = {},
): PropertyDecorator {
  return applyDecorators(...field((() => [type()]) as ReturnTypeFunc, zh, en, limits), listSize(limits.maxItems, limits.minItems));
}

/** A nested input object. */
export function ObjectField(type: () => new () => object, zh: string, en: string, presence: Presence = {}): PropertyDecorator {
  return applyDecorators(...field(type as ReturnTypeFunc, zh, en, presence), Type(type), ValidateNested());
}

/** A list of nested input objects. */
export function ObjectListField(
  type: () => new () => object,
  zh: string,
  en: string,
  limits: Presence & { minItems?: number; maxItems?: number } = {},
): PropertyDecorator {
  return applyDecorators(
    ...field((() => [type()]) as ReturnTypeFunc, zh, en, limits),
    Type(type),
    listSize(limits.maxItems, limits.minItems),
    ValidateNested({ each: true }),
  );
}

/** Key that makes a creating request safe to repeat. */
export function IdempotencyKeyField(): PropertyDecorator {
  return TextField(
    '幂等键:同一请求重试时保持不变,8 至 100 个可见 ASCII 字符',
    'Idempotency key: the same for every retry of one request, 8 to 100 visible ASCII characters',
    {
      min: 8,
      max: 100,
      pattern: {
        expression: /^[\x21-\x7e]+$/,
        code: 'BAD_IDEMPOTENCY_KEY',
        zh: '只能使用可见的 ASCII 字符',
        en: 'must be visible ASCII characters',
      },
    },
  );
}

/** Version of the record that the caller saw; the change is refused when it has moved on. */
export function ExpectedVersionField(): PropertyDecorator {
  return IntegerField('调用方看到的版本号', 'The version that the caller saw', { min: 1, max: 2_000_000_000 });
}

function listSize(maxItems = LIST_LENGTH_DEFAULT_MAX, minItems = 0): PropertyDecorator {
  const message = problem('BAD_LENGTH', `须有 ${minItems} 至 ${maxItems} 项`, `must have ${minItems} to ${maxItems} items`);
  return applyDecorators(ArrayMaxSize(maxItems, { message }), ArrayMinSize(minItems, { message }));
}
