import { Injectable } from '@nestjs/common';
import { OrganizationType } from '../../organizations/organization-kinds.js';
import { WorkCalendars } from '../../platform/calendar/work-calendars.service.js';
import { type DayInterval, holdsOn } from '../../platform/clock/day-interval.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { CaseFact, OrganizationPower, PersonStanding } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import { effectiveRuleSet } from '../rule-sets/effective-rule-set.js';
import type { RuleOverlay, RuleSet } from '../rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import type { CaseRow } from './case-records.js';
import { namedOrganizations, namedPersons } from './fact-references.js';
import { type OverlayRow, overlayOf, OVERLAY_COLUMNS } from './rule-overlay-rows.js';

/**
 * Committees that may approve an admission. General branches, branches, special task forces along a chain and mass organizations cannot (R21).
 */
const APPROVING_TYPES: readonly OrganizationType[] = [
  'WORKING_COMMITTEE',
  'DISTRICT_COMMITTEE',
  'STREET_COMMITTEE',
  'INDUSTRY_COMMITTEE',
  'PARK_COMMITTEE',
  'ENTERPRISE_COMMITTEE',
];

/** A case about which the machine is to be asked. */
export interface CaseInQuestion {
  row: CaseRow;
  /** Confirmed facts and those that are to be judged: whoever they name is looked up. */
  facts: readonly CaseFact[];
}

interface MembershipRow extends DayInterval {
  personId: string;
  organizationId: string;
  kind: 'HOME' | 'GUEST';
  standing: 'FULL' | 'PROBATIONARY';
  rightsRestrictedFrom: LocalDate | null;
  rightsRestrictedTo: LocalDate | null;
}

/** What was read for a set of cases, in a bounded number of statements. */
interface Surroundings {
  bornOn: ReadonlyMap<string, LocalDate>;
  previousEndedOn: ReadonlyMap<string, LocalDate | null>;
  types: ReadonlyMap<string, OrganizationType>;
  /** Ancestors of an organization from the root down, itself last. */
  lines: ReadonlyMap<string, readonly string[]>;
  overlays: readonly RuleOverlay[];
  memberships: ReadonlyMap<string, readonly MembershipRow[]>;
  voters: ReadonlyMap<string, readonly MembershipRow[]>;
}

const MEMBERSHIP_COLUMNS = 'personId, organizationId, kind, standing, startsOn, endsOn, rightsRestrictedFrom, rightsRestrictedTo';

/** Gathers what the machine needs to know besides the facts of a case: calendar, rules in force, register of members, powers of organizations. */
@Injectable()
export class CaseWorlds {
  constructor(private readonly calendars: WorkCalendars) {}

  /** The worlds by case id, in the same number of statements for one case as for 200. */
  async of(tx: Tx, cases: readonly CaseInQuestion[], todayOn: LocalDate): Promise<Map<string, CaseWorld>> {
    if (cases.length === 0) return new Map();
    const calendar = await this.calendars.load(tx);
    const around = await surroundingsOf(tx, cases);
    return new Map(cases.map((entry) => [entry.row.id, { ...worldOf(entry, around), calendar, todayOn }]));
  }
}

function worldOf({ row, facts }: CaseInQuestion, around: Surroundings): Omit<CaseWorld, 'calendar' | 'todayOn'> {
  const handlers = handlersOf(row, facts);
  const sets = new Map<string, RuleSet>();
  return {
    personId: row.personId,
    bornOn: around.bornOn.get(row.personId)!,
    cutOverOn: row.cutOverOn,
    previousCaseEndedOn: row.previousCaseId === null ? null : (around.previousEndedOn.get(row.previousCaseId) ?? null),
    ruleSetOn: (day) => {
      const known = sets.get(day);
      if (known) return known;
      const line = around.lines.get(handlerOn(handlers, day)) ?? [];
      const overlays = line.flatMap((id) => around.overlays.filter(({ organizationId }) => organizationId === id));
      const set = effectiveRuleSet(SHIPPED_RULE_SETS, overlays, day);
      sets.set(day, set);
      return set;
    },
    ruleChanges: ruleChangesOf(handlers, around),
    standingOn: (personId, day) => standingOn(around.memberships.get(personId), personId, day),
    powerOver: (organizationId, caseOrganizationId) => powerOver(around, organizationId, caseOrganizationId),
    votersDueOn: (organizationId, day) => votersDueOn(around.voters.get(organizationId), day),
  };
}

