import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import { SIGNED_IN } from '../../platform/auth/permissions.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { PersonCopies } from './person-copies.service.js';
import {
  RevealMyPersonalDataInput,
  RevealPersonalDataInput,
  DecidePersonErasureInput,
  PersonErasuresArgs,
  RequestMyErasureInput,
  RequestPersonErasureInput,
} from './person-data.inputs.js';
import {
  PersonalDataCopyPayload,
  PersonalDataEntryView,
  PersonErasureConnection,
  PersonErasurePayload,
  PersonErasureView,
} from './person-data.objects.js';
import { copyOf, entryOf, shownErasure, shownErasures } from './person-data.views.js';
import { PersonErasureQueries } from './person-erasures.queries.js';
import { PersonErasures } from './person-erasures.service.js';

const INPUT = { description: described('输入', 'Input') };
const OWN = 'own.data';

/** The rights of a person over the own data: to know what is held and why, to have a copy, to have it erased (PR-1, PR-3). */
@Resolver()
export class PersonDataResolver {
  constructor(
    private readonly register: PersonalDataRegister,
    private readonly copies: PersonCopies,
    private readonly erasures: PersonErasures,
    private readonly queries: PersonErasureQueries,
  ) {}

  @QueryOperation(() => [PersonalDataEntryView], {
    zh: '个人信息登记册:每类记录的目的、依据、保存期限和查看者',
    en: 'The purpose register: purpose, basis, retention and readers of each kind of record',
    permission: SIGNED_IN,
  })
  personalDataRegister(): PersonalDataEntryView[] {
    return this.register.tables.map(entryOf);
  }

  @MutationOperation(() => PersonalDataCopyPayload, {
    zh: '取得本人信息的副本,一次一页',
    en: 'A copy of everything that is held about oneself, page by page',
    permission: OWN,
  })
  async revealMyPersonalData(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevealMyPersonalDataInput,
  ): Promise<PersonalDataCopyPayload> {
    return { copy: copyOf(await this.copies.ofOneself(caller, input)) };
  }

  @MutationOperation(() => PersonalDataCopyPayload, {
    zh: '应本人要求取得其信息的副本(限本人权限可见的部分;留痕)',
    en: "A copy of a person's data on the person's request: what the caller may read of it; recorded",
    permission: 'persons.copy',
  })
  async revealPersonalData(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevealPersonalDataInput,
  ): Promise<PersonalDataCopyPayload> {
    return { copy: copyOf(await this.copies.ofPerson(caller, input)) };
  }

  @QueryOperation(() => PersonErasureView, {
    zh: '我的删除申请,最近的一份;没有则为 null',
    en: 'My own request of erasure, the newest; null when there is none',
    permission: OWN,
    nullable: true,
  })
  async myErasure(@CurrentCaller() caller: Caller, @Selected() selection: Selection): Promise<PersonErasureView | null> {
    return shownErasure(await this.queries.own(caller, selection));
  }

  @QueryOperation(() => PersonErasureConnection, { zh: '删除申请列表', en: 'Requests of erasure', permission: 'erasures.read' })
  async personErasures(
    @CurrentCaller() caller: Caller,
    @Args() args: PersonErasuresArgs,
    @Selected() selection: Selection,
  ): Promise<Page<PersonErasureView>> {
    return shownErasures(await this.queries.erasures(caller, args, selection));
  }

  @MutationOperation(() => PersonErasurePayload, {
    zh: '申请删除本人的个人信息',
    en: 'Asks that the own data be erased',
    permission: OWN,
  })
  async requestMyErasure(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RequestMyErasureInput,
    @Selected() selection: Selection,
  ): Promise<PersonErasurePayload> {
    await this.erasures.requestOwn(caller, input);
    return { erasure: shownErasure(await this.queries.own(caller, selectionBelow(selection, 'erasure'))) };
  }

  @MutationOperation(() => PersonErasurePayload, {
    zh: '登记某人书面的删除申请',
    en: "Records somebody's request of erasure on paper",
    permission: 'erasures.request',
  })
  async requestPersonErasure(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RequestPersonErasureInput,
    @Selected() selection: Selection,
  ): Promise<PersonErasurePayload> {
    return this.shown(caller, await this.erasures.request(caller, input), selection);
  }

  @MutationOperation(() => PersonErasurePayload, {
    zh: '决定删除申请(提出申请的账号不能决定;同意后不可撤回)',
    en: 'Decides a request of erasure: not the account that asked, and an approval does not come back',
    permission: 'erasures.decide',
  })
  async decidePersonErasure(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DecidePersonErasureInput,
    @Selected() selection: Selection,
  ): Promise<PersonErasurePayload> {
    return this.shown(caller, await this.erasures.decide(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<PersonErasurePayload> {
    return { erasure: shownErasure(await this.queries.erasure(caller, id, selectionBelow(selection, 'erasure'))) };
  }
}
