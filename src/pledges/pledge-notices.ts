import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { Notices } from '../platform/notices/notices.service.js';
import { GONE_STATUSES } from '../streamers/streamer-states.js';
import type { IntegrityPledge } from './pledge.entity.js';

/** Kind of record in notices about the sessions that a revocation touches. */
const AFFECTED_KIND = 'AffectedSessions';
/** Sessions that a notice names; it has room for 300 characters. */
const SESSIONS_NAMED_MAX = 5;

type HostPledge = Pick<IntegrityPledge, 'id' | 'signatoryId'>;

/** A plate that is to be fetched. */
interface RecalledPlate {
  id: string;
  parkId: string;
  serialNumber: string;
  recallDueOn: LocalDate;
}

/** What a host is told about an own pledge. */
interface HostMessage {
  pledge: HostPledge;
  text: { zh: string; en: string };
  dueOn?: LocalDate | null;
}

/** Who is told what about pledges, plates and cases. No notice names an allegation or who made one. */
@Injectable()
export class PledgeNotices {
  constructor(
    private readonly notices: Notices,
    private readonly access: Access,
  ) {}

  /** Each of the hosts may read and sign. */
  async offered(tx: Tx, pledges: readonly HostPledge[], templateName: string): Promise<void> {
    const text = { zh: `请阅读并签署“${templateName}”。`, en: `Please read and sign "${templateName}".` };
    await this.toHosts(
      tx,
      'offered',
      pledges.map((pledge) => ({ pledge, text })),
    );
  }

  /** An officer recorded that the host signed on site; whoever did not sign can say so. The pledge of a shop tells nobody. */
  async signedOnSite(tx: Tx, pledge: IntegrityPledge, { templateName, today }: { templateName: string; today: LocalDate }): Promise<void> {
    if (pledge.audience !== 'STREAMER') return;
    const text = {
      zh: `工作人员登记您于 ${today} 现场签署了“${templateName}”。如非您本人签署,请立即告知园区或撤回(withdrawMyPledge)。`,
      en: `An officer recorded that you signed "${templateName}" on site on ${today}. If you did not, tell the park at once or take it back.`,
    };
    await this.toHosts(tx, 'signed-on-site', [{ pledge, text }]);
  }

  /** The pledges of these hosts are about to end; the pledge of a shop tells nobody, and one of a host who has left has nobody to renew it. */
  async expiring(tx: Tx, pledges: readonly IntegrityPledge[]): Promise<void> {
    const ofHosts = pledges.filter(({ audience }) => audience === 'STREAMER');
    const here = await hostsWhoAreHere(tx, ofHosts);
    const messages = ofHosts
      .filter(({ signatoryId }) => here.has(signatoryId))
      .map((pledge) => ({
        pledge,
        dueOn: pledge.validUntil,
        text: {
          zh: `您的诚信承诺将于 ${pledge.validUntil} 到期，请留意续签。`,
          en: `Your pledge ends on ${pledge.validUntil}; please renew it in time.`,
        },
      }));
    await this.toHosts(tx, 'expiring', messages);
  }

  /** A plate is to be fetched. */
  async recall(tx: Tx, plate: RecalledPlate): Promise<void> {
    const { id, parkId, serialNumber, recallDueOn } = plate;
    await this.post(tx, {
      scopeId: parkId,
      topic: 'plates.recall',
      requiredPermission: 'plates.manage',
      subjectKind: 'Plate',
      subjectId: id,
      dedupKey: `plate-recall/${id}`,
      accountIds: await this.access.accountsHolding(tx, 'plates.manage', { parkId }),
      text: {
        zh: `请在 ${recallDueOn} 前收回 ${serialNumber} 号诚信牌。`,
        en: `Bring plate ${serialNumber} back by ${recallDueOn}.`,
      },
      dueOn: recallDueOn,
    });
  }

  /** A plate should be back by now. The officers are told again each day; the reminder of the day before goes when nobody read it. */
  async recallOverdue(tx: Tx, plate: RecalledPlate, { today, yesterday }: { today: LocalDate; yesterday: LocalDate }): Promise<void> {
    const { id, parkId, serialNumber, recallDueOn } = plate;
    await this.notices.withdraw(tx, 'Plate', id, `plate-overdue/${id}/${yesterday}`);
    await this.post(tx, {
      scopeId: parkId,
      topic: 'plates.overdue',
      requiredPermission: 'plates.manage',
      subjectKind: 'Plate',
      subjectId: id,
      dedupKey: `plate-overdue/${id}/${today}`,
      accountIds: await this.access.accountsHolding(tx, 'plates.manage', { parkId }),
      text: {
        zh: `${serialNumber} 号诚信牌应在 ${recallDueOn} 前收回，现已逾期，请尽快收回。`,
        en: `Plate ${serialNumber} was to be back by ${recallDueOn}; please bring it back.`,
      },
      dueOn: recallDueOn,
    });
  }

  /** The plate is back or void: the task is settled. */
  async recallSettled(tx: Tx, plateId: string): Promise<void> {
    await this.notices.withdraw(tx, 'Plate', plateId);
  }

