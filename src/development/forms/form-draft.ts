import type { LocalDate } from '../../platform/clock/local-date.js';
import type { DocumentBlock, LinePiece, OfficialDocument } from '../../platform/documents/document-blocks.js';
import type { CaseFact, FactKind, FactOf } from '../machine/case-facts.js';
import type { FormFacts, MissingEntry } from './form-facts.js';

/** A filled form: the paper, and what is left to fill in by hand. */
export interface FilledForm {
  paper: OfficialDocument;
  missing: readonly MissingEntry[];
}

const NAME_BLANK = 5;
const BLANK_DEFAULT = 6;

/** A form while it is filled in: it looks facts up and notes each entry that stays blank. */
export class FormDraft {
  private readonly missing = new Map<string, MissingEntry>();

  constructor(readonly facts: FormFacts) {}

  /** The newest fact of a kind. */
  latest<K extends FactKind>(kind: K, accept: (fact: FactOf<K>) => boolean = () => true): FactOf<K> | undefined {
    return this.all(kind).filter(accept).at(-1);
  }

  /** All facts of a kind in the order of their days. */
  all<K extends FactKind>(kind: K): FactOf<K>[] {
    const isOfKind = (fact: CaseFact): fact is Extract<CaseFact, { kind: K }> & FactOf<K> => fact.kind === kind;
    return this.facts.facts.filter(isOfKind).sort((a, b) => a.occurredOn.localeCompare(b.occurredOn) || a.sequence - b.sequence);
  }

  /** The value, or a blank of that width that is listed as missing. */
  entry(value: string | null | undefined, entry: MissingEntry, blankCharacters = BLANK_DEFAULT): LinePiece {
    if (value !== null && value !== undefined && value !== '') return value;
    this.note(entry);
    return { blankCharacters };
  }

  /** The day as it is written on papers, or `____年__月__日`, listed as missing. */
  day(value: LocalDate | null | undefined, entry: MissingEntry): readonly LinePiece[] {
    if (value) return [dayText(value)];
    this.note(entry);
    return BLANK_DAY;
  }

  /** Names joined by 、, or a blank listed as missing; a name that is not known any more leaves a blank as well. */
  names(personIds: readonly string[] | undefined, entry: MissingEntry): LinePiece {
    const names = (personIds ?? []).map((id) => this.facts.personNames.get(id));
    const isComplete = names.length > 0 && names.every((name) => name !== undefined);
    return this.entry(isComplete ? names.join('、') : null, entry, NAME_BLANK * Math.max(1, names.length));
  }

  /** Lists an entry for which the form has its own blank. */
  note(entry: MissingEntry): void {
    this.missing.set(entry.code, entry);
  }

  filled(title: OfficialDocument['title'], blocks: readonly DocumentBlock[], subtitle?: OfficialDocument['subtitle']): FilledForm {
    const paper = subtitle === undefined ? { title, blocks } : { title, subtitle, blocks };
    return { paper, missing: [...this.missing.values()] };
  }

  /** What the meeting of the branch's members is called on a day. */
  meetingName(day: LocalDate | null | undefined): string {
    return this.facts.meetingNameOn(day ?? null);
  }
}

/** Room for a day that is written by hand. */
export const BLANK_DAY: readonly LinePiece[] = [{ blankCharacters: 3 }, '年', { blankCharacters: 2 }, '月', { blankCharacters: 2 }, '日'];

/** `2026-06-05` as `2026年6月5日`. */
export function dayText(day: LocalDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `1999-06-05` as `1999年6月`, as a birth date stands on forms. */
export function monthText(day: LocalDate): string {
  const [year, month] = day.split('-').map(Number);
  return `${year}年${month}月`;
}

/** 男 or 女 by the seventeenth digit of an ID-card number. */
export function sexOf(idCardNumber: string): string {
  return Number(idCardNumber[16]) % 2 === 1 ? '男' : '女';
}
