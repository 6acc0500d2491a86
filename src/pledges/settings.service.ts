import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { PledgeSetting } from './pledge.entity.js';
import { refusalsOfSettings } from './settings.rules.js';

/** What holds in a park that has decided nothing. */
const DEFAULTS = { requiresPledgeFrom: null, appealDays: 15, recallDays: 10 } as const;

/** What a park decides about its pledges. */
export type PledgeSettingFacts = Pick<PledgeSetting, 'requiresPledgeFrom' | 'appealDays' | 'recallDays' | 'version'>;

/** A change of it; what is left out stays, a null for the day takes the requirement back. */
export interface SettingChange {
  parkId: string;
  requiresPledgeFrom?: LocalDate | null;
  appealDays?: number | null;
  recallDays?: number | null;
  /** Needed when less is required than before. */
  reason?: string | null;
  expectedVersion: number;
}

/** The settings of a park; those of a park without a row are the defaults at version 1. */
export async function settingOf(tx: Pick<Tx, 'rows'>, parkId: string): Promise<PledgeSettingFacts> {
  const [row] = await tx.rows<PledgeSettingFacts>(
    'SELECT requiresPledgeFrom, appealDays, recallDays, version FROM pledge_setting WHERE parkId = ?',
    [parkId],
  );
  return row ?? { ...DEFAULTS, version: 1 };
}

/** The park's switches: from which day a host needs a pledge, and how long the windows are. */
@Injectable()
export class PledgeSettings {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
  ) {}

  /** Null when the park is not the caller's. */
  async ofPark(caller: Caller, parkId: string): Promise<(PledgeSettingFacts & { parkId: string }) | null> {
    const scope = await this.access.parks(caller, 'pledges.read');
    const parks = await this.dataSource.query<unknown[]>('SELECT id FROM park WHERE id = ?', [parkId]);
    if (!scope.includes(parkId) || parks.length === 0) return null;
    const reader = { rows: <Row>(sql: string, parameters: readonly unknown[] = []) => this.dataSource.query<Row[]>(sql, [...parameters]) };
    return { parkId, ...(await settingOf(reader, parkId)) };
  }

  /** Returns the park's id; nothing is written when nothing changes. Throws NOT_FOUND, STALE_VERSION and what the rules refuse with. */
  async changePledgeSettings(caller: Caller, change: SettingChange): Promise<string> {
    const { parkId } = change;
    await this.access.requirePark(caller, 'pledges.manage', parkId, 'input', 'parkId');
    return this.transactions.run(async (tx) => {
      const row = await tx.manager.findOneBy(PledgeSetting, { parkId });
      const before = row ?? { ...DEFAULTS, version: 1, id: newId(), parkId };
      requireVersion(before, change.expectedVersion);
      const after = {
        requiresPledgeFrom: change.requiresPledgeFrom === undefined ? before.requiresPledgeFrom : change.requiresPledgeFrom,
        appealDays: change.appealDays ?? before.appealDays,
        recallDays: change.recallDays ?? before.recallDays,
      };
      const changes = changesBetween(before, after);
      refuseIfAny(refusalsOfSettings(before, after, { reason: change.reason ?? null, today: localDateOf(tx.at) }));
      if (changes.length === 0) return parkId;
      if (row) await updateVersioned(tx, PledgeSetting, row, after);
      else await this.first(tx, { id: before.id, parkId, ...after, version: before.version + 1 });
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'changePledgeSettings',
        recordKind: 'PledgeSetting',
        recordId: before.id,
        changes,
        reason: change.reason ?? undefined,
      });
      return parkId;
    });
  }

  private async first(tx: Tx, row: PledgeSetting): Promise<void> {
    try {
      await tx.insert(PledgeSetting, [row]);
    } catch (error) {
      throw isDuplicateKey(error) ? new RetryWork('the settings were made at the same time') : error;
    }
  }
}