/** An organization that handled the case, from a day on or from the opening. */
interface Handler {
  organizationId: string;
  from: LocalDate | null;
}

/** Which organization handled the case from which day on: overlays of the one do not judge what happened in the other. */
function handlersOf(row: CaseRow, facts: readonly CaseFact[]): Handler[] {
  const handlers: Handler[] = [{ organizationId: row.openedOrganizationId, from: null }];
  let receiver: string | null = null;
  for (const fact of facts) {
    if (fact.kind === 'TRANSFER_STARTED') receiver = fact.data.toOrganizationId;
    if (fact.kind === 'TRANSFER_ACKNOWLEDGED' && receiver !== null) {
      handlers.push({ organizationId: receiver, from: fact.occurredOn });
      receiver = null;
    }
  }
  return handlers;
}

function handlerOn(handlers: readonly Handler[], day: LocalDate): string {
  return handlers.findLast(({ from }) => from === null || from <= day)!.organizationId;
}

/** With each set that is shipped, each overlay that begins or ends, and each organization that takes the case over, other rules may begin. */
function ruleChangesOf(handlers: readonly Handler[], { lines, overlays }: Surroundings): LocalDate[] {
  const deciding = new Set(handlers.flatMap(({ organizationId }) => lines.get(organizationId) ?? []));
  const days = [
    ...SHIPPED_RULE_SETS.map(({ effectiveFrom }) => effectiveFrom),
    ...overlays
      .filter(({ organizationId }) => deciding.has(organizationId))
      .flatMap(({ effectiveFrom, endsOn }) => [effectiveFrom, endsOn]),
    ...handlers.map(({ from }) => from),
  ];
  return [...new Set(days.filter((day) => day !== null && day !== undefined))].sort();
}

function areRestricted(row: MembershipRow, day: LocalDate): boolean {
  const { rightsRestrictedFrom: startsOn, rightsRestrictedTo: endsOn } = row;
  return startsOn !== null && holdsOn({ startsOn, endsOn }, day);
}

/** Null when the person was not looked up. A home membership outranks a guest's. */
function standingOn(rows: readonly MembershipRow[] | undefined, personId: string, day: LocalDate): PersonStanding | null {
  if (!rows) return null;
  const holding = rows.filter((row) => holdsOn(row, day));
  const row = holding.find(({ kind }) => kind === 'HOME') ?? holding[0];
  if (!row) return { personId, standing: 'NONE', homeOrganizationId: null, areRightsRestricted: false };
  const homeOrganizationId = row.kind === 'HOME' ? row.organizationId : null;
  return { personId, standing: row.standing, homeOrganizationId, areRightsRestricted: areRestricted(row, day) };
}

function powerOver(around: Surroundings, organizationId: string, caseOrganizationId: string): OrganizationPower | null {
  const type = around.types.get(organizationId);
  if (!type) return null;
  const isAbove = organizationId !== caseOrganizationId && (around.lines.get(caseOrganizationId)?.includes(organizationId) ?? false);
  return { organizationId, canApprove: APPROVING_TYPES.includes(type), isAbove };
}

/** Null when the register was not asked. */
function votersDueOn(rows: readonly MembershipRow[] | undefined, day: LocalDate): number | null {
  return rows?.filter((row) => holdsOn(row, day) && !areRestricted(row, day)).length ?? null;
}

async function surroundingsOf(tx: Tx, cases: readonly CaseInQuestion[]): Promise<Surroundings> {
  const facts = cases.flatMap((entry) => entry.facts);
  const handling = new Set(cases.flatMap(({ row }) => [row.organizationId, row.openedOrganizationId]));
  for (const fact of facts) handling.add(fact.organizationId);
  for (const { row } of cases) if (row.pendingOrganizationId) handling.add(row.pendingOrganizationId);
  const organizationIds = new Set([...handling, ...facts.flatMap(namedOrganizations)]);
  const lines = await linesOf(tx, [...organizationIds]);
  const personIds = new Set([...facts.flatMap(namedPersons), ...cases.map(({ row }) => row.personId)]);
  const voting = new Set(facts.filter(isVote).map(({ organizationId }) => organizationId));
  return {
    bornOn: await birthDays(
      tx,
      cases.map(({ row }) => row.personId),
    ),
    previousEndedOn: await endsOfCases(
      tx,
      cases.flatMap(({ row }) => row.previousCaseId ?? []),
    ),
    types: await typesOf(tx, [...organizationIds, ...[...lines.values()].flat()]),
    lines,
    overlays: await overlaysOf(tx, [...lines.values()].flat()),
    memberships: await membershipsOf(tx, [...personIds]),
    voters: await votersOf(tx, [...voting]),
  };
}

