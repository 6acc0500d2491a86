import type { LiveRow, MetricValue } from './canonical-rows.js';
import { LIVE_METRICS } from './header-mappings.js';
import type { RowReader } from './row-reader.js';

/** A live cannot be longer: a longer one is a wrong date. */
const LIVE_HOURS_MAX = 24;
/** Platforms round the length to minutes; a larger difference is worth a look. */
const DURATION_TOLERANCE_SECONDS_MAX = 60;
const SECOND = 1000;

/** Reads a row that stands for a live; null when a finding refuses it. */
export function liveRowOf(reader: RowReader): LiveRow | null {
  const liveExportId = reader.needed('liveExportId', reader.id('liveExportId'));
  const times = timesOf(reader);
  const saleFen = reader.needed('saleFen', reader.money('saleFen'));
  const refundFen = reader.money('refundFen');
  const orderCount = reader.exactCount('orderCount');
  const unitCount = reader.exactCount('unitCount');
  // Refunds count when they succeed, so those of earlier lives may exceed today's sales: net may be negative (INV-33).
  if (saleFen !== null && refundFen !== null && refundFen > saleFen) reader.note('REFUND_ABOVE_SALES', 'refundFen');
  if (liveExportId === null || times === null || saleFen === null || reader.isRefused) return null;
  return {
    kind: 'LIVE',
    liveExportId,
    accountName: reader.text('accountName'),
    hostName: reader.text('hostName'),
    title: reader.text('title'),
    ...times,
    saleFen,
    refundFen,
    orderCount,
    unitCount,
    metrics: metricsOf(reader, times),
  };
}

/** Start and end; where the file has no end, it follows from the length. */
function timesOf(reader: RowReader): { startAt: Date; endAt: Date } | null {
  const startAt = reader.needed('startAt', reader.instant('startAt'));
  const hasEnd = !reader.isMissing('endAt');
  const reportedEnd = reader.instant('endAt');
  const seconds = hasEnd ? null : reader.needed('duration', reader.seconds('duration'));
  const endAt = reportedEnd ?? (startAt && seconds !== null ? new Date(startAt.getTime() + seconds * SECOND) : null);
  if (!startAt || !endAt) return null;
  const length = endAt.getTime() - startAt.getTime();
  if (length <= 0) reader.note('END_NOT_AFTER_START', hasEnd ? 'endAt' : 'duration');
  if (length > LIVE_HOURS_MAX * 3600 * SECOND) reader.note('LIVE_TOO_LONG', hasEnd ? 'endAt' : 'duration', { hours: LIVE_HOURS_MAX });
  return { startAt, endAt };
}

/** The reported metrics; the length is always that from start to end (§3.2). */
function metricsOf(reader: RowReader, { startAt, endAt }: { startAt: Date; endAt: Date }): MetricValue[] {
  const actual = Math.round((endAt.getTime() - startAt.getTime()) / SECOND);
  const metrics = LIVE_METRICS.map((metric) => reader.metric(metric)).filter((value) => value !== null);
  const reported = metrics.find((value) => value.metric === 'duration');
  if (reported && Math.abs(reported.value - actual) > DURATION_TOLERANCE_SECONDS_MAX) reader.note('DURATION_DIFFERS', 'duration');
  const duration: MetricValue = { metric: 'duration', value: actual, approximate: false };
  return [duration, ...metrics.filter((value) => value.metric !== 'duration')];
}
