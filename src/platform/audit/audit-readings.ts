import { Injectable } from '@nestjs/common';
import { type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../database/listing.js';
import type { AuditedField } from './audit-changes.js';
import { READ_ACTION } from './audit-trail.js';

/** Whose readings are asked for. */
export interface ReadRecord {
  /** Scopes in whose trails the readings stand. */
  scopeIds: readonly string[];
  recordKind: string;
  recordId: string;
}

/** One reading as the person concerned may see it: no account, no request. */
export interface RecordReading {
  id: string;
  at: Date;
  actorName: string;
  /** What the reader gave as the reason; null when the kind of record asks for none. */
  purpose: string | null;
  /** Names of the fields that were shown. */
  shown: string[];
}

interface ReadRow {
  changes?: AuditedField[] | null;
  shown: string[];
}

const readingListing: ListingDefinition = {
  table: 'audit_entry',
  fields: { id: 'id', at: 'at', actorName: 'actorName', purpose: 'reason', changes: 'changes' },
  json: ['changes'],
  always: ['changes'],
  derive: (raw) => {
    const row = raw as unknown as ReadRow;
    row.shown = (row.changes ?? []).map(({ field }) => field);
    delete row.changes;
  },
  orders: { NEWEST_FIRST: { by: ['{t}.at'], direction: 'DESC' } },
};

/** Who read a record, for modules that show it to the person concerned. It asks for no rights: the module does. */
@Injectable()
export class AuditReadings {
  constructor(private readonly listings: Listings) {}

  /** A page of the readings of one record, newest first. */
  page(
    { scopeIds, recordKind, recordId }: ReadRecord,
    { first, after }: { first: number; after?: string | null },
    selection: Selection,
  ): Promise<Page<RecordReading>> {
    const conditions = [
      whereIn('{t}.scopeId', scopeIds),
      where('{t}.recordKind = ?', recordKind),
      where('{t}.recordId = ?', recordId),
      where('{t}.action = ?', READ_ACTION),
    ];
    return this.listings.page<RecordReading>(readingListing, { selection, conditions, order: 'NEWEST_FIRST', first, after });
  }
}
