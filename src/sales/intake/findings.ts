import type { Bilingual } from '../../platform/errors/faults.js';

/** An ERROR refuses the row (or the file, when it stands above the rows); a WARNING is shown and refuses nothing. */
export type FindingSeverity = 'ERROR' | 'WARNING';

/** Something the person who imports must know, with the place in the sheet where it stands. */
export interface Finding {
  /** Row number as the spreadsheet program shows it, counted from 1; null when it concerns the file as a whole. */
  row: number | null;
  /** Header of the column as it stands in the file; null when it concerns the row as a whole. */
  column: string | null;
  code: FindingCode;
  severity: FindingSeverity;
  message: Bilingual;
}

interface FindingText extends Bilingual {
  severity: FindingSeverity;
}

const error = (zh: string, en: string): FindingText => ({ severity: 'ERROR', zh, en });
const warning = (zh: string, en: string): FindingText => ({ severity: 'WARNING', zh, en });

/** Every finding of the intake, with its text; `{…}` is filled in. */
export const FINDING_TEXTS = {
  FORMAT_UNKNOWN: error(
    '前 10 行里没有认出表头,请选择格式并指定各列。',
    'No header was recognized in the first 10 rows; choose a format and name the columns.',
  ),
  FORMAT_AMBIGUOUS: error('表头同时符合{formats},请选择其中一种。', 'The header fits {formats} alike; choose one.'),
  COLUMNS_MISSING: error(
    '最接近的格式是“{format}”,缺少列:{columns}。',
    'The nearest format is "{format}"; these columns are missing: {columns}.',
  ),
  COLUMN_AMBIGUOUS: error(
    '有多列都像同一个金额({columns}),请指定用哪一列。',
    'Several columns look like the same amount ({columns}); name the one to use.',
  ),
  OVERRIDE_HEADER_MISSING: error('指定的列“{value}”不在表头里。', 'The named column "{value}" is not in the header.'),
  BUYER_COLUMN_REFUSED: error('“{value}”是买家信息,不能导入。', '"{value}" is data about buyers and cannot be imported.'),
  UNIT_UNKNOWN: error(
    '看不懂“{value}”的单位;金额只能是元或分,时长只能是分钟或秒。',
    'The unit of "{value}" is not understood; amounts are yuan or fen, lengths of time minutes or seconds.',
  ),
  NO_ROWS: error('表头下面没有数据行。', 'There are no rows below the header.'),
  TOTAL_ROW_DIFFERS: warning(
    '合计行是 {total},已读出的各行相加是 {sum},相差 {difference}。',
    'The total row says {total}; the rows that were read add up to {sum}; the difference is {difference}.',
  ),
  TOTAL_ROW_UNREADABLE: warning('合计行的“{value}”无法读取,没有核对。', '"{value}" in the total row cannot be read and was not compared.'),
  NOTE_ROW_SKIPPED: warning('这一行是说明文字或小计,已跳过。', 'This row is a note or a subtotal and was skipped.'),
  MISSING_VALUE: error('必填,但这一格是空的。', 'The cell is empty, but the value is needed.'),
  AMBIGUOUS_MONEY: error(
    '“{value}”不是精确金额(约数、范围或百分比),不能入账。',
    '"{value}" is not an exact amount (rounded, a range or a percentage) and cannot be booked.',
  ),
  INVALID_MONEY: error('“{value}”不是金额。', '"{value}" is not an amount of money.'),
  TOO_MANY_DECIMALS: error('“{value}”比分还细。', '"{value}" is finer than one fen.'),
  MONEY_TOO_LARGE: error('金额“{value}”过大。', 'The amount "{value}" is too large.'),
  NEGATIVE_AMOUNT: error(
    '金额“{value}”是负数;销售和退款都应为正数。',
    'The amount "{value}" is negative; sales and refunds are both given as positive numbers.',
  ),
  INVALID_COUNT: error('“{value}”不是整数数量。', '"{value}" is not a whole number.'),
  AMBIGUOUS_COUNT: error('“{value}”不是精确数量,不能入账。', '"{value}" is not an exact number and cannot be booked.'),
  METRIC_UNREADABLE: warning('“{value}”无法读取,这项指标按未提供处理。', '"{value}" cannot be read; the metric counts as not reported.'),
  INVALID_TIME: error(
    '“{value}”不是有效时间;应为 2026-10-01 09:30:00 的样式。',
    '"{value}" is not a time; write it like 2026-10-01 09:30:00.',
  ),
  INVALID_DURATION: error('“{value}”不是有效时长。', '"{value}" is not a length of time.'),
  END_NOT_AFTER_START: error('结束时间不晚于开始时间。', 'The end is not after the start.'),
  LIVE_TOO_LONG: error('一场直播超过 {hours} 小时,请检查时间。', 'The live is longer than {hours} hours; check the times.'),
  DURATION_DIFFERS: warning('时长与起止时间不一致,以起止时间为准。', 'The length differs from start and end; start and end are used.'),
  ID_LOST_DIGITS: error(
    '编号“{value}”被表格软件改成了科学计数法,末尾数字已丢失;请把该列设为文本后重新导出。',
    'The id "{value}" was turned into scientific notation and has lost its last digits; export again with the column as text.',
  ),
  ID_MAY_HAVE_LOST_DIGITS: warning(
    '编号“{value}”末尾都是 0,可能被表格软件改过。',
    'The id "{value}" ends in zeros; a spreadsheet program may have changed it.',
  ),
  INVALID_ID: error('“{value}”不是编号。', '"{value}" is not an id.'),
  TEXT_SHORTENED: warning('文字过长,已截短。', 'The text is too long and was shortened.'),
  REFUND_EXCEEDS_SALE: error('退款金额大于实付金额。', 'The refund is larger than the amount paid.'),
  REFUND_ABOVE_SALES: warning(
    '本场退款大于成交金额,净额为负。退款按成功时间统计,可能来自以前的场次,所以照常入账;如果不是这样,请核对退款和成交金额以及单位(元/分)。',
    'The refunds of this live exceed its sales; its net is negative. Refunds count when they succeed and may be of earlier lives, so they are booked; if they are not, check both amounts and their unit (yuan or fen).',
  ),
  REFUND_NOT_COMPLETED: warning(
    '有退款金额但没有退款成功时间,退款暂不入账。',
    'There is a refund without the time it succeeded; the refund is not booked yet.',
  ),
  REFUND_BEFORE_SALE: error('退款成功日期早于支付日期。', 'The refund succeeded before the payment.'),
  UNPAID_ORDER_SKIPPED: warning('订单未付款或已取消,已跳过。', 'The order was not paid or was cancelled; it was skipped.'),
  NOTHING_PAID: warning('实付金额为 0,没有可入账的内容,已跳过。', 'Nothing was paid; there is nothing to book, and the row was skipped.'),
  DUPLICATE_ROW: warning('与第 {row} 行完全相同,已跳过。', 'The same as row {row}; it was skipped.'),
  LIVE_NOT_ENDED: error(
    '这场直播的下播时间在将来:还没有播完的直播不能补录,也没有销售。请核对文件里的时间,或等下播后重新导出、再次入账。',
    'The live ends in the future: one that is not over cannot be recorded and has no sales. Check the times in the file, or export and commit again once it is over.',
  ),
  SESSION_NOT_ENDED: error(
    '这段时间有一场已预约的场次还没有结束;请先结束该场次,再次入账。',
    'A booked session of that time has not been ended: end it, then commit again.',
  ),
  ACCOUNT_NOT_CHOSEN: error(
    '文件里没有账号名称,也没有选择平台账号;请选择这些直播所属的账号(accountId)。',
    'The file names no account and none was chosen: choose the platform account of its lives (accountId).',
  ),
  ACCOUNT_UNKNOWN: error(
    '平台账号“{value}”没有登记;请先以同样的名称登记该账号,再次入账。',
    'The platform account "{value}" is not registered: register it under that name, then commit again.',
  ),
  UNMATCHED: error(
    '没有找到对应的场次;请选择补录(recordMissingSessions)或手工关联(attachLive)后再次入账,订单明细请先导入直播列表。',
    'No session was found: record it with the commit (recordMissingSessions) or attach the live (attachLive) and commit again; before order lines import the list of lives.',
  ),
  SESSION_KEPT: warning(
    '本行补录的场次没有随撤销撤回,仍计为已播:{cause}。{cure}',
    'The session that this row recorded stays and counts as held: {cause}. {cure}',
  ),
  KEY_CONFLICT: error(
    '编号与第 {row} 行相同而内容不同,两行都不入账。',
    'The id is that of row {row} but the content differs; neither is booked.',
  ),
} as const satisfies Record<string, FindingText>;

/** Stable code of a finding. */
export type FindingCode = keyof typeof FINDING_TEXTS;

/** Longest piece of a cell that a finding repeats. */
const QUOTE_CHARACTERS_MAX = 60;

/** A finding with its text filled in. */
export function findingOf(
  code: FindingCode,
  place: { row?: number | null; column?: string | null } = {},
  details: Readonly<Record<string, string | number | Bilingual>> = {},
): Finding {
  const { severity, zh, en } = FINDING_TEXTS[code];
  const fill = (template: string, language: keyof Bilingual): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const detail = details[name] ?? '';
      return shortened(typeof detail === 'object' ? detail[language] : String(detail));
    });
  return { row: place.row ?? null, column: place.column ?? null, code, severity, message: { zh: fill(zh, 'zh'), en: fill(en, 'en') } };
}

/** Text as a finding repeats it. */
export function shortened(text: string): string {
  const characters = [...text];
  return characters.length > QUOTE_CHARACTERS_MAX ? `${characters.slice(0, QUOTE_CHARACTERS_MAX).join('')}…` : text;
}
