import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { EligibilityChecks, type HostToCheck } from '../streamers/eligibility-checks.js';
import { settingOf } from './settings.service.js';
import { type HostPledge, refusalsOfHost } from './standing.rules.js';

/** Pledges of one host that are looked at; a few series over the years. */
const PLEDGES_READ_MAX = 200;

/** The name of the check in the registry of `streamers`. */
const CHECK_CODE = 'pledge-in-force';

/** Answers for a day whether the hosts of a park stand by a pledge in force, and registers that as a condition of a confirmation (INV-24). */
@Injectable()
export class PledgeStandings implements OnModuleInit {
  constructor(private readonly checks: EligibilityChecks) {}

  onModuleInit(): void {
    this.checks.register({ code: CHECK_CODE, check: (tx, host) => this.refusals(tx, host) });
  }

  /**
   * All reasons of the pledges against a host on the day of the session; a mentor who only stands by needs none, but must not have
   * had one revoked. A revocation of a kept pledge was decided not to count for the session.
   */
  async refusals(tx: Tx, host: HostToCheck, keptPledgeIds?: ReadonlySet<string>): Promise<Refusal[]> {
    const { parkId, streamerId, sessionStartOn: onDay } = host;
    const [streamer] = await tx.rows<{ stageName: string }>('SELECT stageName FROM streamer WHERE parkId = ? AND id = ?', [
      parkId,
      streamerId,
    ]);
    if (!streamer) throw new Error(`A session names streamer ${streamerId}, whom its park does not have`);
    const requiresPledgeFrom = host.role === 'HOST' ? (await settingOf(tx, parkId)).requiresPledgeFrom : null;
    const { stageName } = streamer;
    return refusalsOfHost(await pledgesOfHost(tx, parkId, streamerId), { stageName, onDay, requiresPledgeFrom }, keptPledgeIds);
  }

  /** Whether the record of pledges answers for sessions of the day: the park requires a pledge from then on. */
  async isRequiredOn(tx: Tx, parkId: string, onDay: LocalDate): Promise<boolean> {
    const { requiresPledgeFrom } = await settingOf(tx, parkId);
    return requiresPledgeFrom !== null && requiresPledgeFrom <= onDay;
  }
}

async function pledgesOfHost(tx: Tx, parkId: string, streamerId: string): Promise<HostPledge[]> {
  const rows = await tx.rows<Omit<HostPledge, 'awaitsGuardian' | 'isAppealed'> & { awaitsGuardian: unknown; isAppealed: unknown }>(
    `SELECT g.id, g.code, t.name AS templateName, g.status, g.validFrom, g.validUntil, g.expiringFrom, g.awaitsGuardian, g.renewedById,
       g.appealUntil, g.isAppealed, g.goneReason
     FROM integrity_pledge g JOIN pledge_template t ON t.id = g.templateId
     WHERE g.parkId = ? AND g.signatoryId = ? AND g.audience = 'STREAMER' ORDER BY g.id DESC LIMIT ${PLEDGES_READ_MAX}`,
    [parkId, streamerId],
  );
  return rows.map((row) => ({ ...row, awaitsGuardian: Boolean(row.awaitsGuardian), isAppealed: Boolean(row.isAppealed) })).reverse();
}
