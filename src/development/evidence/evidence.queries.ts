import { Injectable } from '@nestjs/common';
import type { Caller, Locale } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { Listings, type Page, type Selection, where, whereIn } from '../../platform/database/listing.js';
import { requestContext } from '../../platform/operations/request-context.js';
import { CaseRecords } from '../cases/case-records.js';
import { CaseScope } from '../cases/case-scope.js';
import type { ReadingPurpose } from '../cases/case-states.js';
import { CaseWorlds } from '../cases/case-worlds.js';
import { paperCure } from './archive-papers.js';
import { requiredPapers } from './archive.rules.js';
import { developmentDocumentListing, heldPaperKinds, STANDING } from './document-rows.js';
import type { DevelopmentDocumentsArgs, DevelopmentTimelineArgs } from './evidence.inputs.js';
import type { ArchiveReadinessView, DevelopmentDocumentView, DevelopmentTimelineEntryView } from './evidence.objects.js';
import { paperName } from './paper-kinds.js';
import { timelineListing } from './timeline-rows.js';

/** Reads of papers and of the timeline; every reading of a case leaves its purpose in the audit trail (PR-7). */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly cases: CaseScope,
    private readonly records: CaseRecords,
    private readonly worlds: CaseWorlds,
    private readonly listings: Listings,
  ) {}

  /** A page of a case's papers. Throws NOT_FOUND outside the caller's reach. */
  async documents(caller: Caller, args: DevelopmentDocumentsArgs, selection: Selection): Promise<Page<DevelopmentDocumentView>> {
    const { caseId, purpose, onlyStanding, order, first, after } = args;
    await this.cases.read(caller, caseId, { purpose, fields: ['documents'] }, () => Promise.resolve());
    const conditions = [where('{t}.scopeId = ? AND {t}.caseId = ?', INSTALLATION_SCOPE, caseId)];
    if (onlyStanding) conditions.push(where(STANDING));
    return this.listings.page<DevelopmentDocumentView>(developmentDocumentListing, { selection, conditions, order, first, after });
  }

  /** The paper that a verb has just written. */
  async written(caller: Caller, documentId: string, selection: Selection): Promise<DevelopmentDocumentView | null> {
    const conditions = [where('{t}.scopeId = ? AND {t}.id = ?', INSTALLATION_SCOPE, documentId)];
    const document = await this.listings.one<DevelopmentDocumentView>(developmentDocumentListing, selection, conditions);
    if (document) await this.cases.requireCase(caller, 'development.record', document.caseId);
    return document;
  }

  /** 全程纪实: everything that was written down about a case, rejected and voided entries included. */
  async timeline(caller: Caller, args: DevelopmentTimelineArgs, selection: Selection): Promise<Page<DevelopmentTimelineEntryView>> {
    const { caseId, purpose, kinds, order, first, after } = args;
    await this.cases.read(caller, caseId, { purpose, fields: ['timeline'] }, () => Promise.resolve());
    const conditions = [where('{t}.caseId = ?', caseId)];
    if (kinds) conditions.push(whereIn('{t}.kind', kinds));
    const listing = timelineListing(localeOfRequest());
    return this.listings.page<DevelopmentTimelineEntryView>(listing, { selection, conditions, order, first, after });
  }

  /** Which papers the archive asks for today and which of them stand in the file (R34). */
  archiveReadiness(caller: Caller, caseId: string, purpose: ReadingPurpose): Promise<ArchiveReadinessView> {
    return this.cases.read(caller, caseId, { purpose, fields: ['documents'] }, async (tx, row) => {
      const { facts } = await this.records.load(tx, row.id);
      const todayOn = localDateOf(tx.at);
      const world = (await this.worlds.of(tx, [{ row, facts }], todayOn)).get(row.id)!;
      const held = await heldPaperKinds(tx, row.id);
      const locale = localeOfRequest();
      const papers = requiredPapers(world.ruleSetOn(todayOn), facts).map((required) => ({
        paperKind: required.code,
        name: paperName(required.code)[locale],
        demandedBy: required.demandedBy,
        stepCode: required.stepCode,
        isHeld: held.has(required.code),
        cure: held.has(required.code) ? null : paperCure(required)[locale],
      }));
      return { isComplete: papers.every(({ isHeld }) => isHeld), papers };
    });
  }
}

function localeOfRequest(): Locale {
  return requestContext()?.locale ?? 'zh';
}
