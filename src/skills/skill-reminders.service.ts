import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { addDays, daysBetween, type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { type NoticeToPost, Notices } from '../platform/notices/notices.service.js';
import { JobOutbox } from '../platform/queue/job-outbox.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { GONE_STATUSES } from '../streamers/streamer-states.js';
import { BADGE_KIND, badgeValidSql } from './badges/member-badges.service.js';
import { POST_PARK_REMINDERS } from './skills.jobs.js';

/** Days before the end of a certificate or a lesson from which on somebody is told, once each; a day that was missed is made up for. */
const REMINDER_DAYS: readonly number[] = [0, 7, 30, 60];
const REMINDER_DAYS_MAX = 60;
/** Parks of one installation, and endings of one park on the days of one run, that are read at most. */
const PARKS_MAX = 2_000;
const ENDINGS_MAX = 5_000;

interface Ending {
  id: string;
  streamerId: string;
  stageName: string;
  endsOn: LocalDate;
}

interface LostBadge {
  id: string;
  organizationId: string;
  stageName: string;
}

/** Tells in good time what ends: certificates, first lessons, badges. Nothing that follows from a date is written down by it. */
@Injectable()
export class SkillReminders {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
    private readonly outbox: JobOutbox,
  ) {}

  /** Asks for the reminders of every park, one job each. */
  async requestAll(run: JobRun): Promise<void> {
    await run.complete(async (tx) => {
      const parks = await tx.rows<{ id: string }>(`SELECT id FROM park WHERE status <> 'CLOSED' ORDER BY id LIMIT ${PARKS_MAX}`);
      const day = localDateOf(tx.at);
      await this.outbox.enqueueMany(
        tx,
        POST_PARK_REMINDERS,
        parks.map(({ id }) => ({ scopeId: id, key: day, payload: {} })),
      );
    });
  }

  /** Posts what is due in one park today. A second run posts nothing twice: each notice has its key. */
  async postPark(tx: Tx, parkId: string): Promise<void> {
    const today = localDateOf(tx.at);
    const certificates = await endings(tx, parkId, 'certificateUntil', today);
    const lessons = await endings(tx, parkId, 'lessonUntil', today);
    const officers = await this.access.accountsHolding(tx, 'skills.certify', { parkId });
    const owners = await this.access.accountsOfStreamers(tx, [
      ...new Set([...certificates, ...lessons].map(({ streamerId }) => streamerId)),
    ]);
    const told = (ending: Ending, kind: EndingKind) =>
      noticesOf(parkId, officers, owners.get(ending.streamerId) ?? [], ending, kind, today);
    await this.notices.post(tx, [
      ...certificates.flatMap((ending) => told(ending, CERTIFICATE_ENDING)),
      ...lessons.flatMap((ending) => told(ending, LESSON_ENDING)),
    ]);
    for (const badge of await lostBadges(tx, parkId, today)) await this.postLostBadge(tx, badge, today);
  }

  /** Only party recorders are told: that a membership ended is nothing for a park role (PR-7). */
  private async postLostBadge(tx: Tx, badge: LostBadge, today: LocalDate): Promise<void> {
    const { id, organizationId, stageName } = badge;
    const accountIds = await this.access.accountsHolding(tx, 'badges.issue', { organizationId });
    const text = {
      zh: `主播“${stageName}”的党员身份已结束,标识自动失效,请登记收回。`,
      en: `The membership of the host "${stageName}" has ended and the badge is void; record that it was taken back.`,
    };
    const about = { subjectKind: BADGE_KIND, subjectId: id, dedupKey: `badge-lost/${id}`, dueOn: today, text };
    await this.notices.post(tx, [
      { scopeId: organizationId, topic: 'skills.badge-lost', requiredPermission: 'badges.issue', accountIds, ...about },
    ]);
  }
}

/** What the office and the streamer are told of one ending, under the key of the nearest day that has come. */
function noticesOf(
  parkId: string,
  officers: readonly string[],
  own: readonly string[],
  ending: Ending,
  { topic, text }: EndingKind,
  today: LocalDate,
): NoticeToPost[] {
  const daysLeft = daysBetween(today, ending.endsOn);
  const threshold = REMINDER_DAYS.find((days) => days >= daysLeft);
  const dedupKey = `${topic}/${ending.id}/${ending.endsOn}/${threshold}`;
  const about = { topic, subjectKind: 'SkillTrack', subjectId: ending.id, dueOn: ending.endsOn, text: text(ending, daysLeft) };
  return [
    { ...about, scopeId: parkId, requiredPermission: 'skills.certify', dedupKey, accountIds: officers },
    { ...about, scopeId: ending.streamerId, requiredPermission: 'own.skills', dedupKey: `${dedupKey}/own`, accountIds: own },
  ];
}

interface EndingKind {
  topic: string;
  text: (ending: Ending, days: number) => { zh: string; en: string };
}

const CERTIFICATE_ENDING: EndingKind = {
  topic: 'skills.certificate-ending',
  text: ({ stageName, endsOn }, days) => ({
    zh: `主播“${stageName}”的证书 ${endsOn} 到期(${days === 0 ? '今天' : `还有 ${days} 天`}),请安排演练和考核。`,
    en: `The certificate of the host "${stageName}" ends on ${endsOn} (in ${days} days); arrange rehearsal and assessment.`,
  }),
};

const LESSON_ENDING: EndingKind = {
  topic: 'skills.lesson-ending',
  text: ({ stageName, endsOn }, days) => ({
    zh: `主播“${stageName}”的网络主播第一课 ${endsOn} 到期(${days === 0 ? '今天' : `还有 ${days} 天`}),请安排复训。`,
    en: `The first lesson of the host "${stageName}" is valid until ${endsOn} (in ${days} days); repeat it.`,
  }),
};

/** Tracks whose certificate or lesson ends within the days of the first reminder. */
function endings(tx: Tx, parkId: string, column: 'certificateUntil' | 'lessonUntil', today: LocalDate): Promise<Ending[]> {
  return tx.rows<Ending>(
    `SELECT t.id AS id, t.streamerId AS streamerId, s.stageName AS stageName, t.${column} AS endsOn
     FROM skill_track t JOIN streamer s ON s.id = t.streamerId
     WHERE t.parkId = ? AND t.withdrawnOn IS NULL AND s.status NOT IN ${inList(GONE_STATUSES)} AND t.${column} BETWEEN ? AND ? ORDER BY t.id LIMIT ${ENDINGS_MAX}`,
    [parkId, ...GONE_STATUSES, today, addDays(today, REMINDER_DAYS_MAX)],
  );
}

/** Badges that nobody took back although the holder is no longer at home in a party organization (INV-09). */
function lostBadges(tx: Tx, parkId: string, today: LocalDate): Promise<LostBadge[]> {
  return tx.rows<LostBadge>(
    `SELECT b.id AS id, b.organizationId AS organizationId, s.stageName AS stageName FROM member_badge b JOIN streamer s ON s.id = b.streamerId
     WHERE b.parkId = ? AND b.revokedOn IS NULL AND b.issuedOn <= ? AND NOT ${badgeValidSql('b', today)} ORDER BY b.id LIMIT ${ENDINGS_MAX}`,
    [parkId, today],
  );
}
