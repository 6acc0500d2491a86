import { refusalsIfClosed, refusalsOfEvidence, refusalsToCommit, refusalsToConfirm, refusalsToReopen } from './fulfilment.rules.js';
import { CommitmentStatus } from './fulfilment-states.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('a commitment', () => {
  it('is made by a party whose pledge is in force, and is about days to come within reach (6.6)', () => {
    const [today, late] = ['2026-11-27', ['COMMITMENT_DAY_INVALID']];
    expect([codes(refusalsToCommit(true, today, today)), codes(refusalsToCommit(false, today, today))]).toEqual([
      [],
      ['COMMITMENT_WITHOUT_PLEDGE'],
    ]);
    const days = ['2026-11-26', '2031-11-27', '2031-11-28'];
    expect(days.map((dueOn) => codes(refusalsToCommit(true, dueOn, today)))).toEqual([late, [], late]);
  });

  it('changes while it is open only', () => {
    expect(Object.values(CommitmentStatus).map((status) => codes(refusalsIfClosed(status)))).toEqual([
      [],
      ['COMMITMENT_CLOSED'],
      ['COMMITMENT_CLOSED'],
    ]);
  });

  it('is opened again only after it was confirmed', () => {
    expect(Object.values(CommitmentStatus).map((status) => codes(refusalsToReopen(status)))).toEqual([
      ['COMMITMENT_NOT_FULFILLED'],
      [],
      ['COMMITMENT_NOT_FULFILLED'],
    ]);
  });

  it('counts as fulfilled with evidence of another hand than confirms it, and not without', () => {
    const [own, other] = [{ notedBy: 'me' }, { notedBy: 'other' }];
    expect([[], [own], [own, own], [other], [own, other]].map((evidence) => codes(refusalsToConfirm(evidence, 'me')))).toEqual([
      ['COMMITMENT_WITHOUT_EVIDENCE'],
      ['FULFILMENT_NEEDS_ANOTHER'],
      ['FULFILMENT_NEEDS_ANOTHER'],
      [],
      [],
    ]);
  });

  it('has evidence from its own day to today, each piece once', () => {
    const facts = { madeOn: '2026-11-20', today: '2026-11-27', known: ['公示栏 1'] };
    const answers = (notedOn: string, reference = '公示栏 2') => codes(refusalsOfEvidence({ reference, notedOn }, facts));
    const wrong = ['EVIDENCE_DAY_INVALID'];
    expect(['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'].map((day) => answers(day))).toEqual([wrong, [], [], wrong]);
    expect(answers('2026-11-28', '公示栏 1')).toEqual(['EVIDENCE_DAY_INVALID', 'EVIDENCE_REPEATED']);
  });
});
