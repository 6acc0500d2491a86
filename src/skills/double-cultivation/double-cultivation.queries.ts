import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { CaseScope } from '../../development/cases/case-scope.js';
import type { ReadingPurpose } from '../../development/cases/case-states.js';
import { OrganizationSubtrees } from '../../development/oversight/organization-subtrees.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type ListingDefinition, Listings, type Page, where } from '../../platform/database/listing.js';
import { inList, type Tx, Transactions } from '../../platform/database/transactions.js';
import { caseConsents, streamerConsents } from './consents-in-force.js';
import type { OrganizationCultivationArgs, ParkCultivationArgs } from './double-cultivation.inputs.js';
import type { DevelopmentWithheld, DoubleCultivationEntryView, PersonDevelopmentView } from './double-cultivation.objects.js';
import { talentsByPerson, type TalentsOf } from './talents.js';

/** What a list finds before both ways are attached. */
interface FoundPerson {
  id: string;
  personId: string;
}

interface CaseRow extends PersonDevelopmentView {
  personId: string;
  organizationId: string;
  isConsented: number | boolean;
}

const ONE_ORDER = { NAME: { by: ['{t}.stageName'], direction: 'ASC' as const } };
const streamerListing: ListingDefinition = {
  table: 'streamer',
  fields: { id: 'id', personId: 'personId' },
  always: ['personId'],
  orders: ONE_ORDER,
};
const caseListing: ListingDefinition = {
  table: 'development_case',
  fields: { id: 'id', personId: 'personId' },
  always: ['personId'],
  orders: { CASE_NUMBER: { by: ['{t}.caseNumber'], direction: 'ASC' } },
};
const NEWEST_CASE = `NOT EXISTS (SELECT 1 FROM development_case n WHERE n.scopeId = {t}.scopeId AND n.personId = {t}.personId
  AND (n.openedAt > {t}.openedAt OR (n.openedAt = {t}.openedAt AND n.id > {t}.id)))`;

/**
 * 双培: both ways of a person side by side. Nothing is weighed against each other. The way into the Party is shown to party roles over the
 * case alone, with both consents in force; everybody else gets null with the same reason for everybody (PR-2, PR-5, PR-7).
 */
@Injectable()
export class DoubleCultivationQueries {
  constructor(
    private readonly access: Access,
    private readonly subtrees: OrganizationSubtrees,
    private readonly scope: CaseScope,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The streamers of a park whose consent is in force, by stage name. */
  async ofPark(caller: Caller, args: ParkCultivationArgs, wantsTotal: boolean): Promise<Page<DoubleCultivationEntryView>> {
    const { parkId, first, after, purpose } = args;
    await this.access.requirePark(caller, 'skills.read', parkId, 'parkId');
    const today = localDateOf(this.clock.now());
    const conditions = [where('{t}.parkId = ?', parkId), where(streamerConsents('{t}', today))];
    const selection = { nodes: { id: true as const }, ...(wantsTotal ? { totalCount: true as const } : {}) };
    const page = await this.listings.page<FoundPerson>(streamerListing, { selection, conditions, order: 'NAME', first, after });
    return this.attached(caller, page, { streamerIds: page.nodes.map(({ id }) => id) }, purpose, today);
  }

  /** The persons with a case in an organization or below it who are streamers as well and whose two consents are in force, by case number. */
  async ofOrganization(caller: Caller, args: OrganizationCultivationArgs, wantsTotal: boolean): Promise<Page<DoubleCultivationEntryView>> {
    const { organizationId, first, after, purpose } = args;
    const within = await this.subtrees.within(caller, 'development.read', organizationId);
    const today = localDateOf(this.clock.now());
    const isStreamer = `{t}.personId IN (SELECT s.personId FROM streamer s WHERE ${streamerConsents('s', today)})`;
    const conditions = [
      where('{t}.scopeId = ?', INSTALLATION_SCOPE),
      within,
      where(NEWEST_CASE),
      where(caseConsents('{t}', today)),
      where(isStreamer),
    ];
    const selection = { nodes: { id: true as const }, ...(wantsTotal ? { totalCount: true as const } : {}) };
    const page = await this.listings.page<FoundPerson>(caseListing, { selection, conditions, order: 'CASE_NUMBER', first, after });
    return this.attached(caller, page, { personIds: page.nodes.map(({ personId }) => personId) }, purpose, today);
  }

  /** Both ways for the people of a page, in two statements and the readings of the cases that are shown. */
  private async attached(
    caller: Caller,
    page: Page<FoundPerson>,
    which: TalentsOf,
    purpose: ReadingPurpose,
    today: LocalDate,
  ): Promise<Page<DoubleCultivationEntryView>> {
    const personIds = [...new Set(page.nodes.map(({ personId }) => personId))];
    const isPartyRole = this.access.isAllowedSomewhere(caller, 'development.read');
    const reach = await this.scope.reachOf(caller, 'development.read');
    const entries = await this.transactions.run(async (tx) => {
      const talents = await talentsByPerson(tx, which, today);
      const cases = isPartyRole ? await newestCases(tx, personIds, reach.condition('c'), today) : new Map<string, CaseRow>();
      const shown = [...cases.values()].filter(({ isConsented }) => Boolean(isConsented));
      const readings = shown.map(({ caseId, organizationId }) => ({ id: caseId, organizationId }));
      if (readings.length > 0) await this.scope.recordReading(tx, caller, readings, { purpose, fields: ['person', 'stage'] });
      return page.nodes.map(({ personId }) => entryOf(personId, talents.get(personId) ?? [], cases.get(personId), isPartyRole));
    });
    const edges = page.edges.map(({ cursor }, index) => ({ node: entries[index]!, cursor }));
    return { ...page, nodes: entries, edges };
  }
}

function entryOf(
  id: string,
  talents: DoubleCultivationEntryView['talents'],
  row: CaseRow | undefined,
  isPartyRole: boolean,
): DoubleCultivationEntryView {
  const withheld = (reason: DevelopmentWithheld) => ({ id, talents, development: null, developmentWithheld: reason });
  if (!isPartyRole) return withheld('ROLE');
  if (!row) return withheld('NOT_IN_REACH');
  return row.isConsented ? { id, talents, development: row, developmentWithheld: null } : withheld('CONSENT');
}

async function newestCases(
  tx: Tx,
  personIds: readonly string[],
  reach: { sql: string; parameters: readonly unknown[] },
  today: LocalDate,
): Promise<Map<string, CaseRow>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.rows<CaseRow>(
    `SELECT c.id AS caseId, c.personId AS personId, c.organizationId AS organizationId, c.caseNumber AS caseNumber, c.stage AS stage,
       c.side AS side, c.stageSinceOn AS stageSinceOn, c.probationEndsOn AS probationEndsOn, p.fullName AS fullName,
       CASE WHEN ${caseConsents('c', today)} THEN 1 ELSE 0 END AS isConsented
     FROM development_case c JOIN person p ON p.id = c.personId
     WHERE c.scopeId = ? AND c.personId IN ${inList(personIds)} AND ${NEWEST_CASE.replaceAll('{t}', 'c')} AND ${reach.sql}`,
    [INSTALLATION_SCOPE, ...personIds, ...reach.parameters],
  );
  return new Map(rows.map((row) => [row.personId, { ...row, isConsented: Number(row.isConsented) === 1 }]));
}
