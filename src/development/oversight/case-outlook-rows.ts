import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { DevelopmentDeadline, DevelopmentOutlook, DevelopmentStageInterval } from './case-outlook.entity.js';
import type { Derived } from './derived-rows.rules.js';

/** A table whose rows are derived, with the columns that carry meaning. */
interface DerivedTable<Row extends ObjectLiteral> {
  name: string;
  /** Statement that removes the rows of the cases whose list follows it. */
  removal: string;
  entity: EntityTarget<Row>;
  columns: readonly (keyof Derived<Row> & string)[];
  /** Columns that hold truth values: the engines give them as numbers. */
  truths: readonly (keyof Derived<Row> & string)[];
}

export const DEADLINES: DerivedTable<DevelopmentDeadline> = {
  name: 'development_deadline',
  removal: 'DELETE FROM development_deadline WHERE scopeId = ? AND caseId IN',
  entity: DevelopmentDeadline,
  columns: [
    ...(['caseId', 'organizationId', 'code', 'ruleId', 'ruleSetId', 'fromFactId', 'dueOn', 'isProvisional', 'metOn'] as const),
    'nextRemindOn',
  ],
  truths: ['isProvisional'],
};

export const OUTLOOK: DerivedTable<DevelopmentOutlook> = {
  name: 'development_outlook',
  removal: 'DELETE FROM development_outlook WHERE scopeId = ? AND caseId IN',
  entity: DevelopmentOutlook,
  columns: [
    ...(['caseId', 'organizationId', 'position', 'kind', 'stepNumber', 'stepCode', 'earliestOn', 'latestOn'] as const),
    ...(['isWaitingEnough', 'isProvisional'] as const),
  ],
  truths: ['isWaitingEnough', 'isProvisional'],
};

export const INTERVALS: DerivedTable<DevelopmentStageInterval> = {
  name: 'development_stage_interval',
  removal: 'DELETE FROM development_stage_interval WHERE scopeId = ? AND caseId IN',
  entity: DevelopmentStageInterval,
  columns: [
    ...(['caseId', 'organizationId', 'position', 'stage', 'fromOn', 'toOn', 'stageFromOn', 'isEntry', 'isGroupEntry'] as const),
    'stayedDays',
  ],
  truths: ['isEntry', 'isGroupEntry'],
};

type CaseRows<Row> = Map<string, Derived<Row>[]>;

/** The rows that stand, by case. */
export async function standingRows<Row extends ObjectLiteral & { caseId: string }>(
  tx: Tx,
  { name, columns, truths }: DerivedTable<Row>,
  caseIds: readonly string[],
): Promise<CaseRows<Row>> {
  const rows = await tx.rows<Record<string, unknown>>(
    `SELECT ${columns.join(', ')} FROM ${name} WHERE scopeId = ? AND caseId IN ${inList(caseIds)}`,
    [INSTALLATION_SCOPE, ...caseIds],
  );
  const found: CaseRows<Row> = new Map();
  for (const row of rows) {
    for (const truth of truths) row[truth] = Boolean(row[truth]);
    const caseId = row.caseId as string;
    const known = found.get(caseId);
    if (known) known.push(row as Derived<Row>);
    else found.set(caseId, [row as Derived<Row>]);
  }
  return found;
}

/** Replaces the rows of those cases whose rows have changed, and returns how many cases that were. Where nothing changed it writes nothing. */
export async function replaceRows<Row extends ObjectLiteral & { caseId: string }>(
  tx: Tx,
  table: DerivedTable<Row>,
  standing: CaseRows<Row>,
  wanted: CaseRows<Row>,
): Promise<number> {
  const textOf = (rows: readonly Derived<Row>[] = []) =>
    rows
      .map((row) => JSON.stringify(table.columns.map((name) => row[name])))
      .sort()
      .join();
  const changed = [...wanted.keys()].filter((caseId) => textOf(standing.get(caseId)) !== textOf(wanted.get(caseId)));
  if (changed.length === 0) return 0;
  const parameters = [INSTALLATION_SCOPE, ...changed];
  await tx.execute(`${table.removal} ${inList(changed)}`, parameters);
  const rows = changed.flatMap((caseId) => wanted.get(caseId)!);
  await tx.insert(
    table.entity,
    rows.map((row) => ({ ...row, id: newId(), scopeId: INSTALLATION_SCOPE }) as unknown as Partial<Row>),
  );
  return changed.length;
}
