import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DevelopmentSide, DevelopmentStage } from '../../development/cases/case-states.js';
import { StageGroup } from '../../development/oversight/stage-groups.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MemberBadgeLabel } from '../badges/badge-kinds.js';
import { SkillGate } from '../skill-kinds.js';
import { SkillTrackStatus } from '../skill-track-states.js';
import { StreamerTier } from '../tiers/tier-kinds.js';

/** Why the other pipeline is not shown. */
export const DevelopmentWithheld = { ROLE: 'ROLE', NOT_IN_REACH: 'NOT_IN_REACH', CONSENT: 'CONSENT' } as const;
export type DevelopmentWithheld = (typeof DevelopmentWithheld)[keyof typeof DevelopmentWithheld];
describedEnum(DevelopmentWithheld, 'DevelopmentWithheld', '不显示发展党员情况的原因', 'Why the development of a person is not shown', {
  ROLE: ['您的角色不能查看发展党员情况;对每个人都是这样(PR-7)', 'Your role reads nobody’s development (PR-7)'],
  NOT_IN_REACH: ['您负责的党组织中没有此人的个案', 'There is no case of the person in your organizations'],
  CONSENT: ['本人对发展党员信息的单独同意已撤回(PR-2)', 'The separate consent was withdrawn (PR-2)'],
});

/** How far members have come on the way to streamer talent; each step is part of the one before it. */
export const TalentStep = { MEMBERS: 'MEMBERS', IN_TRAINING: 'IN_TRAINING', CERTIFIED: 'CERTIFIED' } as const;
export type TalentStep = (typeof TalentStep)[keyof typeof TalentStep];
describedEnum(TalentStep, 'TalentStep', '党员成长为主播达人的步骤', 'A step of members on the way to streamer talent', {
  MEMBERS: ['党员(含预备党员)', 'Members, probationary ones included'],
  IN_TRAINING: ['进入主播培养的(含已持证)', 'Of them, on or past a track'],
  CERTIFIED: ['持有效培训证的', 'Of them, with a valid certificate'],
});

@ObjectType('DoubleCultivationTalent', {
  description: described('一个人在一个园区的主播培养情况', 'The way of a person to streamer talent in one park'),
})
export class TalentView {
  @Field(() => ID, { description: described('主播编号', 'Id of the streamer') })
  streamerId: string;

  @Field({ description: described('达人昵称', 'Stage name') })
  stageName: string;

  @Field(() => SkillTrackStatus, {
    nullable: true,
    description: described('培养状态;未开始为 null', 'Where the track stands; null without one'),
  })
  status: SkillTrackStatus | null;

  @Field(() => SkillGate, { nullable: true, description: described('已通过的最后一关', 'Last gate passed') })
  passedGate: SkillGate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('开始培养的日期', 'Day of enrollment in the track') })
  enrolledOn: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('培训证有效期至', 'Last valid day of the certificate') })
  certificateUntil: LocalDate | null;

  @Field(() => StreamerTier, { nullable: true, description: described('层级;未开始培养为 null', 'Tier; null without a track') })
  tier: StreamerTier | null;

  @Field(() => MemberBadgeLabel, {
    nullable: true,
    description: described(
      '本人同意公开的党员主播标识;没有为 null(INV-09)',
      'The badge that the person agreed to carry; null without one (INV-09)',
    ),
  })
  badge: MemberBadgeLabel | null;
}

@ObjectType('DoubleCultivationDevelopment', {
  description: described('一个人的发展党员情况(查阅留痕)', 'The development of a person; the reading is recorded'),
})
export class PersonDevelopmentView {
  @Field(() => ID, { description: described('个案', 'Id of the case') })
  caseId: string;

  @Field({ description: described('个案编号', 'Case number') })
  caseNumber: string;

  @Field({ description: described('姓名', 'Full name') })
  fullName: string;

  @Field(() => DevelopmentStage, { description: described('阶段', 'Stage') })
  stage: keyof typeof DevelopmentStage;

