import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { BreachCases } from './breach-cases.service.js';
import { BreachDecisions } from './breach-decisions.service.js';
import { BreachTextKeeper } from './breach-texts.js';
import {
  AddBreachAllegationInput,
  AppealBreachDecisionInput,
  BreachCasesArgs,
  BreachStatisticsArgs,
  DecideBreachAppealInput,
  DecideBreachCaseInput,
  GiveBreachNoticeInput,
  OpenBreachCaseInput,
  RecordBreachHearingInput,
  RevealBreachTextsInput,
} from './breaches.inputs.js';
import { BreachCaseConnection, BreachCasePayload, BreachCaseView, BreachCountView, RevealBreachTextsPayload } from './breaches.objects.js';
import { BreachQueries } from './breaches.queries.js';

const INPUT = { description: described('输入', 'Input') };
const RECORD = 'breaches.record';
const DECIDE = 'breaches.decide';

/** Breach cases from the allegation to the end of the appeal. */
@Resolver()
export class BreachesResolver {
  constructor(
    private readonly cases: BreachCases,
    private readonly decisions: BreachDecisions,
    private readonly texts: BreachTextKeeper,
    private readonly queries: BreachQueries,
  ) {}

  @QueryOperation(() => BreachCaseConnection, {
    zh: '违诺个案列表(查看记入审计)',
    en: 'Breach cases; reading is audited',
    permission: 'breaches.read',
  })
  breachCases(
    @CurrentCaller() caller: Caller,
    @Args() args: BreachCasesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<BreachCaseView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => BreachCaseView, { zh: '一宗违诺个案', en: 'One breach case', permission: 'breaches.read', nullable: true })
  breachCase(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<BreachCaseView | null> {
    return this.queries.one(caller, id, selection);
  }

  @QueryOperation(() => [BreachCountView], {
    zh: '违诺个案统计(不含姓名)',
    en: 'Counts of cases, without names',
    permission: 'pledges.read',
  })
  breachStatistics(@CurrentCaller() caller: Caller, @Args() args: BreachStatisticsArgs): Promise<BreachCountView[]> {
    return this.queries.statistics(caller, args);
  }

  @MutationOperation(() => BreachCasePayload, {
    zh: '登记线索并立案,承诺的效力不变;承诺已撤回的,只限撤回以前的事',
    en: 'Opens a case with its first allegation, which leaves the pledge as it is; about a withdrawn one for what happened before',
    permission: RECORD,
  })
  async openBreachCase(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OpenBreachCaseInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.cases.openBreachCase(caller, input), selection);
  }

  @MutationOperation(() => BreachCasePayload, { zh: '为个案补充线索', en: 'Adds an allegation to a case', permission: RECORD })
  async addBreachAllegation(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AddBreachAllegationInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.cases.addBreachAllegation(caller, input), selection);
  }

  @MutationOperation(() => BreachCasePayload, {
    zh: '登记书面告知;次日起 5 个工作日内可以陈述',
    en: 'Records the notice; the party then has five working days to be heard',
    permission: RECORD,
  })
  async giveBreachNotice(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: GiveBreachNoticeInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.cases.giveBreachNotice(caller, input), selection);
  }

  @MutationOperation(() => BreachCasePayload, { zh: '登记听取当事人陈述', en: 'Records that the party was heard', permission: RECORD })
  async recordBreachHearing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordBreachHearingInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.cases.recordBreachHearing(caller, input), selection);
  }

  @MutationOperation(() => BreachCasePayload, {
    zh: '作出决定;撤销的同时收回挂牌、停止确认新场次并列出已确认场次',
    en: 'Decides a case; a revocation recalls the plate, blocks new confirmations and lists the confirmed sessions',
    permission: DECIDE,
  })
  async decideBreachCase(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DecideBreachCaseInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.decisions.decideBreachCase(caller, input), selection);
  }

  @MutationOperation(() => BreachCasePayload, { zh: '登记申诉', en: 'Records an appeal within its window', permission: RECORD })
  async appealBreachDecision(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AppealBreachDecisionInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.decisions.appealBreachDecision(caller, input), selection);
  }

  @MutationOperation(() => BreachCasePayload, { zh: '对申诉作出决定', en: 'Decides an appeal', permission: DECIDE })
  async decideBreachAppeal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DecideBreachAppealInput,
    @Selected() selection: Selection,
  ): Promise<BreachCasePayload> {
    return this.shown(caller, await this.decisions.decideBreachAppeal(caller, input), selection);
  }

  @MutationOperation(() => RevealBreachTextsPayload, {
    zh: '查看个案文字(须说明原因,记入审计)',
    en: 'Shows the texts of a case; reasoned and audited',
    permission: 'breaches.reveal',
  })
  revealBreachTexts(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevealBreachTextsInput,
  ): Promise<RevealBreachTextsPayload> {
    return this.texts.revealBreachTexts(caller, input);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<BreachCasePayload> {
    return { breachCase: await this.queries.one(caller, id, selectionBelow(selection, 'breachCase')) };
  }
}
