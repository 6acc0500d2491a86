import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Tx } from '../../platform/database/transactions.js';
import { Notices, type NoticeToPost } from '../../platform/notices/notices.service.js';
import { type PersonPlace, PersonVisibility } from '../person-visibility.js';
import type { PersonErasure } from './person-erasure.entity.js';

const SUBJECT = 'PersonErasure';
const DECIDE = 'erasures.decide';

type Filed = Pick<PersonErasure, 'id' | 'personId' | 'requestedBy'>;

/** Tells those who may decide a request of erasure that it waits. A notice is no audited reading, so it names nobody. */
@Injectable()
export class ErasureNotices {
  constructor(
    private readonly access: Access,
    private readonly visibility: PersonVisibility,
    private readonly notices: Notices,
  ) {}

  /** To everybody who may decide it, all but whoever asked for it. */
  async waits(tx: Tx, erasure: Filed): Promise<void> {
    const notices: NoticeToPost[] = [];
    for (const place of await this.visibility.places(tx, erasure.personId)) notices.push(await this.noticeAt(tx, erasure, place));
    await this.notices.post(tx, notices);
  }

  /** Nobody has to decide it any more. */
  async isDecided(tx: Tx, erasureId: string): Promise<void> {
    await this.notices.withdraw(tx, SUBJECT, erasureId);
  }

  private async noticeAt(tx: Tx, { id, requestedBy }: Filed, { at, needs }: PersonPlace): Promise<NoticeToPost> {
    const deciders = await this.access.accountsHolding(tx, DECIDE, at);
    const seeing = needs ? new Set(await this.access.accountsHolding(tx, needs, at)) : null;
    return {
      scopeId: 'parkId' in at ? at.parkId : at.organizationId,
      topic: 'erasures.waits',
      requiredPermission: DECIDE,
      subjectKind: SUBJECT,
      subjectId: id,
      dedupKey: `erasure:waits:${id}`,
      accountIds: deciders.filter((accountId) => accountId !== requestedBy && (seeing?.has(accountId) ?? true)),
      text: {
        zh: '一份个人信息删除申请待决定,请在“删除申请”中核对后同意或不予同意。',
        en: "A request to erase a person's data waits for your decision.",
      },
    };
  }
}
