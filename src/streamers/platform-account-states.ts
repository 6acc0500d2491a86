import { describedEnum } from '../platform/graphql/descriptions.js';

/** Where an account goes live. */
export const Platform = { DOUYIN: 'DOUYIN', CHANNELS: 'CHANNELS', KUAISHOU: 'KUAISHOU', TAOBAO: 'TAOBAO', OTHER: 'OTHER' } as const;
export type Platform = (typeof Platform)[keyof typeof Platform];
describedEnum(Platform, 'Platform', '直播平台', 'A livestream platform', {
  DOUYIN: ['抖音', 'Douyin'],
  CHANNELS: ['微信视频号', 'WeChat Channels'],
  KUAISHOU: ['快手', 'Kuaishou'],
  TAOBAO: ['淘宝直播', 'Taobao Live'],
  OTHER: ['其他平台', 'Another platform'],
});

/** What an account is for. */
export const AccountKind = { COMMERCE: 'COMMERCE', PUBLIC_SERVICE: 'PUBLIC_SERVICE' } as const;
export type AccountKind = (typeof AccountKind)[keyof typeof AccountKind];
describedEnum(AccountKind, 'PlatformAccountKind', '账号用途', 'What a platform account is for', {
  COMMERCE: ['带货', 'Selling'],
  PUBLIC_SERVICE: ['公益、政务', 'Public service'],
});

/** Whether new sessions may be booked on the account. */
export const AccountStatus = { ACTIVE: 'ACTIVE', CLOSED: 'CLOSED' } as const;
export type AccountStatus = (typeof AccountStatus)[keyof typeof AccountStatus];
describedEnum(AccountStatus, 'PlatformAccountStatus', '账号状态', 'Status of a platform account', {
  ACTIVE: ['使用中', 'In use'],
  CLOSED: ['停用,不能预约新场次', 'Closed: no new session may use it'],
});
