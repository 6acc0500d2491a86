import { Injectable } from '@nestjs/common';
import type { HeldMembership } from '../../organizations/membership-alignment.rules.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { CaseFact, CaseStage, FactKind, RuleOverride, SideState } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import { CaseWorlds } from './case-worlds.js';
import type { FactStatus } from './case-states.js';
import { withStoredBreaches } from './stored-breaches.js';

/** Cases that one call reads at most. */
const CASES_PER_LOAD_MAX = 200;

/** A case's own row. Instants are milliseconds since 1970. */
export interface CaseRow {
  id: string;
  caseNumber: string;
  personId: string;
  organizationId: string;
  pendingOrganizationId: string | null;
  openKey: string;
  previousCaseId: string | null;
  openedOrganizationId: string;
  stage: CaseStage;
  side: SideState | null;
  stageSinceOn: LocalDate | null;
  probationEndsOn: LocalDate | null;
  partyAgeFrom: LocalDate | null;
  nextDueOn: LocalDate | null;
  cutOverOn: LocalDate | null;
  consentOn: LocalDate;
  consentReference: string;
  consentWithdrawnOn: LocalDate | null;
  closedOn: LocalDate | null;
  /** The memberships that the case made. */
  memberships: HeldMembership[];
  openedBy: string;
  openedAt: number;
  version: number;
}

/** A stored fact with who recorded and decided it. Instants are milliseconds since 1970. */
export interface StoredFact {
  fact: CaseFact;
  caseId: string;
  status: FactStatus;
  recordedBy: string;
  recordedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  /** Why it was rejected or taken back. */
  reason: string | null;
  voidAskedBy: string | null;
  voidReason: string | null;
  version: number;
}

/** A case with what was recorded about it. */
export interface LoadedCase {
  row: CaseRow;
  /** The confirmed facts in the order of recording: what the machine folds. */
  facts: CaseFact[];
  /** Recorded, not yet decided. */
  pending: StoredFact[];
  /** Confirmed facts with their actors, in the same order as `facts`. */
  confirmed: StoredFact[];
}

/** Columns of a case's own row, for SQL; `c` is the table's alias. */
export const CASE_COLUMNS = [
  'c.id, c.caseNumber, c.personId, c.organizationId, c.pendingOrganizationId, c.openKey, c.previousCaseId, c.openedOrganizationId',
  'c.stage, c.side, c.stageSinceOn, c.probationEndsOn, c.partyAgeFrom, c.nextDueOn, c.cutOverOn, c.consentOn, c.consentReference',
  'c.consentWithdrawnOn, c.closedOn, c.memberships, c.openedBy, c.openedAt, c.version',
].join(', ');

const FACT_COLUMNS = [
  'id, caseId, sequence, kind, occurredOn, documentNumber, organizationId, data, overrides, status, recordedBy, recordedAt',
  'decidedBy, decidedAt, reason, voidAskedBy, voidReason, version',
].join(', ');

/** A case row as the driver gives it. */
export type RawCaseRow = Omit<CaseRow, 'memberships' | 'openedAt'> & { memberships: string; openedAt: number | string };

interface RawFactRow {
  id: string;
  caseId: string;
  sequence: number;
  kind: FactKind;
  occurredOn: LocalDate;
  documentNumber: string | null;
  organizationId: string;
  data: string;
  overrides: string;
  status: FactStatus;
  recordedBy: string;
  recordedAt: number | string;
  decidedBy: string | null;
  decidedAt: number | string | null;
  reason: string | null;
  voidAskedBy: string | null;
  voidReason: string | null;
  version: number;
}

/** The row with its JSON and its instants read. */
export function caseRowOf(raw: RawCaseRow): CaseRow {
  return { ...raw, memberships: JSON.parse(raw.memberships) as HeldMembership[], openedAt: Number(raw.openedAt) };
}

