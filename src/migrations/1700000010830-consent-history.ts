import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLE: TableSpec = {
  name: 'development_consent',
  columns: [
    column.primaryId(),
    column.id('scopeId'),
    column.id('caseId'),
    column.id('organizationId'),
    column.text('step', 12),
    column.localDate('occurredOn'),
    column.text('reference', 200, { nullable: true }),
    column.id('recordedBy'),
    column.instant('recordedAt'),
  ],
  indexes: { ix_development_consent_case: ['scopeId', 'caseId', 'recordedAt'] },
};

/** Which step an audited verb was, and the field that tells its day. */
const STEPS: Readonly<Record<string, readonly [step: string, dayField: string]>> = {
  openDevelopmentCase: ['GIVEN', 'consentOn'],
  withdrawDevelopmentConsent: ['WITHDRAWN', 'consentWithdrawnOn'],
  renewDevelopmentConsent: ['RENEWED', 'consentOn'],
};

interface AuditedStep {
  id: string;
  organizationId: string;
  caseId: string;
  action: string;
  actorId: string;
  at: number | string;
  changes: string;
}

/** Columns of a case as they were after a step. */
type KnownColumns = Readonly<Record<string, string | null>>;

/** Each consent that was given, withdrawn and renewed. The case's row knows the last one only; the audit trail knows those before. */
export class ConsentHistory1700000010830 implements MigrationInterface {
  name = 'ConsentHistory1700000010830';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, [TABLE]);
    /* An interrupted run may have written some: DDL is not transactional on MySQL. */
    await runner.query('DELETE FROM development_consent');
    const audited = (await runner.query(
      `SELECT a.id AS id, a.scopeId AS organizationId, a.recordId AS caseId, a.action AS action, a.actorId AS actorId, a.at AS at, a.changes AS changes
       FROM audit_entry a JOIN development_case c ON c.id = a.recordId
       WHERE a.recordKind = 'DevelopmentCase' AND a.changes IS NOT NULL AND a.action IN (${Object.keys(STEPS)
         .map((action) => `'${action}'`)
         .join(', ')}) ORDER BY a.at, a.id`,
    )) as AuditedStep[];
    const known = new Map<string, KnownColumns>();
    for (const entry of audited) {
      const columns = { ...known.get(entry.caseId), ...changedColumns(entry) };
      known.set(entry.caseId, columns);
      await this.write(runner, entry, columns);
    }
    await runner.query(
      `INSERT INTO development_consent (id, scopeId, caseId, organizationId, step, occurredOn, reference, recordedBy, recordedAt)
       SELECT c.id, c.scopeId, c.id, c.openedOrganizationId, 'GIVEN', c.consentOn, c.consentReference, c.openedBy, c.openedAt
       FROM development_case c WHERE NOT EXISTS (SELECT 1 FROM development_consent n WHERE n.caseId = c.id AND n.step = 'GIVEN')`,
    );
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, [TABLE]);
  }

  private async write(runner: QueryRunner, entry: AuditedStep, columns: KnownColumns): Promise<void> {
    const { id, organizationId, caseId, action, actorId, at } = entry;
    const [step, dayField] = STEPS[action]!;
    const occurredOn = columns[dayField] ?? null;
    if (occurredOn === null) return;
    const reference = step === 'WITHDRAWN' ? null : (columns.consentReference ?? null);
    await runner.query(
      `INSERT INTO development_consent (id, scopeId, caseId, organizationId, step, occurredOn, reference, recordedBy, recordedAt)
       SELECT ?, c.scopeId, c.id, ?, ?, ?, ?, ?, ? FROM development_case c WHERE c.id = ?`,
      [id, organizationId, step, occurredOn, reference, actorId, at, caseId],
    );
  }
}

/** The trail names only what a step changed: a consent renewed on the day of the one before, or with its paper, does not name that again. */
function changedColumns({ changes }: AuditedStep): KnownColumns {
  const fields = JSON.parse(changes) as { field: string; after: string | null }[];
  return Object.fromEntries(fields.map(({ field, after }) => [field, after]));
}
