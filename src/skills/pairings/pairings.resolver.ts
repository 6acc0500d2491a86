import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { GuidanceVisits } from './guidance-visits.service.js';
import {
  AcceptPairingInput,
  CompletePairingInput,
  EndPairingInput,
  GuidanceVisitsArgs,
  MentorPairingsArgs,
  PairingTargetInput,
  ProposePairingInput,
  RecordGuidanceVisitInput,
  RecordPairingActivityInput,
} from './pairings.inputs.js';
import {
  GuidanceVisitConnection,
  GuidanceVisitPayload,
  type GuidanceVisitView,
  MentorPairingConnection,
  MentorPairingPayload,
  MentorPairingView,
} from './pairings.objects.js';
import { PairingQueries } from './pairings.queries.js';
import { Pairings } from './pairings.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Pairings of mentors and mentees, and the visits of the seedling team. */
@Resolver()
export class PairingsResolver {
  constructor(
    private readonly queries: PairingQueries,
    private readonly pairings: Pairings,
    private readonly visits: GuidanceVisits,
  ) {}

  @QueryOperation(() => MentorPairingConnection, { zh: '结对帮扶列表', en: 'Pairings of mentors and mentees', permission: 'skills.read' })
  mentorPairings(
    @CurrentCaller() caller: Caller,
    @Args() args: MentorPairingsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<MentorPairingView>> {
    return this.queries.mentorPairings(caller, args, selection);
  }

  @QueryOperation(() => MentorPairingView, { zh: '一项结对', en: 'One pairing', permission: 'skills.read', nullable: true })
  mentorPairing(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<MentorPairingView | null> {
    return this.queries.mentorPairing(caller, id, selection);
  }

  @QueryOperation(() => GuidanceVisitConnection, {
    zh: '育苗队走访指导列表',
    en: 'Guidance visits of the seedling team',
    permission: 'skills.read',
  })
  guidanceVisits(
    @CurrentCaller() caller: Caller,
    @Args() args: GuidanceVisitsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<GuidanceVisitView>> {
    return this.queries.guidanceVisits(caller, args, selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '提出结对',
    en: 'Propose a pairing',
    permission: 'skills.train',
  })
  async proposePairing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ProposePairingInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.proposePairing(caller, input), selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '登记一方同意;双方同意后可开始',
    en: 'Record that one side accepts; with both it may begin',
    permission: 'skills.train',
  })
  async acceptPairing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AcceptPairingInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.acceptPairing(caller, input), selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '本人同意结对',
    en: 'Accept a pairing as the side that one is',
    permission: 'own.skills',
  })
  async acceptMyPairing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PairingTargetInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.acceptMyPairing(caller, input), selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '开始结对',
    en: 'Begin an accepted pairing',
    permission: 'skills.train',
  })
  async activatePairing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PairingTargetInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.activatePairing(caller, input), selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '完成结对',
    en: 'Complete a pairing',
    permission: 'skills.train',
  })
  async completePairing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CompletePairingInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.completePairing(caller, input), selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '提前结束结对',
    en: 'End a pairing early',
    permission: 'skills.train',
  })
  async endPairing(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndPairingInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.endPairing(caller, input), selection);
  }

  @MutationOperation(() => MentorPairingPayload, {
    zh: '登记结对活动',
    en: 'Record what was done in a pairing',
    permission: 'skills.train',
  })
  async recordPairingActivity(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordPairingActivityInput,
    @Selected() selection: Selection,
  ): Promise<MentorPairingPayload> {
    return this.shown(caller, await this.pairings.recordPairingActivity(caller, input), selection);
  }

  @MutationOperation(() => GuidanceVisitPayload, {
    zh: '登记育苗队走访指导',
    en: 'Record a guidance visit of the seedling team',
    permission: 'skills.train',
  })
  async recordGuidanceVisit(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordGuidanceVisitInput,
    @Selected() selection: Selection,
  ): Promise<GuidanceVisitPayload> {
    const id = await this.visits.recordGuidanceVisit(caller, input);
    return { visit: await this.queries.guidanceVisit(caller, id, selectionBelow(selection, 'visit')) };
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<MentorPairingPayload> {
    return { pairing: await this.queries.mentorPairing(caller, id, selectionBelow(selection, 'pairing')) };
  }
}
