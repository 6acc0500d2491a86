import { refusalsOfShares } from '../broadcasts/session-plan.rules.js';
import { notFound } from '../platform/errors/faults.js';
import type { Refusal } from '../platform/errors/refusals.js';
import type { ImportChoices } from './import-batch.entity.js';
import type { ImportChoicesInput } from './imports.inputs.js';
import { ACCOUNT_OF_OTHER_PLATFORM, IMPORT_NEEDS_ACCOUNT } from './sales.errors.js';
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

/** A batch as its choices are judged. */
interface ChosenFor {
  id: string;
  parkId: string;
  platform: string;
  grain: string;
}

/** Why a commit with these choices is refused as a whole, for the commit and its preview alike (INV-26, INV-34). */
export async function refusalsOfChoices(reader: RowReader, batch: ChosenFor, choices: ImportChoices): Promise<Refusal[]> {
  const refusals = refusalsOfShares(choices.beneficiaries.length > 0, choices.beneficiaries);
  if (choices.accountId) {
    const [account] = await reader.rows<{ platform: string }>('SELECT platform FROM platform_account WHERE id = ?', [choices.accountId]);
    if (account!.platform === batch.platform) return refusals;
    return [ACCOUNT_OF_OTHER_PLATFORM({ platform: batch.platform }, 'input', 'accountId'), ...refusals];
  }
  if (batch.grain !== 'SESSION') return refusals;
  const [live] = await reader.rows<{ content: string }>(
    `SELECT content FROM import_row WHERE parkId = ? AND batchId = ? AND state = 'VALID' ORDER BY rowNumber LIMIT 1`,
    [batch.parkId, batch.id],
  );
  const accountName = live ? (JSON.parse(live.content) as { accountName?: string | null }).accountName : '';
  return accountName === null ? [IMPORT_NEEDS_ACCOUNT({}, 'input', 'accountId'), ...refusals] : refusals;
}
