import fc from 'fast-check';
import { type PlannedHost, refusalsOfShares, refusalsOfTimes, refusalsToBook, segmentsOf, sharedSegments } from './session-plan.rules.js';

const at = (text: string) => new Date(`2026-11-27T${text}+08:00`);
const times = (start: string, end: string) => ({ plannedStartAt: at(start), plannedEndAt: at(end) });
const host = (streamerId: string, start?: string, end?: string): PlannedHost => ({
  streamerId,
  startAt: start ? at(start) : null,
  endAt: end ? at(end) : null,
});
const codes = (refusals: readonly { code: string }[]) => refusals.map((refusal) => refusal.code);
const problems = (refusals: readonly { details: Readonly<Record<string, unknown>> }[]) =>
  refusals.map((refusal) => refusal.details.problem);

describe('planned times', () => {
  it('accept 12 hours and refuse 12 hours and 5 minutes (INV-23)', () => {
    expect(codes(refusalsOfTimes(times('08:00', '20:00'), []))).toEqual([]);
    expect(codes(refusalsOfTimes(times('08:00', '20:05'), []))).toEqual(['SESSION_TOO_LONG']);
  });

  it('refuse a time off the grid of 5 minutes, one second included (INV-22)', () => {
    expect(codes(refusalsOfTimes(times('19:03', '21:00'), []))).toEqual(['OFF_TIME_GRID']);
    expect(codes(refusalsOfTimes(times('19:00:01', '21:00:01'), []))).toEqual(['OFF_TIME_GRID', 'OFF_TIME_GRID']);
    const hosts = [host('a', '19:00', '19:58'), host('b', '19:58', '21:00')];
    expect(refusalsOfTimes(times('19:00', '21:00'), hosts).map((refusal) => refusal.field.join('.'))).toEqual([
      'input.hosts.0.endAt',
      'input.hosts.1.startAt',
    ]);
  });

  it('refuse an end that is not after the start (INV-22)', () => {
    expect(codes(refusalsOfTimes(times('19:00', '19:00'), []))).toEqual(['TIMES_REVERSED']);
    expect(codes(refusalsOfTimes(times('19:02', '18:00'), []))).toEqual(['OFF_TIME_GRID', 'TIMES_REVERSED']);
  });
});

describe('the hosts of a session', () => {
  const session = times('19:00', '21:00');

  it('tile it without gap or overlap (INV-23)', () => {
    expect(codes(refusalsOfTimes(session, [host('a', '19:00', '20:00'), host('b', '20:00', '21:00')]))).toEqual([]);
    expect(problems(refusalsOfTimes(session, [host('a', '19:00', '19:55'), host('b', '20:00', '21:00')]))).toEqual(['GAP']);
    expect(problems(refusalsOfTimes(session, [host('a', '19:00', '20:05'), host('b', '20:00', '21:00')]))).toEqual(['OVERLAP']);
    expect(problems(refusalsOfTimes(session, [host('a', '19:05', '21:00')]))).toEqual(['GAP']);
    expect(problems(refusalsOfTimes(session, [host('a', '18:55', '21:00')]))).toEqual(['OVERLAP']);
    expect(problems(refusalsOfTimes(session, [host('a', '19:00', '20:55')]))).toEqual(['END']);
    expect(problems(refusalsOfTimes(session, [host('a', '19:00', '21:05')]))).toEqual(['END']);
    expect(problems(refusalsOfTimes(session, [host('a', '19:00', '19:00'), host('b', '19:00', '21:00')]))).toEqual(['EMPTY']);
  });

  it('need times of their own when there are several; a single one has the whole session (INV-23)', () => {
    expect(codes(refusalsOfTimes(session, [host('a')]))).toEqual([]);
    expect(segmentsOf([host('a')], session)).toEqual([{ streamerId: 'a', startAt: session.plannedStartAt, endAt: session.plannedEndAt }]);
    expect(problems(refusalsOfTimes(session, [host('a', '19:00', '20:00'), host('b', '20:00')]))).toEqual(['NO_TIMES']);
  });
});

describe('the beneficiaries of a farm-aid session', () => {
  const share = (beneficiaryId: string, shareBasisPoints: number) => ({ beneficiaryId, shareBasisPoints });

  it('may have the whole together and not one basis point more (INV-26)', () => {
    expect(codes(refusalsOfShares(true, [share('a', 6_000), share('b', 4_000)]))).toEqual([]);
    expect(codes(refusalsOfShares(true, [share('a', 6_000), share('b', 4_001)]))).toEqual(['SHARES_EXCEED_WHOLE']);
  });

  it('are one or more, each once, and only there (INV-26)', () => {
    expect(codes(refusalsOfShares(true, []))).toEqual(['FARM_AID_WITHOUT_BENEFICIARY']);
    expect(codes(refusalsOfShares(false, []))).toEqual([]);
    expect(codes(refusalsOfShares(false, [share('a', 1)]))).toEqual(['BENEFICIARY_WITHOUT_FARM_AID']);
    expect(codes(refusalsOfShares(true, [share('a', 9_000), share('a', 9_000)]))).toEqual(['BENEFICIARY_REPEATED', 'SHARES_EXCEED_WHOLE']);
  });
});

describe('a request', () => {
  const complete = {
    ...times('19:00', '21:00'),
    room: { name: 'r', status: 'OPEN' },
    account: { name: 'a', status: 'ACTIVE' },
    hostCount: 1,
  };

  it('starts in the future: a second before the start it is accepted, at the start no longer (INV-23)', () => {
    expect(codes(refusalsToBook(complete, at('18:59:59')))).toEqual([]);
    expect(codes(refusalsToBook(complete, at('19:00')))).toEqual(['START_NOT_IN_FUTURE']);
  });

  it('names all that is missing at once (INV-24)', () => {
    const poor = { ...complete, room: { name: 'r', status: 'CLOSED' }, account: null, hostCount: 0 };
    expect(codes(refusalsToBook(poor, at('20:00')))).toEqual(['ACCOUNT_MISSING', 'HOSTS_MISSING', 'START_NOT_IN_FUTURE', 'ROOM_CLOSED']);
    expect(codes(refusalsToBook({ ...complete, room: null, account: { name: 'a', status: 'CLOSED' } }, at('18:00')))).toEqual([
      'ACCOUNT_CLOSED',
    ]);
  });
});

describe('the hosts of a session recorded afterwards', () => {
  it('share its time equally and to the last millisecond, whatever their number (INV-26a)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 86_400_000 }), (count, length) => {
        const [start, end] = [at('10:00'), new Date(at('10:00').getTime() + length)];
        const segments = sharedSegments(
          Array.from({ length: count }, (_, index) => `s${index}`),
          start,
          end,
        );
        const lengths = segments.map((segment) => segment.endAt.getTime() - segment.startAt.getTime());
        const tiles = segments.every(
          (segment, index) => segment.startAt.getTime() === (index === 0 ? start : segments[index - 1]!.endAt).getTime(),
        );
        return tiles && segments.at(-1)!.endAt.getTime() === end.getTime() && Math.max(...lengths) - Math.min(...lengths) <= 1;
      }),
    );
    expect(sharedSegments([], at('10:00'), at('11:00'))).toEqual([]);
  });
});
