import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { CutOvers } from './cut-overs.service.js';
import { OverlayWithdrawals } from './overlay-withdrawals.service.js';
import { adoptionOf } from './rule-adoption.js';
import {
  AdoptRuleOverlayInput,
  CutOverTargetInput,
  OrganizationRecordsArgs,
  RecordCutOverInput,
  RecordImpactAssessmentInput,
  RejectCutOverInput,
  RejectRuleOverlayWithdrawalInput,
  RuleOverlayWithdrawalTargetInput,
  WithdrawRuleOverlayInput,
} from './rule.inputs.js';
import {
  CutOverConnection,
  CutOverPayload,
  CutOverView,
  ImpactAssessmentConnection,
  ImpactAssessmentPayload,
  ImpactAssessmentView,
  RuleOverlayConnection,
  RuleOverlayPayload,
  RuleOverlayView,
  RuleSetView,
} from './rule.objects.js';
import { RuleOverlays } from './rule-overlays.service.js';
import { RuleQueries, ruleSetView } from './rule.queries.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'development.rules.read';

/** Rule sets, what organizations tighten, cut-overs and impact assessments. */
@Resolver()
export class DevelopmentRulesResolver {
  constructor(
    private readonly queries: RuleQueries,
    private readonly overlays: RuleOverlays,
    private readonly withdrawals: OverlayWithdrawals,
    private readonly cutOverDays: CutOvers,
  ) {}

  @QueryOperation(() => [RuleSetView], { zh: '发展党员规则的各个版本', en: 'Every version of the rules', permission: READ })
  ruleSets(): RuleSetView[] {
    return this.queries.ruleSets();
  }

  @QueryOperation(() => RuleSetView, {
    zh: '某党组织某日适用的规则(含各级收紧的规定)',
    en: 'The rules in force in an organization on a day, overlays applied',
    permission: READ,
  })
  effectiveRuleSet(
    @CurrentCaller() caller: Caller,
    @Args('organizationId', { type: () => ID, description: described('党组织', 'Id of the organization') }) organizationId: string,
    @Args('onDay', { type: () => LocalDateScalar, description: described('日期', 'The day') }) onDay: string,
  ): Promise<RuleSetView> {
    return this.queries.effective(caller, organizationId, onDay);
  }

