import type { Bilingual } from '../../platform/errors/faults.js';
import type { Platform } from '../../streamers/platform-account-states.js';

/** What one row of a file stands for: a whole live, or one SKU line of an order (INV-34: the two never add up). */
export type IntakeGrain = 'SESSION' | 'SKU';

/** Unit of the numbers in a column. */
export type ColumnUnit = 'YUAN' | 'FEN' | 'MINUTES' | 'SECONDS';

/** Metrics of a live that are observed and never booked (4-broadcast-and-sales §3.2). `duration`, `watchSeconds` and `avgWatch` are in seconds. */
export const LIVE_METRICS = [
  'views',
  'viewers',
  'payers',
  'peakOnline',
  'avgOnline',
  'duration',
  'watchSeconds',
  'avgWatch',
  'exposures',
  'clicks',
  'newFollowers',
  'likes',
  'comments',
  'shares',
] as const;

/** One observed metric of a live. */
export type LiveMetric = (typeof LIVE_METRICS)[number];

/** Fields of a row that stands for a live. */
export type LiveField =
  | 'liveExportId'
  | 'accountName'
  | 'hostName'
  | 'title'
  | 'startAt'
  | 'endAt'
  | 'saleFen'
  | 'refundFen'
  | 'orderCount'
  | 'unitCount'
  | LiveMetric;

/** Fields of a row that stands for one SKU line of an order. */
export type LineField =
  | 'liveExportId'
  | 'orderRef'
  | 'subOrderRef'
  | 'productCode'
  | 'productName'
  | 'quantity'
  | 'saleFen'
  | 'paidOn'
  | 'refundFen'
  | 'refundedOn'
  | 'status';

/** Any field that a column can be read as. */
export type CanonicalField = LiveField | LineField;

/** One column that a format knows, with the headers under which exports carry it. A field may stand in several units: one entry for each. */
export interface ColumnMapping {
  field: CanonicalField;
  headers: readonly string[];
  unit?: ColumnUnit;
}

/** A kind of export as data: a new platform is a new entry, never new code. */
export interface ExportFormat {
  name: Bilingual;
  /** Platform whose accounts and live ids the file speaks of. */
  platform: Platform;
  grain: IntakeGrain;
  /** What the platform counts as a sale: paid by the buyer with freight, without coupons the platform funds, later refunds included. */
  saleBasis: 'PAID_INCL_REFUNDED';
  /** The time at which the platform counts a refund. */
  refundBasis: 'SUCCESS_TIME' | 'NOT_STATED';
  /** Fields without which the rows cannot be read. */
  required: readonly CanonicalField[];
  columns: readonly ColumnMapping[];
}

const LIVE_COLUMNS: readonly ColumnMapping[] = [
  { field: 'title', headers: ['直播间标题', '直播标题', '直播主题', 'Live title', 'Title'] },
  { field: 'accountName', headers: ['账号名称', '直播账号', '抖音号名称', 'Account name', 'Account'] },
  { field: 'hostName', headers: ['达人昵称', '主播昵称', '主播', 'Host'] },
  { field: 'startAt', headers: ['开播时间', '直播开始时间', '开始时间', 'Start time'] },
  { field: 'endAt', headers: ['下播时间', '关播时间', '直播结束时间', '结束时间', 'End time'] },
  { field: 'duration', headers: ['直播时长(分钟)', '直播时长(分)', '时长(分钟)', 'Duration (minutes)'], unit: 'MINUTES' },
  { field: 'duration', headers: ['直播时长(秒)', '时长(秒)', 'Duration (seconds)'], unit: 'SECONDS' },
  { field: 'views', headers: ['观看人次', '观看次数', '累计观看人次', '直播间观看次数', 'Views'] },
  { field: 'viewers', headers: ['观看人数', '累计观看人数', '直播间观看人数', 'Viewers'] },
  { field: 'peakOnline', headers: ['最高在线人数', '最高在线', '峰值在线人数', 'Peak online'] },
  { field: 'avgOnline', headers: ['平均在线人数', '平均在线', 'Average online'] },
  { field: 'watchSeconds', headers: ['总观看时长(秒)', '累计观看时长(秒)', 'Watch time (seconds)'], unit: 'SECONDS' },
  { field: 'watchSeconds', headers: ['总观看时长(分钟)', '累计观看时长(分钟)', 'Watch time (minutes)'], unit: 'MINUTES' },
  { field: 'avgWatch', headers: ['人均观看时长(秒)', '平均观看时长(秒)', 'Average watch (seconds)'], unit: 'SECONDS' },
  { field: 'avgWatch', headers: ['人均观看时长(分钟)', '平均观看时长(分钟)', 'Average watch (minutes)'], unit: 'MINUTES' },
  { field: 'exposures', headers: ['商品曝光次数', '商品曝光量', 'Product exposures'] },
  { field: 'clicks', headers: ['商品点击次数', '商品点击量', 'Product clicks'] },
  { field: 'payers', headers: ['成交人数', '支付人数', 'Payers'] },
  { field: 'unitCount', headers: ['成交件数', '支付件数', '销量', 'Units sold', 'Units'] },
  { field: 'newFollowers', headers: ['新增粉丝数', '新增粉丝', '新增关注', '新增关注数', 'New followers'] },
  { field: 'likes', headers: ['点赞次数', '点赞数', 'Likes'] },
  { field: 'comments', headers: ['评论次数', '评论数', 'Comments'] },
  { field: 'shares', headers: ['分享次数', '分享数', 'Shares'] },
];

