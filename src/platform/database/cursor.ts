import { badInput } from '../errors/faults.js';

type OrderValue = string | number;

/** An opaque page position: the order's name and the sort values of the last row. */
export function encodeCursor(order: string, values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/** Reads a position back. Throws BAD_USER_INPUT when it was not made by this list in this order. */
export function decodeCursor(cursor: string, order: string, count: number): OrderValue[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = null;
  }
  const isValid =
    Array.isArray(parsed) &&
    parsed.length === count + 1 &&
    parsed[0] === order &&
    parsed.slice(1).every((value) => typeof value === 'string' || typeof value === 'number');
  if (!isValid) {
    throw badInput(['after'], 'BAD_CURSOR', {
      zh: '翻页位置无效,请使用上一页返回的 endCursor,并保持相同的排序。',
      en: 'The page position is not valid: use the endCursor of the previous page with the same order.',
    });
  }
  return (parsed as unknown[]).slice(1) as OrderValue[];
}
