import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';

/** Money and other 64-bit integers: the driver gives a number or a string, the program sees a BigInt. */
const BIGINT: ValueTransformer = {
  to: (value: bigint | null | undefined) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: string | number | bigint | null) => (value === null ? null : BigInt(value)),
};
const INSTANT: ValueTransformer = {
  to: (value: Date | null | undefined) => (value instanceof Date ? value.getTime() : value),
  from: (value: string | number | null) => (value === null ? null : new Date(Number(value))),
};
const JSON_TEXT: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: string | null) => (value === null ? null : (JSON.parse(value) as unknown)),
};
const COUNT: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};
const BOOLEAN: ValueTransformer = { to: (value: unknown) => value, from: (value: unknown) => (value === null ? null : Boolean(value)) };

interface Nullability {
  nullable?: boolean;
}
type Extra = Nullability & Pick<ColumnOptions, 'default'>;

/** Primary key column holding a `newId()`. */
export const PrimaryId = (): PropertyDecorator => PrimaryColumn({ type: 'varchar', length: 26 });
/** A part of a composite primary key that is a short text. */
export const PrimaryText = (length: number): PropertyDecorator => PrimaryColumn({ type: 'varchar', length });
/** A part of a composite primary key that is an integer. */
export const PrimaryInteger = (): PropertyDecorator => PrimaryColumn({ type: 'int' });
/** Reference to a row by its id. */
export const IdColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'varchar', length: 26, ...extra });
/** Text of at most `length` characters; enums are stored this way too. */
export const TextColumn = (length: number, extra: Extra = {}): PropertyDecorator => Column({ type: 'varchar', length, ...extra });
/** Text of up to 65,535 bytes. */
export const LongTextColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'text', ...extra });
/** A JSON value kept as text of up to 65,535 bytes. */
export const JsonColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'text', transformer: JSON_TEXT, ...extra });
/** A 32-bit integer. */
export const IntegerColumn = (extra: Extra = {}): PropertyDecorator => Column({ type: 'int', ...extra });
/** A 64-bit integer as BigInt: fen, counters that may grow large. */
export const BigIntColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'bigint', transformer: BIGINT, ...extra });
/** A count that may exceed 32 bits, below 2^53. */
export const CountColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'bigint', transformer: COUNT, ...extra });
/** An instant, stored as milliseconds since 1970 in UTC: one meaning on every engine, no session time zone, cheap to index. */
export const InstantColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'bigint', transformer: INSTANT, ...extra });
/** A calendar day `YYYY-MM-DD`. */
export const LocalDateColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'date', ...extra });
/** A truth value. */
export const BooleanColumn = (extra: Nullability = {}): PropertyDecorator => Column({ type: 'boolean', transformer: BOOLEAN, ...extra });
/** The optimistic version of a row: starts at 1 and grows by one with each change. */
export const VersionColumn = (): PropertyDecorator => Column({ type: 'int' });
