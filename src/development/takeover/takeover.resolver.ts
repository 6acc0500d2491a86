import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { takeoverTemplate } from './takeover-template.js';
import {
  CommitDevelopmentTakeoverInput,
  ConfirmDevelopmentTakeoverInput,
  RejectDevelopmentTakeoverInput,
  RestartDevelopmentTakeoverInput,
  ReverseDevelopmentTakeoverInput,
  TakeoverRowsArgs,
  TakeoversArgs,
} from './takeover.inputs.js';
import {
  DevelopmentTakeoverPayload,
  TakeoverConnection,
  TakeoverRowConnection,
  type TakeoverRowView,
  TakeoverTemplateView,
  TakeoverView,
} from './takeover.objects.js';
import { TakeoverQueries } from './takeover.queries.js';
import { Takeovers } from './takeovers.service.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'development.read';
const RECORD = 'development.record';
const TEMPLATE_NAME = '既有个案接管模板.xlsx';

/** Takeover of existing cases; the sheet itself comes over `POST /uploads/cases`. */
@Resolver()
export class TakeoverResolver {
  constructor(
    private readonly takeoverDesk: Takeovers,
    private readonly queries: TakeoverQueries,
  ) {}

  @QueryOperation(() => TakeoverTemplateView, {
    zh: '接管既有个案的表格模板',
    en: 'Template of the sheet of existing cases',
    permission: RECORD,
  })
  async developmentTakeoverTemplate(): Promise<TakeoverTemplateView> {
    return { fileName: TEMPLATE_NAME, contentBase64: (await takeoverTemplate()).toString('base64') };
  }

  @QueryOperation(() => TakeoverConnection, { zh: '接管批次列表', en: 'Takeovers of existing cases', permission: READ })
  developmentTakeovers(
    @CurrentCaller() caller: Caller,
    @Args() args: TakeoversArgs,
    @Selected() selection: Selection,
  ): Promise<Page<TakeoverView>> {
    return this.queries.takeovers(caller, args, selection);
  }

  @QueryOperation(() => TakeoverView, { zh: '一个接管批次', en: 'One takeover', permission: READ, nullable: true })
  developmentTakeover(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<TakeoverView | null> {
    return this.queries.takeover(caller, id, selection);
  }

  @QueryOperation(() => TakeoverRowConnection, {
    zh: '接管表格的各行及问题(查阅留痕)',
    en: 'Rows of a takeover with what was found; the reading is recorded',
    permission: READ,
  })
  developmentTakeoverRows(
    @CurrentCaller() caller: Caller,
    @Args() args: TakeoverRowsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<TakeoverRowView>> {
    return this.queries.rows(caller, args, selection);
  }

  @MutationOperation(() => DevelopmentTakeoverPayload, {
    zh: '提交接管批次,等待另一人确认',
    en: 'Commit a takeover; it then waits for a second person',
    permission: RECORD,
  })
  async commitDevelopmentTakeover(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CommitDevelopmentTakeoverInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentTakeoverPayload> {
    return this.shown(caller, await this.takeoverDesk.commitDevelopmentTakeover(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentTakeoverPayload, {
    zh: '确认接管批次:逐行接管为个案(INV-21)',
    en: 'Confirm a takeover: row by row it becomes cases (INV-21)',
    permission: 'development.confirm',
  })
  async confirmDevelopmentTakeover(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ConfirmDevelopmentTakeoverInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentTakeoverPayload> {
    return this.shown(caller, await this.takeoverDesk.confirmDevelopmentTakeover(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentTakeoverPayload, {
    zh: '重新启动处理中止的接管批次,从尚未处理的行继续',
    en: 'Restart a takeover whose work has stopped; it goes on with the first row that is open',
    permission: RECORD,
  })
  async restartDevelopmentTakeover(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RestartDevelopmentTakeoverInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentTakeoverPayload> {
    return this.shown(caller, await this.takeoverDesk.restartDevelopmentTakeover(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentTakeoverPayload, {
    zh: '撤回尚未确认或处理中止的接管批次',
    en: 'Take an unconfirmed takeover back, or one whose work has stopped',
    permission: RECORD,
  })
  async reverseDevelopmentTakeover(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ReverseDevelopmentTakeoverInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentTakeoverPayload> {
    return this.shown(caller, await this.takeoverDesk.reverseDevelopmentTakeover(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentTakeoverPayload, {
    zh: '确认人不同意接管批次',
    en: 'Say no to a takeover, by a confirmer',
    permission: 'development.confirm',
  })
  async rejectDevelopmentTakeover(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RejectDevelopmentTakeoverInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentTakeoverPayload> {
    return this.shown(caller, await this.takeoverDesk.rejectDevelopmentTakeover(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<DevelopmentTakeoverPayload> {
    return { takeover: await this.queries.takeover(caller, id, selectionBelow(selection, 'takeover')) };
  }
}
