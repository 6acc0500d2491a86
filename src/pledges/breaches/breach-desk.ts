import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { WorkCalendars } from '../../platform/calendar/work-calendars.service.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { refusalsOfDays } from './alleged-days.js';
import { BreachCase, BreachHistory } from './breach.entity.js';
import { BreachNotices } from './breach-notices.js';
import { type AllegationFacts, BreachTextKeeper } from './breach-texts.js';
import { BreachWriter, undecidedKeyOf } from './breach-writer.js';
import { hearingSpan, refusalsOfBreachState, refusalsOfDay } from './breach.rules.js';

/** A case as it is opened. */
export interface BreachOpening extends AllegationFacts {
  parkId: string;
  pledgeId: string;
  clauseNumbers: readonly number[];
  idempotencyKey: string;
}

/** A notice as it was given. */
export interface NoticeFacts {
  noticeOn: LocalDate;
  reference: string;
  /** What the party is told of what is alleged, without who said it. */
  summary?: string | null;
}

const NO_STEPS = {
  ...{ noticeGivenOn: null, noticeReference: null, noticeSummarySealed: null, heardOn: null, statementSealed: null },
  ...{ decidedOn: null, decidedBy: null, decisionReference: null, findingsReference: null, decisionReason: null },
  ...{ appealUntil: null, appealedOn: null, appealSealed: null, appealDecidedOn: null, appealReference: null, appealReason: null },
};

/** Writes the steps of a case up to the hearing. */
@Injectable()
export class BreachDesk {
  constructor(
    private readonly writer: BreachWriter,
    private readonly texts: BreachTextKeeper,
    private readonly audit: AuditTrail,
    private readonly calendars: WorkCalendars,
    private readonly notices: BreachNotices,
  ) {}

  async open(tx: Tx, caller: Caller, pledge: IntegrityPledge, opening: BreachOpening): Promise<string> {
    const { parkId, audience, signatoryId, signatoryName } = pledge;
    const id = newId();
    const status = 'ALLEGED' as const;
    const facts = {
      pledgeId: pledge.id,
      templateId: pledge.templateId,
      audience,
      signatoryId,
      signatoryName,
      clauseNumbers: [...new Set(opening.clauseNumbers)].sort((left, right) => left - right),
    };
    const row = { id, parkId, ...facts, status, openKey: undecidedKeyOf(pledge), openedOn: localDateOf(tx.at), ...NO_STEPS, version: 1 };
    await tx.insert(BreachCase, [row]).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('another case was opened at the same time') : error;
    });
    await this.texts.keepAllegation(tx, caller, row, opening);
    await this.writer.note(tx, caller, 'openBreachCase', row, { from: null, to: status, reason: null });
    await this.audit.record(tx, caller, {
      scopeId: parkId,
      action: 'openBreachCase',
      recordKind: 'BreachCase',
      recordId: id,
      changes: [
        { field: 'pledgeId', after: pledge.id },
        { field: 'clauseNumbers', after: opening.clauseNumbers },
        { field: 'source', after: opening.source },
      ],
    });
    return id;
  }

  /** A notice speaks of what was on record when it was given: the case waits for a new one. What the party said is kept (INV-42). */
  async add(tx: Tx, caller: Caller, breach: BreachCase, facts: AllegationFacts): Promise<void> {
    const { parkId, pledgeId } = breach;
    const pledge = await tx.manager.findOneByOrFail(IntegrityPledge, { parkId, id: pledgeId });
    refuseIfAny(await refusalsOfDays(tx, pledge, facts));
    const audited = [{ field: 'source', after: facts.source }];
    const changes = { noticeGivenOn: null, noticeReference: null, noticeSummarySealed: null, heardOn: null };
    const added = await this.writer.move(tx, caller, 'addBreachAllegation', breach, { to: 'ALLEGED', changes, audited });
    await this.texts.keepAllegation(tx, caller, breach, facts);
    if (breach.noticeGivenOn !== null) await this.notices.noticeTakenBack(tx, added);
  }

  async giveNotice(tx: Tx, caller: Caller, breach: BreachCase, notice: NoticeFacts): Promise<void> {
    refuseIfAny(refusalsOfDay(notice.noticeOn, await completeSince(tx, breach), localDateOf(tx.at), 'noticeOn'));
    const { noticeOn, reference, summary = null } = notice;
    const noticeSummarySealed = summary === null ? null : this.texts.sealed(breach.id, 'noticeSummary', summary);
    const changes = { noticeGivenOn: noticeOn, noticeReference: reference, noticeSummarySealed };
    await this.writer.move(tx, caller, 'giveBreachNotice', breach, { to: 'NOTIFIED', changes });
    const { endsOn } = hearingSpan(await this.calendars.load(tx), notice.noticeOn);
    await this.notices.noticeGiven(tx, breach, endsOn);
  }

  /** What the party says is added to what it said before; an entry of an officer ends nothing (INV-42). */
  async hear(tx: Tx, caller: Caller, breach: BreachCase, heardOn: LocalDate, statement: string | null): Promise<BreachCase> {
    refuseIfAny(refusalsOfDay(heardOn, breach.noticeGivenOn, localDateOf(tx.at), 'heardOn'));
    refuseIfAny(refusalsOfBreachState('recordBreachHearing', breach.status));
    const statementSealed = statement === null ? breach.statementSealed : this.texts.statementAdded(breach, heardOn, statement);
    const latestOn = breach.heardOn !== null && breach.heardOn > heardOn ? breach.heardOn : heardOn;
    const changes = { heardOn: latestOn, statementSealed };
    const audited = [{ field: 'hasStatement', after: statement !== null }];
    return this.writer.move(tx, caller, 'recordBreachHearing', breach, { to: 'HEARD', changes, audited });
  }

  /** The party itself speaks, today; those who handle the case are told. */
  async hearParty(tx: Tx, caller: Caller, breach: BreachCase, statement: string): Promise<void> {
    await this.notices.statementReceived(tx, await this.hear(tx, caller, breach, localDateOf(tx.at), statement));
  }

  async closeWindow(tx: Tx, caller: Caller, breach: BreachCase): Promise<void> {
    await this.writer.move(tx, caller, 'closeAppealWindow', breach, { to: 'FINAL' });
  }
}

/** The day on which the latest allegation of the case was put on record; no notice of an earlier day can have spoken of it. */
async function completeSince(tx: Tx, breach: BreachCase): Promise<LocalDate> {
  const where = { parkId: breach.parkId, caseId: breach.id, verb: 'addBreachAllegation' };
  const latest = await tx.manager.findOne(BreachHistory, { where, order: { at: 'DESC', id: 'DESC' } });
  return latest ? localDateOf(latest.at) : breach.openedOn;
}
