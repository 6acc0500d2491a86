import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { inList, type Tx, Transactions } from '../../platform/database/transactions.js';
import { requestContext } from '../../platform/operations/request-context.js';
import type { FactKind } from '../machine/case-facts.js';
import { CaseScope } from './case-scope.js';
import type { ReadingPurpose } from './case-states.js';
import { figuresOf } from './check-views.js';
import type { CheckContent } from './development-case.entity.js';
import type { DevelopmentFactView, NamedPersonView } from './fact.objects.js';
import { FactLabels } from './fact-labels.js';
import { namedPersons } from './fact-references.js';

/** Facts of one case that wait, for one view; one is recorded at a time, a few may wait to be voided. */
const WAITING_MAX = 50;

const actorListing: ListingDefinition = { table: 'account', fields: { id: 'id', displayName: 'displayName' } };

interface CheckRow extends Omit<CheckContent, 'facts'> {
  content?: CheckContent;
  figures: { name: string; value: string }[];
}

const checkListing: ListingDefinition = {
  table: 'development_check',
  fields: {
    id: 'id',
    ruleId: 'ruleId',
    ruleSetId: 'ruleSetId',
    severity: 'severity',
    outcome: 'outcome',
    moment: 'moment',
    content: 'content',
    curedOn: 'curedOn',
    checkedAt: 'checkedAt',
  },
  json: ['content'],
  always: ['content'],
  derive: (raw) => {
    const row = raw as unknown as CheckRow;
    const { facts, ...texts } = row.content!;
    Object.assign(row, texts, { figures: figuresOf(facts) });
    delete row.content;
  },
};

interface FactRow {
  data?: Record<string, unknown>;
  details: { name: string; value: string }[];
  personIds: string[];
}

/** How facts are read. `details` and `personIds` come from the stored data. */
const factListing: ListingDefinition = {
  table: 'development_fact',
  fields: {
    id: 'id',
    scopeId: 'scopeId',
    caseId: 'caseId',
    sequence: 'sequence',
    kind: 'kind',
    occurredOn: 'occurredOn',
    documentNumber: 'documentNumber',
    data: 'data',
    overrides: 'overrides',
    status: 'status',
    recordedAt: 'recordedAt',
    decidedAt: 'decidedAt',
    reason: 'reason',
    voidReason: 'voidReason',
    voidedAt: 'voidedAt',
    version: 'version',
  },
  json: ['data', 'overrides'],
  always: ['data', 'kind'],
  derive: (raw) => {
    const row = raw as unknown as FactRow;
    const { data } = row;
    row.details = detailsOf(data!);
    row.personIds = namedPersons({ kind: 'INTENT_EXPRESSED', data: data! });
    delete row.data;
  },
  one: {
    recordedBy: { listing: () => actorListing, key: 'recordedBy' },
    decidedBy: { listing: () => actorListing, key: 'decidedBy' },
    voidAskedBy: { listing: () => actorListing, key: 'voidAskedBy' },
  },
  many: {
    checks: { listing: () => checkListing, ownerKey: '{t}.factId', orderBy: '{t}.checkedAt, {t}.id' },
  },
  orders: { RECORDED_FIRST: { by: ['{t}.sequence'], direction: 'ASC' } },
};

/** Content of a fact as name and text: `ballot.yes` = `9`. Persons are shown by name elsewhere. */
function detailsOf(data: object, prefix = ''): { name: string; value: string }[] {
  return Object.entries(data).flatMap(([name, value]: [string, unknown]) => {
    if (value === null || Array.isArray(value)) return [];
    if (typeof value === 'object') return detailsOf(value, `${prefix}${name}.`);
    return [{ name: `${prefix}${name}`, value: String(value as string | number | boolean) }];
  });
}

type ShownFact = DevelopmentFactView & { kind: FactKind; personIds?: string[] };

/** Facts of cases as they are shown, who recorded and confirmed them included. */
@Injectable()
export class FactQueries {
  constructor(
    private readonly listings: Listings,
    private readonly scope: CaseScope,
    private readonly transactions: Transactions,
    private readonly labels: FactLabels,
  ) {}

  /** A page of everything that was ever recorded of a case, in the order of recording. Audited. */
  async history(
    caller: Caller,
    args: { caseId: string; purpose: ReadingPurpose; first: number; after?: string | null },
    selection: Selection,
  ): Promise<Page<DevelopmentFactView>> {
    const { caseId, purpose, first, after } = args;
    await this.scope.read(caller, caseId, { purpose, fields: ['facts'] }, () => Promise.resolve());
    const page = await this.listings.page<ShownFact>(factListing, {
      selection,
      conditions: [where('{t}.scopeId = ?', INSTALLATION_SCOPE), where('{t}.caseId = ?', caseId)],
      order: 'RECORDED_FIRST',
      first,
      after,
    });
    await this.nameAll(page.nodes);
    return page;
  }

  /** One fact for the payload of a verb that has just written it. */
  async written(factId: string, selection: Selection): Promise<DevelopmentFactView | null> {
    return (await this.list([where('{t}.id = ?', factId)], selection))[0] ?? null;
  }

  /** Facts of one case that wait for a second person, to be confirmed or to be voided. */
  waiting(caseId: string, selection: Selection): Promise<DevelopmentFactView[]> {
    return this.list(
      [
        where('{t}.scopeId = ?', INSTALLATION_SCOPE),
        where('{t}.caseId = ?', caseId),
        where(`{t}.status = 'PENDING' OR ({t}.status = 'CONFIRMED' AND {t}.voidAskedBy IS NOT NULL)`),
      ],
      selection,
    );
  }

  /** Names of the persons, in one statement. */
  namesOf(tx: Tx, personIds: readonly string[]): Promise<NamedPersonView[]> {
    const unique = [...new Set(personIds)];
    if (unique.length === 0) return Promise.resolve([]);
    return tx.rows<NamedPersonView>(`SELECT id, fullName FROM person WHERE id IN ${inList(unique)}`, unique);
  }

  private async list(conditions: readonly Condition[], selection: Selection): Promise<DevelopmentFactView[]> {
    const facts = await this.listings.list<ShownFact>(factListing, selection, conditions, '{t}.sequence', WAITING_MAX);
    await this.nameAll(facts);
    return facts;
  }

  private async nameAll(facts: readonly ShownFact[]): Promise<void> {
    const ids = facts.flatMap(({ personIds }) => personIds ?? []);
    const { locale } = requestContext();
    const { named, words } = await this.transactions.run(async (tx) => ({
      named: await this.namesOf(tx, ids),
      words: await this.labels.of(tx, facts),
    }));
    const byId = new Map(named.map((person) => [person.id, person]));
    for (const [index, fact] of facts.entries()) {
      fact.details = fact.details.map((detail, at) => {
        const { label, text } = words[index]![at]!;
        return { ...detail, label: label[locale], text: text[locale] };
      });
      fact.persons = (fact.personIds ?? []).flatMap((id) => byId.get(id) ?? []);
      delete fact.personIds;
    }
  }
}
