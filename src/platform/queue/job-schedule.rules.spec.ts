import { tickAfter, tickKey, tickUpTo } from './job-schedule.rules.js';

const at = (text: string) => Date.parse(text);

describe('schedule ticks', () => {
  it('reads a pattern in the business zone, whatever the zone of the server (P-JOB-9)', () => {
    expect(tickAfter('30 2 * * *', at('2026-10-01T00:00:00Z'))).toBe(at('2026-10-01T18:30:00Z'));
    expect(tickAfter('0 0 1 * *', at('2026-10-31T15:59:59Z'))).toBe(at('2026-10-31T16:00:00Z'));
  });

  it('counts the tick of this very second as past, and its successor as next (P-JOB-9)', () => {
    const tick = at('2026-10-01T00:00:10Z');
    expect(tickUpTo('*/10 * * * * *', tick)).toBe(tick);
    expect(tickUpTo('*/10 * * * * *', tick - 1)).toBe(tick - 10_000);
    expect(tickUpTo('*/10 * * * * *', tick + 1)).toBe(tick);
    expect(tickAfter('*/10 * * * * *', tick)).toBe(tick + 10_000);
  });

  it('gives one tick one name and two ticks two (P-JOB-9)', () => {
    expect(tickKey('audit.seal-chain', at('2026-10-01T00:00:10Z'))).toBe('audit.seal-chain@2026-10-01T00:00:10');
    expect(tickKey('audit.seal-chain', at('2026-10-01T00:00:20Z'))).not.toBe(tickKey('audit.seal-chain', at('2026-10-01T00:00:10Z')));
  });
});
