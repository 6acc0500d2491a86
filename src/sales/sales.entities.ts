import { ImportBatch, ImportRow } from './import-batch.entity.js';
import { GrainSwitch, MetricObservation, SalesEntry, SalesLine, SessionLive, SessionTally } from './ledger.entity.js';
import { SalesRollup } from './rollup.entity.js';

/** Tables of this module, for the one list of the application. */
export const SALES_ENTITIES = [
  ImportBatch,
  ImportRow,
  SalesEntry,
  SalesLine,
  SessionTally,
  SessionLive,
  GrainSwitch,
  MetricObservation,
  SalesRollup,
];
