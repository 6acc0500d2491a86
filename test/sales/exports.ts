/** A live as a platform's list reports it. */
export interface ExportedLive {
  id: string;
  /** `YYYY-MM-DD HH:mm:ss`. */
  startAt: string;
  endAt: string;
  saleFen: number;
  refundFen?: number;
  views?: number;
}

/** An order line as a platform's list reports it. */
export interface ExportedLine {
  live: string;
  order: string;
  saleFen: number;
  refundFen?: number;
  /** Day of payment, and of the refund. */
  on: string;
}

/** A list of lives as Douyin exports it. */
export function livesFile(account: string, lives: readonly ExportedLive[]): Buffer {
  const header = '直播间ID,账号名称,开播时间,下播时间,成交金额(分),退款金额(分),观看人次';
  return csv(
    header,
    lives.map((live) => [live.id, account, live.startAt, live.endAt, live.saleFen, live.refundFen ?? 0, live.views ?? '']),
  );
}

/** A list of order lines as Douyin exports it. */
export function linesFile(lines: readonly ExportedLine[]): Buffer {
  const header = '直播间ID,订单编号,子订单编号,数量,实付金额(分),支付时间,订单状态,退款金额(分),退款成功时间';
  return csv(
    header,
    lines.map(({ live, order, saleFen, refundFen, on }) => [
      ...[live, order, `${order}01`, 1, saleFen, `${on} 21:00:00`, '已完成'],
      ...(refundFen ? [refundFen, `${on} 22:00:00`] : ['', '']),
    ]),
  );
}

function csv(header: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  return Buffer.from([header, ...rows.map((row) => row.join(','))].join('\n'), 'utf8');
}
