import { Injectable } from '@nestjs/common';
import { LessThan, Not } from 'typeorm';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { JobOutbox } from '../platform/queue/job-outbox.js';
import { WITHDRAW_OFFERS } from './open-offers.jobs.js';
import { TEMPLATE_DRAFT_EXISTS } from './pledges.errors.js';
import { SHIPPED_TEMPLATES } from './shipped-templates.js';
import { contentHashOf, numbered, wordsOf } from './template-content.js';
import { PledgeTemplate } from './template.entity.js';
import {
  editionAfter,
  refusalsIfUnchanged,
  refusalsOfChange,
  refusalsOfNotice,
  refusalsOfTemplateState,
  refusalsToPublish,
} from './template.rules.js';
import { type PledgeAudience, type RenewalRule, TEMPLATE_TRANSITIONS, type TemplateChange, type TemplateVerb } from './template-states.js';

const MANAGE = 'pledges.manage';
/** Why offers of a text are taken back that nobody has signed. */
const RETIRED = declareReason('TEXT_RETIRED', { zh: '文本已停用', en: 'The text is out of use' });
const REPLACED = declareReason('TEXT_REPLACED', { zh: '文本已更新,请按新版本重新发出', en: 'A newer text takes its place' });

/** The text of a template and the rules that come with it; translations may be missing. */
export interface TemplateWording {
  name: string;
  nameEn?: string | null;
  audience: PledgeAudience;
  preamble: string;
  preambleEn?: string | null;
  clauses: readonly { text: string; textEn?: string | null }[];
  declaredClauseCount: number;
  validityMonths: number;
  renewalNoticeDays: number;
  renewalRule: RenewalRule;
}

/** A draft of a new template or of the next version of one. */
export interface TemplateDraft extends TemplateWording {
  parkId: string;
  code: string;
  change: TemplateChange;
  changeNote?: string | null;
  idempotencyKey: string;
}

/** Which template, as the caller saw it. */
export interface TemplateTarget {
  templateId: string;
  expectedVersion: number;
}

type Changes = Partial<Omit<PledgeTemplate, 'id' | 'version'>>;

