import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import { Notices } from '../platform/notices/notices.service.js';
import type { IntegrityPledge } from './pledge.entity.js';

/** Who is told what about pledges, plates and cases. No notice names an allegation or who made one. */
@Injectable()
export class PledgeNotices {
  constructor(
    private readonly notices: Notices,
    private readonly access: Access,
  ) {}

  /** The host may read and sign. */
  async offered(tx: Tx, pledge: Pick<IntegrityPledge, 'id' | 'signatoryId'>, templateName: string): Promise<void> {
    await this.toHost(tx, pledge, 'offered', {
      zh: `请阅读并签署“${templateName}”。`,
      en: `Please read and sign "${templateName}".`,
    });
  }

  /** The host's pledge is about to end. */
  async expiring(tx: Tx, pledge: IntegrityPledge): Promise<void> {
    if (pledge.audience !== 'STREAMER') return;
    const text = {
      zh: `您的诚信承诺将于 ${pledge.validUntil} 到期,请留意续签。`,
      en: `Your pledge ends on ${pledge.validUntil}; please renew it in time.`,
    };
    await this.toHost(tx, pledge, 'expiring', text, pledge.validUntil);
  }

  /** The host has the right to be heard. */
  async hearing(tx: Tx, caseId: string, streamerId: string, hearingUntil: LocalDate): Promise<void> {
    const text = {
      zh: `园区就您的诚信承诺向您告知一项核查,您可以陈述意见,截止 ${hearingUntil}。`,
      en: `The park gave you notice of a review of your pledge. You may be heard until ${hearingUntil}.`,
    };
    await this.post(tx, {
      scopeId: streamerId,
      topic: 'breaches.notice',
      requiredPermission: 'own.pledges',
      subjectKind: 'BreachCase',
      subjectId: caseId,
      dedupKey: `breach-notice/${caseId}/${hearingUntil}`,
      accountIds: await this.access.accountOfStreamer(tx, streamerId),
      text,
      dueOn: hearingUntil,
    });
  }

  /** A plate is to be fetched. */
  async recall(tx: Tx, plate: { id: string; parkId: string; serialNumber: string; recallDueOn: LocalDate }): Promise<void> {
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

  /** The plate is back or void: the task is settled. */
  async recallSettled(tx: Tx, plateId: string): Promise<void> {
    await this.notices.withdraw(tx, 'Plate', plateId);
  }

  /** Sessions were confirmed with a host whose pledge is revoked. */
  async sessionsToDecide(tx: Tx, parkId: string, caseId: string, count: number): Promise<void> {
    await this.post(tx, {
      scopeId: parkId,
      topic: 'pledges.affected-sessions',
      requiredPermission: 'broadcasts.confirm',
      subjectKind: 'AffectedSessions',
      subjectId: caseId,
      dedupKey: `affected-sessions/${caseId}`,
      accountIds: await this.access.accountsHolding(tx, 'broadcasts.confirm', { parkId }),
      text: {
        zh: `一名主播的承诺被撤销,有 ${count} 场已确认的直播待处理。`,
        en: `The pledge of a host was revoked; ${count} confirmed sessions wait for a decision.`,
      },
    });
  }

  private async toHost(
    tx: Tx,
    pledge: Pick<IntegrityPledge, 'id' | 'signatoryId'>,
    what: string,
    text: { zh: string; en: string },
    dueOn: LocalDate | null = null,
  ): Promise<void> {
    await this.post(tx, {
      scopeId: pledge.signatoryId,
      topic: `pledges.${what}`,
      requiredPermission: 'own.pledges',
      subjectKind: 'IntegrityPledge',
      subjectId: pledge.id,
      dedupKey: `pledge-${what}/${pledge.id}`,
      accountIds: await this.access.accountOfStreamer(tx, pledge.signatoryId),
      text,
      dueOn,
    });
  }

  private async post(tx: Tx, notice: Parameters<Notices['post']>[1][0]): Promise<void> {
    if (notice.accountIds.length > 0) await this.notices.post(tx, [notice]);
  }
}
