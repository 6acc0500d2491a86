import { Injectable } from '@nestjs/common';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../../platform/database/listing.js';
import { startsWith } from '../../platform/database/text-search.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { selectionBelow } from '../../platform/graphql/selection.js';
import { adviseUnder } from '../machine/advisory.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import { notFound } from '../../platform/errors/faults.js';
import { CaseRecords, type CaseRow } from './case-records.js';
import { CaseScope, showsCases } from './case-scope.js';
import { caseSheet } from './case-sheet.js';
import type { DevelopmentCaseFilter, DevelopmentCasesArgs } from './case.inputs.js';
import type { AdvisoryEntryView, DevelopmentCaseSheetView, DevelopmentCaseView } from './case.objects.js';
import type { ReadingPurpose } from './case-states.js';
import { checkView } from './check-views.js';
import { FactQueries } from './fact.queries.js';

/** Sorts after every deadline. */
const NEVER = '9999-12-31';

const personListing: ListingDefinition = {
  table: 'person',
  fields: { id: 'id', fullName: 'fullName', idCardMasked: 'idCardMasked' },
};

/** How cases are read in lists: the projection alone, nothing is derived. */
export const caseListing: ListingDefinition = {
  table: 'development_case',
  fields: {
    id: 'id',
    caseNumber: 'caseNumber',
    organizationId: 'organizationId',
    previousCaseId: 'previousCaseId',
    stage: 'stage',
    side: 'side',
    stageSinceOn: 'stageSinceOn',
    probationEndsOn: 'probationEndsOn',
    partyAgeFrom: 'partyAgeFrom',
    nextDueOn: 'nextDueOn',
    cutOverOn: 'cutOverOn',
    consentOn: 'consentOn',
    consentWithdrawnOn: 'consentWithdrawnOn',
    closedOn: 'closedOn',
    openedAt: 'openedAt',
    version: 'version',
  },
  always: ['organizationId'],
  one: {
    person: { listing: () => personListing, key: 'personId' },
    organization: { listing: () => organizationSummaryListing, key: 'organizationId' },
    pendingOrganization: { listing: () => organizationSummaryListing, key: 'pendingOrganizationId' },
  },
  orders: {
    NEWEST_FIRST: { by: ['{t}.openedAt'], direction: 'DESC' },
    CASE_NUMBER: { by: ['{t}.caseNumber'], direction: 'ASC' },
    DUE_FIRST: { by: [`COALESCE({t}.nextDueOn, '${NEVER}')`], direction: 'ASC' },
  },
};

const WAITING_FACT = `EXISTS (SELECT 1 FROM development_fact f WHERE f.scopeId = {t}.scopeId AND f.caseId = {t}.id AND f.status = 'PENDING')`;

function filterConditions(filter: DevelopmentCaseFilter): Condition[] {
  const conditions: Condition[] = [];
  const { organizationId, personId, stages, sides, isOpen, hasWaitingFact, dueBefore, caseNumber } = filter;
  if (organizationId) {
    const below = 'SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId = ?';
    conditions.push(
      where(
        `{t}.organizationId IN (${below}) OR {t}.pendingOrganizationId IN (${below})`,
        INSTALLATION_SCOPE,
        organizationId,
        INSTALLATION_SCOPE,
        organizationId,
      ),
    );
  }
  if (personId) conditions.push(where('{t}.personId = ?', personId));
  if (stages) conditions.push(whereIn('{t}.stage', stages));
  if (sides) conditions.push(whereIn('{t}.side', sides));
  if (isOpen !== null && isOpen !== undefined) conditions.push(where(`{t}.closedOn IS ${isOpen ? '' : 'NOT '}NULL`));
  if (hasWaitingFact !== null && hasWaitingFact !== undefined)
    conditions.push(where(hasWaitingFact ? WAITING_FACT : `NOT ${WAITING_FACT}`));
  if (dueBefore) conditions.push(where('{t}.nextDueOn < ?', dueBefore));
  if (filter.personName)
    conditions.push(
      where(`EXISTS (SELECT 1 FROM person n WHERE n.id = {t}.personId AND INSTR(n.fullName, ?) > 0)`, filter.personName.trim()),
    );
  if (caseNumber) conditions.push(startsWith('{t}.caseNumber', caseNumber));
  return conditions;
}

type ReadCase = DevelopmentCaseView & Pick<CaseRow, 'organizationId'>;

/** Cases within the caller's subtrees. Each one that is shown leaves its reading in the audit trail (PR-7). */
@Injectable()
export class CaseQueries {
  constructor(
    private readonly listings: Listings,
    private readonly scope: CaseScope,
    private readonly transactions: Transactions,
    private readonly records: CaseRecords,
    private readonly facts: FactQueries,
  ) {}

  async cases(caller: Caller, args: DevelopmentCasesArgs, selection: Selection): Promise<Page<DevelopmentCaseView>> {
    const reach = await this.scope.reachOf(caller, 'development.read');
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), reach.condition(), ...filterConditions(args.filter ?? {})];
    const { order, first, after, purpose } = args;
    const page = await this.listings.page<ReadCase>(caseListing, { selection, conditions, order, first, after });
    if (page.nodes.length > 0 && showsCases(selection)) {
      await this.transactions.run((tx) => this.scope.recordReading(tx, caller, page.nodes, { purpose, fields: ['person', 'stage'] }));
    }
    return page;
  }

  /** A whole case. Throws NOT_FOUND outside the caller's subtrees. */
  async sheet(caller: Caller, caseId: string, purpose: ReadingPurpose, selection: Selection): Promise<DevelopmentCaseSheetView> {
    const reading = { purpose, fields: ['person', 'stage', 'facts', 'deadlines'] };
    const derived = await this.scope.read(caller, caseId, reading, async (tx) => this.derive(tx, caseId));
    return {
      ...derived,
      case: (await this.written(caseId, selectionBelow(selection, 'case')))!,
      waitingFacts: selection.waitingFacts ? await this.facts.waiting(caseId, selectionBelow(selection, 'waitingFacts')) : [],
    };
  }

  /** What a rule set would find worse than the set of each fact's day did; nothing is rewritten by it (INV-18). Audited. */
  async advisory(caller: Caller, caseId: string, purpose: ReadingPurpose, ruleSetId: string): Promise<AdvisoryEntryView[]> {
    return this.scope.read(caller, caseId, { purpose, fields: ['facts'] }, async (tx) => {
      const set = SHIPPED_RULE_SETS.find(({ id }) => id === ruleSetId);
      if (!set) throw notFound('ruleSetId');
      const { row, facts } = await this.records.load(tx, caseId);
      const world = await this.records.worldOf(tx, row, facts, localDateOf(tx.at));
      return adviseUnder(facts, world, set).map(({ fact, checks }) => ({
        factId: fact.id,
        kind: fact.kind,
        occurredOn: fact.occurredOn,
        findings: checks.map(({ check, outcomeThen }) => ({ check: checkView(check), outcomeThen })),
      }));
    });
  }

  /** One case for the payload of a verb that has just written it; the verb's own entry stands in the audit trail. */
  written(caseId: string, selection: Selection): Promise<DevelopmentCaseView | null> {
    return this.listings.one<DevelopmentCaseView>(caseListing, selection, [where('{t}.id = ?', caseId)]);
  }

  private async derive(tx: Tx, caseId: string) {
    const { row, facts } = await this.records.load(tx, caseId);
    return caseSheet(facts, await this.records.worldOf(tx, row, facts, localDateOf(tx.at)));
  }
}
