import { Field, ID, ObjectType } from '@nestjs/graphql';
import { described } from '../platform/graphql/descriptions.js';
import { MemberBadgeLabel } from './badges/badge-kinds.js';
import { MentorPairingView } from './pairings/pairings.objects.js';
import { SkillTrackView } from './skill-tracks.objects.js';
import { StreamerTierView, TierAppealView } from './tiers/tiers.objects.js';

@ObjectType({ description: described('本人的主播培养情况', 'The own way as a host: gates, certificate, tier, pairings') })
export class MySkills {
  @Field(() => ID, { description: described('主播', 'Id of the streamer that one is') })
  streamerId: string;

  @Field(() => SkillTrackView, {
    nullable: true,
    description: described('培养个案;尚未入列为 null', 'The newest track; null before enrollment'),
  })
  track?: SkillTrackView | null;

  @Field(() => StreamerTierView, { nullable: true, description: described('层级', 'The tier') })
  tier?: StreamerTierView | null;

  @Field(() => [TierAppealView], {
    description: described('本人的申诉及其结果,最近的在前', 'Own appeals with their outcome, newest first'),
  })
  appeals: TierAppealView[];

  @Field(() => [MentorPairingView], { description: described('结对,最近的在前', 'Pairings, newest first') })
  pairings: MentorPairingView[];

  @Field(() => MemberBadgeLabel, { nullable: true, description: described('党员主播标识', 'What the own badge says; null without one') })
  badgeLabel?: MemberBadgeLabel | null;
}
