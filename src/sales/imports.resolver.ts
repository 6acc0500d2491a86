import { Args, ID, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import { type Condition, type Page, type Selection, where } from '../platform/database/listing.js';
import { notFound } from '../platform/errors/faults.js';
import { requestContext } from '../platform/operations/request-context.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import type { RowOutcome, SalesGrain } from './line-booking.rules.js';
import { choicesOf, refusalsOfChoices, requireChosenRecords } from './import-choices.js';
import { FINDINGS_LISTED_MAX, ImportPreviews } from './import-preview.js';
import { type ImportPreviewLive, ImportPreviewView } from './import-preview.objects.js';
import {
  AttachLiveInput,
  CommitImportInput,
  ImportBatchesArgs,
  ImportChoicesInput,
  ImportRowsArgs,
  ReverseImportBatchInput,
} from './imports.inputs.js';
import {
  AttachLivePayload,
  ImportBatchConnection,
  ImportBatchPayload,
  ImportBatchView,
  type ImportCounts,
  ImportRowConnection,
  type ImportRowView,
} from './imports.objects.js';
import { Imports } from './imports.service.js';
import { findingView, ImportViews, noCounts, refusalView } from './imports.views.js';
import type { RowReader } from './session-matching.js';

@Resolver()
export class ImportsResolver {
  constructor(
    private readonly imports: Imports,
    private readonly previews: ImportPreviews,
    private readonly views: ImportViews,
    private readonly access: Access,
    private readonly dataSource: DataSource,
  ) {}

  @QueryOperation(() => ImportBatchConnection, { zh: '导入批次,最新的在前', en: 'Imports, newest first', permission: 'sales.read' })
  async importBatches(
    @CurrentCaller() caller: Caller,
    @Args() args: ImportBatchesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<ImportBatchView>> {
    const conditions = [(await this.access.parks(caller, 'sales.read')).condition()];
    if (args.parkId) conditions.push(where('{t}.parkId = ?', args.parkId));
    return this.views.page(selection, conditions, args.first, args.after);
  }

  @QueryOperation(() => ImportBatchView, {
    zh: '一个导入批次:状态、进度、结果',
    en: 'One import: state, progress and result',
    permission: 'sales.read',
    nullable: true,
  })
  async importBatch(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('批次编号', 'Id of the import') }) id: string,
    @Selected() selection: Selection,
  ): Promise<ImportBatchView | null> {
    return this.views.one(selection, [where('{t}.id = ?', id), (await this.access.parks(caller, 'sales.read')).condition()]);
  }

  @QueryOperation(() => ImportRowConnection, {
    zh: '一个批次的各行及其结果',
    en: 'Rows of an import with their outcome',
    permission: 'sales.read',
  })
  async importRows(
    @CurrentCaller() caller: Caller,
    @Args() args: ImportRowsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<ImportRowView>> {
    const scope = (await this.access.parks(caller, 'sales.read')).condition();
    const batch = await this.views.one({ id: true, parkId: true }, [where('{t}.id = ?', args.batchId), scope]);
    if (!batch) throw notFound('batchId');
    const conditions: Condition[] = [scope, where('{t}.parkId = ? AND {t}.batchId = ?', batch.parkId, args.batchId)];
    if (args.state) conditions.push(where('{t}.state = ?', args.state));
    if (args.outcome) conditions.push(where('{t}.outcome = ?', args.outcome));
    return this.views.rows(selection, conditions, args.first, args.after);
  }

  @QueryOperation(() => ImportPreviewView, {
    zh: '入账预览:按所给选择会入账什么、哪些行有问题、哪些场次需要切换粒度',
    en: 'What a commit with the given choices would book, which rows have problems and which sessions need a switch of grain',
    permission: 'sales.import',
  })
  async importPreview(
    @CurrentCaller() caller: Caller,
    @Args('uploadId', { type: () => ID, description: described('上传编号', 'Id of the upload') }) uploadId: string,
    @Args('choices', { nullable: true, description: described('入账的选择', 'Decisions for the commit') }) choices: ImportChoicesInput,
    @Selected() selection: Selection,
  ): Promise<ImportPreviewView> {
    const conditions = [where('{t}.id = ?', uploadId), (await this.access.parks(caller, 'sales.import')).condition()];
    const needed = {
      ...selectionBelow(selection, 'batch'),
      id: true,
      parkId: true,
      platform: true,
      grain: true,
      basis: true,
      sha256: true,
    } as const;
    const batch = await this.views.one(needed, conditions);
    if (!batch) throw notFound('uploadId');
    const chosen = choicesOf(choices ?? {});
    const reader: RowReader = { rows: (sql, parameters) => this.dataSource.query(sql, [...parameters]) };
    await requireChosenRecords(reader, batch.parkId, chosen, 'choices');
    const refusals = await refusalsOfChoices(reader, batch, chosen);
    const { locale } = requestContext();
    const preview = await this.previews.preview(
      { id: batch.id, parkId: batch.parkId, platform: batch.platform, grain: batch.grain as SalesGrain, basis: batch.basis },
      chosen,
    );
    return {
      batch,
      counts: countsOf(preview.outcomes, preview.refusedRows, preview.skippedRows),
      bookedSaleFen: preview.bookedSaleFen,
      bookedRefundFen: preview.bookedRefundFen,
      lives: preview.lives as ImportPreviewLive[],
      unmatchedRows: preview.unmatchedRows,
      findings: [
        ...refusals.map((refusal) => refusalView(refusal, locale)),
        ...preview.findings.map((finding) => findingView(finding, locale)),
      ].slice(0, FINDINGS_LISTED_MAX),
      sameFileBatchIds: selection.sameFileBatchIds ? await this.sameFiles(batch) : [],
    };
  }

  @MutationOperation(() => ImportBatchPayload, {
    zh: '把上传的文件入账(后台任务,可查看进度);再次调用处理上次留下的行',
    en: 'Books an uploaded file as a job with progress; called again it takes up the rows that were left',
    permission: 'sales.import',
  })
  async commitImport(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: described('输入', 'Input') }) input: CommitImportInput,
    @Selected() selection: Selection,
  ): Promise<ImportBatchPayload> {
    const scope = (await this.access.parks(caller, 'sales.import')).condition();
    return this.payload(await this.imports.commit(caller, scope, input), selection);
  }

  @MutationOperation(() => ImportBatchPayload, {
    zh: '撤销已入账的批次:冲销其全部流水,撤回只因它而补录的场次,文件可以重新导入;没有撤回的场次列在 problems 中(SESSION_KEPT)',
    en: 'Reverses a booked import: its entries are reversed, sessions that only it recorded are withdrawn, and the file can be imported again; sessions that stay are named among `problems` (SESSION_KEPT)',
    permission: 'sales.correct',
  })
  async reverseImportBatch(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: described('输入', 'Input') }) input: ReverseImportBatchInput,
    @Selected() selection: Selection,
  ): Promise<ImportBatchPayload> {
    const scope = (await this.access.parks(caller, 'sales.correct')).condition();
    return this.payload(await this.imports.reverse(caller, scope, input), selection);
  }

  @MutationOperation(() => AttachLivePayload, {
    zh: '把平台的一场直播手工关联到场次',
    en: "Attaches a platform's live to a session by hand",
    permission: 'sales.import',
  })
  async attachLive(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: described('输入', 'Input') }) input: AttachLiveInput,
  ): Promise<AttachLivePayload> {
    const scope = (await this.access.parks(caller, 'sales.import')).condition();
    return { sessionId: await this.imports.attachLive(caller, scope, input) };
  }

  private async payload(batchId: string, selection: Selection): Promise<ImportBatchPayload> {
    return { importBatch: await this.views.one(selectionBelow(selection, 'importBatch'), [where('{t}.id = ?', batchId)]) };
  }

  private async sameFiles(batch: ImportBatchView): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM import_batch WHERE parkId = ? AND sha256 = ? AND id <> ? ORDER BY id LIMIT 20',
      [batch.parkId, batch.sha256, batch.id],
    );
    return rows.map((row) => row.id);
  }
}

function countsOf(outcomes: Record<RowOutcome, number>, refused: number, skipped: number): ImportCounts {
  return {
    ...noCounts(),
    booked: outcomes.BOOKED,
    duplicates: outcomes.DUPLICATE,
    observed: outcomes.OBSERVED,
    correctionsProposed: outcomes.CORRECTION_PROPOSED,
    corrected: outcomes.CORRECTED,
    unmatched: outcomes.UNMATCHED,
    refused: refused + outcomes.REFUND_EXCEEDS_SALE,
    skipped,
  };
}
