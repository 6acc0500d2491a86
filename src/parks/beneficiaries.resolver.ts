import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  BeneficiariesArgs,
  BeneficiaryTargetInput,
  ChangeBeneficiaryInput,
  CloseBeneficiaryInput,
  RegisterBeneficiaryInput,
} from './beneficiaries.inputs.js';
import { BeneficiaryConnection, BeneficiaryPayload, BeneficiaryView } from './beneficiaries.objects.js';
import { BeneficiaryQueries } from './beneficiaries.queries.js';
import { Beneficiaries } from './beneficiaries.service.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'parks.read';
const MANAGE = 'parks.manage';

@Resolver()
export class BeneficiariesResolver {
  constructor(
    private readonly register: Beneficiaries,
    private readonly queries: BeneficiaryQueries,
  ) {}

  @QueryOperation(() => BeneficiaryConnection, { zh: '助农受益方列表', en: 'Beneficiaries', permission: READ })
  beneficiaries(
    @CurrentCaller() caller: Caller,
    @Args() args: BeneficiariesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<BeneficiaryView>> {
    return this.queries.beneficiaries(caller, args, selection);
  }

  @QueryOperation(() => BeneficiaryView, { zh: '一个助农受益方', en: 'One beneficiary', permission: READ, nullable: true })
  beneficiary(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<BeneficiaryView | null> {
    return this.queries.beneficiary(caller, id, selection);
  }

  @QueryOperation(() => BeneficiaryConnection, { zh: '本受益方', en: 'The beneficiaries that the caller is', permission: 'own.sales' })
  myBeneficiaries(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Selected() selection: Selection,
  ): Promise<Page<BeneficiaryView>> {
    return this.queries.myBeneficiaries(caller, args, selection);
  }

  @MutationOperation(() => BeneficiaryPayload, { zh: '登记助农受益方', en: 'Register a beneficiary', permission: MANAGE })
  async registerBeneficiary(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RegisterBeneficiaryInput,
    @Selected() selection: Selection,
  ): Promise<BeneficiaryPayload> {
    return this.shown(caller, await this.register.registerBeneficiary(caller, input), selection);
  }

  @MutationOperation(() => BeneficiaryPayload, { zh: '修改受益方', en: 'Change a beneficiary', permission: MANAGE })
  async changeBeneficiary(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeBeneficiaryInput,
    @Selected() selection: Selection,
  ): Promise<BeneficiaryPayload> {
    return this.shown(caller, await this.register.changeBeneficiary(caller, input), selection);
  }

  @MutationOperation(() => BeneficiaryPayload, { zh: '停用受益方', en: 'Take a beneficiary out of use', permission: MANAGE })
  async closeBeneficiary(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CloseBeneficiaryInput,
    @Selected() selection: Selection,
  ): Promise<BeneficiaryPayload> {
    return this.shown(caller, await this.register.closeBeneficiary(caller, input), selection);
  }

  @MutationOperation(() => BeneficiaryPayload, { zh: '重新启用受益方', en: 'Put a closed beneficiary to use again', permission: MANAGE })
  async reopenBeneficiary(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: BeneficiaryTargetInput,
    @Selected() selection: Selection,
  ): Promise<BeneficiaryPayload> {
    return this.shown(caller, await this.register.reopenBeneficiary(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<BeneficiaryPayload> {
    return { beneficiary: await this.queries.beneficiary(caller, id, selectionBelow(selection, 'beneficiary')) };
  }
}