function isVote(fact: CaseFact): boolean {
  return fact.kind === 'ADMISSION_VOTED' || fact.kind === 'CONVERSION_VOTED';
}

/** Rows of a statement that ends in an IN list of these ids; none for an empty list. */
async function rowsOf<Row>(tx: Tx, sql: string, ids: readonly string[]): Promise<Row[]> {
  const unique = [...new Set(ids)];
  return unique.length === 0 ? [] : tx.rows<Row>(`${sql} IN ${inList(unique)}`, unique);
}

async function birthDays(tx: Tx, ids: readonly string[]): Promise<Map<string, LocalDate>> {
  const rows = await rowsOf<{ id: string; bornOn: LocalDate }>(tx, 'SELECT id, bornOn FROM person WHERE id', ids);
  return new Map(rows.map((row) => [row.id, row.bornOn]));
}

async function endsOfCases(tx: Tx, ids: readonly string[]): Promise<Map<string, LocalDate | null>> {
  const rows = await rowsOf<{ id: string; closedOn: LocalDate | null }>(tx, 'SELECT id, closedOn FROM development_case WHERE id', ids);
  return new Map(rows.map((row) => [row.id, row.closedOn]));
}

async function typesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, OrganizationType>> {
  const rows = await rowsOf<{ id: string; type: OrganizationType }>(tx, 'SELECT id, type FROM organization WHERE id', ids);
  return new Map(rows.map((row) => [row.id, row.type]));
}

async function linesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await rowsOf<{ ancestorId: string; descendantId: string; depth: number }>(
    tx,
    `SELECT ancestorId, descendantId, depth FROM organization_closure WHERE scopeId = '${INSTALLATION_SCOPE}' AND descendantId`,
    ids,
  );
  rows.sort((left, right) => right.depth - left.depth);
  const lines = new Map<string, string[]>();
  for (const { ancestorId, descendantId } of rows) lines.set(descendantId, [...(lines.get(descendantId) ?? []), ancestorId]);
  return lines;
}

async function overlaysOf(tx: Tx, ids: readonly string[]): Promise<RuleOverlay[]> {
  const sql = `SELECT ${OVERLAY_COLUMNS} FROM rule_overlay WHERE scopeId = '${INSTALLATION_SCOPE}' AND organizationId`;
  const rows = await rowsOf<OverlayRow>(tx, sql, ids);
  return rows.map(overlayOf).sort((left, right) => (left.effectiveFrom + left.id < right.effectiveFrom + right.id ? -1 : 1));
}

async function membershipsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, MembershipRow[]>> {
  const sql = `SELECT ${MEMBERSHIP_COLUMNS} FROM membership WHERE scopeId = '${INSTALLATION_SCOPE}' AND personId`;
  const known = new Map<string, MembershipRow[]>(ids.map((id) => [id, []]));
  for (const row of await rowsOf<MembershipRow>(tx, sql, ids)) known.get(row.personId)?.push(row);
  return known;
}

/** Full members at home in the organizations; who of them may vote depends on the day (R20). */
async function votersOf(tx: Tx, ids: readonly string[]): Promise<Map<string, MembershipRow[]>> {
  const sql = `SELECT ${MEMBERSHIP_COLUMNS} FROM membership WHERE scopeId = '${INSTALLATION_SCOPE}' AND kind = 'HOME' AND standing = 'FULL' AND organizationId`;
  const known = new Map<string, MembershipRow[]>(ids.map((id) => [id, []]));
  for (const row of await rowsOf<MembershipRow>(tx, sql, ids)) known.get(row.organizationId)?.push(row);
  return known;
}
