import { PERMISSIONS } from '../../access/roles.js';
import type { CopyPage } from '../../platform/personal-data/personal-copies.js';
import type { RegisteredTable } from '../../platform/personal-data/personal-data-register.js';
import type { Page } from '../../platform/database/listing.js';
import { shownReason } from '../../platform/reasons/program-reasons.js';
import type { ErasurePlanItem } from './erasure.rules.js';
import type { PersonalDataCopyView, PersonalDataEntryView, PersonErasureView } from './person-data.objects.js';

/** An entry of the purpose register as it is shown. */
export function entryOf({ table, zh, en, purpose, basis, retention, readers, fields }: RegisteredTable): PersonalDataEntryView {
  return {
    table,
    label: { zh, en },
    purpose,
    basis,
    retention: { zh: retention.zh, en: retention.en },
    readers,
    readerRoles: [...(PERMISSIONS[readers as keyof typeof PERMISSIONS] as readonly string[])],
    fields: Object.entries(fields).map(([name, field]) => ({
      name,
      label: { zh: field.zh, en: field.en },
      isEncrypted: field.sealed !== undefined,
      withheld: field.withheld ?? null,
    })),
  };
}

/** A page of a copy as it is shown. */
export function copyOf({ records, endCursor, hasNextPage }: CopyPage): PersonalDataCopyView {
  return {
    endCursor,
    hasNextPage,
    records: records.map(({ table, recordId, fields }) => ({
      recordId,
      entry: entryOf(table),
      values: fields.map(({ name, zh, en, value }) => ({ name, label: { zh, en }, value })),
    })),
  };
}

/** A request as it is stored: its plan names texts flat, and the scope of every row. */
export type StoredErasure = Omit<PersonErasureView, 'plan'> & { plan: ErasurePlanItem[] };

/** Texts are shown in pairs, reasons of the program in the reader's language, and where rows stand is not shown. */
export function shownErasure(erasure: StoredErasure | null): PersonErasureView | null {
  if (erasure === null) return null;
  const plan = erasure.plan.map(({ table, zh, en, rows, fate, keptUntil, ruleZh, ruleEn }) => ({
    ...{ table, rows, fate, keptUntil, label: { zh, en }, retention: { zh: ruleZh, en: ruleEn } },
  }));
  const { requestReference, decisionReason } = erasure;
  const said = {
    ...(requestReference && { requestReference: shownReason(requestReference) }),
    ...(decisionReason && { decisionReason: shownReason(decisionReason) }),
  };
  return { ...erasure, ...said, plan };
}

/** The same for a page. */
export function shownErasures(page: Page<StoredErasure>): Page<PersonErasureView> {
  const nodes = page.nodes.map((node) => shownErasure(node)!);
  return { ...page, nodes, edges: page.edges.map((edge, index) => ({ ...edge, node: nodes[index]! })) };
}
