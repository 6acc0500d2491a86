import { Injectable } from '@nestjs/common';
import type { OrganizationScope } from '../../access/access.js';
import type { OrganizationType } from '../../organizations/organization-kinds.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { CASE_ORGANIZATION_TYPES } from '../cases/case-organizations.rules.js';
import { headerOf, TAKEOVER_COLUMNS } from './takeover-columns.js';
import { type CellFinding, cellFinding } from './takeover-findings.js';
import type { CellValue, ReadRow } from './takeover-reading.rules.js';

/** Names that one statement looks up at most. */
const NAMES_PER_STATEMENT_MAX = 500;
const NAME_COLUMNS = TAKEOVER_COLUMNS.filter(({ kind }) => kind === 'NAMES').map(({ key }) => key);
/** Columns that name an organization above the branch. */
const UPPER_COLUMNS = ['upper', 'admissionFiledWith'];
/** `张三(1234)`: a name with the last characters of the ID-card number. */
const MARKED_NAME = /^(.+?)[((]([0-9Xx]{4})[))]$/;

/** A row whose names stand for records. */
export interface ResolvedRow {
  organizationId: string | null;
  /** The cells, members' names and the upper organization replaced by ids. */
  cells: ReadonlyMap<string, CellValue>;
  findings: CellFinding[];
}

interface NamedOrganization {
  id: string;
  name: string;
  shortName: string;
  type: OrganizationType;
}
interface NamedMember {
  id: string;
  fullName: string;
  idCardMasked: string;
}

/** Which organizations and members the names in a sheet mean. */
@Injectable()
export class TakeoverReferences {
  /** Resolves all rows with a bounded number of statements: branches below `rootId`, uppers above a branch, members within the caller's scope. */
  async resolve(tx: Tx, rows: readonly ReadRow[], rootId: string, members: OrganizationScope): Promise<ResolvedRow[]> {
    const branches = await organizationsOf(tx, 'ancestorId', 'descendantId', [rootId]);
    const people = await membersOf(tx, namesIn(rows), members);
    const chosen = rows.map((row) => branchOf(branches, row.cells.get('branch') as string | undefined));
    const branchIds = [...new Set(chosen.flatMap(({ found }) => found?.id ?? []))];
    const uppers = await uppersOf(tx, branchIds);
    return rows.map((row, index) => {
      const { found, findings } = chosen[index]!;
      const cells = new Map(row.cells);
      const noted = [...findings];
      for (const key of UPPER_COLUMNS) {
        if (!found || !cells.has(key)) continue;
        const upper = oneOf(uppers.get(found.id) ?? [], cells.get(key) as string, key);
        noted.push(...upper.findings);
        if (upper.found) cells.set(key, upper.found.id);
      }
      for (const key of NAME_COLUMNS) if (cells.has(key)) cells.set(key, idsOf(cells.get(key) as string[], key, people, noted));
      return { organizationId: found?.id ?? null, cells, findings: noted };
    });
  }
}

function oneOf(candidates: readonly NamedOrganization[], text: string | undefined, key: string) {
  if (text === undefined) return { found: null, findings: [] };
  const byName = candidates.filter(({ name }) => name === text);
  const found = byName.length > 0 ? byName : candidates.filter(({ shortName }) => shortName === text);
  if (found.length === 1) return { found: found[0]!, findings: [] };
  const code = found.length === 0 ? 'ORGANIZATION_UNKNOWN' : 'ORGANIZATION_AMBIGUOUS';
  return { found: null, findings: [cellFinding(code, headerOf(key), { detail: text })] };
}

/** The organization that is to handle the case (R04). */
function branchOf(candidates: readonly NamedOrganization[], text: string | undefined) {
  const named = oneOf(candidates, text, 'branch');
  if (!named.found || CASE_ORGANIZATION_TYPES.includes(named.found.type)) return named;
  return { found: null, findings: [cellFinding('ORGANIZATION_NO_BRANCH', headerOf('branch'), { detail: text, ruleId: 'R04' })] };
}

function idsOf(names: readonly string[], key: string, people: readonly NamedMember[], findings: CellFinding[]): string[] {
  return names.map((text) => {
    const { name, tail } = markedName(text);
    const found = people.filter(({ fullName, idCardMasked }) => fullName === name && idCardMasked.endsWith(tail));
    if (found.length === 1) return found[0]!.id;
    findings.push(cellFinding(found.length === 0 ? 'PERSON_UNKNOWN' : 'PERSON_AMBIGUOUS', headerOf(key), { detail: text }));
    return '';
  });
}

function markedName(text: string): { name: string; tail: string } {
  const [, name, tail] = MARKED_NAME.exec(text) ?? [];
  return { name: (name ?? text).trim(), tail: (tail ?? '').toUpperCase() };
}

function namesIn(rows: readonly ReadRow[]): string[] {
  const texts = rows.flatMap(({ cells }) => NAME_COLUMNS.flatMap((key) => (cells.get(key) ?? []) as string[]));
  return [...new Set(texts.map((text) => markedName(text).name))];
}

type ClosureEnd = 'ancestorId' | 'descendantId';

/** Organizations at one end of the closure whose other end is among the ids, each at work. */
function organizationsOf(
  tx: Tx,
  from: ClosureEnd,
  to: ClosureEnd,
  ids: readonly string[],
): Promise<(NamedOrganization & { fromId: string })[]> {
  return tx.rows(
    `SELECT o.id AS id, o.name AS name, o.shortName AS shortName, o.type AS type, c.${from} AS fromId
     FROM organization_closure c JOIN organization o ON o.id = c.${to}
     WHERE c.scopeId = ? AND c.${from} IN ${inList(ids)} AND o.status IN ('ACTIVE', 'RECTIFYING')`,
    [INSTALLATION_SCOPE, ...ids],
  );
}

async function uppersOf(tx: Tx, branchIds: readonly string[]): Promise<Map<string, NamedOrganization[]>> {
  const uppers = new Map<string, NamedOrganization[]>();
  if (branchIds.length === 0) return uppers;
  for (const upper of await organizationsOf(tx, 'descendantId', 'ancestorId', branchIds)) {
    if (upper.id !== upper.fromId) uppers.set(upper.fromId, [...(uppers.get(upper.fromId) ?? []), upper]);
  }
  return uppers;
}

/** Persons of these names who are or were members where the caller may see memberships. */
async function membersOf(tx: Tx, names: readonly string[], scope: OrganizationScope): Promise<NamedMember[]> {
  const condition = scope.condition('m.organizationId');
  const members: NamedMember[] = [];
  for (let start = 0; start < names.length; start += NAMES_PER_STATEMENT_MAX) {
    const some = names.slice(start, start + NAMES_PER_STATEMENT_MAX);
    const found = await tx.rows<NamedMember>(
      `SELECT DISTINCT p.id AS id, p.fullName AS fullName, p.idCardMasked AS idCardMasked FROM person p
       JOIN membership m ON m.scopeId = p.scopeId AND m.personId = p.id
       WHERE p.scopeId = ? AND p.fullName IN ${inList(some)} AND ${condition.sql}`,
      [INSTALLATION_SCOPE, ...some, ...condition.parameters],
    );
    members.push(...found);
  }
  return members;
}
