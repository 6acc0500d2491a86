import { localDateOf, type LocalDate } from '../../platform/clock/local-date.js';
import type { MetricValue } from './canonical-rows.js';
import {
  audienceCountOf,
  type CellValue,
  exactCountOf,
  idOf,
  instantOf,
  isMissing,
  mayHaveLostDigits,
  moneyOf,
  secondsOf,
} from './cell-values.js';
import type { LayoutColumn } from './detect-format.js';
import { type Finding, type FindingCode, findingOf } from './findings.js';
import { type CanonicalField, type LiveMetric } from './header-mappings.js';

const TEXT_CHARACTERS_MAX = 200;
/** Control characters, and the invisible ones that turn the direction of a text. */
const UNSAFE_CHARACTERS = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const SECONDS_METRICS: ReadonlySet<LiveMetric> = new Set<LiveMetric>(['duration', 'watchSeconds', 'avgWatch']);
const AVERAGE_METRICS: ReadonlySet<LiveMetric> = new Set<LiveMetric>(['avgOnline', 'avgWatch']);

/** Columns of a layout by field. */
export type ColumnsByField = ReadonlyMap<CanonicalField, LayoutColumn>;

/** Reads the cells of one row by field and keeps a finding for each that cannot be taken. */
export class RowReader {
  readonly findings: Finding[] = [];

  constructor(
    readonly row: number,
    private readonly cells: readonly string[],
    private readonly columns: ColumnsByField,
  ) {}

  /** True when a finding refuses the row. */
  get isRefused(): boolean {
    return this.findings.some((finding) => finding.severity === 'ERROR');
  }

  /** The cell as it stands in the file; empty when there is no such column. */
  raw(field: CanonicalField): string {
    const column = this.columns.get(field);
    return column ? (this.cells[column.index] ?? '') : '';
  }

  /** True when the cell, or the whole column, says nothing. */
  isMissing(field: CanonicalField): boolean {
    return isMissing(this.raw(field));
  }

  /** Notes a finding at the field's column, or at the whole row. */
  note(code: FindingCode, field: CanonicalField | null = null, details: Record<string, string | number> = {}): void {
    const column = field === null ? null : (this.columns.get(field)?.header ?? field);
    this.findings.push(findingOf(code, { row: this.row, column }, { value: field === null ? '' : this.raw(field), ...details }));
  }

  /** The value, or a MISSING_VALUE finding and null: the row is refused when it says nothing here. */
  needed<T>(field: CanonicalField, value: T | null): T | null {
    if (value === null && this.isMissing(field)) this.note('MISSING_VALUE', field);
    return value;
  }

  text(field: CanonicalField): string | null {
    if (this.isMissing(field)) return null;
    const characters = [...this.raw(field).normalize('NFC').replace(UNSAFE_CHARACTERS, '')];
    if (characters.length > TEXT_CHARACTERS_MAX) this.note('TEXT_SHORTENED', field);
    return characters.slice(0, TEXT_CHARACTERS_MAX).join('').trim() || null;
  }

  id(field: CanonicalField): string | null {
    const id = this.taken(field, idOf(this.raw(field)));
    if (id !== null && mayHaveLostDigits(id)) this.note('ID_MAY_HAVE_LOST_DIGITS', field);
    return id;
  }

  /** An amount in fen, never negative. */
  money(field: CanonicalField): bigint | null {
    const unit = this.columns.get(field)?.unit === 'FEN' ? 'FEN' : 'YUAN';
    const fen = this.taken(field, moneyOf(this.raw(field), unit));
    if (fen !== null && fen < 0n) this.note('NEGATIVE_AMOUNT', field);
    return fen;
  }

  exactCount(field: CanonicalField): number | null {
    return this.taken(field, exactCountOf(this.raw(field)));
  }

  instant(field: CanonicalField): Date | null {
    return this.taken(field, instantOf(this.raw(field), 'time'));
  }

  /** The local day of a time or a day. */
  day(field: CanonicalField): LocalDate | null {
    const instant = this.taken(field, instantOf(this.raw(field), 'day'));
    return instant === null ? null : localDateOf(instant);
  }

  seconds(field: CanonicalField): number | null {
    return this.taken(field, secondsOf(this.raw(field), this.columns.get(field)?.unit ?? null));
  }

  /** A metric; what cannot be read counts as not reported and refuses nothing. */
  metric(metric: LiveMetric): MetricValue | null {
    const raw = this.raw(metric);
    if (SECONDS_METRICS.has(metric)) {
      const seconds = secondsOf(raw, this.columns.get(metric)?.unit ?? null);
      if (seconds.kind === 'PROBLEM') this.note('METRIC_UNREADABLE', metric);
      return seconds.kind === 'VALUE' ? { metric, value: seconds.value, approximate: false } : null;
    }
    const count = audienceCountOf(raw, { decimals: AVERAGE_METRICS.has(metric) });
    const isReadable = count.kind === 'VALUE' && (count.value.value >= 0 || metric === 'newFollowers');
    if (!isReadable && count.kind !== 'MISSING') this.note('METRIC_UNREADABLE', metric);
    return isReadable ? { metric, ...count.value } : null;
  }

  private taken<T>(field: CanonicalField, cell: CellValue<T>): T | null {
    if (cell.kind === 'PROBLEM') this.note(cell.code, field);
    return cell.kind === 'VALUE' ? cell.value : null;
  }
}
