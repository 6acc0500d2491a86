import { declareRefusal } from '../platform/errors/refusals.js';
import { Platform } from '../streamers/platform-account-states.js';
import { SessionStatus } from '../broadcasts/broadcast-session-states.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { ImportStatus } from './imports.objects.js';
import { SalesGrainEnum } from './sales.objects.js';

export const IMPORT_NOT_OPEN = declareRefusal<{ status: string }>('IMPORT_NOT_OPEN', {
  zh: ({ status }) => `这个批次现在的状态是“${wordOf(ImportStatus, status).zh}”,不能执行该操作。`,
  en: ({ status }) => `The state of this import is "${wordOf(ImportStatus, status).en}"; the operation is not possible now.`,
  cureZh: ({ status }) =>
    status === 'STAGED'
      ? '还没有入账的批次不需要撤销。'
      : status === 'REVERSED'
        ? '已撤销的批次不再使用;需要时请重新上传文件。'
        : '请等待正在进行的入账或撤销完成。',
  cureEn: ({ status }) =>
    status === 'STAGED'
      ? 'Nothing of it is booked, so there is nothing to reverse.'
      : status === 'REVERSED'
        ? 'A reversed batch is not used again; upload the file anew if you need it.'
        : 'Wait until the running commit or reversal is over.',
});

export const IMPORT_NEEDS_ACCOUNT = declareRefusal('IMPORT_NEEDS_ACCOUNT', {
  zh: () => '文件里没有账号名称,请先选择这些直播所属的平台账号。',
  en: () => 'The file names no account: choose the platform account of its lives.',
  cureZh: () => '请填写 accountId;用同样的选择预览 (importPreview),可先看到各场归入哪里。',
  cureEn: () => 'Give accountId; a preview (importPreview) with the same choice shows beforehand where each live goes.',
  rule: 'INV-34',
});

export const ACCOUNT_OF_OTHER_PLATFORM = declareRefusal<{ platform: string }>('ACCOUNT_OF_OTHER_PLATFORM', {
  zh: ({ platform }) => `文件来自“${wordOf(Platform, platform).zh}”,所选账号属于另一个平台。`,
  en: ({ platform }) => `The file comes from ${wordOf(Platform, platform).en}; the chosen account is of another platform.`,
  cureZh: () => '请选择该平台的账号。',
  cureEn: () => 'Choose an account of that platform.',
});

export const IMPORT_HAS_LATER_CHANGES = declareRefusal<{ fileName: string }>('IMPORT_HAS_LATER_CHANGES', {
  zh: ({ fileName }) => `之后导入的“${fileName}”更正或切换过同样的数据。`,
  en: ({ fileName }) => `"${fileName}", imported later, changed the same figures.`,
  cureZh: () => '请先撤销之后的批次。',
  cureEn: () => 'Reverse the later batch first.',
});

/** States from which a session will not be held any more. */
const NEVER_HELD: readonly string[] = [SessionStatus.CANCELLED, SessionStatus.NO_SHOW, SessionStatus.WITHDRAWN];

export const SESSION_NOT_HELD = declareRefusal<{ status: string }>('SESSION_NOT_HELD', {
  zh: ({ status }) =>
    `场次目前的状态是“${wordOf(SessionStatus, status).zh}”,${NEVER_HELD.includes(status) ? '没有播出' : '还没有结束'},不能记销售。`,
  en: ({ status }) =>
    NEVER_HELD.includes(status)
      ? `The state of the session is "${wordOf(SessionStatus, status).en}": it was not held and has no sales.`
      : `The state of the session is "${wordOf(SessionStatus, status).en}": sales can be recorded once it has ended.`,
  cureZh: ({ status }) =>
    NEVER_HELD.includes(status)
      ? '请选择实际播出的场次;没有的话,请补录过去的场次 (recordPastSession)。'
      : '请先结束场次 (endSession),或选择已经播完的场次。',
  cureEn: ({ status }) =>
    NEVER_HELD.includes(status)
      ? 'Choose the session that was held; if there is none, record the past session (recordPastSession).'
      : 'End the session first (endSession), or choose one that was held.',
});

