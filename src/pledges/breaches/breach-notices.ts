import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { PermissionName } from '../../access/roles.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import { Notices } from '../../platform/notices/notices.service.js';
import type { BreachCase } from './breach.entity.js';
import type { AppealDecision, BreachDecision } from './breach-states.js';

/** Kind of record in notices about cases. */
const CASE_KIND = 'BreachCase';

type Told = Pick<BreachCase, 'id' | 'parkId' | 'audience' | 'signatoryId'>;

interface Message {
  /** Names what is told, once for each key of a case. */
  key: string;
  text: { zh: string; en: string };
  dueOn?: LocalDate | null;
}

/** Who is told what about a breach case. No notice names an allegation or who made one, and those to the park name nobody (PR-7). */
@Injectable()
export class BreachNotices {
  constructor(
    private readonly notices: Notices,
    private readonly access: Access,
  ) {}

  /** The party has the right to be heard. */
  noticeGiven(tx: Tx, breach: Told, hearingUntil: LocalDate): Promise<void> {
    return this.toParty(tx, breach, {
      key: `notice/${hearingUntil}`,
      text: {
        zh: `园区就您的诚信承诺向您告知一项核查,您可以陈述意见,截止 ${hearingUntil}。`,
        en: `The park gave you notice of a review of your pledge. You may be heard until ${hearingUntil}.`,
      },
      dueOn: hearingUntil,
    });
  }

  /** A further allegation came: the notice no longer speaks of everything, and its days run no longer. */
  async noticeTakenBack(tx: Tx, breach: Told & Pick<BreachCase, 'version'>): Promise<void> {
    await this.notices.withdraw(tx, CASE_KIND, breach.id, `breach/${breach.id}/notice/`);
    await this.toParty(tx, breach, {
      key: `notice-taken-back/${breach.version}`,
      text: {
        zh: '核查有新的线索,此前的告知不再计算期限;园区将另行告知,届时您可以重新陈述意见。',
        en: 'Something new is under review. The days of the earlier notice no longer run; the park will give notice again, and you may then be heard.',
      },
    });
  }

  /** The decision, and until when it may be appealed. A party that never learned of the case is not troubled with its end. */
  async decided(tx: Tx, breach: Told & Pick<BreachCase, 'appealUntil'>, decision: BreachDecision, isKnown: boolean): Promise<void> {
    await this.notices.withdraw(tx, CASE_KIND, breach.id);
    if (!isKnown) return;
    const { appealUntil } = breach;
    const texts: Record<BreachDecision, Message['text']> = {
      CLEARED: { zh: '对您诚信承诺的核查已结束:查无违诺。', en: 'The review of your pledge is over: you are cleared.' },
      WARNED: {
        zh: '对您诚信承诺的核查已结束:予以警示,不影响承诺的效力。',
        en: 'The review of your pledge is over: you are warned, which leaves the pledge as it is.',
      },
      REVOKED: {
        zh: `您的诚信承诺已被撤销;如有异议,可在 ${appealUntil} 前(含当日)提出申诉。`,
        en: `Your pledge was revoked. You may appeal until ${appealUntil}, that day included.`,
      },
    };
    await this.toParty(tx, breach, { key: 'decided', text: texts[decision], dueOn: appealUntil });
  }

  /** What became of the appeal. */
  async appealDecided(tx: Tx, breach: Told, decision: AppealDecision): Promise<void> {
    await this.notices.withdraw(tx, CASE_KIND, breach.id);
    const text =
      decision === 'REINSTATED'
        ? { zh: '您的申诉成立,对诚信承诺的撤销不再有效。', en: 'Your appeal was upheld; the revocation of your pledge is void.' }
        : { zh: '您的申诉未获支持,撤销决定维持。', en: 'Your appeal was not upheld; the revocation stands.' };
    await this.toParty(tx, breach, { key: 'appeal-decided', text });
  }

  /** The party has spoken by itself. */
  statementReceived(tx: Tx, breach: Told & Pick<BreachCase, 'version'>): Promise<void> {
    const text = { zh: '一宗违诺个案收到当事人的陈述。', en: 'The party of a breach case has made a statement.' };
    return this.toPark(tx, 'breaches.record', breach, { key: `statement/${breach.version}`, text });
  }

  /** An appeal waits for its decision. */
  appealReceived(tx: Tx, breach: Told): Promise<void> {
    const text = {
      zh: '一宗违诺个案收到申诉,须由作出原决定以外的人决定。',
      en: 'An appeal against a revocation waits; another person than before decides it.',
    };
    return this.toPark(tx, 'breaches.decide', breach, { key: 'appeal', text });
  }

  /** The party had its days to be heard: the case can be decided. */
  hearingOver(tx: Tx, breach: Told, hearingUntil: LocalDate): Promise<void> {
    const text = {
      zh: `一宗违诺个案的陈述期已于 ${hearingUntil} 届满,可以作出决定。`,
      en: `The hearing of a breach case ended on ${hearingUntil}; it can be decided.`,
    };
    return this.toPark(tx, 'breaches.decide', breach, { key: `hearing-over/${hearingUntil}`, text });
  }

  /** Nothing has happened in the case for so many days; told once for each further span of them. */
  waiting(tx: Tx, breach: Told, { days, span }: { days: number; span: number }): Promise<void> {
    const text = {
      zh: `一宗违诺个案已有 ${days} 天没有进展,请及时办理。`,
      en: `Nothing has happened in a breach case for ${days} days; please take the next step.`,
    };
    return this.toPark(tx, 'breaches.record', breach, { key: `waiting/${span}`, text });
  }

  private async toParty(tx: Tx, breach: Told, message: Message): Promise<void> {
    if (breach.audience !== 'STREAMER') return;
    const accountIds = await this.access.accountOfStreamer(tx, breach.signatoryId);
    await this.post(tx, { scopeId: breach.signatoryId, permission: 'own.pledges', accountIds }, breach.id, message);
  }

  private async toPark(tx: Tx, permission: PermissionName, breach: Told, message: Message): Promise<void> {
    const { parkId } = breach;
    const accountIds = await this.access.accountsHolding(tx, permission, { parkId });
    await this.post(tx, { scopeId: parkId, permission, accountIds }, breach.id, message);
  }

  private async post(
    tx: Tx,
    to: { scopeId: string; permission: PermissionName; accountIds: readonly string[] },
    caseId: string,
    { key, text, dueOn = null }: Message,
  ): Promise<void> {
    if (to.accountIds.length === 0) return;
    const { scopeId, permission: requiredPermission, accountIds } = to;
    const about = {
      topic: `breaches.${key.split('/')[0]}`,
      subjectKind: CASE_KIND,
      subjectId: caseId,
      dedupKey: `breach/${caseId}/${key}`,
    };
    await this.notices.post(tx, [{ scopeId, requiredPermission, accountIds, ...about, text, dueOn }]);
  }
}
