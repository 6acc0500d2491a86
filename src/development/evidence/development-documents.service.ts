import { Injectable } from '@nestjs/common';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { type Refusal, refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOnCase } from '../cases/case-ledger.js';
import { CASE_RECORD_KIND, type CaseReach, CaseScope, type ReachedCase } from '../cases/case-scope.js';
import { WRONG_SIDE_OF_TRANSFER } from '../cases/cases.errors.js';
import { CONSENT_WITHDRAWN } from '../cases/consents.errors.js';
import { TwoPersons } from '../cases/two-persons.js';
import { DevelopmentDocument } from './development-document.entity.js';
import { CASE_ARCHIVED, DOCUMENT_NOT_STANDING, DOCUMENTS_FULL } from './evidence.errors.js';
import { PaperCatalog } from './paper-catalog.js';

/** Papers that one case holds at most, corrected ones included. */
const DOCUMENTS_PER_CASE_MAX = 500;

/** What is written down about a paper. */
export interface PaperEntry {
  paperKind: string;
  title: string;
  reference: string;
  documentSha256?: string | null;
  pagesCount: number;
  heldBy: string;
}

/** A paper to be attached. */
export interface AttachedPaper extends PaperEntry {
  caseId: string;
  factId?: string | null;
  idempotencyKey: string;
}

/** One standing paper that a verb is about. */
export interface DocumentTarget {
  documentId: string;
  expectedVersion: number;
  reason: string;
}

/** A kind or title of a paper would tell the stage of its person: the trail keeps their fingerprints alone (PR-7). */
const PERSONAL_FIELDS = ['paperKind', 'title', 'reference', 'sha256', 'pagesCount', 'heldBy', 'factId'];

/**
 * The papers of cases: attached, corrected by a new entry, withdrawn; nothing is deleted and no content is stored. Nobody handles the papers of
 * the own case (OWN_CASE, INV-21), and an archived file is neither corrected nor thinned out (CASE_ARCHIVED, R34).
 */
@Injectable()
export class DevelopmentDocuments {
  constructor(
    private readonly cases: CaseScope,
    private readonly catalog: PaperCatalog,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly twoPersons: TwoPersons,
    private readonly audit: AuditTrail,
  ) {}

  /** Adds a paper and returns its id. Refuses kinds that the plan in force does not name, and a case whose person withdrew the consent. */
  async attachDevelopmentDocument(caller: Caller, input: AttachedPaper): Promise<string> {
    const reach = await this.cases.reachOf(caller, 'development.record');
    const seen = await this.transactions.run((tx) => reach.require(tx, input.caseId, 'input', 'caseId'));
    const request = { scopeId: INSTALLATION_SCOPE, key: input.idempotencyKey, operation: 'attachDevelopmentDocument', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnCase(tx, seen);
      const row = await reach.require(tx, input.caseId, 'input', 'caseId');
      if (input.factId) await requireFact(tx, row.id, input.factId);
      refuseIfAny([
        ...refusalsToWrite(row),
        ...(await this.twoPersons.refusals(tx, caller, row.personId, null)),
        ...(await this.catalog.refusals(tx, row, input.paperKind)),
        ...(await refusalsOfCount(tx, row.id)),
      ]);
      return this.insert(tx, caller, row, input, { factId: input.factId ?? null, supersedesId: null, correctionReason: null });
    });
    return ref;
  }

  /** Puts a corrected entry in the place of one that stands, and returns the new one's id. */
  async correctDevelopmentDocument(caller: Caller, input: PaperEntry & DocumentTarget): Promise<string> {
    const reach = await this.cases.reachOf(caller, 'development.record');
    const seen = await this.caseOf(reach, input.documentId);
    return this.transactions.run(async (tx) => {
      await serializeOnCase(tx, seen);
      const { row, document } = await standing(tx, reach, input);
      refuseIfAny([
        ...refusalsToWrite(row),
        ...(await this.refusalsToChange(tx, caller, row)),
        ...(await this.catalog.refusals(tx, row, input.paperKind)),
      ]);
      const origin = { factId: document.factId, supersedesId: document.id, correctionReason: input.reason };
      const id = await this.insert(tx, caller, row, input, origin);
      await updateVersioned(tx, DevelopmentDocument, document, { supersededById: id });
      return id;
    });
  }

  /** Marks a paper as not belonging to the case; its entry stays. Returns its id. */
  async withdrawDevelopmentDocument(caller: Caller, input: DocumentTarget): Promise<string> {
    const reach = await this.cases.reachOf(caller, 'development.record');
    const seen = await this.caseOf(reach, input.documentId);
    return this.transactions.run(async (tx) => {
      await serializeOnCase(tx, seen);
      const { row, document } = await standing(tx, reach, input);
      refuseIfAny([...refusalsOfSide(row), ...(await this.refusalsToChange(tx, caller, row))]);
      const changes = { withdrawnAt: tx.at, withdrawnBy: caller.accountId, withdrawnReason: input.reason };
      await updateVersioned(tx, DevelopmentDocument, document, changes);
      await this.record(tx, caller, row, 'withdrawDevelopmentDocument', { documentId: document.id, withdrawnAt: tx.at }, input.reason);
      return document.id;
    });
  }

  /** The case of a paper, to be locked: papers change one after the other with the facts, the archive above all (R34). */
  private caseOf(reach: CaseReach, documentId: string): Promise<ReachedCase> {
    return this.transactions.run(async (tx) => (await documentOf(tx, reach, documentId)).row);
  }

  private async refusalsToChange(tx: Tx, caller: Caller, row: ReachedCase): Promise<Refusal[]> {
    return [...(await this.twoPersons.refusals(tx, caller, row.personId, null)), ...(await refusalsOfArchive(tx, row.id))];
  }

  private async insert(
    tx: Tx,
    caller: Caller,
    row: ReachedCase,
    entry: PaperEntry,
    origin: Pick<DevelopmentDocument, 'factId' | 'supersedesId' | 'correctionReason'>,
  ): Promise<string> {
    const { paperKind, title, reference, pagesCount, heldBy } = entry;
    const paper = { paperKind, title, reference, sha256: entry.documentSha256 ?? null, pagesCount, heldBy };
    const id = newId();
    const place = { scopeId: INSTALLATION_SCOPE, caseId: row.id, organizationId: row.organizationId };
    const open = { supersededById: null, withdrawnAt: null, withdrawnBy: null, withdrawnReason: null };
    const written = { attachedBy: caller.accountId, attachedAt: tx.at, version: 1 };
    await tx.insert(DevelopmentDocument, [{ id, ...place, ...paper, ...origin, ...open, ...written }]);
    const action = origin.supersedesId === null ? 'attachDevelopmentDocument' : 'correctDevelopmentDocument';
    await this.record(tx, caller, row, action, { documentId: id, ...paper, ...origin }, origin.correctionReason ?? undefined);
    return id;
  }

  private record(tx: Tx, caller: Caller, row: ReachedCase, action: string, after: object, reason?: string): Promise<void> {
    const act = {
      scopeId: row.organizationId,
      action,
      recordKind: CASE_RECORD_KIND,
      recordId: row.id,
      changes: changesBetween(null, after),
      personal: PERSONAL_FIELDS,
    };
    return this.audit.record(tx, caller, reason === undefined ? act : { ...act, reason });
  }
}

