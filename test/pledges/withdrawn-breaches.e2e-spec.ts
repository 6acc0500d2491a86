import { newId } from '../../src/platform/database/ids.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { type PledgeFacts, PledgeLab, type TemplateFacts } from './pledge-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 8 : 2;
const RULING = { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '复核' };

describe('a breach of a pledge that was taken back', () => {
  let lab: PledgeLab;
  let text: TemplateFacts;
  let story: BreachStory;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    text = await lab.published('SEVEN_DONTS');
    story = new BreachStory(lab, text.id);
  });
  beforeEach(() => lab.moveTo('2026-11-20T12:00:00+08:00'));
  afterAll(() => lab.close());

  /** A host who signed on 20 November and takes the pledge back on the 25th; the clock stands at the day of notices. */
  const withdrawn = async (stageName: string) => {
    await lab.moveTo('2026-11-20T12:00:00+08:00');
    const host = await lab.broadcasts.streamer(stageName);
    const signed = await lab.signed(text.id, host);
    await lab.moveTo('2026-11-25T12:00:00+08:00');
    const own = { pledgeId: signed.id, expectedVersion: signed.version };
    const pledge = await lab.done('withdrawMyPledge', own, await lab.asHost(host));
    await lab.moveTo(NOTICE_AT);
    return { host, pledge };
  };
  const opening = ({ id: pledgeId }: PledgeFacts, happenedOn: string | null) => {
    const allegation = { source: 'INSPECTION', text: '线索', receivedOn: '2026-11-27', happenedOn };
    return { parkId: lab.parkId, pledgeId, clauseNumbers: [2], ...allegation, idempotencyKey: newId() };
  };
  const noticed = async (pledge: PledgeFacts) => {
    const opened = await lab.done<CaseFacts>('openBreachCase', opening(pledge, '2026-11-24'));
    return story.step('giveBreachNotice', opened, { noticeOn: '2026-11-27', reference: '告知书' });
  };
  const refusalsToConfirm = async (host: string, day: number) =>
    (await story.confirm(await story.requestedOn(host, day))).userErrors.map(({ code }) => code);

  it('while it was in force is judged like any other, and nothing comes into force again by it (INV-42)', async () => {
    const { host, pledge } = await withdrawn('撤回避查');
    const breach = await noticed(pledge);
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
    await lab.moveTo(DECISION_AT);
    const revoked = await story.decided(breach);
    expect((await lab.pledge(pledge.id)).status).toBe('REVOKED');
    expect(await refusalsToConfirm(host, 20)).toEqual(['HOST_PLEDGE_REVOKED']);
    expect(
      await lab.refused('offerPledge', { parkId: lab.parkId, templateId: text.id, signatoryId: host, idempotencyKey: newId() }),
    ).toEqual(['PLEDGE_APPEAL_OPEN']);
    const appealed = await story.step('appealBreachDecision', revoked, { appealedOn: '2026-12-05', grounds: '不服' });
    await story.step('decideBreachAppeal', appealed, RULING, await lab.as('PARK_SECRETARY'));
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
    expect(await refusalsToConfirm(host, 21)).toEqual([]);
  });

  it('is one only if it happened no later than that day, which must be named (INV-42)', async () => {
    const { pledge } = await withdrawn('撤回之后');
    const answers = await Promise.all(
      [null, '2026-11-19', '2026-11-26', '2026-11-28'].map((day) => lab.verb('openBreachCase', opening(pledge, day))),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code, field, rule }) => [code, field.at(-1), rule]))).toEqual([
      ['BREACH_DAY_MISSING', 'happenedOn', 'INV-42'],
      ['BREACH_DAY_INVALID', 'happenedOn', null],
      ['BREACH_AFTER_WITHDRAWAL', 'happenedOn', 'INV-42'],
      ['BREACH_AFTER_WITHDRAWAL', 'happenedOn', 'INV-42'],
    ]);
    const opened = await lab.done<CaseFacts>('openBreachCase', opening(pledge, '2026-11-25'));
    expect(await lab.refused('openBreachCase', opening(pledge, '2026-11-25'))).toEqual(['BREACH_CASE_OPEN']);
    const further = { source: 'INSPECTION', text: '又一条', receivedOn: '2026-11-27' };
    expect(await story.refused('addBreachAllegation', opened, { ...further, happenedOn: '2026-11-26' })).toEqual([
      'BREACH_AFTER_WITHDRAWAL',
    ]);
    await story.step('addBreachAllegation', opened, { ...further, happenedOn: '2026-11-20' });
  });

  it('cannot be one of a pledge that never was in force (6.6)', async () => {
    const offered = await lab.offer(text.id, await lab.broadcasts.streamer('未曾签署'));
    const target = { pledgeId: offered.id, expectedVersion: offered.version, reason: '误发' };
    const pledge = await lab.done('withdrawPledgeOffer', target);
    expect(await lab.refused('openBreachCase', opening(pledge, '2026-11-20'))).toContain('PLEDGE_STATE_FORBIDS');
  });

  it('leaves a warned party and a cleared one without a pledge (6.6)', async () => {
    const { pledge } = await withdrawn('撤回警示');
    const breach = await noticed(pledge);
    await lab.moveTo(DECISION_AT);
    expect((await story.decided(breach, 'WARNED')).status).toBe('WARNED');
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
  });

  it('is decided about the pledge that the party has signed in its place since (INV-42)', async () => {
    const { host, pledge } = await withdrawn('撤回再签');
    const breach = await noticed(pledge);
    const again = await lab.signed(text.id, host);
    expect(again.isInForce).toBe(true);
    expect(await lab.refused('openBreachCase', opening(again, '2026-11-27'))).toEqual(['BREACH_CASE_OPEN']);
    await lab.moveTo(DECISION_AT);
    const revoked = await story.decided(breach);
    expect([(await lab.pledge(pledge.id)).status, (await lab.pledge(again.id)).status]).toEqual(['WITHDRAWN', 'REVOKED']);
    expect(await refusalsToConfirm(host, 22)).toEqual(['HOST_PLEDGE_REVOKED']);
    const query = 'query ($id: ID!) { breachCase(id: $id) { version pledge { id } } }';
    const { breachCase } = await lab.app.ask<{ breachCase: { version: number; pledge: { id: string } } }>(
      ...[lab.secretary, query, { id: revoked.id }],
    );
    expect(breachCase.pledge.id).toBe(again.id);
  });

  it('is one under whichever pledge of the series bound the party on the day, and none while no pledge did (INV-42)', async () => {
    const { host, pledge } = await withdrawn('撤回又犯');
    const again = await lab.signed(text.id, host);
    expect(again).toMatchObject({ isInForce: true, validFrom: '2026-11-27' });
    expect(await lab.refused('openBreachCase', opening(again, '2026-11-26'))).toEqual(['BREACH_AFTER_WITHDRAWAL']);
    const opened = await lab.done<CaseFacts>('openBreachCase', opening(pledge, '2026-11-24'));
    expect(await lab.refused('openBreachCase', opening(again, '2026-11-27'))).toEqual(['BREACH_CASE_OPEN']);
    const further = { source: 'INSPECTION', text: '再犯', receivedOn: '2026-11-27' };
    expect(await story.refused('addBreachAllegation', opened, { ...further, happenedOn: '2026-11-26' })).toEqual([
      'BREACH_AFTER_WITHDRAWAL',
    ]);
    const added = await story.step('addBreachAllegation', opened, { ...further, happenedOn: '2026-11-27' });
    const told = await story.step('giveBreachNotice', added, { noticeOn: '2026-11-27', reference: '告知书' });
    await lab.moveTo(DECISION_AT);
    await story.decided(told);
    expect((await lab.pledge(again.id)).status).toBe('REVOKED');
  });

  it('is on record whichever comes first, the opening of the case or the withdrawal (INV-42)', async () => {
    await lab.moveTo(NOTICE_AT);
    for (let round = 0; round < ROUNDS; round++) {
      const host = await lab.broadcasts.streamer(`同刻 ${round}`);
      const pledge = await lab.signed(text.id, host);
      const own = await lab.asHost(host);
      const take = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 4) * 5));
        return lab.verb('withdrawMyPledge', { pledgeId: pledge.id, expectedVersion: pledge.version }, own);
      };
      const open = () => lab.verb<CaseFacts>('openBreachCase', opening(pledge, '2026-11-27'));
      const [taken, opened] = await Promise.all([take(), open()]);
      expect(opened.userErrors).toEqual([]);
      const { status } = await lab.pledge(pledge.id);
      expect(status).toBe(taken.userErrors.length === 0 ? 'WITHDRAWN' : 'UNDER_REVIEW');
    }
  });
});
