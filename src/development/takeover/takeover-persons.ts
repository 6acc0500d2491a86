import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { birthDateOf, idCardProblem, normalizedIdCard } from '../../platform/personal-data/id-card.js';
import { headerOf } from './takeover-columns.js';
import { type CellFinding, cellFinding } from './takeover-findings.js';
import type { ReadRow } from './takeover-reading.rules.js';

const INDEXES_PER_STATEMENT_MAX = 500;

/** Who a row is about, as far as the register knows. */
export interface RowPerson {
  /** Normalized; empty when the cell is no number. */
  idCardNumber: string;
  fullName: string;
  bornOn: LocalDate | null;
  /** Null for somebody who is not registered yet. */
  personId: string | null;
  findings: CellFinding[];
}

interface KnownPerson {
  id: string;
  fullName: string;
  idCardIndex: string;
}

/** Looks up the people of a sheet, and what speaks against a case for them. */
@Injectable()
export class TakeoverPersons {
  constructor(private readonly cipher: PersonalDataCipher) {}

  async identify(tx: Tx, rows: readonly ReadRow[], todayOn: LocalDate): Promise<RowPerson[]> {
    const numbers = rows.map(({ cells }) => normalizedIdCard((cells.get('idCardNumber') as string | undefined) ?? ''));
    const indexes = numbers.map((number) => (idCardProblem(number, todayOn) === null ? this.cipher.blindIndex('idCard', number) : null));
    const known = await personsOf(tx, [...new Set(indexes.filter((index) => index !== null))]);
    const ids = [...known.values()].map(({ id }) => id);
    const [open, full] = [await withOpenCase(tx, ids), await fullMembers(tx, ids, todayOn)];
    return rows.map((row, at) => {
      const index = indexes[at] ?? null;
      const fullName = ((row.cells.get('fullName') as string | undefined) ?? '').replace(/\s+/g, ' ');
      if (index === null) return { idCardNumber: '', fullName, bornOn: null, personId: null, findings: unreadable(row) };
      const person = known.get(index);
      const findings: CellFinding[] = [];
      if (indexes.indexOf(index) !== at) findings.push(cellFinding('ROW_REPEATED', headerOf('idCardNumber')));
      if (person && person.fullName !== fullName) findings.push(cellFinding('NAME_DIFFERS', headerOf('fullName')));
      if (person && open.has(person.id)) findings.push(cellFinding('CASE_OPEN', headerOf('idCardNumber')));
      if (person && full.has(person.id)) findings.push(cellFinding('ALREADY_MEMBER', headerOf('idCardNumber')));
      return { idCardNumber: numbers[at]!, fullName, bornOn: birthDateOf(numbers[at]!), personId: person?.id ?? null, findings };
    });
  }
}

/** An empty cell has its finding already. */
function unreadable({ cells }: ReadRow): CellFinding[] {
  return cells.has('idCardNumber') ? [cellFinding('ID_CARD_INVALID', headerOf('idCardNumber'))] : [];
}

async function personsOf(tx: Tx, indexes: readonly string[]): Promise<Map<string, KnownPerson>> {
  const known = new Map<string, KnownPerson>();
  for (let start = 0; start < indexes.length; start += INDEXES_PER_STATEMENT_MAX) {
    const some = indexes.slice(start, start + INDEXES_PER_STATEMENT_MAX);
    const sql = `SELECT id, fullName, idCardIndex FROM person WHERE scopeId = ? AND idCardIndex IN ${inList(some)}`;
    for (const person of await tx.rows<KnownPerson>(sql, [INSTALLATION_SCOPE, ...some])) known.set(person.idCardIndex, person);
  }
  return known;
}

async function withOpenCase(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const sql = `SELECT openKey FROM development_case WHERE scopeId = ? AND openKey IN ${inList(personIds)}`;
  return new Set((await tx.rows<{ openKey: string }>(sql, [INSTALLATION_SCOPE, ...personIds])).map(({ openKey }) => openKey));
}

async function fullMembers(tx: Tx, personIds: readonly string[], todayOn: LocalDate): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx.rows<{ personId: string }>(
    `SELECT personId FROM membership WHERE scopeId = ? AND kind = 'HOME' AND standing = 'FULL' AND startsOn <= ?
     AND (endsOn IS NULL OR endsOn > ?) AND personId IN ${inList(personIds)}`,
    [INSTALLATION_SCOPE, todayOn, todayOn, ...personIds],
  );
  return new Set(rows.map(({ personId }) => personId));
}
