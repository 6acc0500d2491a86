import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import { described } from '../../platform/graphql/descriptions.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { PledgeCopyView } from './copies.objects.js';
import { PledgeCopies } from './copies.queries.js';

const PLEDGE_ID = { type: () => ID, description: described('承诺', 'Id of the pledge') };

/** Signed copies. */
@Resolver()
export class PledgeCopiesResolver {
  constructor(private readonly copies: PledgeCopies) {}

  @QueryOperation(() => PledgeCopyView, {
    zh: '签署件或待签署的纸质件:可打印网页和 Word 文件;未签署就已结束的为 null',
    en: 'The signed copy, or the paper to be signed, as a page to print and as .docx; null for what ended without a signature',
    permission: 'pledges.read',
    nullable: true,
  })
  pledgeCopy(@CurrentCaller() caller: Caller, @Args('pledgeId', PLEDGE_ID) pledgeId: string): Promise<PledgeCopyView | null> {
    return this.copies.ofPark(caller, pledgeId);
  }

  @QueryOperation(() => PledgeCopyView, {
    zh: '本人承诺的签署件或待签署的纸质件',
    en: 'The signed copy of an own pledge, or the paper to be signed',
    permission: 'own.pledges',
    nullable: true,
  })
  myPledgeCopy(@CurrentCaller() caller: Caller, @Args('pledgeId', PLEDGE_ID) pledgeId: string): Promise<PledgeCopyView | null> {
    return this.copies.own(caller, pledgeId);
  }
}
