import { formFindingsOf, type FormRow } from './takeover-forms.rules.js';

const row = (rowNumber: number, formNumber: string | undefined, more: Partial<FormRow> = {}): FormRow => ({
  ...{ rowNumber, formNumber, idCardNumber: `person ${rowNumber}`, isLeftOut: false },
  ...more,
});
const saidOf = (rows: readonly FormRow[]) => formFindingsOf(rows).map((findings) => findings.map(({ message: { en } }) => en));

describe('form numbers of a sheet', () => {
  it('name the first row that has the number, however it is written, to every later row (R15)', () => {
    const message = 'An earlier row, of somebody else, has this form number, row: 2.';
    expect(saidOf([row(2, 'HLJ 1'), row(3, 'HLJ 2'), row(4, 'hlj1'), row(5, 'HLJ1')])).toEqual([[], [], [message], [message]]);
  });

  it('say nothing of rows without one, nor of the same person, and compare rows whose ID-card number is unreadable (R15)', () => {
    expect(saidOf([row(2, undefined), row(3, undefined)])).toEqual([[], []]);
    expect(saidOf([row(2, 'A', { idCardNumber: 'x' }), row(3, 'A', { idCardNumber: 'x' })])).toEqual([[], []]);
    expect(saidOf([row(2, 'A', { idCardNumber: '' }), row(3, 'A', { idCardNumber: '' })])[1]).toHaveLength(1);
  });

  it('leave out a row that was taken over before (R15, INV-13a)', () => {
    expect(saidOf([row(2, 'A', { isLeftOut: true }), row(3, 'A'), row(4, 'A')])).toEqual([
      [],
      [],
      ['An earlier row, of somebody else, has this form number, row: 3.'],
    ]);
  });
});