/** Texts of pledges: drafted or adopted, changed while they are drafts, published, retired. A published text never changes (INV-39). */
@Injectable()
export class PledgeTemplates {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly outbox: JobOutbox,
  ) {}

  /** Takes a shipped draft over into the park as a draft of its own, which may be changed before it is published. */
  adoptPledgeTemplate(caller: Caller, input: { parkId: string; shippedCode: string; idempotencyKey: string }): Promise<string> {
    const shipped = SHIPPED_TEMPLATES.find(({ code }) => code === input.shippedCode);
    return this.create(caller, 'adoptPledgeTemplate', input, async (tx) => {
      if (!shipped) throw notFound('input', 'shippedCode');
      const previous = await this.latest(tx, input.parkId, shipped.code);
      return { ...shipped, ...input, change: changeOfShipped(wordingOf(shipped), previous), changeNote: null };
    });
  }

  /** Drafts a template, or the next version of one of the park's; a version says whether it changes the matter. */
  draftPledgeTemplate(caller: Caller, draft: TemplateDraft): Promise<string> {
    return this.create(caller, 'draftPledgeTemplate', draft, () => Promise.resolve(draft));
  }

  /** Changes a draft. */
  changePledgeTemplate(
    caller: Caller,
    input: TemplateTarget & TemplateWording & { change: TemplateChange; changeNote?: string | null },
  ): Promise<string> {
    return this.step(caller, 'changePledgeTemplate', input, async (tx, template) => {
      const previous = await this.latest(tx, template.parkId, template.code, template.templateVersion);
      const changes = wordingOf(input);
      const { change } = input;
      return {
        refusals: [...refusalsOfChange(change, changes, previous), ...refusalsOfNotice(changes)],
        changes: { ...changes, change, changeNote: input.changeNote ?? null, edition: editionAfter(change, previous?.edition ?? 0) },
      };
    });
  }

  /** Publishes a draft with the declared number of clauses (INV-40); the version before it is retired. From now on the text is fixed by its hash. */
  publishPledgeTemplate(caller: Caller, target: TemplateTarget): Promise<string> {
    return this.step(caller, 'publishPledgeTemplate', target, async (tx, template) => {
      const { parkId, code, change, templateVersion } = template;
      const previous = await this.latest(tx, parkId, code, templateVersion);
      const refusals = [
        ...refusalsToPublish(template),
        ...refusalsOfNotice(template),
        ...refusalsOfChange(change, template, previous),
        ...refusalsIfUnchanged(change, template, previous),
      ];
      refuseIfAny(refusals);
      if (previous?.status === 'PUBLISHED') await this.retire(tx, caller, previous, REPLACED());
      return {
        refusals,
        changes: { contentHash: contentHashOf(template), publishedAt: tx.at, publishedKey: template.code },
      };
    });
  }

  /** Takes a text out of use. What was signed under it stays in force; a job takes back the offers that nobody has signed. */
  retirePledgeTemplate(caller: Caller, target: TemplateTarget): Promise<string> {
    return this.step(caller, 'retirePledgeTemplate', target, async (tx, template) => {
      await this.withdrawOffers(tx, caller, template, RETIRED());
      return { refusals: [], changes: { retiredAt: tx.at, publishedKey: template.id } };
    });
  }

  /** Gives a draft up: it stays on record, and the series is free for another one. */
  discardPledgeTemplate(caller: Caller, target: TemplateTarget): Promise<string> {
    return this.step(caller, 'discardPledgeTemplate', target, () => Promise.resolve({ refusals: [], changes: {} }));
  }

  private async create(
    caller: Caller,
    operation: string,
    input: { parkId: string; idempotencyKey: string },
    draftOf: (tx: Tx) => Promise<TemplateDraft>,
  ): Promise<string> {
    const { parkId, idempotencyKey: key } = input;
    await this.access.requirePark(caller, MANAGE, parkId, 'input', 'parkId');
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key, operation, input }, async (tx) => {
      const draft = await draftOf(tx);
      const { code, change } = draft;
      const previous = await this.latest(tx, parkId, code);
      const wording = wordingOf(draft);
      const isOpen = previous?.status === 'DRAFT';
      refuseIfAny(
        isOpen
          ? [TEMPLATE_DRAFT_EXISTS({ code }, 'input', 'code')]
          : [...refusalsOfChange(change, wording, previous), ...refusalsOfNotice(wording)],
      );
      const id = newId();
      const numbers = { templateVersion: await nextVersion(tx, parkId, code), edition: editionAfter(change, previous?.edition ?? 0) };
      const row = { code, ...numbers, ...wording, change, changeNote: draft.changeNote ?? null, status: 'DRAFT' as const };
      const noTimes = { contentHash: null, publishedAt: null, retiredAt: null };
      await oneAtATime(() =>
        tx.insert(PledgeTemplate, [{ id, parkId, publishedKey: id, ...row, ...noTimes, createdAt: tx.at, version: 1 }]),
      );
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: operation,
        recordKind: 'PledgeTemplate',
        recordId: id,
        changes: changesBetween(null, row),
      });
      return id;
    });
    return ref;
  }

  private async step(
    caller: Caller,
    verb: TemplateVerb,
    target: TemplateTarget,
    work: (tx: Tx, template: PledgeTemplate) => Promise<{ refusals: readonly Refusal[]; changes: Changes }>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, MANAGE);
    return this.transactions.run(async (tx) => {
      const template = await parkRow(tx, PledgeTemplate, scope, target.templateId, 'input', 'templateId');
      requireVersion(template, target.expectedVersion);
      refuseIfAny(refusalsOfTemplateState(verb, template.status));
      const { refusals, changes } = await work(tx, template);
      refuseIfAny(refusals);
      await this.write(tx, caller, verb, template, { ...changes, status: TEMPLATE_TRANSITIONS[verb].to });
      return template.id;
    });
  }

  private async retire(tx: Tx, caller: Caller, template: PledgeTemplate, reason: string): Promise<void> {
    await this.withdrawOffers(tx, caller, template, reason);
    await this.write(tx, caller, 'retirePledgeTemplate', template, { status: 'RETIRED', retiredAt: tx.at, publishedKey: template.id });
  }

  private async withdrawOffers(tx: Tx, caller: Caller, { id: templateId, parkId }: PledgeTemplate, reason: string): Promise<void> {
    const payload = { actorId: caller.accountId, templateId, batchId: null, reason };
    await this.outbox.enqueue(tx, WITHDRAW_OFFERS, { scopeId: parkId, key: templateId, payload });
  }

  private async write(tx: Tx, caller: Caller, verb: TemplateVerb, template: PledgeTemplate, changes: Changes): Promise<void> {
    await oneAtATime(() => updateVersioned(tx, PledgeTemplate, template, changes));
    await this.audit.record(tx, caller, {
      scopeId: template.parkId,
      action: verb,
      recordKind: 'PledgeTemplate',
      recordId: template.id,
      changes: changesBetween(template, changes),
    });
  }

  /** The newest version of the series, or the newest before a given one; a discarded draft is none. */
  private latest(tx: Tx, parkId: string, code: string, before?: number): Promise<PledgeTemplate | null> {
    const earlier = before === undefined ? {} : { templateVersion: LessThan(before) };
    return tx.manager.findOne(PledgeTemplate, {
      where: { parkId, code, status: Not('DISCARDED'), ...earlier },
      order: { templateVersion: 'DESC' },
    });
  }
}

function wordingOf(input: TemplateWording) {
  const { name, audience, preamble, declaredClauseCount, validityMonths, renewalNoticeDays, renewalRule } = input;
  const translated = { nameEn: input.nameEn ?? '', preambleEn: input.preambleEn ?? '', clauses: numbered(input.clauses) };
  return { name, audience, preamble, ...translated, declaredClauseCount, validityMonths, renewalNoticeDays, renewalRule };
}

/** A shipped draft that says what the last version said changes nothing by itself. */
function changeOfShipped(shipped: ReturnType<typeof wordingOf>, previous: PledgeTemplate | null): TemplateChange {
  if (previous === null) return 'INITIAL';
  return wordsOf(shipped) === wordsOf(previous) ? 'EDITORIAL' : 'MATERIAL';
}

/** The number of a version is never given again, also not that of a discarded draft. */
async function nextVersion(tx: Tx, parkId: string, code: string): Promise<number> {
  const [row] = await tx.rows<{ last: number | string | null }>(
    'SELECT MAX(templateVersion) AS last FROM pledge_template WHERE parkId = ? AND code = ?',
    [parkId, code],
  );
  return Number(row?.last ?? 0) + 1;
}

async function oneAtATime(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new RetryWork('another version was written at the same time') : error;
  }
}