  /** Sessions were confirmed with a host whose pledge is revoked: some decide about them, others run them. */
  async sessionsToDecide(tx: Tx, parkId: string, caseId: string, count: number): Promise<void> {
    const text = {
      zh: `一名主播的承诺被撤销,有 ${count} 场已确认的直播待处理。`,
      en: `The pledge of a host was revoked; ${count} confirmed sessions wait for a decision.`,
    };
    const about = { scopeId: parkId, topic: 'pledges.affected-sessions', subjectKind: AFFECTED_KIND, subjectId: caseId, text };
    const deciders = await this.access.accountsHolding(tx, 'breaches.decide', { parkId });
    const others = (await this.access.accountsHolding(tx, 'broadcasts.confirm', { parkId })).filter((id) => !deciders.includes(id));
    const dedupKey = `affected-sessions/${caseId}`;
    await this.post(tx, { ...about, requiredPermission: 'breaches.decide', dedupKey, accountIds: deciders });
    await this.post(tx, { ...about, requiredPermission: 'pledges.read', dedupKey: `${dedupKey}/run`, accountIds: others });
  }

  /** No session of the case waits for a decision any more. */
  async sessionsDecided(tx: Tx, caseId: string): Promise<void> {
    await this.notices.withdraw(tx, AFFECTED_KIND, caseId, `affected-sessions/${caseId}`);
  }

  /** It was decided that a session is to have another host or to be cancelled, which is done on the session itself. */
  async sessionToChange(
    tx: Tx,
    session: { id: string; parkId: string; caseId: string; sessionNumber: string; version: number },
    decision: 'SUBSTITUTE' | 'CANCEL',
  ): Promise<void> {
    const { id, parkId, caseId, sessionNumber, version } = session;
    const text =
      decision === 'CANCEL'
        ? { zh: `决定取消场次 ${sessionNumber},请在场次中办理取消。`, en: `Session ${sessionNumber} is to be cancelled; cancel it there.` }
        : {
            zh: `决定更换场次 ${sessionNumber} 的主播,请在场次中办理更换。`,
            en: `Session ${sessionNumber} gets another host; substitute there.`,
          };
    await this.post(tx, {
      ...{ scopeId: parkId, topic: 'pledges.affected-decided', requiredPermission: 'broadcasts.confirm' as const },
      ...{ subjectKind: AFFECTED_KIND, subjectId: caseId, dedupKey: `affected-session/${id}/${version}`, text },
      accountIds: await this.access.accountsHolding(tx, 'broadcasts.confirm', { parkId }),
    });
  }

  /** A host took the pledge back, and these confirmed sessions cannot go on with the host. */
  async sessionsWithoutPledge(
    tx: Tx,
    { id, parkId, signatoryName }: IntegrityPledge,
    sessions: readonly { sessionNumber: string }[],
  ): Promise<void> {
    const named = sessions.slice(0, SESSIONS_NAMED_MAX).map(({ sessionNumber }) => sessionNumber);
    const rest = sessions.length > named.length;
    await this.post(tx, {
      scopeId: parkId,
      topic: 'pledges.sessions-without',
      requiredPermission: 'broadcasts.plan',
      subjectKind: 'IntegrityPledge',
      subjectId: id,
      dedupKey: `sessions-without-pledge/${id}`,
      accountIds: await this.access.accountsHolding(tx, 'broadcasts.plan', { parkId }),
      text: {
        zh: `主播“${signatoryName}”撤回了诚信承诺,${sessions.length} 场已确认的直播(${named.join('、')}${rest ? '等' : ''})须换人、取消或请其重新签署。`,
        en: `A host took the pledge back; ${sessions.length} confirmed sessions (${named.join(', ')}${rest ? ', …' : ''}) need another host, a new signature or an end.`,
      },
    });
  }

  /** The park took the offers to these hosts back: what asked them to sign goes, and they are told. */
  async offersTakenBack(tx: Tx, pledges: readonly HostPledge[], templateName: string): Promise<void> {
    for (const { id } of pledges) await this.notices.withdraw(tx, 'IntegrityPledge', id, `pledge-offered/${id}`);
    const text = {
      zh: `园区撤回了“${templateName}”的签署邀请,不需要签署。`,
      en: `The park took the offer of "${templateName}" back; there is nothing to sign.`,
    };
    await this.toHosts(
      tx,
      'offer-taken-back',
      pledges.map((pledge) => ({ pledge, text })),
    );
  }

  /** What asked the party to sign or to renew goes. */
  async nothingToDo(tx: Tx, { id }: HostPledge): Promise<void> {
    await this.notices.withdraw(tx, 'IntegrityPledge', id, 'pledge-');
  }

  private async toHosts(tx: Tx, what: string, messages: readonly HostMessage[]): Promise<void> {
    const accounts = await this.access.accountsOfStreamers(
      tx,
      messages.map(({ pledge }) => pledge.signatoryId),
    );
    await this.notices.post(
      tx,
      messages.map(({ pledge, text, dueOn = null }) => ({
        scopeId: pledge.signatoryId,
        topic: `pledges.${what}`,
        requiredPermission: 'own.pledges',
        subjectKind: 'IntegrityPledge',
        subjectId: pledge.id,
        dedupKey: `pledge-${what}/${pledge.id}`,
        accountIds: accounts.get(pledge.signatoryId) ?? [],
        text,
        dueOn,
      })),
    );
  }

  private async post(tx: Tx, notice: Parameters<Notices['post']>[1][0]): Promise<void> {
    if (notice.accountIds.length > 0) await this.notices.post(tx, [notice]);
  }
}

/** Those of the parties who have not left. */
async function hostsWhoAreHere(tx: Tx, pledges: readonly HostPledge[]): Promise<Set<string>> {
  if (pledges.length === 0) return new Set();
  const ids = pledges.map(({ signatoryId }) => signatoryId);
  const rows = await tx.rows<{ id: string }>(
    `SELECT id FROM streamer WHERE id IN ${inList(ids)} AND status NOT IN ${inList(GONE_STATUSES)}`,
    [...ids, ...GONE_STATUSES],
  );
  return new Set(rows.map(({ id }) => id));
}
