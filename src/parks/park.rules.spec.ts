import { PARK_TRANSITIONS, ParkStatus, type ParkVerb } from './park-states.js';
import { refusalsOfParkState, refusalsUnlessOpen } from './park.rules.js';

describe('the states of a park', () => {
  it('take each verb from the listed states and from no other (6.1)', () => {
    const accepted = Object.keys(PARK_TRANSITIONS).map((verb) => [
      verb,
      Object.values(ParkStatus).filter((status) => refusalsOfParkState(verb as ParkVerb, status).length === 0),
    ]);
    expect(Object.fromEntries(accepted)).toEqual({
      activatePark: ['DRAFT', 'SUSPENDED'],
      suspendPark: ['ACTIVE'],
      closePark: ['ACTIVE', 'SUSPENDED'],
    });
  });

  it('let a closed park change no more', () => {
    expect(Object.values(ParkStatus).filter((status) => refusalsUnlessOpen(status).length > 0)).toEqual(['CLOSED']);
  });
});
