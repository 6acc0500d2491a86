import { refusalsIfClosed, refusalsOfEvidence, refusalsToCommit, refusalsToConfirm } from './fulfilment.rules.js';
import { CommitmentStatus } from './fulfilment-states.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('a commitment', () => {
  it('is made by a party whose pledge is in force (6.6)', () => {
    expect([codes(refusalsToCommit(true)), codes(refusalsToCommit(false))]).toEqual([[], ['COMMITMENT_WITHOUT_PLEDGE']]);
  });

  it('changes while it is open only', () => {
    expect(Object.values(CommitmentStatus).map((status) => codes(refusalsIfClosed(status)))).toEqual([
      [],
      ['COMMITMENT_CLOSED'],
      ['COMMITMENT_CLOSED'],
    ]);
  });

  it('counts as fulfilled with evidence of a day that has come, and not without', () => {
    expect([codes(refusalsToConfirm(1)), codes(refusalsToConfirm(0))]).toEqual([[], ['COMMITMENT_WITHOUT_EVIDENCE']]);
    expect(['2026-11-27', '2026-11-28'].map((day) => codes(refusalsOfEvidence(day, '2026-11-27')))).toEqual([[], ['EVIDENCE_DAY_INVALID']]);
  });
});
