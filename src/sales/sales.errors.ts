import { declareRefusal } from '../platform/errors/refusals.js';
import { Platform } from '../streamers/platform-account-states.js';
import { SessionStatus } from '../broadcasts/broadcast-session-states.js';
import { wordOf } from '../platform/graphql/descriptions.js';

export const IMPORT_NOT_OPEN = declareRefusal<{ status: string }>('IMPORT_NOT_OPEN', {
  zh: ({ status }) => `这个批次现在是 ${status} 状态,不能执行该操作。`,
  en: ({ status }) => `This batch is ${status}; the operation is not possible now.`,
  cureZh: () => '正在入账或撤销的批次请等待完成;已撤销的请重新上传文件。',
  cureEn: () => 'Wait until a running commit or reversal is over; upload the file again after a reversal.',
});

export const IMPORT_NEEDS_ACCOUNT = declareRefusal('IMPORT_NEEDS_ACCOUNT', {
  zh: () => '文件里没有账号名称,请先选择这些直播所属的平台账号。',
  en: () => 'The file names no account: choose the platform account of its lives.',
  cureZh: () => '请在预览中选择账号后再入账。',
  cureEn: () => 'Choose the account in the preview, then commit.',
  rule: 'INV-34',
});

export const ACCOUNT_OF_OTHER_PLATFORM = declareRefusal<{ platform: string }>('ACCOUNT_OF_OTHER_PLATFORM', {
  zh: ({ platform }) => `文件来自“${wordOf(Platform, platform).zh}”,所选账号属于另一个平台。`,
  en: ({ platform }) => `The file comes from ${platform}; the chosen account is of another platform.`,
  cureZh: () => '请选择该平台的账号。',
  cureEn: () => 'Choose an account of that platform.',
});

export const IMPORT_HAS_LATER_CHANGES = declareRefusal<{ fileName: string }>('IMPORT_HAS_LATER_CHANGES', {
  zh: ({ fileName }) => `之后导入的“${fileName}”更正或切换过同样的数据。`,
  en: ({ fileName }) => `"${fileName}", imported later, changed the same figures.`,
  cureZh: () => '请先撤销之后的批次。',
  cureEn: () => 'Reverse the later batch first.',
});

export const SESSION_NOT_HELD = declareRefusal<{ status: string }>('SESSION_NOT_HELD', {
  zh: ({ status }) => `场次目前的状态是“${wordOf(SessionStatus, status).zh}”,还没有结束,不能记销售。`,
  en: ({ status }) => `The session is ${status}: sales can be recorded once it has ended.`,
  cureZh: () => '请先结束场次,或补录过去的场次。',
  cureEn: () => 'End the session, or record the past session first.',
});

export const GRAIN_DIFFERS = declareRefusal<{ recorded: string; given: string }>('GRAIN_DIFFERS', {
  zh: ({ recorded, given }) => `本场以 ${recorded} 粒度入账,不能再记 ${given} 粒度的数据。`,
  en: ({ recorded, given }) => `This session is booked at ${recorded} grain; entries at ${given} grain would count twice.`,
  cureZh: () => '请按相同粒度记录,或先切换本场的统计粒度。',
  cureEn: () => 'Record at the same grain, or switch the grain of the session first.',
  rule: 'INV-34',
});

export const GRAIN_HAS_NO_LINES = declareRefusal<{ grain: string }>('GRAIN_HAS_NO_LINES', {
  zh: ({ grain }) => `没有 ${grain} 粒度的数据可以切换。`,
  en: ({ grain }) => `There are no figures at ${grain} grain to switch to.`,
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

export const REFUND_EXCEEDS_SALE = declareRefusal<{ orderRef: string; saleFen: string; refundedFen: string }>('REFUND_EXCEEDS_SALE', {
  zh: ({ orderRef, saleFen, refundedFen }) => `订单 ${orderRef} 已售 ${saleFen} 分、已退 ${refundedFen} 分,退款不能超过销售额。`,
  en: ({ orderRef, saleFen, refundedFen }) =>
    `Order ${orderRef} has sales of ${saleFen} and refunds of ${refundedFen} fen; refunds cannot exceed sales.`,
  cureZh: () => '请核对订单号和金额。',
  cureEn: () => 'Check the order number and the amount.',
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

export const FIGURES_BELOW_ZERO = declareRefusal('FIGURES_BELOW_ZERO', {
  zh: () => '这样一来,本场的成交金额、件数、订单数或退款会变成负数。',
  en: () => "The session's paid amount, pieces, orders or refunds would fall below zero.",
  cureZh: () => '请核对差额;要冲销已更正的流水,请先冲销更正。',
  cureEn: () => 'Check the difference; to reverse an entry that was corrected, reverse the correction first.',
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
  cureZh: () => '请先取消原来的关联,或者选择另一场直播。',
  cureEn: () => 'Detach it there first, or choose another live.',
});
