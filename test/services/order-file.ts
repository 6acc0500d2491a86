/** Sums of a generated file, in fen. */
export interface OrderFile {
  content: Buffer;
  lines: number;
  saleFen: number;
  refundFen: number;
  refundedLines: number;
  units: number;
}

const PRODUCT_CODES = ['DY-MG-3', 'DY-SM-5', 'DY-DJ-9', 'DY-LZ-6', 'DY-BL-2'];
/** One line in this many was refunded in full. */
const REFUNDED_EVERY = 13;
const SECONDS_APART = 1;

function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

function beijing(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Order lines of one live as the platform exports them: every amount differs, refunds come two days later. */
export function orderFile(liveExportId: string, startAt: string, lines: number): OrderFile {
  const file: OrderFile = { content: Buffer.alloc(0), lines, saleFen: 0, refundFen: 0, refundedLines: 0, units: 0 };
  const rows = ['直播间ID,订单编号,子订单编号,商品编码,商品名称,数量,实付金额(元),退款金额(元),支付时间,订单状态,退款成功时间'];
  for (let index = 0; index < lines; index++) {
    const orderRef = `60${String(index).padStart(17, '0')}`;
    const quantity = 1 + (index % 4);
    const saleFen = 1_001 + index * 7;
    const isRefunded = index % REFUNDED_EVERY === 0;
    const paidAt = Date.parse(startAt) + index * SECONDS_APART * 1_000;
    const refund = isRefunded ? [yuan(saleFen), beijing(paidAt + 2 * 86_400_000)] : ['', ''];
    const code = PRODUCT_CODES[index % PRODUCT_CODES.length]!;
    const status = isRefunded ? '已退款' : '已完成';
    rows.push(
      [liveExportId, orderRef, `${orderRef}01`, code, '山货', quantity, yuan(saleFen), refund[0], beijing(paidAt), status, refund[1]].join(
        ',',
      ),
    );
    file.saleFen += saleFen;
    file.units += quantity;
    if (isRefunded) {
      file.refundFen += saleFen;
      file.refundedLines++;
    }
  }
  file.content = Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`, 'utf8');
  return file;
}
