import { Injectable } from '@nestjs/common';
import { inList, type Tx } from '../platform/database/transactions.js';
import { SalesLine } from './ledger.entity.js';
import type { LineState, SalesGrain } from './line-booking.rules.js';
import type { RowReader } from './session-matching.js';

/** A line with its identity. */
export interface StoredLine extends LineState {
  id: string;
  sessionId: string;
  liveExportId: string;
  grain: SalesGrain;
  lineRef: string;
  basis: string;
  platform: string;
  accountId: string;
  productId: string | null;
  productCode: string | null;
  version: number;
}

/** The natural key that lines of one chunk have in common. */
export interface LineScope {
  parkId: string;
  platform: string;
  grain: SalesGrain;
  basis: string;
}

const COLUMNS = `id, sessionId, liveExportId, grain, lineRef, basis, platform, accountId, productId, productCode, version, saleFen, quantity, orderCount,
  saleOn, saleHash, refundFen, refundOn, refundHash, bookedSaleFen, bookedRefundFen`;
const KEYS_PER_STATEMENT_MAX = 500;

type RawLine = Omit<StoredLine, 'saleFen' | 'refundFen' | 'bookedSaleFen' | 'bookedRefundFen'> &
  Record<'saleFen' | 'refundFen' | 'bookedSaleFen' | 'bookedRefundFen', number | string>;

function storedLine(row: RawLine): StoredLine {
  return {
    ...row,
    saleFen: BigInt(row.saleFen),
    refundFen: BigInt(row.refundFen),
    bookedSaleFen: BigInt(row.bookedSaleFen),
    bookedRefundFen: BigInt(row.bookedRefundFen),
  };
}

/** Reads and writes `sales_line`: what is known under each natural key. */
@Injectable()
export class LineStore {
  /** Known lines by `liveExportId/lineRef`, for one account and the given keys. */
  async known(
    reader: RowReader,
    scope: LineScope,
    accountId: string,
    keys: readonly { liveExportId: string; lineRef: string }[],
  ): Promise<Map<string, StoredLine>> {
    const lines = new Map<string, StoredLine>();
    for (let start = 0; start < keys.length; start += KEYS_PER_STATEMENT_MAX) {
      const chunk = keys.slice(start, start + KEYS_PER_STATEMENT_MAX);
      const lives = [...new Set(chunk.map((key) => key.liveExportId))];
      const refs = [...new Set(chunk.map((key) => key.lineRef))];
      const rows = await reader.rows<RawLine>(
        `SELECT ${COLUMNS} FROM sales_line WHERE parkId = ? AND platform = ? AND accountId = ? AND liveExportId IN ${inList(lives)}
         AND grain = ? AND lineRef IN ${inList(refs)} AND basis = ?`,
        [scope.parkId, scope.platform, accountId, ...lives, scope.grain, ...refs, scope.basis],
      );
      for (const row of rows) lines.set(`${row.liveExportId}/${row.lineRef}`, storedLine(row));
    }
    return lines;
  }

  /** All lines of a session at one grain. */
  async ofSession(tx: Tx, parkId: string, sessionId: string, grain: SalesGrain): Promise<StoredLine[]> {
    const rows = await tx.rows<RawLine>(`SELECT ${COLUMNS} FROM sales_line WHERE parkId = ? AND sessionId = ? AND grain = ? ORDER BY id`, [
      parkId,
      sessionId,
      grain,
    ]);
    return rows.map(storedLine);
  }

  /** Inserts new lines. */
  async insert(
    tx: Tx,
    scope: LineScope,
    lines: readonly (LineState &
      Pick<StoredLine, 'id' | 'accountId' | 'sessionId' | 'liveExportId' | 'lineRef' | 'productId' | 'productCode'> & {
        orderRef: string | null;
        productName: string | null;
      })[],
  ): Promise<void> {
    await tx.insert(
      SalesLine,
      lines.map((line) => ({ ...scope, ...line, version: 1 })),
    );
  }

  /**
   * Writes a line's new state where it still is what was read; false when somebody else changed it, so that two refunds of one order decided
   * from the same balance cannot both stand (INV-31).
   */
  async change(tx: Tx, line: StoredLine, next: LineState): Promise<boolean> {
    if (line.grain !== 'SESSION' && next.bookedRefundFen > next.bookedSaleFen) return false;
    const changed = await tx.execute(
      `UPDATE sales_line SET saleFen = ?, quantity = ?, orderCount = ?, saleOn = ?, saleHash = ?, refundFen = ?, refundOn = ?, refundHash = ?,
         bookedSaleFen = ?, bookedRefundFen = ?, version = version + 1
       WHERE id = ? AND version = ?`,
      [
        next.saleFen.toString(),
        next.quantity,
        next.orderCount,
        next.saleOn,
        next.saleHash,
        next.refundFen.toString(),
        next.refundOn,
        next.refundHash,
        next.bookedSaleFen.toString(),
        next.bookedRefundFen.toString(),
        line.id,
        line.version,
      ],
    );
    return changed > 0;
  }
}
