import { RetryWork } from '../../src/platform/database/database-errors.js';
import { newId } from '../../src/platform/database/ids.js';
import { serializeShared, stripesOf } from '../../src/platform/queue/key-lock.js';
import { serializeOnConfirmations } from '../../src/streamers/host-confirmations.js';
import type { SessionFacts } from '../broadcasts/broadcast-lab.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { type PledgeFacts, PledgeLab, type TemplateFacts } from './pledge-lab.js';

/** Only a server runs transactions beside each other; the embedded database shows that either order is right. */
const onServer = process.env.DATABASE_URL ? it : it.skip;
const ROUNDS = process.env.DATABASE_URL ? 12 : 3;
const SESSIONS_PER_ROUND = 5;

describe('a revocation', () => {
  let lab: PledgeLab;
  let text: TemplateFacts;
  let story: BreachStory;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    text = await lab.published('SEVEN_DONTS');
    story = new BreachStory(lab, text.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  it('meets each session that is confirmed at the same moment: it is refused or listed, never neither (INV-41)', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      await lab.moveTo(NOTICE_AT);
      const host = await lab.broadcasts.streamer(`同刻 ${round}`);
      const noticed = await story.noticed(await lab.signed(text.id, host));
      const sessions: SessionFacts[] = [];
      for (let index = 0; index < SESSIONS_PER_ROUND; index++) sessions.push(await story.requestedOn(host, 10 + index));
      await lab.moveTo(DECISION_AT);
      const decision = await story.decision(noticed);
      const revocation = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 4) * 8));
        return lab.done<CaseFacts>('decideBreachCase', decision);
      };
      const [breach, ...answers] = await Promise.all([revocation(), ...sessions.map((session) => story.confirm(session))]);
      const listed = new Set((await story.affected(breach)).map(({ sessionId }) => sessionId));
      const met = answers.map(({ session, userErrors }, index) => {
        const isConfirmed = session?.status === 'CONFIRMED';
        const codes = userErrors.map(({ code }) => code).join();
        return `${isConfirmed ? 'confirmed' : codes}, ${listed.has(sessions[index]!.id) ? 'listed' : 'not listed'}`;
      });
      for (const outcome of met) outcomes.add(outcome);
    }
    expect([...outcomes].filter((outcome) => !['confirmed, listed', 'HOST_PLEDGE_REVOKED, not listed'].includes(outcome))).toEqual([]);
    expect(outcomes.size).toBeGreaterThan(0);
  }, 180_000);

  it('meets a prepared session that starts at the same moment: it is refused and listed, or on air and not listed (INV-41)', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      await lab.moveTo(NOTICE_AT);
      const host = await lab.broadcasts.streamer(`开播同刻 ${round}`);
      const noticed = await story.noticed(await lab.signed(text.id, host));
      let session = (await story.confirm(await story.requestedOn(host, 6))).session!;
      const codes = (await lab.broadcasts.checklistCodes(session)).map(({ code }) => code);
      session = await lab.broadcasts.step('completeChecklistItems', session, { codes });
      session = await lab.broadcasts.step('prepareSession', session, {});
      session = await lab.broadcasts.step('reportHosts', session, {});
      await lab.moveTo('2026-12-06T19:00:00+08:00');
      const decision = await story.decision(noticed);
      const start = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 6) * 4));
        return lab.broadcasts.verb('startSession', { sessionId: session.id, expectedVersion: session.version });
      };
      const [breach, started] = await Promise.all([lab.done<CaseFacts>('decideBreachCase', decision), start()]);
      const listed = (await story.affected(breach)).length === 0 ? 'not listed' : 'listed';
      outcomes.add(`${started.session?.status ?? started.userErrors.map(({ code }) => code).join()}, ${listed}`);
    }
    expect([...outcomes].filter((outcome) => !['LIVE, not listed', 'HOST_PLEDGE_REVOKED, listed'].includes(outcome))).toEqual([]);
    expect(outcomes.size).toBeGreaterThan(0);
  }, 180_000);

  it('lets every host be confirmed, whichever rows of the lock table its keys fall on (INV-41)', async () => {
    const share = (key: string) => lab.app.transactions.run((tx) => serializeShared(tx, lab.parkId, 'host-confirmation', [key]));
    for (let count = 0; count < 3_000; count++) {
      const { alone, shared } = stripesOf('host-confirmation', `host ${count}`);
      expect(alone).not.toBe(shared);
    }
    const neighbors = Array.from({ length: 3_000 }, (_, index) => `host ${index}`).filter((key) => {
      const { alone, shared } = stripesOf('host-confirmation', key);
      return shared === (alone + 1) % 256;
    });
    expect(neighbors.length).toBeGreaterThan(1);
    for (const key of neighbors) await share(key);
  });

  onServer('sends a confirmation back that began to read before it, and one that begins after it not (INV-41)', async () => {
    const host = newId();
    const revoke = () => lab.app.transactions.run((tx) => serializeOnConfirmations(tx, lab.parkId, host));
    const tries = async (between: () => Promise<void>) => {
      let count = 0;
      const confirm = lab.app.transactions.run(async (tx) => {
        count++;
        await tx.rows('SELECT id FROM streamer WHERE parkId = ? LIMIT 1', [lab.parkId]);
        if (count === 1) await between();
        await serializeShared(tx, lab.parkId, 'host-confirmation', [host]);
      });
      await confirm.catch((error: unknown) => {
        if (!(error instanceof RetryWork)) throw error;
      });
      return count;
    };
    const nothing = () => Promise.resolve();
    expect(await tries(nothing)).toBe(1);
    expect(await tries(revoke)).toBe(2);
    expect(await tries(nothing)).toBe(1);
    const beside = () => lab.app.transactions.run((tx) => serializeShared(tx, lab.parkId, 'host-confirmation', [host]));
    expect(await tries(beside)).toBe(1);
  });

  it('needs a decision of its own about each session, whatever was decided after an earlier one (INV-41)', async () => {
    await lab.require('2026-11-27');
    const host = await lab.broadcasts.streamer('再犯主播');
    const first = await lab.signed(text.id, host);
    let session = (await story.confirm(await story.requestedOn(host, 30))).session!;
    const codes = (await lab.broadcasts.checklistCodes(session)).map(({ code }) => code).filter((code) => code !== 'PLEDGE_IN_FORCE');
    session = await lab.broadcasts.step('completeChecklistItems', session, { codes });
    const prepare = async () => {
      const answer = await lab.broadcasts.verb('prepareSession', { sessionId: session.id, expectedVersion: session.version });
      return answer.session?.status ?? answer.userErrors.map(({ code }) => code);
    };
    const revoke = async (pledge: PledgeFacts, noticeOn: string, decisionAt: string) => {
      const noticed = await story.step('giveBreachNotice', await story.open(pledge), { noticeOn, reference: '告知书' });
      await lab.moveTo(decisionAt);
      return story.decided(noticed);
    };
    const earlier = await revoke(first, '2026-11-27', DECISION_AT);
    await story.decideAbout(earlier, session, 'KEEP');
    await lab.moveTo('2026-12-21T12:00:00+08:00');
    const later = await revoke(await lab.signed(text.id, host), '2026-12-21', '2026-12-29T12:00:00+08:00');
    expect(await prepare()).toEqual(['HOST_PLEDGE_REVOKED']);
    expect((await story.affected(later)).map(({ decision }) => decision)).toEqual(['OPEN']);
    await story.decideAbout(later, session, 'CANCEL');
    expect(await prepare()).toEqual(['HOST_PLEDGE_REVOKED']);
    const [row] = await story.affected(later);
    const keep = { affectedSessionId: row!.id, expectedVersion: 2, decision: 'KEEP', reason: '复议' };
    await lab.done('decideAffectedSession', keep);
    expect(await prepare()).toBe('PREPARED');
  });

  it('of a host with two pledges needs a decision for each of them (INV-41)', async () => {
    const other = await lab.published('HOST_CONDUCT');
    await lab.app.dataSource.query('UPDATE pledge_setting SET requiresPledgeFrom = ? WHERE parkId = ?', ['2026-11-27', lab.parkId]);
    const host = await lab.broadcasts.streamer('双诺主播');
    const cases = [await story.noticed(await lab.signed(text.id, host)), await story.noticed(await lab.signed(other.id, host))];
    let session = (await story.confirm(await story.requestedOn(host, 21))).session!;
    const codes = (await lab.broadcasts.checklistCodes(session)).map(({ code }) => code).filter((code) => code !== 'PLEDGE_IN_FORCE');
    session = await lab.broadcasts.step('completeChecklistItems', session, { codes });
    await lab.moveTo(DECISION_AT);
    const [one, two] = [await story.decided(cases[0]!), await story.decided(cases[1]!)];
    const prepare = () => lab.broadcasts.verb('prepareSession', { sessionId: session.id, expectedVersion: session.version });
    await story.decideAbout(two, session, 'KEEP');
    expect((await prepare()).userErrors.map(({ code }) => code)).toEqual(['HOST_PLEDGE_REVOKED']);
    await story.decideAbout(one, session, 'KEEP');
    expect((await prepare()).session?.status).toBe('PREPARED');
  });

  it('keeps a prepared session off the air until it is decided that it goes on, and its host from standing by as mentor (INV-41)', async () => {
    const host = await lab.broadcasts.streamer('已备主播');
    const noticed = await story.noticed(await lab.signed(text.id, host));
    let session = (await story.confirm(await story.requestedOn(host, 6))).session!;
    const past = (await story.confirm(await story.requestedOn(host, 1))).session!;
    const codes = (await lab.broadcasts.checklistCodes(session)).map(({ code }) => code);
    session = await lab.broadcasts.step('completeChecklistItems', session, { codes });
    session = await lab.broadcasts.step('prepareSession', session, {});
    session = await lab.broadcasts.step('reportHosts', session, {});
    await lab.moveTo(DECISION_AT);
    const breach = await story.decided(noticed);
    expect((await story.affected(breach)).map(({ sessionId }) => sessionId)).toEqual([session.id]);
    expect(past.id).not.toBe(session.id);
    await lab.moveTo('2026-12-06T19:00:00+08:00');
    const start = () => lab.broadcasts.verb('startSession', { sessionId: session.id, expectedVersion: session.version });
    expect((await start()).userErrors.map(({ code }) => code)).toEqual(['HOST_PLEDGE_REVOKED']);
    const otherHost = await lab.broadcasts.streamer('他主播');
    await lab.signed(text.id, otherHost);
    const other = await story.requestedOn(otherHost, 28);
    const mentored = (await story.confirm(other)).session!;
    const mentors = { sessionId: mentored.id, expectedVersion: mentored.version, mentorIds: [host], reason: '带教' };
    expect((await lab.broadcasts.verb('changeSessionMentors', mentors)).userErrors.map(({ code }) => code)).toContain(
      'HOST_PLEDGE_REVOKED',
    );
    await story.decideAbout(breach, session, 'KEEP');
    expect((await start()).session?.status).toBe('LIVE');
  });

  it('asks nobody about sessions any more once all are decided, or the host is reinstated (INV-41, INV-42)', async () => {
    const host = await lab.broadcasts.streamer('恢复主播');
    const noticed = await story.noticed(await lab.signed(text.id, host));
    const sessions = [
      (await story.confirm(await story.requestedOn(host, 22))).session!,
      (await story.confirm(await story.requestedOn(host, 23))).session!,
    ];
    await lab.moveTo(DECISION_AT);
    const breach = await story.decided(noticed);
    const open = () => lab.count("FROM notice WHERE subjectId = ? AND topic = 'pledges.affected-sessions'", [breach.id]);
    expect(await open()).toBeGreaterThan(0);
    await story.decideAbout(breach, sessions[0]!, 'CANCEL');
    expect(await open()).toBeGreaterThan(0);
    expect(await lab.count("FROM notice WHERE subjectId = ? AND topic = 'pledges.affected-decided'", [breach.id])).toBeGreaterThan(0);
    const appealed = await story.step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
    const ruling = { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '复核' };
    await story.step('decideBreachAppeal', appealed, ruling, await lab.as('PARK_SECRETARY'));
    expect((await story.affected(breach)).map(({ decision }) => decision)).toEqual(['CANCEL', 'KEEP']);
    expect(await open()).toBe(0);
  });

  it('names the clauses in the words under which they were alleged, also when the review went on with a renewed pledge (INV-39)', async () => {
    const draft = (count: number, more: object) =>
      lab.draftInput('REWORDED', count, { renewalRule: 'FROM_SIGNING', ...more }) as { clauses: { text: string }[] };
    const old = await lab.done<TemplateFacts>('draftPledgeTemplate', draft(4, {}));
    await lab.done('publishPledgeTemplate', { templateId: old.id, expectedVersion: old.version });
    const host = await lab.broadcasts.streamer('换文主播');
    const breach = await story.open(await lab.signed(old.id, host), [2, 4]);
    const reworded = draft(2, { change: 'MATERIAL', changeNote: '合并条款' });
    for (const clause of reworded.clauses) clause.text = `新的${clause.text}`;
    const fresh = await lab.done<TemplateFacts>('draftPledgeTemplate', reworded);
    await lab.done('publishPledgeTemplate', { templateId: fresh.id, expectedVersion: fresh.version });
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    const renewed = await lab.signed(fresh.id, host);
    expect((await lab.pledge(renewed.id)).status).toBe('UNDER_REVIEW');
    const shown = 'clauseNumbers clauses { number text }';
    const query = `query ($id: ID!) { breachCase(id: $id) { version pledge { id } template { id templateVersion } ${shown} } }`;
    const { breachCase } = await lab.app.ask<{ breachCase: { version: number } }>(lab.secretary, query, { id: breach.id });
    const clauses = [2, 4].map((number) => ({ number, text: `不做第 ${number} 件事。` }));
    expect(breachCase).toMatchObject({
      ...{ clauseNumbers: [2, 4], clauses },
      ...{ pledge: { id: renewed.id }, template: { id: old.id, templateVersion: 1 } },
    });
    await story.step('giveBreachNotice', { ...breach, version: breachCase.version }, { noticeOn: '2027-11-01', reference: '告知书' });
    const { myBreachCases } = await lab.app.ask<{ myBreachCases: { nodes: object[] } }>(
      await lab.asHost(host),
      `{ myBreachCases(first: 1) { nodes { ${shown} } } }`,
    );
    expect(myBreachCases.nodes).toEqual([{ clauseNumbers: [2, 4], clauses }]);
  });
});