const REFUND_COLUMNS: readonly ColumnMapping[] = [
  { field: 'refundFen', headers: ['退款金额(元)', '退款金额', '成功退款金额(元)', 'Refund amount (yuan)', 'Refund amount'], unit: 'YUAN' },
  { field: 'refundFen', headers: ['退款金额(分)', 'Refund amount (fen)'], unit: 'FEN' },
];

/** The known exports. Header names and units are data (4-broadcast-and-sales §3.1). */
export const EXPORT_FORMATS = {
  DOUYIN_LIVES: {
    name: { zh: '抖音直播列表(一场一行)', en: 'Douyin list of lives (one row a live)' },
    platform: 'DOUYIN',
    grain: 'SESSION',
    saleBasis: 'PAID_INCL_REFUNDED',
    refundBasis: 'SUCCESS_TIME',
    required: ['liveExportId', 'startAt', 'endAt', 'saleFen'],
    columns: [
      ...LIVE_COLUMNS,
      { field: 'liveExportId', headers: ['直播间ID', '直播ID', '场次ID', 'Live ID', 'Room ID'] },
      { field: 'orderCount', headers: ['成交订单数', '支付订单数', 'Paid orders', 'Orders'] },
      { field: 'saleFen', headers: ['成交金额(元)', '成交金额', '直播间成交金额(元)', 'GMV (yuan)', 'Paid amount (yuan)'], unit: 'YUAN' },
      { field: 'saleFen', headers: ['成交金额(分)', 'GMV (fen)'], unit: 'FEN' },
      ...REFUND_COLUMNS,
    ],
  },
  DOUYIN_ORDERS: {
    name: { zh: '抖音订单明细(一个商品一行)', en: 'Douyin order lines (one row a SKU line)' },
    platform: 'DOUYIN',
    grain: 'SKU',
    saleBasis: 'PAID_INCL_REFUNDED',
    refundBasis: 'SUCCESS_TIME',
    required: ['liveExportId', 'orderRef', 'subOrderRef', 'quantity', 'saleFen', 'paidOn'],
    columns: [
      { field: 'liveExportId', headers: ['直播间ID', '直播ID', '场次ID', 'Live ID', 'Room ID'] },
      { field: 'orderRef', headers: ['订单编号', '主订单编号', '订单号', 'Order ID', 'Order no.'] },
      { field: 'subOrderRef', headers: ['子订单编号', '子订单号', 'Sub-order ID', 'Sub-order no.'] },
      { field: 'productCode', headers: ['商品编码', '商家编码', '商品ID', 'Product code', 'SKU code'] },
      { field: 'productName', headers: ['商品名称', '选购商品', 'Product name', 'Product'] },
      { field: 'quantity', headers: ['数量', '商品数量', '购买数量', 'Quantity'] },
      { field: 'saleFen', headers: ['实付金额(元)', '实付金额', '订单实付金额(元)', 'Paid amount (yuan)', 'Paid amount'], unit: 'YUAN' },
      { field: 'saleFen', headers: ['实付金额(分)', 'Paid amount (fen)'], unit: 'FEN' },
      { field: 'paidOn', headers: ['支付时间', '支付完成时间', '付款时间', 'Paid at', 'Payment time'] },
      { field: 'status', headers: ['订单状态', 'Order status', 'Status'] },
      { field: 'refundedOn', headers: ['退款成功时间', '退款完成时间', 'Refunded at', 'Refund time'] },
      ...REFUND_COLUMNS,
    ],
  },
  CHANNELS_LIVES: {
    name: { zh: '视频号直播数据(一场一行)', en: 'WeChat Channels lives (one row a live)' },
    platform: 'CHANNELS',
    grain: 'SESSION',
    saleBasis: 'PAID_INCL_REFUNDED',
    refundBasis: 'NOT_STATED',
    required: ['liveExportId', 'startAt', 'duration', 'saleFen'],
    columns: [
      ...LIVE_COLUMNS,
      { field: 'liveExportId', headers: ['export_id', 'live_export_id'] },
      { field: 'orderCount', headers: ['支付订单数', '成交订单数', 'pay_order_cnt', 'Paid orders'] },
      { field: 'saleFen', headers: ['支付金额(分)', '成交金额(分)', 'pay_gmv', 'Paid amount (fen)'], unit: 'FEN' },
      { field: 'saleFen', headers: ['支付金额(元)', '成交金额(元)', 'Paid amount (yuan)'], unit: 'YUAN' },
      { field: 'refundFen', headers: ['pay_refund_gmv'], unit: 'FEN' },
      ...REFUND_COLUMNS,
    ],
  },
} as const satisfies Record<string, ExportFormat>;

/** Code of a known export. */
export type ExportFormatCode = keyof typeof EXPORT_FORMATS;

/** The format of a code, with its general shape. */
export function exportFormat(code: ExportFormatCode): ExportFormat {
  return EXPORT_FORMATS[code];
}

/** True when the field is an amount of money. */
export function isMoneyField(field: CanonicalField): boolean {
  return field === 'saleFen' || field === 'refundFen';
}