  @Field(() => DevelopmentSide, { nullable: true, description: described('阶段以外的状态', 'State beside the stage') })
  side: keyof typeof DevelopmentSide | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('进入本阶段的日期', 'Day on which the stage began') })
  stageSinceOn: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('预备期满的日期', 'Day on which the probation ends') })
  probationEndsOn: LocalDate | null;
}

@ObjectType('DoubleCultivationEntry', {
  description: described('双培:一个人的两条培养路径并列,不合成评分', 'Both ways of one person side by side; there is no joint score'),
})
export class DoubleCultivationEntryView {
  @Field(() => ID, { description: described('人员编号', 'Id of the person') })
  id: string;

  @Field(() => [TalentView], { description: described('主播培养', 'The way to streamer talent') })
  talents: TalentView[];

  @Field(() => PersonDevelopmentView, { nullable: true, description: described('发展党员', 'The way into the Party') })
  development: PersonDevelopmentView | null;

  @Field(() => DevelopmentWithheld, {
    nullable: true,
    description: described('不显示发展党员情况的原因', 'Why the development is not shown; null when it is'),
  })
  developmentWithheld: DevelopmentWithheld | null;
}

/** One page of the overview. */
export const DoubleCultivationConnection = connectionOf(
  DoubleCultivationEntryView,
  'DoubleCultivationEntry',
  '双培概览',
  'people in both ways',
);

@ObjectType('TalentFunnelStep', { description: described('党员到主播达人的一步', 'One step from member to streamer talent') })
export class TalentFunnelStepView {
  @Field(() => TalentStep, { description: described('步骤', 'The step') })
  step: TalentStep;

  @Field(() => Int, {
    nullable: true,
    description: described(
      '期末人数;不是准确数字时为 5 的倍数,表示“不少于”,少于 5 人不予显示(null)(INV-38)',
      'Persons on the last day; unless exact, a multiple of five that is not above the true number, null below five (INV-38)',
    ),
  })
  stockCount: number | null;

  @Field(() => Int, {
    nullable: true,
    description: described(
      '期内首次到达的人数;不是准确数字时不予显示(null)',
      'Persons who reached it for the first time; null unless exact',
    ),
  })
  enteredCount: number | null;
}

@ObjectType('PartyFunnelStep', { description: described('主播到党员的一步', 'One step from streamer to member') })
export class PartyFunnelStepView {
  @Field(() => StageGroup, { description: described('阶段', 'The stage') })
  group: StageGroup;

  @Field(() => Int, {
    nullable: true,
    description: described(
      '期末人数;不是准确数字时为 5 的倍数,表示“不少于”,少于 5 人不予显示(null)(INV-38)',
      'Persons on the last day; unless exact, a multiple of five that is not above the true number, null below five (INV-38)',
    ),
  })
  stockCount: number | null;

  @Field(() => Int, {
    nullable: true,
    description: described('期内首次进入的人数;不是准确数字时不予显示(null)', 'Persons who entered for the first time; null unless exact'),
  })
  enteredCount: number | null;
}

@ObjectType('DoubleCultivationFunnel', {
  description: described('双培漏斗:只计两项同意都有效的人', 'Both funnels; only people whose consents are in force are counted'),
})
export class DoubleCultivationFunnelView {
  @Field(() => LocalDateScalar, { description: described('第一天', 'First day') })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: described('最后一天', 'Last day') })
  to: LocalDate;

  @Field({ description: described('是否为准确数字(INV-38)', 'Whether the figures are exact (INV-38)') })
  isExact: boolean;

  @Field(() => [TalentFunnelStepView], {
    description: described(
      '把党员培养成主播达人:首次入列培养之前已是党员的人',
      'Members who become streamer talent: who was a member before the first training began',
    ),
  })
  memberToStreamer: TalentFunnelStepView[];

  @Field(() => [PartyFunnelStepView], {
    description: described(
      '把主播达人培养成党员:个案开始之日已入列主播培养的人;个案开始后才入列的,两个方向都不计,见双培名单',
      'Streamers who become members: who was in training on the first day of the case. Whoever began the training later, and was no member before, counts in neither direction and stands in the list',
    ),
  })
  streamerToMember: PartyFunnelStepView[];
}
