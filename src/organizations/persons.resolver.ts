import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { Officers } from './officers.service.js';
import { AppointOfficerInput, EndOfficeInput, PersonRecordsArgs, PersonsArgs, RevealPersonInput } from './person.inputs.js';
import {
  OfficerConnection,
  OfficerPayload,
  OfficerView,
  PersonConnection,
  PersonView,
  RevealPersonIdCardPayload,
  RevealPersonPhonePayload,
} from './person.objects.js';
import { PersonQueries } from './persons.queries.js';
import { Persons } from './persons.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Persons and the offices they hold. */
@Resolver()
export class PersonsResolver {
  constructor(
    private readonly service: Persons,
    private readonly offices: Officers,
    private readonly queries: PersonQueries,
  ) {}

  @QueryOperation(() => PersonConnection, {
    zh: '人员列表(与本人管理范围有关联的)',
    en: 'Persons with a tie to the scope of the caller',
    permission: 'persons.read',
  })
  persons(@CurrentCaller() caller: Caller, @Args() args: PersonsArgs, @Selected() selection: Selection): Promise<Page<PersonView>> {
    return this.queries.persons(caller, args, selection);
  }

  @QueryOperation(() => PersonView, {
    zh: '一名人员;不在范围内时为 null',
    en: 'One person; null outside the scope',
    permission: 'persons.read',
    nullable: true,
  })
  person(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<PersonView | null> {
    return this.queries.person(caller, id, selection);
  }

  @QueryOperation(() => OfficerConnection, { zh: '任职列表', en: 'Offices held', permission: 'persons.read' })
  officers(@CurrentCaller() caller: Caller, @Args() args: PersonRecordsArgs, @Selected() selection: Selection): Promise<Page<OfficerView>> {
    return this.queries.officers(caller, args, selection);
  }

  @MutationOperation(() => OfficerPayload, { zh: '任命职务', en: 'Appoints an officer', permission: 'persons.manage' })
  async appointOfficer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AppointOfficerInput,
    @Selected() selection: Selection,
  ): Promise<OfficerPayload> {
    const id = await this.offices.appointOfficer(caller, input);
    return { officer: await this.queries.officer(caller, id, selectionBelow(selection, 'officer')) };
  }

  @MutationOperation(() => OfficerPayload, { zh: '登记离任', en: 'Records the end of an office', permission: 'persons.manage' })
  async endOffice(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndOfficeInput,
    @Selected() selection: Selection,
  ): Promise<OfficerPayload> {
    const id = await this.offices.endOffice(caller, input);
    return { officer: await this.queries.officer(caller, id, selectionBelow(selection, 'officer')) };
  }

  @MutationOperation(() => RevealPersonIdCardPayload, {
    zh: '查看完整身份证号(留痕)',
    en: 'Shows a full ID-card number; the reading is recorded',
    permission: 'persons.reveal',
  })
  async revealPersonIdCard(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevealPersonInput,
  ): Promise<RevealPersonIdCardPayload> {
    return { idCardNumber: await this.service.revealIdCard(caller, input) };
  }

  @MutationOperation(() => RevealPersonPhonePayload, {
    zh: '查看完整电话(留痕)',
    en: 'Shows a full phone number; the reading is recorded',
    permission: 'persons.reveal',
  })
  async revealPersonPhone(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevealPersonInput,
  ): Promise<RevealPersonPhonePayload> {
    return { phone: await this.service.revealPhone(caller, input) };
  }
}
