import { describedEnum } from '../platform/graphql/descriptions.js';
import type { Bilingual } from '../platform/errors/faults.js';
import type { SessionType } from './broadcast-session-states.js';

/** Why an item applies to a session. */
type Occasion = 'ALWAYS' | 'SELLING' | 'AI_AVATAR' | 'ROOM' | 'SAMPLES';

/** What may change after an item was done, so that it must be done again. */
export type ReopeningChange = 'HOSTS' | 'PRODUCTS' | 'TIME';

/** One thing to do before a session is PREPARED (4-broadcast-and-sales 3.3, Art. 26-32). */
interface ChecklistTemplateItem {
  code: ChecklistItemCode;
  title: Bilingual;
  occasion: Occasion;
  reopenedBy: readonly ReopeningChange[];
}

/** Codes of the items. */
export const ChecklistItemCode = {
  PRODUCT_EVIDENCE: 'PRODUCT_EVIDENCE',
  PRICE_DISPLAY: 'PRICE_DISPLAY',
  SCRIPT_REVIEWED: 'SCRIPT_REVIEWED',
  HOST_IDENTITY: 'HOST_IDENTITY',
  AI_LABEL: 'AI_LABEL',
  ROOM_DEVICES: 'ROOM_DEVICES',
  SAMPLES_ARRIVED: 'SAMPLES_ARRIVED',
  ACCOUNT_BIO: 'ACCOUNT_BIO',
  PLEDGE_IN_FORCE: 'PLEDGE_IN_FORCE',
} as const;
export type ChecklistItemCode = (typeof ChecklistItemCode)[keyof typeof ChecklistItemCode];
describedEnum(ChecklistItemCode, 'ChecklistItemCode', '播前清单项目', 'Item of the preflight checklist', {
  PRODUCT_EVIDENCE: ['商品证照齐全', 'Product papers complete'],
  PRICE_DISPLAY: ['价格与计价单位公示', 'Price and unit displayed'],
  SCRIPT_REVIEWED: ['脚本与场景审核', 'Script and set reviewed'],
  HOST_IDENTITY: ['主播身份已核验并报送', 'Host identity verified and reported'],
  AI_LABEL: ['AI 标识就绪', 'AI label ready'],
  ROOM_DEVICES: ['直播间设备测试', 'Room devices tested'],
  SAMPLES_ARRIVED: ['样品到位', 'Samples arrived'],
  ACCOUNT_BIO: ['账号信息公示', 'Account information shown'],
  PLEDGE_IN_FORCE: ['诚信承诺有效', 'Pledge in force'],
});

/** The list as data; a new item is a new row here and applies to sessions drafted or changed from then on. */
export const CHECKLIST_TEMPLATE: readonly ChecklistTemplateItem[] = [
  {
    code: 'PRODUCT_EVIDENCE',
    title: { zh: '商品证照齐全,选品与话术已核对', en: 'Product papers complete, selection and wording checked' },
    occasion: 'SELLING',
    reopenedBy: ['PRODUCTS', 'TIME'],
  },
  {
    code: 'PRICE_DISPLAY',
    title: { zh: '价格、计价单位和比较基准已公示', en: 'Price, unit and basis of comparison displayed' },
    occasion: 'SELLING',
    reopenedBy: ['PRODUCTS'],
  },
  {
    code: 'SCRIPT_REVIEWED',
    title: { zh: '内容、脚本、着装、布景和道具已审核', en: 'Content, script, dress, set and props reviewed' },
    occasion: 'ALWAYS',
    reopenedBy: ['HOSTS', 'PRODUCTS'],
  },
  {
    code: 'HOST_IDENTITY',
    title: { zh: '主播身份已核验并向平台报送', en: 'Host identity verified and reported to the platform' },
    occasion: 'ALWAYS',
    reopenedBy: ['HOSTS', 'TIME'],
  },
  {
    code: 'AI_LABEL',
    title: { zh: '数字人的 AI 标识全程显示已就绪', en: 'AI label ready to be shown throughout' },
    occasion: 'AI_AVATAR',
    reopenedBy: ['TIME'],
  },
  { code: 'ROOM_DEVICES', title: { zh: '直播间设备已测试', en: 'Room devices tested' }, occasion: 'ROOM', reopenedBy: ['TIME'] },
  { code: 'SAMPLES_ARRIVED', title: { zh: '样品已到位', en: 'Samples arrived' }, occasion: 'SAMPLES', reopenedBy: ['PRODUCTS', 'TIME'] },
  { code: 'ACCOUNT_BIO', title: { zh: '账号主体信息已公示', en: "The account's operator is shown" }, occasion: 'ALWAYS', reopenedBy: [] },
  {
    code: 'PLEDGE_IN_FORCE',
    title: { zh: '主播的诚信承诺有效', en: "The hosts' integrity pledge is in force" },
    occasion: 'ALWAYS',
    reopenedBy: ['HOSTS', 'TIME'],
  },
];

/** What decides which items apply. */
export interface ChecklistSubject {
  type: SessionType;
  aiAvatar: boolean;
  roomId: string | null;
  sampleSetId: string | null;
}

/** Codes of the items that apply to a session, in the order of the list. */
export function checklistFor(subject: ChecklistSubject): ChecklistItemCode[] {
  const applies: Record<Occasion, boolean> = {
    ALWAYS: true,
    SELLING: subject.type === 'COMMERCE',
    AI_AVATAR: subject.aiAvatar,
    ROOM: subject.roomId !== null,
    SAMPLES: subject.sampleSetId !== null,
  };
  return CHECKLIST_TEMPLATE.filter((item) => applies[item.occasion]).map((item) => item.code);
}

/** Codes of the items that a change opens again. */
export function itemsReopenedBy(change: ReopeningChange): ChecklistItemCode[] {
  return CHECKLIST_TEMPLATE.filter((item) => item.reopenedBy.includes(change)).map((item) => item.code);
}

/** Title of an item in both languages; the code itself for one that has left the list. */
export function checklistTitle(code: string): Bilingual {
  return CHECKLIST_TEMPLATE.find((item) => item.code === code)?.title ?? { zh: code, en: code };
}
