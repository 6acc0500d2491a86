import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { PermissionName } from '../../access/roles.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import { Notices } from '../../platform/notices/notices.service.js';
import type { CaseFact } from '../machine/case-facts.js';
import { factWord } from '../machine/rule-words.js';
import type { CaseRow } from './case-records.js';
import { CASE_RECORD_KIND } from './case-scope.js';

/** Something on which work stands still until somebody acts. */
export interface Matter {
  /** Where the one who is to act holds the permission. */
  organizationId: string;
  subjectKind: string;
  subjectId: string;
  /** Tells this matter from others about the same record; it is settled by the same key. */
  key: string;
}

type Told = Pick<CaseRow, 'id' | 'caseNumber'>;

/**
 * Tells those for whom work waits, at once and in their inboxes: whoever confirms, whoever recorded what was rejected, the organization that is to
 * receive a case. The notice goes when the matter is settled. It names the case by its number and nobody by name.
 */
@Injectable()
export class WaitingWork {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
  ) {}

  /** A second person is needed: to the confirmers, all but whoever did the first half (INV-21). */
  async waits(tx: Tx, matter: Matter, byAccountId: string, text: Bilingual): Promise<void> {
    const confirmers = await this.access.accountsHolding(tx, 'development.confirm', matter);
    const others = confirmers.filter((accountId) => accountId !== byAccountId);
    await this.post(tx, matter, 'development.waits', 'development.confirm', others, text);
  }

  /** The second person said no: to whoever did the first half. */
  wasRejected(tx: Tx, matter: Matter, byAccountId: string, text: Bilingual): Promise<void> {
    return this.post(tx, matter, 'development.rejected', 'development.record', [byAccountId], text);
  }

  /** Nobody has to act on the matter any more. */
  async isSettled(tx: Tx, { subjectKind, subjectId, key }: Pick<Matter, 'subjectKind' | 'subjectId' | 'key'>): Promise<void> {
    await this.notices.withdraw(tx, subjectKind, subjectId, keyOf('development.waits', key));
  }

  /** A fact waits for its confirmation, or its voiding does. */
  factWaits(tx: Tx, row: Told, fact: CaseFact, byAccountId: string, isVoiding = false): Promise<void> {
    const { zh, en } = factWord(fact.kind);
    return this.waits(tx, matterOf(row, fact, isVoiding), byAccountId, {
      zh: `发展党员个案 ${row.caseNumber}:${isVoiding ? '作废' : ''}“${zh}”(${fact.occurredOn})待确认。`,
      en: `Case ${row.caseNumber}: ${isVoiding ? 'the voiding of ' : ''}"${en}" (${fact.occurredOn}) waits for your confirmation.`,
    });
  }

  /** The fact was confirmed, rejected or taken back, or its voiding was decided. */
  factIsSettled(tx: Tx, row: Told, factId: string): Promise<void> {
    return this.isSettled(tx, { subjectKind: CASE_RECORD_KIND, subjectId: row.id, key: factKey(factId) });
  }

  factWasRejected(tx: Tx, row: Told, fact: CaseFact, byAccountId: string, isVoiding = false): Promise<void> {
    const { zh, en } = factWord(fact.kind);
    return this.wasRejected(tx, matterOf(row, fact, isVoiding), byAccountId, {
      zh: `发展党员个案 ${row.caseNumber}:${isVoiding ? '作废' : ''}“${zh}”(${fact.occurredOn})被驳回,请查看理由后处理。`,
      en: `Case ${row.caseNumber}: ${isVoiding ? 'the voiding of ' : ''}"${en}" (${fact.occurredOn}) was rejected; see the reason.`,
    });
  }

  /** The case is on its way: to the recorders of the organization that is to receive it. */
  async transferWaits(tx: Tx, row: Told, fact: CaseFact, toOrganizationId: string): Promise<void> {
    const matter = { organizationId: toOrganizationId, subjectKind: CASE_RECORD_KIND, subjectId: row.id, key: transferKey(fact.id) };
    const recorders = await this.access.accountsHolding(tx, 'development.record', matter);
    await this.post(tx, matter, 'development.waits', 'development.record', recorders, {
      zh: `发展党员个案 ${row.caseNumber} 正转入本党组织,请核对介绍信后登记接收或退回。`,
      en: `Case ${row.caseNumber} is on its way to your organization; record that it was received or declined.`,
    });
  }

  /** The transfer was answered, or voided. */
  transferIsSettled(tx: Tx, row: Pick<Told, 'id'>): Promise<void> {
    return this.isSettled(tx, { subjectKind: CASE_RECORD_KIND, subjectId: row.id, key: transferKey('') });
  }

  private async post(
    tx: Tx,
    { organizationId, subjectKind, subjectId, key }: Matter,
    topic: 'development.waits' | 'development.rejected',
    requiredPermission: PermissionName,
    accountIds: readonly string[],
    text: Bilingual,
  ): Promise<void> {
    const at = `${keyOf(topic, key)};${tx.at.getTime()}`;
    const about = { scopeId: organizationId, topic, requiredPermission, subjectKind, subjectId, dedupKey: at };
    await this.notices.post(tx, [{ ...about, accountIds, text }]);
  }
}

const keyOf = (topic: string, key: string) => `${topic}:${key}`;
const factKey = (factId: string) => `fact:${factId}`;
const transferKey = (factId: string) => `transfer:${factId}`;

/** Settling the fact settles its voiding with it: the one key begins the other. */
function matterOf(row: Told, fact: CaseFact, isVoiding: boolean): Matter {
  const key = `${factKey(fact.id)}${isVoiding ? ':void' : ''}`;
  return { organizationId: fact.organizationId, subjectKind: CASE_RECORD_KIND, subjectId: row.id, key };
}
