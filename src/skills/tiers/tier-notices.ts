import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Tx } from '../../platform/database/transactions.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { Notices } from '../../platform/notices/notices.service.js';
import { StreamerTier, TierAppealStatus, TierChangeKind } from './tier-kinds.js';
import type { SkillTierAppeal, SkillTierChange } from './tier.entity.js';

const APPEAL = 'SkillTierAppeal';
const CHANGE = 'SkillTierChange';

/** Tells the streamer of a decision about the own tier, and the office of an appeal that waits for one (INV-12). */
@Injectable()
export class TierNotices {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
  ) {}

  /** To the streamer: what was decided. */
  async tierDecided(tx: Tx, change: Pick<SkillTierChange, 'id' | 'streamerId' | 'kind' | 'toTier' | 'appealUntil'>): Promise<void> {
    const { id, kind, toTier, appealUntil } = change;
    const [word, tier] = [wordOf(TierChangeKind, kind), wordOf(StreamerTier, toTier)];
    const isDemotion = kind === 'DEMOTION';
    await this.toStreamer(
      tx,
      change.streamerId,
      'skills.tier-decided',
      { subjectKind: CHANGE, subjectId: id },
      isDemotion ? appealUntil : null,
      {
        zh: `你的主播层级有新的决定:${word.zh},现为“${tier.zh}”。${isDemotion ? `不服的可在 ${appealUntil} 前(含当日)申诉。` : ''}`,
        en: `A decision about your tier: ${word.en}, now ${tier.en}.${isDemotion ? ` You may appeal until ${appealUntil}.` : ''}`,
      },
    );
  }

  /** To those who may decide it; whoever decided the demotion may not. */
  async appealWaits(tx: Tx, appeal: Pick<SkillTierAppeal, 'id' | 'parkId' | 'filedOn'>, demotedBy: string): Promise<void> {
    const officers = await this.access.accountsHolding(tx, 'skills.certify', { parkId: appeal.parkId });
    const about = { scopeId: appeal.parkId, topic: 'skills.appeal-waits', requiredPermission: 'skills.certify' };
    const subject = { subjectKind: APPEAL, subjectId: appeal.id, dedupKey: `skills.appeal-waits:${appeal.id}` };
    const text = {
      zh: `一件对降级的申诉(${appeal.filedOn} 提出)待处理,由作出原决定以外的人决定。`,
      en: `An appeal against a demotion (filed on ${appeal.filedOn}) waits for a decision by somebody else than before.`,
    };
    await this.notices.post(tx, [{ ...about, ...subject, accountIds: officers.filter((id) => id !== demotedBy), text }]);
  }

  /** The office has nothing left to do. */
  async appealClosed(tx: Tx, appeal: Pick<SkillTierAppeal, 'id'>): Promise<void> {
    await this.notices.withdraw(tx, APPEAL, appeal.id);
  }

  /** The office has nothing left to do; the streamer learns the outcome. */
  async appealDecided(tx: Tx, appeal: Pick<SkillTierAppeal, 'id' | 'streamerId'>, status: TierAppealStatus): Promise<void> {
    await this.appealClosed(tx, appeal);
    const word = wordOf(TierAppealStatus, status);
    await this.toStreamer(tx, appeal.streamerId, 'skills.appeal-decided', { subjectKind: APPEAL, subjectId: appeal.id }, null, {
      zh: `你对降级的申诉已有结果:${word.zh}。理由见“我的层级”中的申诉。`,
      en: `Your appeal against the demotion was decided: ${word.en}. The reason stands with the appeal in your own tier.`,
    });
  }

  private async toStreamer(
    tx: Tx,
    streamerId: string,
    topic: string,
    subject: { subjectKind: string; subjectId: string },
    dueOn: string | null,
    text: { zh: string; en: string },
  ): Promise<void> {
    const accountIds = await this.access.accountOfStreamer(tx, streamerId);
    const about = { scopeId: streamerId, topic, requiredPermission: 'own.skills', dedupKey: `${topic}:${subject.subjectId}` };
    await this.notices.post(tx, [{ ...about, ...subject, accountIds, text, dueOn }]);
  }
}