  @QueryOperation(() => RuleOverlayConnection, { zh: '收紧规则的规定,最近的在前', en: 'Overlays, newest first', permission: READ })
  ruleOverlays(
    @CurrentCaller() caller: Caller,
    @Args() args: OrganizationRecordsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<RuleOverlayView>> {
    return this.queries.overlays(caller, args, selection);
  }

  @QueryOperation(() => CutOverConnection, { zh: '接管登记,最近的在前', en: 'Cut-overs, newest first', permission: READ })
  cutOvers(
    @CurrentCaller() caller: Caller,
    @Args() args: OrganizationRecordsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<CutOverView>> {
    return this.queries.cutOvers(caller, args, selection);
  }

  @QueryOperation(() => ImpactAssessmentConnection, {
    zh: '个人信息保护影响评估,最近的在前',
    en: 'Impact assessments, newest first',
    permission: READ,
  })
  impactAssessments(
    @CurrentCaller() caller: Caller,
    @Args() args: OrganizationRecordsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<ImpactAssessmentView>> {
    return this.queries.assessments(caller, args, selection);
  }

  @MutationOperation(() => RuleOverlayPayload, {
    zh: '收紧规则(参数、步骤、材料),可先试算',
    en: 'Tightens a rule set: parameters, steps, papers; or only tries it',
    permission: 'development.rules.manage',
  })
  async adoptRuleOverlay(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AdoptRuleOverlayInput,
    @Selected() selection: Selection,
  ): Promise<RuleOverlayPayload> {
    const adoption = adoptionOf(input);
    if (input.isDryRun) return { overlay: null, ruleSet: ruleSetView(await this.overlays.previewOverlay(caller, adoption)) };
    const id = await this.overlays.adoptOverlay(caller, adoption);
    const ruleSet = ruleSetView(await this.overlays.ruleSetWith(caller, adoption));
    return { overlay: await this.queries.overlay(caller, id, selectionBelow(selection, 'overlay')), ruleSet };
  }

  @MutationOperation(() => RuleOverlayPayload, {
    zh: '登记收紧规定停止适用(从今天以后的某日起,须由另一人确认)',
    en: 'Withdraws an overlay from a day after today; somebody else confirms it',
    permission: 'development.rules.manage',
  })
  async withdrawRuleOverlay(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawRuleOverlayInput,
    @Selected() selection: Selection,
  ): Promise<RuleOverlayPayload> {
    return this.overlayShown(caller, await this.withdrawals.withdraw(caller, input), selection);
  }

  @MutationOperation(() => RuleOverlayPayload, {
    zh: '确认收紧规定停止适用',
    en: 'Confirms the withdrawal of an overlay',
    permission: 'development.rules.manage',
  })
  async confirmRuleOverlayWithdrawal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RuleOverlayWithdrawalTargetInput,
    @Selected() selection: Selection,
  ): Promise<RuleOverlayPayload> {
    return this.overlayShown(caller, await this.withdrawals.confirm(caller, input), selection);
  }

  @MutationOperation(() => RuleOverlayPayload, {
    zh: '退回收紧规定的停用登记',
    en: 'Rejects the withdrawal of an overlay',
    permission: 'development.rules.manage',
  })
  async rejectRuleOverlayWithdrawal(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RejectRuleOverlayWithdrawalInput,
    @Selected() selection: Selection,
  ): Promise<RuleOverlayPayload> {
    return this.overlayShown(caller, await this.withdrawals.reject(caller, input), selection);
  }

  @MutationOperation(() => ImpactAssessmentPayload, {
    zh: '登记个人信息保护影响评估',
    en: 'Records an impact assessment on keeping party-stage data',
    permission: 'development.rules.manage',
  })
  async recordImpactAssessment(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordImpactAssessmentInput,
    @Selected() selection: Selection,
  ): Promise<ImpactAssessmentPayload> {
    const id = await this.overlays.recordAssessment(caller, input);
    return { assessment: await this.queries.assessment(caller, id, selectionBelow(selection, 'assessment')) };
  }

  @MutationOperation(() => CutOverPayload, {
    zh: '登记接管日期(须由另一人确认,只能登记一次)',
    en: 'Records the cut-over day of an organization, once; somebody else confirms it',
    permission: 'development.record',
  })
  async recordCutOver(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordCutOverInput,
    @Selected() selection: Selection,
  ): Promise<CutOverPayload> {
    return this.cutOverShown(caller, await this.cutOverDays.recordCutOver(caller, input), selection);
  }

  @MutationOperation(() => CutOverPayload, { zh: '确认接管日期', en: 'Confirms a cut-over day', permission: 'development.confirm' })
  async confirmCutOver(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CutOverTargetInput,
    @Selected() selection: Selection,
  ): Promise<CutOverPayload> {
    return this.cutOverShown(caller, await this.cutOverDays.confirmCutOver(caller, input), selection);
  }

  @MutationOperation(() => CutOverPayload, { zh: '退回接管日期', en: 'Rejects a cut-over day', permission: 'development.confirm' })
  async rejectCutOver(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RejectCutOverInput,
    @Selected() selection: Selection,
  ): Promise<CutOverPayload> {
    return this.cutOverShown(caller, await this.cutOverDays.rejectCutOver(caller, input), selection);
  }

  private async overlayShown(caller: Caller, id: string, selection: Selection): Promise<RuleOverlayPayload> {
    return { overlay: await this.queries.overlay(caller, id, selectionBelow(selection, 'overlay')), ruleSet: null };
  }

  private async cutOverShown(caller: Caller, id: string, selection: Selection): Promise<CutOverPayload> {
    return { cutOver: await this.queries.cutOver(caller, id, selectionBelow(selection, 'cutOver')) };
  }
}