export const GRAIN_DIFFERS = declareRefusal<{ recorded: string; given: string }>('GRAIN_DIFFERS', {
  zh: ({ recorded, given }) =>
    `本场按“${wordOf(SalesGrainEnum, recorded).zh}”入账;这些记录${given === 'ORDER' ? '带有订单号 (orderRef)' : '没有订单号 (orderRef)'},按“${wordOf(SalesGrainEnum, given).zh}”计,会重复计算。`,
  en: ({ recorded, given }) =>
    `The session is booked as "${wordOf(SalesGrainEnum, recorded).en}". These entries ${given === 'ORDER' ? 'have order numbers (orderRef)' : 'have no order numbers (orderRef)'}, which makes them "${wordOf(SalesGrainEnum, given).en}": they would count twice.`,
  cureZh: ({ recorded }) =>
    recorded === 'SESSION'
      ? '请去掉各条的订单号 (orderRef),按整场记录;要改为按订单记录,请先冲销本场的手工流水,导入的请撤销批次 (reverseImportBatch)。'
      : recorded === 'ORDER'
        ? '请填写订单号 (orderRef);要改为按整场记录,请先冲销本场的手工流水,导入的请撤销批次 (reverseImportBatch)。'
        : '本场由导入的商品行入账,不能再手工加记:请更正对应的流水 (correctSalesEntry),或导入新的文件。',
  cureEn: ({ recorded }) =>
    recorded === 'SESSION'
      ? 'Leave out the order numbers (orderRef) and record totals; to record orders instead, first reverse the entries made by hand, or the import (reverseImportBatch).'
      : recorded === 'ORDER'
        ? 'Give the order numbers (orderRef); to record totals instead, first reverse the entries made by hand, or the import (reverseImportBatch).'
        : 'The session is booked from imported order lines, to which nothing is added by hand: correct the entry concerned (correctSalesEntry), or import a newer file.',
  rule: 'INV-34',
});

export const GRAIN_HAS_NO_LINES = declareRefusal<{ grain: string }>('GRAIN_HAS_NO_LINES', {
  zh: ({ grain }) => `本场没有“${wordOf(SalesGrainEnum, grain).zh}”粒度的导入数据可以切换。`,
  en: ({ grain }) => `The session has no imported figures of the grain "${wordOf(SalesGrainEnum, grain).en}" to switch to.`,
  cureZh: () => '请先导入该粒度的文件。',
  cureEn: () => 'Import a file of that grain first.',
  rule: 'INV-34',
});

export const MANUAL_ENTRIES_STAND = declareRefusal('MANUAL_ENTRIES_STAND', {
  zh: () => '本场有手工记的流水,切换粒度会使它们失去对应。',
  en: () => 'The session has entries made by hand, which have no counterpart at another grain.',
  cureZh: () => '请先冲销手工流水,再切换粒度。',
  cureEn: () => 'Reverse the entries made by hand first.',
  rule: 'INV-34',
});

/** What was tried on an order: a refund (or more of one), or less of its sale. */
export interface OrderLimit {
  orderRef: string;
  saleFen: string;
  refundedFen: string;
  /** Sales less refunds. */
  leftFen: string;
  tried: 'REFUND' | 'LESS_SALE';
}

export const REFUND_EXCEEDS_SALE = declareRefusal<OrderLimit>('REFUND_EXCEEDS_SALE', {
  zh: ({ orderRef, saleFen, refundedFen, tried }) =>
    `订单 ${orderRef} 已售 ${saleFen} 分、已退 ${refundedFen} 分,${tried === 'REFUND' ? '退款不能超过销售额' : '销售额不能减到已退金额以下'}。`,
  en: ({ orderRef, saleFen, refundedFen, tried }) =>
    `Order ${orderRef} has sales of ${saleFen} and refunds of ${refundedFen} fen; ${
      tried === 'REFUND' ? 'refunds cannot exceed sales' : 'its sales cannot fall below its refunds'
    }.`,
  cureZh: ({ leftFen, tried }) =>
    tried === 'REFUND'
      ? `这笔订单最多还能退 ${leftFen} 分;请核对订单号和金额,销售记少了请先更正销售。`
      : `销售额最多还能减少 ${leftFen} 分;要减得更多,请先冲销或更正这笔订单的退款。`,
  cureEn: ({ leftFen, tried }) =>
    tried === 'REFUND'
      ? `At most ${leftFen} fen are left to refund: check the order number and the amount, or correct the sale first if it is too low.`
      : `The sales can be lowered by at most ${leftFen} fen; to lower them further, reverse or correct the refunds of the order first.`,
  rule: 'INV-31',
});

