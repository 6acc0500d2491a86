import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { CaseConsents } from './case-consents.service.js';
import {
  CaseReadersArgs,
  DevelopmentCasesArgs,
  DevelopmentCaseTargetInput,
  DevelopmentHistoryArgs,
  OpenDevelopmentCaseInput,
  RenewDevelopmentConsentInput,
} from './case.inputs.js';
import {
  AdvisoryEntryView,
  CaseHandoverConnection,
  CaseHandoverView,
  CaseReadingConnection,
  CaseReadingView,
  DevelopmentCaseConnection,
  DevelopmentCasePayload,
  DevelopmentCaseSheetView,
  DevelopmentCaseView,
} from './case.objects.js';
import { CaseOpenings } from './case-opening.service.js';
import { CaseQueries } from './case.queries.js';
import { CaseReadings } from './case-readings.queries.js';
import { ReadingPurpose } from './case-states.js';
import { DevelopmentFactConnection, DevelopmentFactView } from './fact.objects.js';
import { FactQueries } from './fact.queries.js';
import { OrganizationRecordsArgs } from './rule.inputs.js';

const INPUT = { description: described('输入', 'Input') };
const CASE_ID = { type: () => ID, description: described('个案', 'Id of the case') };
const PURPOSE = { type: () => ReadingPurpose, description: described('查阅目的(留痕)', 'Why it is read; it is recorded') };
const READ = 'development.read';
const RECORD = 'development.record';

/** Development cases: opening, reading, consent. */
@Resolver()
export class DevelopmentCasesResolver {
  constructor(
    private readonly queries: CaseQueries,
    private readonly facts: FactQueries,
    private readonly readings: CaseReadings,
    private readonly openings: CaseOpenings,
    private readonly consents: CaseConsents,
  ) {}

  @QueryOperation(() => DevelopmentCaseConnection, {
    zh: '发展党员个案列表(逐条留痕)',
    en: 'Development cases; each one shown is recorded',
    permission: READ,
  })
  developmentCases(
    @CurrentCaller() caller: Caller,
    @Args() args: DevelopmentCasesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DevelopmentCaseView>> {
    return this.queries.cases(caller, args, selection);
  }

  @QueryOperation(() => DevelopmentCaseSheetView, {
    zh: '一个发展党员个案(留痕):阶段、下一步与原因、期限',
    en: 'One development case, the reading recorded: stage, what next and why not, deadlines',
    permission: READ,
  })
  developmentCase(
    @CurrentCaller() caller: Caller,
    @Args('id', CASE_ID) id: string,
    @Args('purpose', PURPOSE) purpose: ReadingPurpose,
    @Selected() selection: Selection,
  ): Promise<DevelopmentCaseSheetView> {
    return this.queries.sheet(caller, id, purpose, selection);
  }

  @QueryOperation(() => DevelopmentFactConnection, {
    zh: '个案的全部记录(留痕),按记录次序:谁记录、谁确认',
    en: 'Everything recorded of a case, in that order: who recorded, who confirmed; the reading is recorded',
    permission: READ,
  })
  developmentCaseHistory(
    @CurrentCaller() caller: Caller,
    @Args() args: DevelopmentHistoryArgs,
    @Selected() selection: Selection,
  ): Promise<Page<DevelopmentFactView>> {
    return this.facts.history(caller, args, selection);
  }

  @QueryOperation(() => [AdvisoryEntryView], {
    zh: '按另一版本规则重新审视一个个案(仅供参考,不改写历史;留痕)',
    en: 'What another rule set would say about a case; advice only, the reading is recorded',
    permission: READ,
  })
  developmentAdvisory(
    @CurrentCaller() caller: Caller,
    @Args('caseId', CASE_ID) caseId: string,
    @Args('purpose', PURPOSE) purpose: ReadingPurpose,
    @Args('ruleSetId', { type: () => ID, description: described('规则版本', 'The rule set') }) ruleSetId: string,
  ): Promise<AdvisoryEntryView[]> {
    return this.queries.advisory(caller, caseId, purpose, ruleSetId);
  }

  @QueryOperation(() => CaseReadingConnection, { zh: '谁查阅过一个个案,最近的在前', en: 'Who read a case, newest first', permission: READ })
  developmentCaseReaders(
    @CurrentCaller() caller: Caller,
    @Args() args: CaseReadersArgs,
    @Selected() selection: Selection,
  ): Promise<Page<CaseReadingView>> {
    return this.readings.ofCase(caller, args, selection);
  }

  @QueryOperation(() => CaseHandoverConnection, {
    zh: '本党组织曾办理、已转出的个案(只有编号和日期),最近的在前',
    en: 'Cases that the organizations once handled: number and day only, newest first',
    permission: READ,
  })
  handedOverDevelopmentCases(
    @CurrentCaller() caller: Caller,
    @Args() args: OrganizationRecordsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<CaseHandoverView>> {
    return this.readings.handovers(caller, args, selection);
  }

  @MutationOperation(() => DevelopmentCasePayload, {
    zh: '建立发展党员个案:须有本人单独同意和影响评估,全系统一人只有一个未终结的个案',
    en: 'Opens a development case: with the separate consent and an impact assessment, one open case for a person',
    permission: RECORD,
  })
  async openDevelopmentCase(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OpenDevelopmentCaseInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentCasePayload> {
    return this.shown(await this.openings.openCase(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentCasePayload, {
    zh: '登记本人撤回单独同意,即日生效:此后只能记录终结个案的事实',
    en: 'Records the withdrawal of the consent as of today: only what ends the case is recorded from then on',
    permission: RECORD,
  })
  async withdrawDevelopmentConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DevelopmentCaseTargetInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentCasePayload> {
    return this.shown(await this.consents.withdrawConsent(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentCasePayload, {
    zh: '登记撤回之后新的单独同意',
    en: 'Records a new consent after a withdrawal',
    permission: RECORD,
  })
  async renewDevelopmentConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RenewDevelopmentConsentInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentCasePayload> {
    return this.shown(await this.consents.renewConsent(caller, input), selection);
  }

  private async shown(caseId: string, selection: Selection): Promise<DevelopmentCasePayload> {
    return { case: await this.queries.written(caseId, selectionBelow(selection, 'case')) };
  }
}
