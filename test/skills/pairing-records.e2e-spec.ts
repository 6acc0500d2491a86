import { newId } from '../../src/platform/database/ids.js';
import { countStatements } from '../support/statement-counter.js';
import { SkillsLab } from './skills-lab.js';

interface PairingFacts {
  id: string;
  version: number;
  status: string;
}
interface Outcomes {
  sessionsTogether: number;
  netSalesFen: string;
  netSalesDeltaFen: string;
  gatesPassed: number;
  activities: number;
}

const TARGET_VERBS = ['activatePairing'];
const OUTCOMES = 'outcomes { from to sessionsTogether netSalesFen netSalesDeltaFen gatesPassed activities }';

describe('pairings over parks and pages', () => {
  let lab: SkillsLab;
  let elsewhere: SkillsLab;
  beforeAll(async () => {
    lab = await SkillsLab.start();
    elsewhere = await SkillsLab.in(lab.app);
    for (const park of [lab, elsewhere]) await park.publish('2026-01-01');
  });
  beforeEach(async () => {
    for (const park of [lab, elsewhere]) await park.moveTo('2026-11-27T12:00:00+08:00');
  });
  afterAll(() => lab.close());

  async function run(park: SkillsLab, verb: string, input: Record<string, unknown>) {
    const type = TARGET_VERBS.includes(verb) ? 'PairingTargetInput' : `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { pairing { id version status } userErrors { code message } } }`;
    type Answer = { pairing: PairingFacts | null; userErrors: { code: string; message: string }[] };
    return (await park.app.ask<Record<string, Answer>>(park.secretary, query, { input }))[verb]!;
  }
  const target = ({ id, version }: PairingFacts) => ({ pairingId: id, expectedVersion: version });

  async function accepted(park: SkillsLab, mentorStreamerId: string, menteeStreamerId: string): Promise<PairingFacts> {
    const pair = { kind: 'GENERAL', mentorStreamerId, menteeStreamerId, goals: ['独立开播'] };
    let { pairing } = await run(park, 'proposePairing', { parkId: park.parkId, ...pair, idempotencyKey: newId() });
    for (const side of ['MENTOR', 'MENTEE']) {
      ({ pairing } = await run(park, 'acceptPairing', { ...target(pairing!), side, acceptedOn: '2026-11-27' }));
    }
    return pairing!;
  }

  it('of one person count together in all parks, also when two parks begin at once, and no park learns how many the other has (INV-11)', async () => {
    const mentors = [await lab.broadcasts.streamer('两地师傅'), ''];
    mentors[1] = await elsewhere.broadcasts.streamer('两地师傅', { personId: await lab.personOf(mentors[0]!) });
    const pairingIn = async (park: SkillsLab, name: string) =>
      accepted(park, mentors[park === lab ? 0 : 1]!, await park.broadcasts.streamer(name));
    const begun = await run(lab, 'activatePairing', target(await pairingIn(lab, '甲一')));
    expect(begun.pairing?.status).toBe('ACTIVE');
    const [here, there] = [await pairingIn(lab, '甲二'), await pairingIn(elsewhere, '乙一')];
    const answers = await Promise.all([run(lab, 'activatePairing', target(here)), run(elsewhere, 'activatePairing', target(there))]);
    expect(answers.filter(({ pairing }) => pairing?.status === 'ACTIVE')).toHaveLength(1);
    const [refused] = answers.flatMap(({ userErrors }) => userErrors);
    expect(refused).toEqual({ code: 'MENTOR_FULLY_PAIRED', message: expect.stringContaining('上限 2 项') as string });
    const late = await run(elsewhere, 'activatePairing', target(await pairingIn(elsewhere, '乙二')));
    expect(late.userErrors).toEqual([refused]);
    const [rest] = [begun.pairing!];
    await run(lab, 'endPairing', { ...target(rest), reason: '调整' });
    const waiting = answers[0]!.pairing ? { park: elsewhere, pairing: there } : { park: lab, pairing: here };
    expect((await run(waiting.park, 'activatePairing', target(waiting.pairing))).pairing?.status).toBe('ACTIVE');
  });

  /** A begun pairing whose mentee has one session with the mentor and so many fen of sales since. */
  async function withRecords(index: number, accountId: string): Promise<string> {
    const [mentorId, menteeId] = [await lab.broadcasts.streamer(`师 ${index}`), await lab.broadcasts.streamer(`徒 ${index}`)];
    const { pairing } = await run(lab, 'activatePairing', target(await accepted(lab, mentorId, menteeId)));
    const day = `2026-11-${27 + (index % 2)}`;
    await lab.moveTo('2026-11-29T12:00:00+08:00');
    await lab.enroll(menteeId, await lab.trainer(mentorId), { heldOn: '2026-11-27' });
    const sessionId = await lab.heldSession(menteeId, mentorId, day, accountId);
    const entry = { kind: 'SALE', amountFen: `${1000 * (index + 1)}`, quantity: 1, orderCount: 1, occurredOn: day };
    await lab.app.ask(lab.operator, 'mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }', {
      input: { sessionId, entries: [entry], idempotencyKey: newId() },
    });
    for (let count = 0; count < index; count++) {
      const activity = { pairingId: pairing!.id, kind: 'COACHING', heldOn: '2026-11-28', topic: `第 ${count} 次`, idempotencyKey: newId() };
      await run(lab, 'recordPairingActivity', activity);
    }
    await lab.moveTo('2026-11-27T12:00:00+08:00');
    return pairing!.id;
  }

  it('show what came of a page of them in as many statements as of one, each its own (INV-11)', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push(await withRecords(index, await lab.broadcasts.account(`号 ${index}`)));
    await lab.moveTo('2026-11-29T12:00:00+08:00');
    await lab.app.drainJobs();
    const page = (first: number) =>
      countStatements(lab.app.dataSource, async () => {
        const query = `query ($parkId: ID!, $first: Int!) {
          mentorPairings(filter: { parkId: $parkId, status: [ACTIVE] }, first: $first) { nodes { id ${OUTCOMES} } } }`;
        type Answer = { mentorPairings: { nodes: { id: string; outcomes: Outcomes }[] } };
        return (await lab.app.ask<Answer>(lab.secretary, query, { parkId: lab.parkId, first })).mentorPairings.nodes;
      });
    const [one, many] = [await page(1), await page(10)];
    expect(one.result).toHaveLength(1);
    expect(many.result.length).toBeGreaterThanOrEqual(ids.length);
    expect(many.statements.length).toBe(one.statements.length);
    for (const table of ['sales_rollup', 'broadcast_session', 'skill_evidence', 'pairing_activity']) {
      expect(many.statements.filter((sql) => sql.includes(`FROM ${table}`) || sql.includes(`JOIN ${table}`))).toHaveLength(1);
    }
    const shown = new Map(many.result.map(({ id, outcomes }) => [id, outcomes]));
    expect(ids.map((id) => shown.get(id))).toMatchObject(
      ids.map((_id, index) => ({
        ...{ sessionsTogether: 1, netSalesFen: `${1000 * (index + 1)}`, netSalesDeltaFen: `${1000 * (index + 1)}` },
        ...{ gatesPassed: 1, activities: index },
      })),
    );
  });
});
