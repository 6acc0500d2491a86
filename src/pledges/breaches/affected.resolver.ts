import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { AffectedList } from './affected-list.js';
import { BreachCases } from './breach-cases.service.js';
import { BreachDecisions } from './breach-decisions.service.js';
import { AffectedSessionsArgs, AppealMyBreachDecisionInput, DecideAffectedSessionInput, GiveMyStatementInput } from './affected.inputs.js';
import {
  AffectedSessionConnection,
  AffectedSessionPayload,
  AffectedSessionView,
  MyBreachCaseConnection,
  MyBreachCasePayload,
  MyBreachCaseView,
} from './affected.objects.js';
import { BreachQueries } from './breaches.queries.js';

const INPUT = { description: described('输入', 'Input') };

/** What a case means to others: the sessions that it touches, and the party itself. */
@Resolver()
export class AffectedResolver {
  constructor(
    private readonly list: AffectedList,
    private readonly cases: BreachCases,
    private readonly decisions: BreachDecisions,
    private readonly queries: BreachQueries,
  ) {}

  @QueryOperation(() => AffectedSessionConnection, {
    zh: '受承诺撤销影响的已确认场次',
    en: 'Confirmed sessions that a revocation touches',
    permission: 'pledges.read',
  })
  affectedSessions(
    @CurrentCaller() caller: Caller,
    @Args() args: AffectedSessionsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<AffectedSessionView>> {
    return this.queries.affected(caller, args, selection);
  }

  @QueryOperation(() => MyBreachCaseConnection, {
    zh: '涉及本人承诺的个案(告知以后)',
    en: 'Cases about own pledges, once notice was given',
    permission: 'own.pledges',
  })
  myBreachCases(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Selected() selection: Selection,
  ): Promise<Page<MyBreachCaseView>> {
    return this.queries.mine(caller, args, selection);
  }

  @MutationOperation(() => AffectedSessionPayload, {
    zh: '决定一个受影响的场次:照常、换人或取消',
    en: 'Decides about an affected session: it goes on, another host, or cancelled',
    permission: 'breaches.decide',
  })
  async decideAffectedSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DecideAffectedSessionInput,
    @Selected() selection: Selection,
  ): Promise<AffectedSessionPayload> {
    const id = await this.list.decideAffectedSession(caller, input);
    return { affectedSession: await this.queries.affectedOne(caller, id, selectionBelow(selection, 'affectedSession')) };
  }

  @MutationOperation(() => MyBreachCasePayload, {
    zh: '就本人的个案陈述意见',
    en: 'Says what one has to say in an own case',
    permission: 'own.pledges',
  })
  async giveMyStatement(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: GiveMyStatementInput,
    @Selected() selection: Selection,
  ): Promise<MyBreachCasePayload> {
    const id = await this.cases.giveMyStatement(caller, input);
    return { breachCase: await this.queries.myOne(caller, id, selectionBelow(selection, 'breachCase')) };
  }

  @MutationOperation(() => MyBreachCasePayload, {
    zh: '就撤销本人承诺的决定提出申诉',
    en: 'Appeals against the revocation of an own pledge',
    permission: 'own.pledges',
  })
  async appealMyBreachDecision(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AppealMyBreachDecisionInput,
    @Selected() selection: Selection,
  ): Promise<MyBreachCasePayload> {
    const id = await this.decisions.appealMyBreachDecision(caller, input);
    return { breachCase: await this.queries.myOne(caller, id, selectionBelow(selection, 'breachCase')) };
  }
}
