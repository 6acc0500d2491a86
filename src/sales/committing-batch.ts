import type { ImportChoices } from './import-batch.entity.js';
import type { Finding } from './intake/findings.js';
import type { SalesGrain } from './line-booking.rules.js';
import type { StagedRow } from './staged-row.js';

/** The batch as the commit needs it. */
export interface CommittingBatch {
  id: string;
  parkId: string;
  platform: string;
  grain: SalesGrain;
  basis: string;
  choices: ImportChoices;
}

/** A staged row that has no outcome yet. */
export interface PendingRow {
  id: string;
  rowNumber: number;
  content: StagedRow;
  findings: readonly Finding[];
}