/** The paper with its case. A paper outside the caller's reach is NOT_FOUND like one that does not exist. */
async function documentOf(tx: Tx, reach: CaseReach, documentId: string): Promise<{ row: ReachedCase; document: DevelopmentDocument }> {
  const document = await tx.manager.findOneBy(DevelopmentDocument, { scopeId: INSTALLATION_SCOPE, id: documentId });
  if (!document) throw notFound('input', 'documentId');
  return { document, row: await reach.require(tx, document.caseId, 'input', 'documentId') };
}

/** The same, when the paper is as the caller saw it and counts. */
async function standing(tx: Tx, reach: CaseReach, target: DocumentTarget): Promise<{ row: ReachedCase; document: DevelopmentDocument }> {
  const { row, document } = await documentOf(tx, reach, target.documentId);
  requireVersion(document, target.expectedVersion);
  const isStanding = document.supersededById === null && document.withdrawnAt === null;
  refuseIfAny(isStanding ? [] : [DOCUMENT_NOT_STANDING({}, 'input', 'documentId')]);
  return { row, document };
}

async function requireFact(tx: Tx, caseId: string, factId: string): Promise<void> {
  const rows = await tx.rows('SELECT id FROM development_fact WHERE scopeId = ? AND caseId = ? AND id = ?', [
    INSTALLATION_SCOPE,
    caseId,
    factId,
  ]);
  if (rows.length === 0) throw notFound('input', 'factId');
}

function refusalsOfSide(row: ReachedCase): Refusal[] {
  return row.isHandled ? [] : [WRONG_SIDE_OF_TRANSFER({}, 'input')];
}

function refusalsToWrite(row: ReachedCase): Refusal[] {
  const { consentWithdrawnOn: withdrawnOn } = row;
  return [...refusalsOfSide(row), ...(withdrawnOn === null ? [] : [CONSENT_WITHDRAWN({ withdrawnOn }, 'input')])];
}

async function refusalsOfArchive(tx: Tx, caseId: string): Promise<Refusal[]> {
  const [archived] = await tx.rows<{ occurredOn: LocalDate }>(
    "SELECT occurredOn FROM development_fact WHERE scopeId = ? AND caseId = ? AND kind = 'ARCHIVED' AND status = 'CONFIRMED'",
    [INSTALLATION_SCOPE, caseId],
  );
  return archived ? [CASE_ARCHIVED({ archivedOn: archived.occurredOn }, 'input', 'documentId')] : [];
}

async function refusalsOfCount(tx: Tx, caseId: string): Promise<Refusal[]> {
  const [row] = await tx.rows<{ total: number | string }>(
    'SELECT COUNT(*) AS total FROM development_document WHERE scopeId = ? AND caseId = ?',
    [INSTALLATION_SCOPE, caseId],
  );
  return Number(row!.total) < DOCUMENTS_PER_CASE_MAX ? [] : [DOCUMENTS_FULL({ documentsMax: DOCUMENTS_PER_CASE_MAX }, 'input', 'caseId')];
}
