import { TAKEOVER_COLUMNS } from './takeover-columns.js';
import { columnOfFact, factsOfRow } from './takeover-facts.rules.js';
import { dayOf, readTakeoverSheet } from './takeover-reading.rules.js';

const HEADERS = TAKEOVER_COLUMNS.map(({ header }) => header);

/** A sheet with the given cells by key. */
function sheetOf(...rows: Record<string, string>[]): string[][] {
  return [HEADERS, ...rows.map((row) => TAKEOVER_COLUMNS.map(({ key }) => row[key] ?? ''))];
}

const PERSON = {
  fullName: '李某',
  idCardNumber: '230306199605170018',
  branch: '第一党支部',
  consentOn: '2026-01-05',
  consentReference: '同意书-1',
  applicationOn: '2024-01-10',
  applicationTo: '工作单位',
};

const codesOf = (row: Record<string, string>) =>
  readTakeoverSheet(sheetOf(row)).rows[0]!.findings.map(({ column, code }) => `${column} ${code}`);

describe('a day in a sheet (INV-13a)', () => {
  it.each([
    ['2024-09-10', '2024-09-10'],
    ['2024-9-1', '2024-09-01'],
    ['2024/09/10', '2024-09-10'],
    ['2024.9.10', '2024-09-10'],
    ['2024年9月10日', '2024-09-10'],
    ['20240910', '2024-09-10'],
    ['2024-09-10 00:00:00', '2024-09-10'],
    ['2024-02-29', '2024-02-29'],
  ])('is read from %s', (cell, day) => {
    expect(dayOf(cell)).toBe(day);
  });

  it.each(['2023-02-29', '2024-13-01', '45545', '去年九月', '2024-09', '2024-09-10 12:30:00', '', '1899-01-01'])(
    'is not guessed from %s',
    (cell) => {
      expect(dayOf(cell)).toBeNull();
    },
  );
});

describe('a sheet of existing cases (INV-13a)', () => {
  it('is read by its headers, whatever their order, stars or a line above them', () => {
    const [header, row] = sheetOf(PERSON) as [string[], string[]];
    const mixed = [['某园区接管表'], [...header].reverse().map((name) => `*${name}`), [...row].reverse()];
    const read = readTakeoverSheet(mixed);
    expect(read.fileFindings).toEqual([]);
    expect(read.rows[0]!.rowNumber).toBe(3);
    expect(read.rows[0]!.cells.get('applicationOn')).toBe('2024-01-10');
  });

  it('names required columns that are missing or stand there twice, and reads nobody then', () => {
    const [header, row] = sheetOf(PERSON) as [string[], string[]];
    const without = [header.filter((name) => name !== '所在党支部'), row];
    expect(readTakeoverSheet(without)).toMatchObject({ rows: [], fileFindings: [{ code: 'HEADER_MISSING', column: '所在党支部' }] });
    const twice = [
      [...header, '姓名'],
      [...row, '王某'],
    ];
    expect(readTakeoverSheet(twice)).toMatchObject({ rows: [], fileFindings: [{ code: 'HEADER_REPEATED', column: '姓名' }] });
    expect(readTakeoverSheet([['a', 'b']]).fileFindings.length).toBeGreaterThan(3);
  });

  it('leaves out empty lines and columns that it does not know, whose names it tells', () => {
    const [header, row] = sheetOf(PERSON) as [string[], string[]];
    const read = readTakeoverSheet([[...header, '家庭成员'], [...row, '某某'], header.map(() => ''), []]);
    expect(read.rows).toHaveLength(1);
    expect(read.droppedHeaders).toEqual(['家庭成员']);
    expect(JSON.stringify([...read.rows[0]!.cells])).not.toContain('某某');
  });

  it('notes each cell that cannot be read, and goes on with the others', () => {
    expect(
      codesOf({
        ...PERSON,
        consentOn: '昨天',
        due: '-1',
        isSecret: '对',
        recommendedBy: '自荐',
        opinionsOf: '党小组、邻居',
        inspections: '2024-08-30',
      }),
    ).toEqual([
      '本人单独同意日期 DAY_UNREADABLE',
      '推荐方式 CHOICE_UNKNOWN',
      '半年考察(日期 结论;…) DAY_UNREADABLE',
      '听取了谁的意见 CHOICE_UNKNOWN',
      '应到会有表决权人数 NUMBER_UNREADABLE',
      '是否无记名投票 CHOICE_UNKNOWN',
    ]);
    expect(codesOf({ ...PERSON, fullName: '长'.repeat(61) })).toEqual(['姓名 CELL_TOO_LONG']);
    expect(codesOf({ ...PERSON, branch: '' })).toEqual(['所在党支部 CELL_MISSING']);
    expect(codesOf(PERSON)).toEqual([]);
  });

  it('never repeats an ID-card number in a finding (PR-6)', () => {
    const { rows } = readTakeoverSheet(sheetOf({ ...PERSON, idCardNumber: '2'.repeat(40) }));
    expect(JSON.stringify(rows[0]!.findings)).not.toContain('2222222222');
  });
});

