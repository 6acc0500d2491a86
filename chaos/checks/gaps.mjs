/**
 * What each fault did to the writes, from its beginning to the next one's: how many were acknowledged, and the longest time without one. When none was,
 * the time reaches to the next acknowledgement there is.
 */
export function gapsOf(history, faults, endsAt) {
  const acks = history.writes
    .filter(({ outcome }) => outcome === 'acked')
    .map(({ answeredAt }) => answeredAt)
    .sort((left, right) => left - right);
  return faults.map((fault, index) => {
    const until = faults[index + 1]?.from ?? endsAt;
    const within = acks.filter((at) => at >= fault.from && at < until);
    const end = within.length > 0 ? until : (acks.find((at) => at >= until) ?? until);
    const marks = [fault.from, ...within, end];
    const gapMs = Math.max(...marks.slice(1).map((at, place) => at - marks[place]));
    return { ...fault, acked: within.length, gapMs, perSecond: (within.length * 1_000) / Math.max(1, until - fault.from) };
  });
}
