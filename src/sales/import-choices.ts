import { notFound } from '../platform/errors/faults.js';
import type { ImportChoices } from './import-batch.entity.js';
import type { ImportChoicesInput } from './imports.inputs.js';
import type { RowReader } from './session-matching.js';

/** What was chosen, with nothing left open. */
export function choicesOf(input: ImportChoicesInput): ImportChoices {
  return {
    accountId: input.accountId ?? null,
    hostStreamerIds: input.hostStreamerIds ?? [],
    recordMissingSessions: input.recordMissingSessions ?? false,
    acceptCorrections: input.acceptCorrections ?? false,
    switchGrain: input.switchGrain ?? false,
    beneficiaries: (input.beneficiaries ?? []).map(({ beneficiaryId, shareBasisPoints }) => ({ beneficiaryId, shareBasisPoints })),
  };
}

/** What a choice may name. */
type ChosenRecords = Pick<ImportChoices, 'accountId' | 'hostStreamerIds' | 'beneficiaries'>;

/** Throws NOT_FOUND, with the path below `root`, at the first choice that names a record of another park or of none. */
export async function requireChosenRecords(
  reader: RowReader,
  parkId: string,
  choices: ChosenRecords,
  root: 'input' | 'choices',
): Promise<void> {
  const exists = async (table: string, id: string) =>
    (await reader.rows(`SELECT id FROM ${table} WHERE id = ? AND parkId = ?`, [id, parkId])).length > 0;
  if (choices.accountId && !(await exists('platform_account', choices.accountId))) throw notFound(root, 'accountId');
  for (const [index, id] of choices.hostStreamerIds.entries()) {
    if (!(await exists('streamer', id))) throw notFound(root, 'hostStreamerIds', index);
  }
  for (const [index, { beneficiaryId }] of choices.beneficiaries.entries()) {
    if (!(await exists('beneficiary', beneficiaryId))) throw notFound(root, 'beneficiaries', index);
  }
}
