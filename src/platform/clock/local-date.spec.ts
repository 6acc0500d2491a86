import { addDays, ageOn, addMonths, daysBetween, daysOfMonth, isLocalDate, localDateOf, startOfLocalDate } from './local-date.js';

describe('local days', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31', '2026-12-31'])('take %s', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '2200-01-01',
    '2026-1-1',
    ' 2026-01-01',
    '２０２６-01-01',
    '',
  ])('refuse "%s"', (text) => {
    expect(isLocalDate(text)).toBe(false);
  });

  it('are all days between two ends and nothing else', () => {
    let day = '2023-12-25';
    for (let step = 0; step < 800; step++) {
      expect(isLocalDate(day)).toBe(true);
      day = addDays(day, 1);
    }
    expect(day).toBe('2026-03-04');
  });

  it('change at midnight in Beijing, also in the years with summer time', () => {
    expect(localDateOf(new Date('2026-11-21T15:59:59.999Z'))).toBe('2026-11-21');
    expect(localDateOf(new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22');
    expect(startOfLocalDate('1988-07-01').toISOString()).toBe('1988-06-30T15:00:00.000Z');
    expect(localDateOf(new Date('1988-06-30T15:00:00Z'))).toBe('1988-07-01');
  });

  it('are told for any instants in any order, and for none that is no time', () => {
    const instants = [
      '2026-11-21T16:00:00Z',
      '1988-06-30T15:00:00Z',
      '2026-11-22T15:59:59.999Z',
      '1988-06-30T14:59:59.999Z',
      '2026-11-22T16:00:00Z',
    ];
    const days = ['2026-11-22', '1988-07-01', '2026-11-22', '1988-06-30', '2026-11-23'];
    for (let time = 0; time < 2; time++) expect(instants.map((instant) => localDateOf(new Date(instant)))).toEqual(days);
    expect(localDateOf(new Date(NaN))).toBe('Invalid DateTime');
    expect(localDateOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  });

  it('of a month end with its last one', () => {
    expect(['2026-02', '2024-02', '2026-12', '1900-02'].map((month) => daysOfMonth(month).last)).toEqual([
      '2026-02-28',
      '2024-02-29',
      '2026-12-31',
      '1900-02-28',
    ]);
    expect(daysOfMonth('2026-09')).toEqual({ first: '2026-09-01', last: '2026-09-30' });
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['1988-04-16', 2, '1988-04-18'],
    ['2026-11-30', 0, '2026-11-30'],
    ['2199-12-30', 1, '2199-12-31'],
  ])('lie apart: %s and %i days are %s', (day, days, moved) => {
    expect(addDays(day, days)).toBe(moved);
    expect(daysBetween(day, moved)).toBe(days);
  });

  it('are counted one by one from 1900 to 2199', () => {
    let day = '1900-01-01';
    for (let count = 0; count < 109_572; count++) {
      if (daysBetween('1900-01-01', day) !== count) throw new Error(`${day} is not ${count} days after 1900-01-01`);
      day = addDays(day, 1);
    }
    expect(day).toBe('2199-12-31');
  });

  it('clamp months to their end and count age on the birthday', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2024-01-31', 1), addMonths('2024-02-29', 12)]).toEqual([
      '2026-02-28',
      '2024-02-29',
      '2025-02-28',
    ]);
    expect([ageOn('2008-11-22', '2026-11-21'), ageOn('2008-11-22', '2026-11-22')]).toEqual([17, 18]);
    expect([ageOn('2008-02-29', '2026-02-28'), ageOn('2008-02-29', '2026-03-01')]).toEqual([17, 18]);
  });
});
