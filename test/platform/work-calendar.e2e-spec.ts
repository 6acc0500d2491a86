import { addDays, type LocalDate } from '../../src/platform/clock/local-date.js';
import { lastOfWorkdays } from '../../src/platform/calendar/work-calendar.js';
import { WorkCalendars } from '../../src/platform/calendar/work-calendars.service.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { givenOrganization } from '../support/organizations.js';
import { countStatements } from '../support/statement-counter.js';
import { TestApp } from '../support/test-app.js';

const YEAR = 'year status source holidayCount makeUpDayCount version days { onDay kind name }';
const IMPORT = `mutation($input: ImportWorkCalendarYearInput!) {
  importWorkCalendarYear(input: $input) { workCalendarYear { ${YEAR} } userErrors { code field cure } } }`;
const WITHDRAW = `mutation($input: WithdrawWorkCalendarYearInput!) {
  withdrawWorkCalendarYear(input: $input) { workCalendarYear { ${YEAR} } userErrors { code field } } }`;
const PREVIEW = `query($content: WorkCalendarYearContentInput!) { workCalendarYearPreview(content: $content) {
  year currentVersion findings { code field isBlocking message cure }
  changedDays { onDay kindBefore kindAfter nameBefore nameAfter isWorkdayBefore isWorkdayAfter } } }`;
const SPAN = `query($postedOn: LocalDate!, $count: Int!, $postingDay: PostingDay) {
  workdaySpan(postedOn: $postedOn, count: $count, postingDay: $postingDay) { endsOn isProvisional missingYears } }`;

interface YearFacts {
  year: number;
  status: string;
  source: string;
  holidayCount: number;
  makeUpDayCount: number;
  version: number;
  days: { onDay: string; kind: string; name: string }[];
}
interface Answer {
  workCalendarYear: YearFacts | null;
  userErrors: { code: string; field: string[]; cure?: string | null }[];
}
interface Entered {
  year: number;
  holidays: { onDay: LocalDate; name: string }[];
  makeUpDays: { onDay: LocalDate; name: string }[];
}

const codes = ({ userErrors }: Answer) => userErrors.map(({ code }) => code);

/** Days off of a year that was not announced yet, one more after New Year for each `extra`. */
function announced(year: number, extra = 0): Entered {
  const fixed = ['05-01', '10-01', '10-02', '10-03'].map((day) => ({ onDay: `${year}-${day}`, name: '节日' }));
  const newYear = Array.from({ length: 1 + extra }, (_, index) => ({ onDay: addDays(`${year}-01-01`, index), name: '元旦' }));
  return { year, holidays: [...newYear, ...fixed], makeUpDays: [] };
}

function asEntered({ year, days }: YearFacts): Entered {
  const listed = (wanted: string) => days.filter(({ kind }) => kind === wanted).map(({ onDay, name }) => ({ onDay, name }));
  return { year, holidays: listed('HOLIDAY'), makeUpDays: listed('MAKE_UP_WORKDAY') };
}