describe('the facts of a row (R36)', () => {
  const factsOf = (row: Record<string, string>, todayOn = '2026-09-01') => {
    const read = readTakeoverSheet(sheetOf({ ...PERSON, ...row })).rows[0]!;
    return factsOfRow(read.cells, todayOn);
  };
  const kinds = (row: Record<string, string>) => factsOf(row).facts.map(({ kind, occurredOn }) => `${occurredOn} ${kind}`);

  it('are only those whose days stand there, in the order of their days', () => {
    expect(kinds({ contactsOn: '2024-03-06', contacts: '甲、乙', filedOn: '2024-03-05', upper: '园区党委' })).toEqual([
      '2024-01-10 APPLICATION_RECEIVED',
      '2024-03-05 ACTIVIST_FILED',
      '2024-03-06 CONTACTS_APPOINTED',
    ]);
  });

  it('put an inspection of the same day before the step that rests on it', () => {
    const row = { opinionsOn: '2025-03-10', opinionsOf: '党员', inspections: '2025-03-10 合格' };
    expect(kinds(row).slice(1)).toEqual(['2025-03-10 CULTIVATION_INSPECTED', '2025-03-10 LISTING_OPINIONS_HEARD']);
  });

  it('take inspections after the branch meeting for those of the probation, on its day still for those of the cultivation', () => {
    const ballot = { due: '5', present: '5', written: '0', yes: '5', no: '0', abstain: '0', invalid: '0' };
    const circumstances = { isSecret: '是', isIndividual: '是', introducersAttended: '是', candidateAttended: '是' };
    const row = {
      votedOn: '2025-06-20',
      votedNumber: '支1',
      ...ballot,
      ...circumstances,
      inspections: '2025-06-20 合格;2025-06-21 继续培养',
    };
    expect(kinds(row).slice(1)).toEqual([
      '2025-06-20 CULTIVATION_INSPECTED',
      '2025-06-20 ADMISSION_VOTED',
      '2025-06-21 PROBATION_INSPECTED',
    ]);
    const { facts } = factsOf(row);
    expect(facts.find(({ kind }) => kind === 'ADMISSION_VOTED')!.data).toEqual({
      isAccepted: true,
      ballot: {
        due: 5,
        present: 5,
        written: 0,
        yes: 5,
        no: 0,
        abstain: 0,
        invalid: 0,
        isSecret: true,
        isIndividual: true,
        introducersAttended: true,
        candidateAttended: true,
      },
    });
  });

  it('ask for everything that their step needs, and for the day of a step of which something stands there', () => {
    expect(factsOf({ talkOn: '2024-01-20' }).findings).toMatchObject([{ column: '入党谈话人', code: 'CELL_MISSING' }]);
    expect(factsOf({ trainedDays: '3' }).findings).toMatchObject([{ column: '集中培训完成日期', code: 'DAY_MISSING' }]);
    expect(factsOf({ listedNumber: '3号' }).findings).toMatchObject([{ column: '上级党委同意或备案日期', code: 'DAY_MISSING' }]);
  });

  it('are not taken from a day to come, today being none (R35)', () => {
    expect(factsOf({ oathOn: '2026-09-01' }).findings).toEqual([]);
    expect(factsOf({ oathOn: '2026-09-02' }).findings).toMatchObject([{ column: columnOfFact('OATH_TAKEN'), code: 'DAY_IN_FUTURE' }]);
  });
});
