import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Tx } from '../platform/database/transactions.js';
import { Notices } from '../platform/notices/notices.service.js';
import type { MembershipEntry } from './person.entity.js';

const SUBJECT = 'MembershipEntry';

type Told = Pick<MembershipEntry, 'id' | 'organizationId' | 'recordedBy'>;

/** Tells those who have to act on an entry about a membership. A notice is no audited reading, so it names nobody. */
@Injectable()
export class MembershipEntryNotices {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
  ) {}

  /** To the confirmers, all but whoever entered it. */
  async waits(tx: Tx, { id, organizationId, recordedBy }: Told): Promise<void> {
    const confirmers = await this.access.accountsHolding(tx, 'memberships.confirm', { organizationId });
    await this.post(tx, 'waits', { id, organizationId }, 'memberships.confirm', {
      accountIds: confirmers.filter((accountId) => accountId !== recordedBy),
      text: { zh: '一条党员关系登记待确认,请核对证明文件后确认或退回。', en: 'An entry about a membership waits for your confirmation.' },
    });
  }

  /** To whoever entered it. */
  async wasRejected(tx: Tx, { id, organizationId, recordedBy }: Told): Promise<void> {
    await this.post(tx, 'rejected', { id, organizationId }, 'memberships.manage', {
      accountIds: [recordedBy],
      text: {
        zh: '你登记的一条党员关系被退回,请查看理由,更正后重新登记。',
        en: 'An entry of yours about a membership was rejected; see the reason and enter it again.',
      },
    });
  }

  /** Nobody has to act on it any more. */
  async isSettled(tx: Tx, entryId: string): Promise<void> {
    await this.notices.withdraw(tx, SUBJECT, entryId);
  }

  private async post(
    tx: Tx,
    what: 'waits' | 'rejected',
    { id, organizationId }: Pick<Told, 'id' | 'organizationId'>,
    requiredPermission: string,
    told: { accountIds: readonly string[]; text: { zh: string; en: string } },
  ): Promise<void> {
    const about = { scopeId: organizationId, subjectKind: SUBJECT, subjectId: id, requiredPermission };
    await this.notices.post(tx, [{ ...about, topic: `memberships.${what}`, dedupKey: `membership-entry:${what}:${id}`, ...told }]);
  }
}
