import { SEND_REMINDERS } from '../../src/development/oversight/oversight.jobs.js';
import { Reminders } from '../../src/development/oversight/reminders.service.js';
import { DevelopmentLab } from './development-lab.js';
import { enqueue, givenActivist, givenApplicant, moveTo, runJob } from './oversight-lab.js';

interface NoticeRow {
  account: string;
  subjectId: string;
  textZh: string;
  textEn: string;
  dueOn: string;
}

describe('reminders', () => {
  let lab: DevelopmentLab;
  let applicant: string;
  let inbox: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    applicant = await givenApplicant(lab, '2026-08-15');
    await givenActivist(lab, '2026-06-30');
  }, 120_000);
  afterAll(() => lab.close());

  const notices = (): Promise<NoticeRow[]> =>
    lab.app.dataSource.query(
      `SELECT a.displayName AS account, n.subjectId, n.textZh, n.textEn, n.dueOn FROM notice n JOIN account a ON a.id = n.accountId
       WHERE n.topic = 'development.due' ORDER BY a.displayName, n.subjectId, n.dueOn`,
    );
  const postings = async (): Promise<number> => {
    const [row] = await lab.app.dataSource.query<{ total: number | string }[]>('SELECT COUNT(*) AS total FROM notice_posting');
    return Number(row!.total);
  };
  const addressees = async () => [...new Set((await notices()).map(({ account }) => account))].sort();
  const OFFICERS = ['确认人乙', '确认人甲', '记录人乙', '记录人甲'].sort();

  it('come before the deadline to recorders and confirmers of the organization, name no person, and come once (R02, INV-21)', async () => {
    moveTo(lab, '2026-09-07');
    await runJob(lab, SEND_REMINDERS);
    expect(await notices()).toEqual([]);
    moveTo(lab, '2026-09-08');
    inbox = await lab.account('PARTY_RECORDER', lab.branchId, 'ORGANIZATION', '收件人');
    await runJob(lab, SEND_REMINDERS);
    await runJob(lab, SEND_REMINDERS);
    const found = await notices();
    expect(await addressees()).toEqual([...OFFICERS, '收件人'].sort());
    expect(found.map(({ subjectId }) => subjectId)).toEqual(Array.from({ length: 5 }, () => applicant));
    const [row] = await lab.app.dataSource.query<{ caseNumber: string }[]>('SELECT caseNumber FROM development_case WHERE id = ?', [
      applicant,
    ]);
    expect(found[0]).toMatchObject({
      textZh: `发展党员个案 ${row!.caseNumber}:与入党申请人谈话,期限为 2026-09-15。依据 R02 第七条(二手来源,待与正式文本核对)。`,
      textEn: `Case ${row!.caseNumber}: Talk with the applicant is due on 2026-09-15. R02, Art. 7 (second-hand, to be confirmed against the official text).`,
      dueOn: '2026-09-15',
    });
    expect(JSON.stringify(found)).not.toContain('张');
  });

  it('stand in the inbox of whoever may read the case there, and of nobody else (PR-7)', async () => {
    const INBOX = '{ myNotices(first: 10, topic: "development.due") { nodes { subjectId dueOn } } }';
    const ask = async (token: string) => (await lab.app.ask<{ myNotices: { nodes: object[] } }>(token, INBOX)).myNotices.nodes;
    expect(await ask(await lab.account('PARTY_RECORDER', lab.otherBranchId))).toEqual([]);
    expect(await ask(inbox)).toEqual([{ subjectId: applicant, dueOn: '2026-09-15' }]);
    const [account] = await lab.app.dataSource.query<{ id: string }[]>("SELECT id FROM account WHERE displayName = '收件人'");
    await lab.app.dataSource.query('DELETE FROM role_grant WHERE accountId = ?', [account!.id]);
    const answer = await lab.app.send<{ myNotices: { nodes: object[] } }>(inbox, INBOX);
    expect(answer.data.myNotices.nodes).toEqual([]);
  });

  it('come again on the day and weekly after it, the newest in place of the unread one before it (R02)', async () => {
    const before = await postings();
    moveTo(lab, '2026-09-15');
    await runJob(lab, SEND_REMINDERS);
    expect([(await notices()).filter(({ subjectId }) => subjectId === applicant).length, await postings()]).toEqual([4, before + 4]);
    moveTo(lab, '2026-10-01');
    await runJob(lab, SEND_REMINDERS);
    const unread = (await notices()).filter(({ subjectId }) => subjectId === applicant);
    expect([unread.length, await postings()]).toEqual([4, before + 8]);
    expect(unread[0]!.textZh).toContain('期限 2026-09-15 已过');
  });

  it('twice at once are posted once, and killed before the commit they are posted by the next run (P-JOB-3)', async () => {
    moveTo(lab, '2026-10-06');
    const before = await postings();
    const reminders = lab.app.api.get(Reminders, { strict: false });
    const killed = lab.app.transactions.run(async (tx) => {
      await reminders.remindChunk(tx);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await postings()).toBe(before);
    await Promise.all([enqueue(lab, SEND_REMINDERS), enqueue(lab, SEND_REMINDERS), enqueue(lab, SEND_REMINDERS)]);
    await Promise.all([1, 2, 3].map(() => lab.app.transactions.run((tx) => reminders.remindChunk(tx))));
    await lab.app.drainJobs();
    expect(await postings()).toBe(before + 4);
  });

  it('are taken away when the deadline is met, and a late fact brings its own at once (R02, R07)', async () => {
    expect((await notices()).filter(({ subjectId }) => subjectId === applicant).length).toBe(4);
    const recorder = await lab.account('PARTY_RECORDER', lab.branchId, 'ORGANIZATION', '新记录人');
    const confirmer = await lab.account('PARTY_CONFIRMER', lab.branchId, 'ORGANIZATION', '新确认人');
    const late = { overrides: [{ ruleId: 'R02', reason: '本人外出' }], token: recorder, confirmer };
    await lab.settle(applicant, '2026-10-05', { applicantTalked: { talkerIds: [lab.members[0]] } }, late);
    expect((await notices()).filter(({ subjectId }) => subjectId === applicant)).toEqual([]);
    const overdue = await lab.open({ token: recorder });
    await lab.settle(overdue, '2026-08-20', { applicationReceived: { addressedTo: 'EMPLOYER' } }, { token: recorder, confirmer });
    const posted = (await notices()).filter(({ subjectId }) => subjectId === overdue);
    expect(posted.map(({ account }) => account).sort()).toEqual([...OFFICERS, '新记录人', '新确认人'].sort());
    expect(posted[0]!.textZh).toContain('期限 2026-09-20 已过');
  });

  it('of several overdue half years speak of the earliest alone (R07)', async () => {
    moveTo(lab, '2028-01-10');
    await runJob(lab, SEND_REMINDERS);
    const inspections = (await notices()).filter(({ textZh }) => textZh.includes('半年考察'));
    expect(new Set(inspections.map(({ dueOn }) => dueOn))).toEqual(new Set(['2026-12-30']));
  });
});
