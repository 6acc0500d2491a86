import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { ReadingPurpose } from '../cases/case-states.js';
import { DevelopmentDocuments } from './development-documents.service.js';
import {
  AttachDevelopmentDocumentInput,
  CorrectDevelopmentDocumentInput,
  DevelopmentDocumentsArgs,
  DevelopmentTimelineArgs,
  WithdrawDevelopmentDocumentInput,
} from './evidence.inputs.js';
import {
  ArchiveReadinessView,
  DevelopmentDocumentConnection,
  DevelopmentDocumentPayload,
  type DevelopmentDocumentView,
  DevelopmentTimelineConnection,
  type DevelopmentTimelineEntryView,
} from './evidence.objects.js';
import { EvidenceQueries } from './evidence.queries.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'development.read';
const RECORD = 'development.record';

/** Papers and the timeline of cases. */
@Resolver()
export class EvidenceResolver {
  constructor(
    private readonly documents: DevelopmentDocuments,
    private readonly queries: EvidenceQueries,
  ) {}

  @QueryOperation(() => DevelopmentDocumentConnection, {
    zh: '一个个案的材料目录(查阅留痕)',
    en: 'Papers of a case; the reading is recorded',
    permission: READ,
  })
  developmentDocuments(
    @CurrentCaller() caller: Caller,
    @Args() args: DevelopmentDocumentsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DevelopmentDocumentView>> {
    return this.queries.documents(caller, args, selection);
  }

  @QueryOperation(() => DevelopmentTimelineConnection, {
    zh: '全程纪实:一个个案的全部记录,含被退回和作废的(查阅留痕)',
    en: 'Everything written down about a case, rejected and voided entries included; the reading is recorded',
    permission: READ,
  })
  developmentTimeline(
    @CurrentCaller() caller: Caller,
    @Args() args: DevelopmentTimelineArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DevelopmentTimelineEntryView>> {
    return this.queries.timeline(caller, args, selection);
  }

  @QueryOperation(() => ArchiveReadinessView, {
    zh: '归档材料是否齐全(R34,查阅留痕)',
    en: 'Whether the papers are complete for the archive (R34); the reading is recorded',
    permission: READ,
  })
  developmentArchiveReadiness(
    @CurrentCaller() caller: Caller,
    @Args('caseId', { type: () => ID, description: described('个案', 'The case') }) caseId: string,
    @Args('purpose', { type: () => ReadingPurpose, description: described('查阅目的(留痕)', 'Why it is read; recorded') })
    purpose: ReadingPurpose,
  ): Promise<ArchiveReadinessView> {
    return this.queries.archiveReadiness(caller, caseId, purpose);
  }

  @MutationOperation(() => DevelopmentDocumentPayload, { zh: '登记一份发展党员材料', en: 'Attach a paper to a case', permission: RECORD })
  async attachDevelopmentDocument(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AttachDevelopmentDocumentInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentDocumentPayload> {
    return this.shown(caller, await this.documents.attachDevelopmentDocument(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentDocumentPayload, {
    zh: '更正一份材料的登记,原登记保留',
    en: 'Correct the entry of a paper; the old entry stays',
    permission: RECORD,
  })
  async correctDevelopmentDocument(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CorrectDevelopmentDocumentInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentDocumentPayload> {
    return this.shown(caller, await this.documents.correctDevelopmentDocument(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentDocumentPayload, {
    zh: '撤回登错个案的材料,登记保留',
    en: 'Withdraw a paper that does not belong to the case; its entry stays',
    permission: RECORD,
  })
  async withdrawDevelopmentDocument(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawDevelopmentDocumentInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentDocumentPayload> {
    return this.shown(caller, await this.documents.withdrawDevelopmentDocument(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<DevelopmentDocumentPayload> {
    return { document: await this.queries.written(caller, id, selectionBelow(selection, 'document')) };
  }
}
