import { Args, ID, Resolver } from '@nestjs/graphql';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { QueryOperation } from '../platform/graphql/operations.js';
import { Selected } from '../platform/graphql/selection.js';
import { MySkills } from './own-skills.objects.js';
import { OwnSkills } from './own-skills.queries.js';

/** What a streamer sees of the own training. */
@Resolver()
export class OwnSkillsResolver {
  constructor(
    private readonly access: Access,
    private readonly own: OwnSkills,
  ) {}

  @QueryOperation(() => MySkills, {
    zh: '本人的培养关口、材料、证书、层级和结对',
    en: 'The own gates, evidence, certificates, tier and pairings',
    permission: 'own.skills',
    nullable: true,
  })
  mySkillTrack(
    @CurrentCaller() caller: Caller,
    @Args('streamerId', {
      type: () => ID,
      nullable: true,
      description: described('本人的主播编号;只有一个时可省略', 'Id of the streamer that one is; left out where there is one only'),
    })
    streamerId: string | null | undefined,
    @Selected() selection: Selection,
  ): Promise<MySkills | null> {
    return this.own.mySkillTrack(this.access.ownIds(caller, 'own.skills', 'STREAMER'), streamerId ?? null, selection);
  }
}
