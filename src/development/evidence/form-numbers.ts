import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import { type CaseChange, CaseChangeListeners } from '../cases/case-changes.js';
import { type FactInQuestion, FactChecks } from '../cases/fact-checks.js';
import type { RuleCheck } from '../machine/rule-check.js';
import { ruleOf } from '../rule-sets/rule-set.js';
import { DevelopmentFormNumber } from './form-number.entity.js';

/** Keeps which case has which application form, and lets no second case have the same one (R15). */
@Injectable()
export class FormNumbers implements OnModuleInit {
  constructor(
    private readonly checks: FactChecks,
    private readonly listeners: CaseChangeListeners,
  ) {}

  onModuleInit(): void {
    this.checks.register((tx, question) => this.check(tx, question));
    this.listeners.register((tx, change) => this.follow(tx, change));
  }

  private async check(tx: Tx, { row, added, world }: FactInQuestion): Promise<RuleCheck[]> {
    if (added.kind !== 'FORM_FILLED') return [];
    const { formNumber } = added.data;
    const isTaken = (await takenByOthers(tx, row.id, [numberDigestOf(formNumber)])).length > 0;
    const set = world.ruleSetOn(added.occurredOn);
    const { article } = ruleOf(set, 'R15');
    return [
      {
        ...{ ruleId: 'R15', ruleSetId: set.id, code: 'FORM_NUMBER_TAKEN', article, severity: 'BLOCK' },
        outcome: isTaken ? 'BLOCKED' : 'OK',
        facts: { formNumber },
        reason: isTaken
          ? {
              zh: `编号为“${formNumber}”的《入党志愿书》已登记在另一个案中(R15,${article.zh})。`,
              en: `The form numbered "${formNumber}" is on record in another case (R15, ${article.en}).`,
            }
          : null,
        cure: isTaken
          ? {
              zh: '请按志愿书上印制的编号填写;另一个案登记有误的,请先由其党组织作废。',
              en: 'Enter the number that is printed on the form; if the other case is wrong, let its organization void the entry first.',
            }
          : null,
        ...{ curedOn: null, notBeforeOn: null, notAfterOn: null, isStopping: isTaken, isAboutEntry: true },
      },
    ];
  }

  /** The numbers of the case's confirmed facts, an earlier attempt's included. Of two cases at once one meets the key, and is judged again. */
  private async follow(tx: Tx, { caseId, organizationId, facts }: CaseChange): Promise<void> {
    const numbers = facts.filter((fact) => fact.kind === 'FORM_FILLED').map(({ data }) => data.formNumber);
    const wanted = new Map(numbers.map((formNumber) => [numberDigestOf(formNumber), formNumber]));
    const held = await digestsOf(tx, caseId);
    const gone = held.filter((digest) => !wanted.has(digest));
    if (gone.length > 0) {
      const sql = `DELETE FROM development_form_number WHERE scopeId = ? AND caseId = ? AND numberDigest IN ${inList(gone)}`;
      await tx.execute(sql, [INSTALLATION_SCOPE, caseId, ...gone]);
    }
    const added = [...wanted.keys()].filter((digest) => !held.includes(digest));
    const taken = await takenByOthers(tx, caseId, added);
    const rows = added
      .filter((digest) => !taken.includes(digest))
      .map((numberDigest) => ({ id: newId(), numberDigest, formNumber: wanted.get(numberDigest)! }))
      .map((row) => ({ ...row, scopeId: INSTALLATION_SCOPE, caseId, organizationId }));
    await tx.insert(DevelopmentFormNumber, rows).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('another case got the form number at the same time') : error;
    });
  }
}

/** The same however people write it: full width or half, with blanks or without, in capitals or not. The text itself would outgrow a column: ㈱ becomes (株). */
export function numberDigestOf(formNumber: string): string {
  const normalized = formNumber.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return createHash('sha256').update(normalized).digest('base64url');
}

async function digestsOf(tx: Tx, caseId: string): Promise<string[]> {
  const sql = 'SELECT numberDigest FROM development_form_number WHERE scopeId = ? AND caseId = ?';
  return (await tx.rows<{ numberDigest: string }>(sql, [INSTALLATION_SCOPE, caseId])).map(({ numberDigest }) => numberDigest);
}

/** Those of the numbers that another case has. */
async function takenByOthers(tx: Tx, caseId: string, digests: readonly string[]): Promise<string[]> {
  if (digests.length === 0) return [];
  const sql = `SELECT numberDigest FROM development_form_number WHERE scopeId = ? AND numberDigest IN ${inList(digests)} AND caseId <> ?`;
  const rows = await tx.rows<{ numberDigest: string }>(sql, [INSTALLATION_SCOPE, ...digests, caseId]);
  return rows.map(({ numberDigest }) => numberDigest);
}
