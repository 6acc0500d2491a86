import type { Locale } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { ListingDefinition } from '../../platform/database/listing.js';
import type { CheckContent } from '../cases/development-case.entity.js';
import type { TimelineEntryKind } from './timeline-kinds.js';

/** Columns that every part of the timeline yields, in this order, each with what stands there where a part has nothing. */
const COLUMNS = {
  recordId: 'NULL',
  caseId: 'NULL',
  kind: 'NULL',
  happenedAt: 'NULL',
  actorId: 'NULL',
  occurredOn: 'NULL',
  factId: 'NULL',
  factKind: 'NULL',
  factStatus: 'NULL',
  documentNumber: 'NULL',
  title: 'NULL',
  ruleId: 'NULL',
  ruleSetId: 'NULL',
  outcome: 'NULL',
  toOrganizationId: 'NULL',
  reason: 'NULL',
  content: 'NULL',
} as const;
type Columns = Partial<Record<keyof typeof COLUMNS, string>>;

const FACT: Columns = {
  caseId: 'f.caseId',
  occurredOn: 'f.occurredOn',
  factId: 'f.id',
  factKind: 'f.kind',
  factStatus: 'f.status',
  documentNumber: 'f.documentNumber',
};
const PAPER: Columns = { caseId: 'd.caseId', factId: 'd.factId', documentNumber: 'd.reference', title: 'd.title' };

/** One SELECT for each kind of entry. A record may have entries of several kinds, and one of each. */
const PARTS: readonly (readonly [from: string, columns: Columns])[] = [
  ['development_case c', { recordId: 'c.id', caseId: 'c.id', kind: "'CASE_OPENED'", happenedAt: 'c.openedAt', actorId: 'c.openedBy' }],
  [
    'development_consent n',
    {
      ...{ recordId: 'n.id', caseId: 'n.caseId', kind: "CONCAT('CONSENT_', n.step)", happenedAt: 'n.recordedAt', actorId: 'n.recordedBy' },
      ...{ occurredOn: 'n.occurredOn', documentNumber: 'n.reference' },
    },
  ],
  ['development_fact f', { ...FACT, recordId: 'f.id', kind: "'FACT_RECORDED'", happenedAt: 'f.recordedAt', actorId: 'f.recordedBy' }],
  [
    'development_fact f WHERE f.decidedAt IS NOT NULL',
    { ...FACT, recordId: 'f.id', kind: "'FACT_DECIDED'", happenedAt: 'f.decidedAt', actorId: 'f.decidedBy', reason: 'f.reason' },
  ],
  [
    'development_fact f WHERE f.voidedAt IS NOT NULL',
    { ...FACT, recordId: 'f.id', kind: "'FACT_VOIDED'", happenedAt: 'f.voidedAt', actorId: 'f.voidedBy', reason: 'f.voidReason' },
  ],
  [
    'development_document d',
    {
      ...PAPER,
      recordId: 'd.id',
      kind: "'DOCUMENT_ATTACHED'",
      happenedAt: 'd.attachedAt',
      actorId: 'd.attachedBy',
      reason: 'd.correctionReason',
    },
  ],
  [
    'development_document d WHERE d.withdrawnAt IS NOT NULL',
    {
      ...PAPER,
      recordId: 'd.id',
      kind: "'DOCUMENT_WITHDRAWN'",
      happenedAt: 'd.withdrawnAt',
      actorId: 'd.withdrawnBy',
      reason: 'd.withdrawnReason',
    },
  ],
  [
    'development_check k JOIN development_fact f ON f.id = k.factId',
    {
      ...{ recordId: 'k.id', caseId: 'k.caseId', kind: "'RULE_CHECKED'", happenedAt: 'k.checkedAt', factId: 'k.factId' },
      ...{ factKind: 'f.kind', occurredOn: 'f.occurredOn' },
      ...{ ruleId: 'k.ruleId', ruleSetId: 'k.ruleSetId', outcome: 'k.outcome', content: 'k.content' },
    },
  ],
  [
    'development_handover h JOIN development_fact f ON f.id = h.factId',
    {
      ...FACT,
      ...{ recordId: 'h.id', kind: "'CASE_HANDED_OVER'", happenedAt: 'f.decidedAt', actorId: 'f.decidedBy' },
      ...{ occurredOn: 'h.handedOverOn', toOrganizationId: 'h.toOrganizationId' },
    },
  ],
];

/* With the scope given, the case's id that is asked for from outside leads into each table's index. */
function selectOf([from, columns]: (typeof PARTS)[number]): string {
  const list = Object.entries({ ...COLUMNS, ...columns }).map(([name, source]) => `${source} AS ${name}`);
  const id = `CONCAT(${columns.kind}, '-', ${columns.recordId}) AS id`;
  const alias = / (\w)(?: |$)/.exec(from)![1];
  return `SELECT ${[id, ...list].join(', ')} FROM ${from}${from.includes(' WHERE ') ? ' AND' : ' WHERE'} ${alias}.scopeId = '${INSTALLATION_SCOPE}'`;
}

/** The order of the kinds within one instant: what is judged comes after what was recorded. */
const KINDS_IN_ORDER: readonly TimelineEntryKind[] = [
  ...(['CASE_OPENED', 'CONSENT_GIVEN', 'FACT_RECORDED', 'RULE_CHECKED', 'FACT_DECIDED', 'CASE_HANDED_OVER', 'FACT_VOIDED'] as const),
  ...(['DOCUMENT_ATTACHED', 'DOCUMENT_WITHDRAWN', 'CONSENT_WITHDRAWN', 'CONSENT_RENEWED'] as const),
];
const KIND_RANK = `CASE {t}.kind ${KINDS_IN_ORDER.map((kind, rank) => `WHEN '${kind}' THEN ${rank}`).join(' ')} END`;

const FIELDS = {
  id: 'id',
  recordId: 'recordId',
  kind: 'kind',
  happenedAt: 'happenedAt',
  actorName: '(SELECT actor.displayName FROM account actor WHERE actor.id = {t}.actorId)',
  occurredOn: 'occurredOn',
  factId: 'factId',
  factKind: 'factKind',
  factStatus: 'factStatus',
  documentNumber: 'documentNumber',
  title: 'title',
  ruleId: 'ruleId',
  ruleSetId: 'ruleSetId',
  outcome: 'outcome',
  toOrganizationName: '(SELECT receiver.name FROM organization receiver WHERE receiver.id = {t}.toOrganizationId)',
  reason: 'reason',
  content: 'content',
} as const;

const LISTING: ListingDefinition = {
  table: `(${PARTS.map(selectOf).join(' UNION ALL ')})`,
  fields: FIELDS,
  json: ['content'],
  always: ['content', 'reason'],
  orders: {
    OLDEST_FIRST: { by: ['{t}.happenedAt', KIND_RANK], direction: 'ASC' },
    NEWEST_FIRST: { by: ['{t}.happenedAt', KIND_RANK], direction: 'DESC' },
  },
};

/** How the timeline of a case is read. What a rule said comes in the reader's language. Always with a condition on `caseId`. */
export function timelineListing(locale: Locale): ListingDefinition {
  return {
    ...LISTING,
    derive: (row) => {
      const content = row.content as CheckContent | null;
      if (content) row.reason = content.reason?.[locale] ?? null;
      delete row.content;
    },
  };
}