function storedFactOf(raw: RawFactRow): StoredFact {
  const { id, kind, sequence, occurredOn, documentNumber, organizationId } = raw;
  const overrides = JSON.parse(raw.overrides) as RuleOverride[];
  const fact = { id, kind, sequence, occurredOn, documentNumber, organizationId, overrides, data: JSON.parse(raw.data) as never };
  return {
    fact: fact as CaseFact,
    caseId: raw.caseId,
    status: raw.status,
    recordedBy: raw.recordedBy,
    recordedAt: Number(raw.recordedAt),
    decidedBy: raw.decidedBy,
    decidedAt: raw.decidedAt === null ? null : Number(raw.decidedAt),
    reason: raw.reason,
    voidAskedBy: raw.voidAskedBy,
    voidReason: raw.voidReason,
    version: raw.version,
  };
}

/** When and where a case was opened. */
export function beginningOf({ openedAt, openedOrganizationId }: CaseRow): { openedOn: LocalDate; openedOrganizationId: string } {
  return { openedOn: localDateOf(new Date(openedAt)), openedOrganizationId };
}

/** Reads cases with their facts, a bounded number at a time and without a statement per case. It asks for no rights: `CaseScope` does. */
@Injectable()
export class CaseRecords {
  constructor(private readonly worlds: CaseWorlds) {}

  /** One case. Throws when there is none: the id came from a row of ours. */
  async load(tx: Tx, caseId: string): Promise<LoadedCase> {
    const loaded = (await this.loadMany(tx, [caseId])).get(caseId);
    if (!loaded) throw new Error(`No development case ${caseId}`);
    return loaded;
  }

  /** The cases by id, in two or three statements. Throws when more than 200 are asked for. */
  async loadMany(tx: Tx, caseIds: readonly string[]): Promise<Map<string, LoadedCase>> {
    if (caseIds.length > CASES_PER_LOAD_MAX) throw new Error(`At most ${CASES_PER_LOAD_MAX} cases are loaded at once`);
    if (caseIds.length === 0) return new Map();
    const rows = await tx.rows<RawCaseRow>(
      `SELECT ${CASE_COLUMNS} FROM development_case c WHERE c.scopeId = ? AND c.id IN ${inList(caseIds)} ORDER BY c.id`,
      [INSTALLATION_SCOPE, ...caseIds],
    );
    const loaded = new Map<string, LoadedCase>();
    for (const raw of rows) loaded.set(raw.id, { row: caseRowOf(raw), facts: [], pending: [], confirmed: [] });
    const facts = await tx.rows<RawFactRow>(
      `SELECT ${FACT_COLUMNS} FROM development_fact WHERE scopeId = ? AND caseId IN ${inList(caseIds)} AND status IN ('PENDING', 'CONFIRMED')
       ORDER BY caseId, sequence`,
      [INSTALLATION_SCOPE, ...caseIds],
    );
    for (const raw of facts) {
      const stored = storedFactOf(raw);
      const owner = loaded.get(stored.caseId);
      if (!owner) continue;
      if (stored.status === 'PENDING') owner.pending.push(stored);
      else {
        owner.facts.push(stored.fact);
        owner.confirmed.push(stored);
      }
    }
    await withStoredBreaches(tx, [...loaded.values()]);
    return loaded;
  }

  /**
   * What the machine needs to know besides the facts. `facts` are the confirmed ones and any that is to be judged, so that the persons and
   * organizations it names are known.
   */
  async worldOf(tx: Tx, row: CaseRow, facts: readonly CaseFact[], todayOn: LocalDate): Promise<CaseWorld> {
    return (await this.worlds.of(tx, [{ row, facts }], todayOn)).get(row.id)!;
  }

  /** The same for many cases in a bounded number of statements. */
  worldsOf(tx: Tx, loaded: readonly LoadedCase[], todayOn: LocalDate): Promise<Map<string, CaseWorld>> {
    return this.worlds.of(tx, loaded, todayOn);
  }
}
