import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import {
  AddFulfilmentEvidenceInput,
  CommitmentsArgs,
  CommitmentTargetInput,
  DropCommitmentInput,
  MakeCommitmentInput,
  ReopenCommitmentInput,
} from './fulfilment.inputs.js';
import { CommitmentPayload, FulfilmentCommitmentConnection, FulfilmentCommitmentView, FulfilmentCountView } from './fulfilment.objects.js';
import { FulfilmentQueries } from './fulfilment.queries.js';
import { Fulfilment } from './fulfilment.service.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'pledges.read';
const MANAGE = 'pledges.manage';

/** 承诺践诺: commitments and how they were kept. */
@Resolver()
export class FulfilmentResolver {
  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly queries: FulfilmentQueries,
  ) {}

  @QueryOperation(() => FulfilmentCommitmentConnection, { zh: '公开承诺事项列表', en: 'Commitments made in public', permission: READ })
  commitments(
    @CurrentCaller() caller: Caller,
    @Args() args: CommitmentsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<FulfilmentCommitmentView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => FulfilmentCommitmentConnection, {
    zh: '以本人名义登记的公开承诺事项',
    en: 'Commitments entered in the caller’s own name',
    permission: 'own.pledges',
  })
  myCommitments(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Selected() selection: Selection,
  ): Promise<Page<FulfilmentCommitmentView>> {
    return this.queries.mine(caller, args, selection);
  }

  @QueryOperation(() => [FulfilmentCountView], { zh: '园区的践诺计数', en: 'Counts of commitments of a park', permission: READ })
  fulfilmentCounts(
    @CurrentCaller() caller: Caller,
    @Args('parkId', { type: () => ID, description: described('园区', 'Id of the park') }) parkId: string,
  ): Promise<FulfilmentCountView[]> {
    return this.queries.counts(caller, parkId);
  }

  @MutationOperation(() => CommitmentPayload, { zh: '登记公开承诺事项', en: 'Enters a commitment of a party', permission: MANAGE })
  async makeCommitment(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: MakeCommitmentInput,
    @Selected() selection: Selection,
  ): Promise<CommitmentPayload> {
    return this.shown(caller, await this.fulfilment.makeCommitment(caller, input), selection);
  }

  @MutationOperation(() => CommitmentPayload, { zh: '登记佐证', en: 'Adds evidence', permission: 'pledges.sign' })
  async addFulfilmentEvidence(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AddFulfilmentEvidenceInput,
    @Selected() selection: Selection,
  ): Promise<CommitmentPayload> {
    return this.shown(caller, await this.fulfilment.addFulfilmentEvidence(caller, input), selection);
  }

  @MutationOperation(() => CommitmentPayload, {
    zh: '确认兑现;须有他人登记的佐证',
    en: 'Confirms that it was kept; needs evidence that another has entered',
    permission: MANAGE,
  })
  async confirmFulfilment(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CommitmentTargetInput,
    @Selected() selection: Selection,
  ): Promise<CommitmentPayload> {
    return this.shown(caller, await this.fulfilment.confirmFulfilment(caller, input), selection);
  }

  @MutationOperation(() => CommitmentPayload, {
    zh: '撤回有误的兑现确认,公开计数随之减少',
    en: 'Takes a mistaken confirmation back; the public count goes down with it',
    permission: MANAGE,
  })
  async reopenCommitment(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ReopenCommitmentInput,
    @Selected() selection: Selection,
  ): Promise<CommitmentPayload> {
    return this.shown(caller, await this.fulfilment.reopenCommitment(caller, input), selection);
  }

  @MutationOperation(() => CommitmentPayload, { zh: '取消事项', en: 'Drops a commitment', permission: MANAGE })
  async dropCommitment(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DropCommitmentInput,
    @Selected() selection: Selection,
  ): Promise<CommitmentPayload> {
    return this.shown(caller, await this.fulfilment.dropCommitment(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<CommitmentPayload> {
    return { commitment: await this.queries.one(caller, id, selectionBelow(selection, 'commitment')) };
  }
}
