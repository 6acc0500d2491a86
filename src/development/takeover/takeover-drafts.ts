import { Injectable } from '@nestjs/common';
import type { OrganizationScope } from '../../access/access.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { canonicalJson } from '../../platform/idempotency/canonical-json.js';
import { type FieldAddress, PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { maskedIdCard } from '../../platform/personal-data/masking.js';
import { factsOfRow } from './takeover-facts.rules.js';
import { type CellFinding, cellFinding } from './takeover-findings.js';
import { formFindingsOf } from './takeover-forms.rules.js';
import { type RowPerson, TakeoverPersons } from './takeover-persons.js';
import type { CellValue, ReadRow } from './takeover-reading.rules.js';
import { TakeoverReferences } from './takeover-references.js';
import type { RowIdentity, TakeoverContent } from './takeover-sheet.js';
import type { TakeoverRow } from './takeover.entity.js';

/** Findings of one row that are kept. */
export const ROW_FINDINGS_MAX = 60;

/** For which batch, below which organization, with whose sight and on which day a sheet is read. */
export interface ReadingOf {
  batchId: string;
  rootId: string;
  members: OrganizationScope;
  todayOn: LocalDate;
}

/** Where the encrypted identity of a row belongs. */
export function identityAddress(rowId: string): FieldAddress {
  return { kind: 'TakeoverRow', id: rowId, field: 'identity' };
}

/** Turns the rows of a sheet into staged rows: names looked up, facts built, identities encrypted; the rules are asked afterwards, by a job. */
@Injectable()
export class RowDrafts {
  constructor(
    private readonly references: TakeoverReferences,
    private readonly persons: TakeoverPersons,
    private readonly cipher: PersonalDataCipher,
  ) {}

  async of(tx: Tx, rows: readonly ReadRow[], reading: ReadingOf): Promise<TakeoverRow[]> {
    const resolved = await this.references.resolve(tx, rows, reading.rootId, reading.members);
    const people = await this.persons.identify(tx, rows, reading.todayOn);
    const drafts = rows.map((row, index) => {
      const { organizationId, cells, findings } = resolved[index]!;
      const person = people[index]!;
      const built = factsOfRow(cells, reading.todayOn);
      const all = [...row.findings, ...findings, ...person.findings, ...built.findings];
      return {
        ...this.draftOf(row, person, reading.batchId, cells),
        organizationId,
        content: contentOf(cells, built.facts),
        findings: all,
        person,
        cells,
      };
    });
    const taken = await hashesTaken(
      tx,
      drafts.map(({ rowHash }) => rowHash),
    );
    const forms = formFindingsOf(
      drafts.map(({ rowNumber, rowHash, person: { idCardNumber }, cells }) => ({
        ...{ rowNumber, idCardNumber, isLeftOut: taken.has(rowHash) },
        formNumber: cells.get('formNumber') as string | undefined,
      })),
    );
    return drafts.map((draft, index) => {
      const isRepeated = taken.has(draft.rowHash);
      /* Who stands in a sheet a second time has a case, and was checked when it was taken over: the note says all there is to say. */
      const repeated = [cellFinding('ROW_TAKEN_BEFORE', null, { severity: 'NOTE' })];
      const findings = isRepeated ? repeated : [...draft.findings, ...forms[index]!].slice(0, ROW_FINDINGS_MAX);
      const isRefused = findings.some(isError);
      const outcome = isRefused || isRepeated ? 'OPEN' : 'UNJUDGED';
      return { ...draft, outcome, findings, state: isRefused ? 'REFUSED' : 'VALID', content: isRefused ? null : draft.content };
    });
  }

  private draftOf(row: ReadRow, person: RowPerson, batchId: string, cells: ReadonlyMap<string, CellValue>) {
    const id = newId();
    const identity: RowIdentity = { fullName: person.fullName, idCardNumber: person.idCardNumber };
    const isKnown = person.idCardNumber !== '' && person.fullName !== '';
    return {
      id,
      scopeId: INSTALLATION_SCOPE,
      batchId,
      rowNumber: row.rowNumber,
      onceKey: id,
      rowHash: this.cipher.blindIndex('takeoverRow', canonicalJson({ idCard: person.idCardNumber || id, cells: hashedCells(cells) })),
      identityEncrypted: isKnown ? this.cipher.encrypt(identityAddress(id), JSON.stringify(identity)) : null,
      idCardMasked: maskedIdCard(person.idCardNumber),
      personId: null,
      caseId: null,
      version: 1,
    };
  }
}

/** True for a finding that leaves the row out. */
export function isError({ severity }: CellFinding): boolean {
  return severity === 'ERROR';
}

/** What makes two rows the same: everything that is recorded, whatever the order of the columns. */
function hashedCells(cells: ReadonlyMap<string, CellValue>): Record<string, CellValue> {
  return Object.fromEntries([...cells].filter(([key]) => key !== 'idCardNumber' && key !== 'fullName'));
}

function contentOf(cells: ReadonlyMap<string, CellValue>, facts: TakeoverContent['facts']): TakeoverContent {
  const text = (key: string) => (cells.get(key) as string | undefined) ?? '';
  return {
    consentOn: text('consentOn'),
    consentReference: text('consentReference'),
    overrideReason: text('overrideReason') || null,
    facts,
  };
}

async function hashesTaken(tx: Tx, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const sql = `SELECT onceKey FROM takeover_row WHERE scopeId = ? AND onceKey IN ${inList(hashes)}`;
  return new Set((await tx.rows<{ onceKey: string }>(sql, [INSTALLATION_SCOPE, ...hashes])).map(({ onceKey }) => onceKey));
}
