import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Access, type OrganizationScope, type ParkScope } from '../../access/access.js';
import { type HomeStanding, homeWithoutGapSql, MemberStandings } from '../../organizations/member-standings.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import { inList, Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, refuseIfAny } from '../../platform/errors/refusals.js';
import { declareReason } from '../../platform/reasons/program-reasons.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { Notices } from '../../platform/notices/notices.service.js';
import { serializeOn } from '../../platform/queue/key-lock.js';
import { DAY_IN_FUTURE } from '../../streamers/streamers.errors.js';
import { BADGE_CONSENT_TOO_EARLY, BADGE_IN_FORCE, BADGE_NEEDS_MEMBERSHIP, BADGE_REVOKED } from './badge.errors.js';
import { MemberBadge } from './badge.entity.js';
import type { BadgeRevocationGround } from './badge-kinds.js';

/** Kind of record in audit entries and notices. */
export const BADGE_KIND = 'MemberBadge';

/** Who carries the badge, and by which consent. */
export interface BadgeIssue {
  streamerId: string;
  consentOn: LocalDate;
  consentReference: string;
  idempotencyKey: string;
}

/** Which badge is taken back, and why. */
export interface BadgeRevocation {
  badgeId: string;
  ground: BadgeRevocationGround;
  reason: string;
  expectedVersion: number;
}

interface StreamerRow {
  id: string;
  parkId: string;
  personId: string;
}

interface Reach {
  organizations: OrganizationScope;
  parks: ParkScope;
}

/**
 * SQL that is true for a badge that is valid on the day: issued, not taken back, and its holder at home in a party organization on every day
 * since (INV-09). The day comes from the clock, never from a caller.
 */
export function badgeValidSql(alias: string, day: LocalDate): string {
  const isCarried = `${alias}.issuedOn <= '${day}' AND (${alias}.revokedOn IS NULL OR ${alias}.revokedOn > '${day}')`;
  return `(${isCarried} AND ${homeWithoutGapSql(`${alias}.personId`, `${alias}.issuedOn`, day)})`;
}

const SUPERSEDED = declareReason('BADGE_SUPERSEDED', {
  zh: '党员身份中断,由新的标识取代',
  en: 'The membership was interrupted; a new badge takes its place',
});