export const REFUND_NEEDS_BASIS = declareRefusal('REFUND_NEEDS_BASIS', {
  zh: () => '没有订单号的退款只能是平台汇总退款,请写明口径。',
  en: () => 'A refund without an order number must be the platform aggregate; state its basis.',
  cureZh: () => '请补填口径,或者填写订单号。',
  cureEn: () => 'Give the basis, or the order number.',
  rule: 'INV-31',
});

export const ENTRY_ALREADY_REVERSED = declareRefusal('ENTRY_ALREADY_REVERSED', {
  zh: () => '这笔流水已经冲销过,或者它本身就是冲销。',
  en: () => 'This entry has been reversed already, or is a reversal itself.',
  cureZh: () => '请查看该流水的后续记录。',
  cureEn: () => 'Look at the entries that followed it.',
  rule: 'INV-30',
});

/** The figures of a session that never fall below zero. */
const FIGURES = {
  SALE: { zh: '成交金额', en: 'paid amount' },
  PIECES: { zh: '件数', en: 'pieces' },
  ORDERS: { zh: '订单数', en: 'orders' },
  REFUND: { zh: '退款', en: 'refunds' },
} as const;
export type SessionFigure = keyof typeof FIGURES;

export const FIGURES_BELOW_ZERO = declareRefusal<{ figures: readonly SessionFigure[]; act: 'CORRECT' | 'REVERSE' }>('FIGURES_BELOW_ZERO', {
  zh: ({ figures }) => `这样一来,${figures.map((figure) => FIGURES[figure].zh).join('、')}会变成负数。`,
  en: ({ figures }) => `This would take below zero: ${figures.map((figure) => FIGURES[figure].en).join(', ')}.`,
  cureZh: ({ figures, act }) =>
    act === 'REVERSE'
      ? '之后的更正以它为依据:请先冲销这个场次里数额为负的更正,再冲销它。'
      : figures.includes('REFUND')
        ? '填写的是差额:退款流水为负数,正的差额使退款减少,最多减到 0;整笔取消请用冲销 (reverseSalesEntry)。'
        : '填写的是差额,不是更正后的数:请核对;整笔取消请用冲销 (reverseSalesEntry)。',
  cureEn: ({ figures, act }) =>
    act === 'REVERSE'
      ? 'A later correction rests on it: reverse the corrections of this session that lower the figure first, then the entry.'
      : figures.includes('REFUND')
        ? 'Give the difference: refunds are negative entries, a positive difference lowers them, at most to zero; to cancel the whole entry, reverse it (reverseSalesEntry).'
        : 'Give the difference, not the corrected figure, and check it; to cancel the whole entry, reverse it (reverseSalesEntry).',
  rule: 'INV-30',
});

export const CORRECTION_EMPTY = declareRefusal('CORRECTION_EMPTY', {
  zh: () => '金额、件数、订单数的差额都是 0,没有需要更正的内容。',
  en: () => 'The differences in amount, pieces and orders are all zero; there is nothing to correct.',
  cureZh: () => '请填写差额,没有差额就不用更正。',
  cureEn: () => 'Give the difference; without one there is nothing to correct.',
});

export const OCCURRED_BEFORE_SESSION = declareRefusal<{ day: string; startOn: string }>('OCCURRED_BEFORE_SESSION', {
  zh: ({ day, startOn }) => `发生日 ${day} 早于场次开始日 ${startOn}。`,
  en: ({ day, startOn }) => `The day ${day} is before the session started on ${startOn}.`,
  cureZh: () => '请核对日期,或选择正确的场次。',
  cureEn: () => 'Check the day, or choose the right session.',
  rule: 'INV-27',
});

export const OCCURRED_IN_FUTURE = declareRefusal<{ day: string }>('OCCURRED_IN_FUTURE', {
  zh: ({ day }) => `发生日 ${day} 在将来。`,
  en: ({ day }) => `The day ${day} lies in the future.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
});

export const LIVE_ALREADY_ATTACHED = declareRefusal<{ liveExportId: string }>('LIVE_ALREADY_ATTACHED', {
  zh: ({ liveExportId }) => `直播 ${liveExportId} 已经关联到另一个场次。`,
  en: ({ liveExportId }) => `The live ${liveExportId} belongs to another session already.`,
  cureZh: () => '请核对直播编号和场次;一场直播只属于一个场次,它的数据记在原来的场次上。',
  cureEn: () => 'Check the id of the live and the session: a live belongs to one session, and its figures stand there.',
});
