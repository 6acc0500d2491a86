import { describedEnum } from '../platform/graphql/descriptions.js';

/** The gates of the way from enrollment to the certificate, in their order (3-development-rules 2.3). */
export const SkillGate = { G0: 'G0', G1: 'G1', G2: 'G2', G3: 'G3', G4: 'G4', G5: 'G5', G6: 'G6' } as const;
export type SkillGate = (typeof SkillGate)[keyof typeof SkillGate];
describedEnum(SkillGate, 'SkillGate', '培养关口', 'A gate of the way to the certificate', {
  G0: ['资格:实名、年龄、监护人同意、企业合同', 'Eligible: identity, age, guardian, contract'],
  G1: ['网络主播第一课', 'First lesson for hosts'],
  G2: ['业务培训', 'Business training'],
  G3: ['现场观摩', 'On-site observation'],
  G4: ['直播演练(不公开、不带货)', 'Rehearsal, neither public nor selling'],
  G5: ['跟播带教:导师在场的直播', 'Live with the mentor present'],
  G6: ['考核发证', 'Assessment and certificate'],
});

/** The gates in order. */
export const SKILL_GATES: readonly SkillGate[] = ['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6'];

/** Trades of the national standard 互联网营销师. */
export const SkillTrade = {
  LIVE_SELLER: 'LIVE_SELLER',
  PRODUCT_SELECTOR: 'PRODUCT_SELECTOR',
  VIDEO_PROMOTER: 'VIDEO_PROMOTER',
  PLATFORM_MANAGER: 'PLATFORM_MANAGER',
} as const;
export type SkillTrade = (typeof SkillTrade)[keyof typeof SkillTrade];
describedEnum(SkillTrade, 'SkillTrade', '互联网营销师工种', 'Trade of the internet marketing standard', {
  LIVE_SELLER: ['直播销售员', 'Live seller'],
  PRODUCT_SELECTOR: ['选品员', 'Product selector'],
  VIDEO_PROMOTER: ['视频创推员', 'Video creator and promoter'],
  PLATFORM_MANAGER: ['平台管理员', 'Platform manager'],
});

/** Levels of the national standard, the fifth being the lowest. */
export const SkillLevel = { L5: 'L5', L4: 'L4', L3: 'L3', L2: 'L2', L1: 'L1' } as const;
export type SkillLevel = (typeof SkillLevel)[keyof typeof SkillLevel];
describedEnum(SkillLevel, 'SkillLevel', '国家职业技能等级', 'Level of the national occupational standard', {
  L5: ['五级(初级工)', 'Level 5, the lowest'],
  L4: ['四级(中级工)', 'Level 4'],
  L3: ['三级(高级工)', 'Level 3'],
  L2: ['二级(技师)', 'Level 2'],
  L1: ['一级(高级技师)', 'Level 1, the highest'],
});
