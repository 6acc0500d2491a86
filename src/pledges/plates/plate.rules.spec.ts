import { refusalsOfPlateState, refusalsToDisplay, verdictOf } from './plate.rules.js';
import { PLATE_TRANSITIONS, PlateStatus, type PlateVerb } from './plate-states.js';

describe('a plate', () => {
  it('moves along ISSUED, DISPLAYED, RECALLED to RETURNED or LOST, back only when the recall falls away, and in no other way (6.6)', () => {
    const allowed = (Object.keys(PLATE_TRANSITIONS) as PlateVerb[]).flatMap((verb) =>
      Object.values(PlateStatus)
        .filter((status) => refusalsOfPlateState(verb, status).length === 0)
        .map((status) => `${status} ${PLATE_TRANSITIONS[verb].to}`),
    );
    expect(allowed).toEqual([
      ...['ISSUED DISPLAYED', 'ISSUED RECALLED', 'DISPLAYED RECALLED'],
      ...['RECALLED ISSUED', 'RECALLED DISPLAYED', 'RECALLED RETURNED', 'RECALLED LOST'],
    ]);
  });

  it('is put up between its issue and today (6.6)', () => {
    const days = ['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'];
    expect(days.map((day) => refusalsToDisplay('2026-11-20', day, '2026-11-27').length)).toEqual([1, 0, 0, 1]);
  });

  it('is valid while it is out and its pledge runs, recalled afterwards, and unknown when there is none (INV-41)', () => {
    const on = (status: PlateStatus, day: string) => verdictOf({ status, validUntil: '2026-12-31' }, day);
    for (const status of ['ISSUED', 'DISPLAYED'] as const)
      expect([on(status, '2026-12-31'), on(status, '2027-01-01')]).toEqual(['VALID', 'RECALLED']);
    for (const status of ['RECALLED', 'RETURNED', 'LOST'] as const) expect(on(status, '2026-06-01')).toBe('RECALLED');
    expect(verdictOf(null, '2026-06-01')).toBe('UNKNOWN');
  });
});
