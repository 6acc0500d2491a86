import { homeStandingSql } from '../../organizations/member-standings.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { badgeValidSql } from '../badges/member-badges.service.js';
import { statusSql } from '../track-views.js';
import { tierOn } from '../tiers/tier.rules.js';
import type { StreamerTier } from '../tiers/tier-kinds.js';
import { streamerConsents } from './consents-in-force.js';
import type { TalentView } from './double-cultivation.objects.js';

/** Which streamers: one of a page, or all enrollments of the persons of a page. */
export type TalentsOf = { streamerIds: readonly string[] } | { personIds: readonly string[] };

type TalentRow = Omit<TalentView, 'tier'> & { personId: string; decidedTier: StreamerTier | null };

/** The way to talent by person, in one statement. Streamers without a consent in force are left out. */
export async function talentsByPerson(tx: Tx, which: TalentsOf, today: LocalDate): Promise<Map<string, TalentView[]>> {
  const [column, ids] = 'streamerIds' in which ? ['id', which.streamerIds] : ['personId', which.personIds];
  const found = new Map<string, TalentView[]>();
  if (ids.length === 0) return found;
  const label = `SELECT CASE ${homeStandingSql('s.personId', today)} WHEN 'FULL' THEN 'MEMBER' ELSE 'PROBATIONARY_MEMBER' END
    FROM member_badge b WHERE b.parkId = s.parkId AND b.streamerId = s.id AND ${badgeValidSql('b', today)} LIMIT 1`;
  const decided = `SELECT c.toTier FROM skill_tier_change c WHERE c.parkId = s.parkId AND c.streamerId = s.id ORDER BY c.sequenceNumber DESC LIMIT 1`;
  const rows = await tx.rows<TalentRow>(
    `SELECT s.personId AS personId, s.id AS streamerId, s.stageName AS stageName, t.passedGate AS passedGate, t.enrolledOn AS enrolledOn,
       t.certificateUntil AS certificateUntil, ${statusSql(today).replaceAll('{t}', 't')} AS status, (${decided}) AS decidedTier, (${label}) AS badge
     FROM streamer s LEFT JOIN skill_track t ON t.parkId = s.parkId AND t.streamerId = s.id
       AND t.attempt = (SELECT MAX(n.attempt) FROM skill_track n WHERE n.parkId = s.parkId AND n.streamerId = s.id)
     WHERE s.${column} IN ${inList(ids)} AND ${streamerConsents('s', today)} ORDER BY s.stageName, s.id`,
    ids,
  );
  for (const { personId, decidedTier, ...talent } of rows) {
    const isCertified = talent.status === 'CERTIFIED';
    const tier = talent.passedGate === null ? null : tierOn({ isCertified, decidedTier: decidedTier ?? 'CERTIFIED' });
    found.set(personId, [...(found.get(personId) ?? []), { ...talent, tier }]);
  }
  return found;
}