describe('the work calendar', () => {
  let app: TestApp;
  let officer: string;
  let reader: string;
  let outsider: string;

  beforeAll(async () => {
    app = await TestApp.start();
    const organizationId = await givenOrganization(app);
    const over = (role: string) => app.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
    [officer, reader, outsider] = [await over('DISTRICT_OFFICER'), await over('PARTY_READER'), await app.signInAs([])];
  });
  afterAll(() => app.close());

  const imported = async (entered: object, token = officer): Promise<Answer> =>
    (
      await app.ask<{ importWorkCalendarYear: Answer }>(token, IMPORT, {
        input: { source: '通知', idempotencyKey: newId(), ...entered },
      })
    ).importWorkCalendarYear;
  const withdrawn = async (input: object): Promise<Answer> =>
    (await app.ask<{ withdrawWorkCalendarYear: Answer }>(officer, WITHDRAW, { input: { reason: '误导入', ...input } }))
      .withdrawWorkCalendarYear;
  const yearOf = async (year: number): Promise<YearFacts | null> =>
    (
      await app.ask<{ workCalendarYear: YearFacts | null }>(reader, `query($year: Int!) { workCalendarYear(year: $year) { ${YEAR} } }`, {
        year,
      })
    ).workCalendarYear;
  const spanOf = async (postedOn: string, count: number, postingDay?: string) =>
    (
      await app.ask<{ workdaySpan: { endsOn: string; isProvisional: boolean; missingYears: number[] } }>(reader, SPAN, {
        postedOn,
        count,
        postingDay,
      })
    ).workdaySpan;

  it('knows 2024 to 2026 from the first start on, and nothing of 2027 (R10)', async () => {
    const { workCalendarYears } = await app.ask<{ workCalendarYears: YearFacts[] }>(reader, `{ workCalendarYears { ${YEAR} } }`);
    const shown = workCalendarYears.filter(({ year }) => year <= 2027);
    expect(
      shown.map(({ year, status, holidayCount, makeUpDayCount, version }) => [year, status, holidayCount, makeUpDayCount, version]),
    ).toEqual([
      [2026, 'LOADED', 33, 6, 1],
      [2025, 'LOADED', 28, 5, 1],
      [2024, 'LOADED', 28, 8, 1],
    ]);
    expect(shown.map(({ source }) => /国办发明电〔\d{4}〕\d+号/.test(source))).toEqual([true, true, true]);
    expect(workCalendarYears[0]!.days.filter(({ kind }) => kind === 'MAKE_UP_WORKDAY').map(({ onDay }) => onDay)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
    expect(await yearOf(2027)).toBeNull();
  });

  it('counts working days over National Day 2026, with and without the posting day, and says when it does not know (R10, INV-20)', async () => {
    const known = { isProvisional: false, missingYears: [] };
    expect(await spanOf('2026-09-28', 5)).toEqual({ endsOn: '2026-10-10', ...known });
    expect(await spanOf('2026-09-28', 5, 'INCLUDE')).toEqual({ endsOn: '2026-10-09', ...known });
    expect(await spanOf('2026-12-28', 5)).toEqual({ endsOn: '2027-01-04', isProvisional: true, missingYears: [2027] });
  });

  it('shows beforehand which days an import changes, and everything that is wrong with it, and writes nothing (R10)', async () => {
    const before = (await yearOf(2026))!;
    const entered = asEntered(before);
    const changed = {
      ...entered,
      holidays: [...entered.holidays.filter(({ onDay }) => onDay !== '2026-01-01'), { onDay: '2027-01-01', name: '元旦' }],
      makeUpDays: [...entered.makeUpDays.slice(1), { onDay: '2026-03-02', name: '误填' }],
    };
    const ask = async (content: object) =>
      (
        await app.ask<{
          workCalendarYearPreview: { changedDays: { onDay: string }[]; findings: { code: string; isBlocking: boolean; cure: string }[] };
        }>(officer, PREVIEW, { content })
      ).workCalendarYearPreview;
    const preview = await ask(changed);
    expect(preview).toMatchObject({ year: 2026, currentVersion: 1 });
    expect(preview.findings.map(({ code, isBlocking }) => [code, isBlocking])).toEqual([
      ['CALENDAR_DAY_OUTSIDE_YEAR', true],
      ['MAKE_UP_DAY_ON_WEEKDAY', true],
      ['STATUTORY_HOLIDAY_MISSING', false],
    ]);
    expect(preview.findings.every(({ cure }) => cure.length > 0)).toBe(true);
    expect(preview.changedDays).toEqual([
      {
        ...{ onDay: '2026-01-01', kindBefore: 'HOLIDAY', kindAfter: null, nameBefore: '元旦', nameAfter: null },
        ...{ isWorkdayBefore: false, isWorkdayAfter: true },
      },
      {
        ...{ onDay: '2026-01-04', kindBefore: 'MAKE_UP_WORKDAY', kindAfter: null, nameBefore: '元旦', nameAfter: null },
        ...{ isWorkdayBefore: true, isWorkdayAfter: false },
      },
      {
        ...{ onDay: '2026-03-02', kindBefore: null, kindAfter: 'MAKE_UP_WORKDAY', nameBefore: null, nameAfter: '误填' },
        ...{ isWorkdayBefore: true, isWorkdayAfter: true },
      },
      {
        ...{ onDay: '2027-01-01', kindBefore: null, kindAfter: 'HOLIDAY', nameBefore: null, nameAfter: '元旦' },
        ...{ isWorkdayBefore: true, isWorkdayAfter: false },
      },
    ]);
    expect((await ask(entered)).changedDays).toEqual([]);
    expect(await yearOf(2026)).toEqual(before);
    expect(codes(await imported({ ...changed, expectedVersion: 1 }))).toEqual(['CALENDAR_DAY_OUTSIDE_YEAR', 'MAKE_UP_DAY_ON_WEEKDAY']);
    expect(await yearOf(2026)).toEqual(before);
  });

  it('makes a provisional answer final when its year is imported, for every reader at once (R10, INV-20)', async () => {
    const calendars = app.api.get(WorkCalendars);
    const provisional = lastOfWorkdays(await calendars.load(), '2098-12-30', 3);
    expect(provisional.isProvisional).toBe(true);
    await imported(announced(2098));
    expect(lastOfWorkdays(await calendars.load(), '2098-12-30', 3).missingYears).toEqual([2099]);
    expect((await imported(announced(2099))).workCalendarYear).toMatchObject({ year: 2099, version: 1, holidayCount: 5 });
    expect(lastOfWorkdays(await calendars.load(), '2098-12-30', 3)).toEqual({
      endsOn: '2099-01-05',
      isProvisional: false,
      missingYears: [],
    });
  });

  it('replaces a year as a whole, only as its reader saw it, and tells the auditors what changed', async () => {
    expect(codes(await imported({ ...announced(2100), expectedVersion: 1 }))).toEqual(['STALE_VERSION']);
    expect(codes(await imported(announced(2100)))).toEqual([]);
    expect(codes(await imported(announced(2100, 1)))).toEqual(['STALE_VERSION']);
    const replaced = await imported({ ...announced(2100, 1), source: '补充通知', expectedVersion: 1 });
    expect(replaced.workCalendarYear).toMatchObject({ source: '补充通知', version: 2, holidayCount: 6 });
    const [row] = await app.dataSource.query<{ id: string }[]>('SELECT id FROM work_calendar_year WHERE year = 2100');
    const entries = await app.dataSource.query<{ action: string; changes: string }[]>(
      'SELECT action, changes FROM audit_entry WHERE recordId = ? ORDER BY id',
      [row!.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['importWorkCalendarYear', 'importWorkCalendarYear']);
    expect(JSON.parse(entries[1]!.changes)).toEqual([
      { field: 'source', before: '通知', after: '补充通知', isPersonal: false },
      { field: 'holidays', before: '01-01 05-01 10-01 10-02 10-03', after: '01-01 01-02 05-01 10-01 10-02 10-03', isPersonal: false },
    ]);
  });

  it('lets one of two imports at once through, and repeats one that is sent again (P-IDEM)', async () => {
    for (let round = 0; round < 3; round++) {
      const year = 2110 + round;
      const answers = await Promise.all([0, 1, 2].map((extra) => imported(announced(year, extra))));
      expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(['', 'STALE_VERSION', 'STALE_VERSION']);
      const winner = answers.find((answer) => codes(answer).length === 0)!.workCalendarYear!;
      expect(await yearOf(year)).toEqual(winner);
    }
    const request = { ...announced(2120), idempotencyKey: newId() };
    const answers = await Promise.all([1, 2, 3].map(() => imported(request)));
    expect(answers.map(({ workCalendarYear }) => workCalendarYear?.version)).toEqual([1, 1, 1]);
    expect(codes(await imported({ ...request, source: '别的' }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('withdraws a year once, after which answers are provisional again, and takes it back in by another import (R10)', async () => {
    const load = () => app.api.get(WorkCalendars).load();
    await imported(announced(2130));
    expect([(await load()).hasYear(2130), (await load()).isWorkday('2130-05-01')]).toEqual([true, false]);
    expect(codes(await withdrawn({ year: 2130, expectedVersion: 7 }))).toEqual(['STALE_VERSION']);
    const answers = await Promise.all([1, 2].map(() => withdrawn({ year: 2130, expectedVersion: 1 })));
    expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(['', 'STALE_VERSION']);
    expect(await yearOf(2130)).toMatchObject({ status: 'WITHDRAWN', version: 2, days: [] });
    expect((await load()).hasYear(2130)).toBe(false);
    expect(codes(await withdrawn({ year: 2130, expectedVersion: 2 }))).toEqual(['CALENDAR_YEAR_WITHDRAWN']);
    expect(codes(await imported(announced(2130)))).toEqual(['STALE_VERSION']);
    expect((await imported({ ...announced(2130), expectedVersion: 2 })).workCalendarYear).toMatchObject({ status: 'LOADED', version: 3 });
    expect((await load()).isWorkday('2130-05-01')).toBe(false);
    const never = await app.send(officer, WITHDRAW, { input: { year: 2199, expectedVersion: 1, reason: '误' } });
    expect(never.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'year'] });
  });

  it('is read by whoever has to do with time limits and managed by the administrators', async () => {
    const refused = async (token: string, document: string, variables: Record<string, unknown>) =>
      (await app.send(token, document, variables)).errors?.[0]?.extensions.code;
    const input = { ...announced(2140), source: '通知', idempotencyKey: newId() };
    expect(await refused(reader, IMPORT, { input })).toBe('FORBIDDEN');
    expect(await refused(reader, WITHDRAW, { input: { year: 2026, expectedVersion: 1, reason: '误' } })).toBe('FORBIDDEN');
    expect(await refused(reader, PREVIEW, { content: announced(2140) })).toBe('FORBIDDEN');
    expect(await refused(outsider, '{ workCalendarYears { year } }', {})).toBe('FORBIDDEN');
    expect(await refused(outsider, SPAN, { postedOn: '2026-01-01', count: 1 })).toBe('FORBIDDEN');
    expect(codes(await imported(announced(2140), await app.administrator()))).toEqual([]);
  });

  it('refuses more than a year can have, days that do not exist and years that nobody enters', async () => {
    const code = async (input: object) =>
      (await app.send(officer, IMPORT, { input: { source: '通知', idempotencyKey: newId(), ...input } })).errors?.[0]?.extensions.code;
    const many = Array.from({ length: 101 }, (_, index) => ({ onDay: addDays('2150-01-01', index), name: '多' }));
    expect(await code({ ...announced(2150), holidays: many })).toBe('BAD_USER_INPUT');
    expect(await code({ ...announced(2150), year: 1999 })).toBe('BAD_USER_INPUT');
    expect(await code({ ...announced(2150), holidays: [{ onDay: '2150-02-29', name: '无此日' }] })).toBe('BAD_USER_INPUT');
    expect(await yearOf(2150)).toBeNull();
  });

  it('costs one small statement when no year has changed since, also inside a transaction', async () => {
    const calendars = app.api.get(WorkCalendars);
    await calendars.load();
    const outside = await countStatements(app.dataSource, () => calendars.load());
    const inside = await countStatements(app.dataSource, () => app.transactions.run((tx) => calendars.load(tx)));
    expect([outside.statements.length, inside.statements.length]).toEqual([1, 1]);
    expect(outside.result).toBe(inside.result);
  });

  it('follows what another process imported (R10)', async () => {
    const calendars = app.api.get(WorkCalendars);
    await imported(announced(2160));
    expect((await calendars.load()).isWorkday('2160-01-02')).toBe(true);
    const other = new WorkCalendars(app.dataSource);
    expect((await other.load()).isWorkday('2160-01-02')).toBe(true);
    await imported({ ...announced(2160, 1), expectedVersion: 1 });
    expect([(await calendars.load()).isWorkday('2160-01-02'), (await other.load()).isWorkday('2160-01-02')]).toEqual([false, false]);
  });

  it('does not keep what a transaction read before it was rolled back', async () => {
    const calendars = app.api.get(WorkCalendars);
    await imported(announced(2170));
    const rolledBack = app.transactions.run(async (tx) => {
      await tx.execute("UPDATE work_calendar_year SET status = 'WITHDRAWN', daysHash = '' WHERE scopeId = ? AND year = 2170", [
        INSTALLATION_SCOPE,
      ]);
      expect((await calendars.load(tx)).hasYear(2170)).toBe(false);
      throw new Error('given up');
    });
    await expect(rolledBack).rejects.toThrow('given up');
    expect((await calendars.load()).hasYear(2170)).toBe(true);
  });
});
