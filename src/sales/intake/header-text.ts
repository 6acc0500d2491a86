import { type CanonicalField, type ColumnUnit, isMoneyField } from './header-mappings.js';

/**
 * Headers of buyers' data, as parts of a header in normalized form. Such a column is dropped before anything is stored, and no override
 * can map it (PR-6, 4-broadcast-and-sales §3.4).
 */
const BUYER_HEADERS: readonly string[] = [
  '收货',
  '收件',
  '买家',
  '购买人',
  '顾客',
  '客户',
  '会员',
  '用户',
  '联系人',
  '联系方式',
  '手机',
  '电话',
  '身份证',
  '证件',
  '姓名',
  '地址',
  '省份',
  '城市',
  '区县',
  '街道',
  '邮编',
  '微信',
  '支付宝',
  '银行卡',
  '留言',
  '备注',
  '发票',
  '物流单',
  '快递单',
  '运单',
  'openid',
  'unionid',
  'buyer',
  'customer',
  'consignee',
  'receiver',
  'recipient',
  'phone',
  'mobile',
  'address',
  'email',
];

const UNIT_SUFFIXES: Readonly<Record<string, ColumnUnit>> = {
  元: 'YUAN',
  yuan: 'YUAN',
  cny: 'YUAN',
  fen: 'FEN',
  分钟: 'MINUTES',
  minutes: 'MINUTES',
  秒: 'SECONDS',
  seconds: 'SECONDS',
};

/** A header as it is compared: full-width forms folded, spaces dropped, lower case. */
export function normalizeHeader(header: string): string {
  return header.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** True when the header names data of a buyer. */
export function isBuyerHeader(header: string): boolean {
  const normalized = normalizeHeader(header);
  return BUYER_HEADERS.some((part) => normalized.includes(part));
}

/**
 * The unit that a header states in brackets, such as `(元)`. `(分)` is fen under an amount and minutes under a length of time.
 * Null when it states none; 'UNKNOWN' when it states one that is not understood, such as `(万元)`.
 */
export function unitStatedBy(header: string, field: CanonicalField): ColumnUnit | 'UNKNOWN' | null {
  const suffix = /\(([^()]*)\)$/.exec(normalizeHeader(header))?.[1];
  if (suffix === undefined) return null;
  if (suffix === '分') return isMoneyField(field) ? 'FEN' : 'MINUTES';
  return UNIT_SUFFIXES[suffix] ?? 'UNKNOWN';
}