/** Badges of member streamers: issued and taken back by party recorders alone, carried by consent (INV-09, PR-7). */
@Injectable()
export class MemberBadges {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly standings: MemberStandings,
    private readonly audit: AuditTrail,
    private readonly notices: Notices,
  ) {}

  /** Issues a badge as of today. Refuses somebody who is not at home in the recorder's organizations, a consent to come, and a second badge. */
  async issueMemberBadge(caller: Caller, input: BadgeIssue): Promise<string> {
    const reach = {
      organizations: await this.access.organizations(caller, 'badges.issue'),
      parks: await this.access.parks(caller, 'badges.issue'),
    };
    const { parkId } = (await this.transactions.run((tx) => this.memberToBadge(tx, reach, input.streamerId))).streamer;
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'issueMemberBadge', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, parkId, 'member-badge', input.streamerId);
      const { streamer, home } = await this.memberToBadge(tx, reach, input.streamerId);
      const issuedOn = localDateOf(tx.at);
      refuseIfAny([
        ...(home ? [] : [BADGE_NEEDS_MEMBERSHIP({}, 'input', 'streamerId')]),
        ...(input.consentOn > issuedOn ? [DAY_IN_FUTURE({ onDay: input.consentOn }, 'input', 'consentOn')] : []),
        ...(home && !(await this.standings.isAtHome(tx, streamer.personId, input.consentOn))
          ? [BADGE_CONSENT_TOO_EARLY({ onDay: input.consentOn }, 'input', 'consentOn')]
          : []),
        ...((await this.holdersAmong(tx, parkId, [streamer.id], issuedOn)).size > 0 ? [BADGE_IN_FORCE({}, 'input', 'streamerId')] : []),
      ]);
      /* A badge that a gap in the membership made void stands in nobody's way; whoever issues the next one takes it back. */
      const voidBadges = await tx.manager.findBy(MemberBadge, { parkId, streamerId: streamer.id, revokedOn: IsNull() });
      for (const badge of voidBadges) await this.takeBack(tx, caller, badge, { ground: 'MEMBERSHIP_ENDED', reason: SUPERSEDED() });
      return this.insert(tx, caller, streamer, home!, input);
    });
    return ref;
  }

  /** Takes a badge back as of today. */
  async revokeMemberBadge(caller: Caller, input: BadgeRevocation): Promise<string> {
    const scope = (await this.access.organizations(caller, 'badges.issue')).condition('member_badge.organizationId');
    return this.transactions.run(async (tx) => {
      const [known] = await tx.rows<{ id: string }>(`SELECT id FROM member_badge WHERE id = ? AND ${scope.sql}`, [
        input.badgeId,
        ...scope.parameters,
      ]);
      if (!known) throw notFound('input', 'badgeId');
      const badge = await tx.manager.findOneByOrFail(MemberBadge, { id: known.id });
      requireVersion(badge, input.expectedVersion);
      if (badge.revokedOn !== null) throw new DomainError([BADGE_REVOKED({}, 'input', 'badgeId')]);
      await this.takeBack(tx, caller, badge, input);
      return badge.id;
    });
  }

  private async takeBack(
    tx: Tx,
    caller: Caller,
    badge: MemberBadge,
    { ground, reason }: Pick<BadgeRevocation, 'ground' | 'reason'>,
  ): Promise<void> {
    const changes = { revokedOn: localDateOf(tx.at), revokedGround: ground, revokedReason: reason };
    await updateVersioned(tx, MemberBadge, badge, changes);
    await this.notices.withdraw(tx, BADGE_KIND, badge.id);
    const act = { scopeId: badge.organizationId, recordKind: BADGE_KIND, recordId: badge.id, changes: changesBetween(badge, changes) };
    await this.audit.record(tx, caller, { ...act, action: 'revokeMemberBadge', reason });
  }

  /** Those among the streamers who carry a valid badge on the day: issued, not taken back, and at home in a party organization. */
  async holdersAmong(tx: Tx, parkId: string, streamerIds: readonly string[], day: LocalDate): Promise<Set<string>> {
    if (streamerIds.length === 0) return new Set();
    const rows = await tx.rows<{ streamerId: string }>(
      `SELECT streamerId FROM member_badge WHERE parkId = ? AND streamerId IN ${inList(streamerIds)} AND ${badgeValidSql('member_badge', day)}`,
      [parkId, ...streamerIds],
    );
    return new Set(rows.map((row) => row.streamerId));
  }

  /** A streamer whom the recorder reaches, by the park or by the membership; anybody else is NOT_FOUND, a member or not. */
  private async memberToBadge(tx: Tx, reach: Reach, streamerId: string): Promise<{ streamer: StreamerRow; home: HomeStanding | null }> {
    const [streamer] = await tx.rows<StreamerRow>('SELECT id, parkId, personId FROM streamer WHERE id = ?', [streamerId]);
    if (!streamer) throw notFound('input', 'streamerId');
    const home = await this.standings.homeWithin(tx, reach.organizations, streamer.personId, localDateOf(tx.at));
    if (!home && !reach.parks.includes(streamer.parkId)) throw notFound('input', 'streamerId');
    return { streamer, home };
  }

  private async insert(tx: Tx, caller: Caller, streamer: StreamerRow, home: HomeStanding, input: BadgeIssue): Promise<string> {
    const { parkId, personId, id: streamerId } = streamer;
    const { consentOn, consentReference } = input;
    const facts = { streamerId, consentOn, consentReference, issuedOn: localDateOf(tx.at) };
    const id = newId();
    const row = { id, parkId, personId, organizationId: home.organizationId, ...facts };
    await tx.insert(MemberBadge, [{ ...row, issuedBy: caller.accountId, version: 1 }]);
    const scopeId = home.organizationId;
    const read = { scopeId, recordKind: 'Membership', recordIds: [home.membershipId], fields: ['kind', 'standing'] };
    await this.audit.recordRead(tx, caller, { ...read, reason: 'issueMemberBadge' });
    const act = { scopeId, recordKind: BADGE_KIND, recordId: id, changes: changesBetween(null, facts) };
    await this.audit.record(tx, caller, { ...act, action: 'issueMemberBadge' });
    return id;
  }
}
