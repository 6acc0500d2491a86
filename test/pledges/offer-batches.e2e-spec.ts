import { PledgeOffers } from '../../src/pledges/offers.service.js';
import { PledgeWriter } from '../../src/pledges/pledge-writer.js';
import { Person } from '../../src/organizations/person.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { Streamer } from '../../src/streamers/streamer.entity.js';
import { BroadcastLab } from '../broadcasts/broadcast-lab.js';
import { type PledgeFacts, PledgeLab, type TemplateFacts } from './pledge-lab.js';

const HOSTS = 5_000;
/** Chunks that are committed before the process is killed for the first time. */
const CHUNKS_BEFORE_KILL = 3;

interface BatchFacts {
  id: string;
  status: string;
  lookedAtCount: number;
  offeredCount: number;
}

describe('a batch of offers', () => {
  let lab: PledgeLab;
  let template: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    template = await lab.published('SEVEN_DONTS');
  });
  afterAll(() => lab.close());

  async function givenHosts(parkId: string, count: number): Promise<void> {
    const people = Array.from({ length: count }, () => ({ personId: newId(), id: newId() }));
    await lab.app.transactions.run(async (tx) => {
      const person = {
        scopeId: INSTALLATION_SCOPE,
        fullName: '张三',
        idCardEncrypted: 'x',
        idCardMasked: '230***1234',
        bornOn: '1995-05-05',
      };
      const streamer = {
        parkId,
        kind: 'ORDINARY' as const,
        status: 'ACTIVE' as const,
        enrolledAt: tx.at,
        consentGivenOn: '2026-01-01',
        version: 1,
      };
      await tx.insert(
        Person,
        people.map(({ personId }) => ({ ...person, id: personId, idCardIndex: personId, createdAt: tx.at, version: 1 })),
      );
      await tx.insert(
        Streamer,
        people.map(({ personId, id }) => ({ ...streamer, id, personId, stageName: `主播 ${id}` })),
      );
    });
  }

  const batch = async (id: string, of: PledgeLab = lab) =>
    (
      await lab.app.ask<{ pledgeOfferBatch: BatchFacts & { signedCount: number } }>(
        of.secretary,
        'query ($id: ID!) { pledgeOfferBatch(id: $id) { id status lookedAtCount offeredCount signedCount doneAt } }',
        { id },
      )
    ).pledgeOfferBatch;

  const batchOf = async (of: PledgeLab, id: string) =>
    (
      await lab.app.ask<{ pledgeOfferBatch: { version: number } }>(
        of.secretary,
        'query ($id: ID!) { pledgeOfferBatch(id: $id) { version } }',
        { id },
      )
    ).pledgeOfferBatch;

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (!(await isSo())) {
      if (Date.now() > end) throw new Error('it did not come to that');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** A failed run waits before the next, so there are moments with nothing due. */
  async function untilDone(id: string): Promise<void> {
    const end = Date.now() + 120_000;
    while ((await batch(id)).status !== 'DONE') {
      if (Date.now() > end) throw new Error('the batch did not end');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await lab.app.drainJobs();
  }

  it('of 5,000 that is killed in the middle ends with 5,000, each once', async () => {
    await givenHosts(lab.parkId, HOSTS);
    const processes = [lab.app.api, ...(lab.app.worker ? [lab.app.worker] : [])];
    const offers = processes.map((process) => process.get(PledgeOffers, { strict: false }));
    const originals = offers.map((service) => service.write.bind(service));
    let chunks = 0;
    /* The fourth chunk dies after its rows are written and before its transaction ends, as a killed process would; it dies three times. */
    offers.forEach((service, index) => {
      service.write = async (...args) => {
        const written = await originals[index]!(...args);
        chunks++;
        if (chunks > CHUNKS_BEFORE_KILL && chunks <= CHUNKS_BEFORE_KILL + 3) throw new Error('killed');
        return written;
      };
    });
    const started = await lab.done<BatchFacts>('offerPledgeToPark', {
      parkId: lab.parkId,
      templateId: template.id,
      idempotencyKey: newId(),
    });
    await untilDone(started.id);
    expect(chunks).toBeGreaterThan(HOSTS / 500);
    expect(await batch(started.id)).toMatchObject({ status: 'DONE', lookedAtCount: HOSTS, offeredCount: HOSTS });
    const [counts] = await lab.app.dataSource.query<{ pledges: number | string; hosts: number | string }[]>(
      'SELECT COUNT(*) AS pledges, COUNT(DISTINCT signatoryId) AS hosts FROM integrity_pledge WHERE parkId = ? AND templateId = ?',
      [lab.parkId, template.id],
    );
    expect([Number(counts!.pledges), Number(counts!.hosts)]).toEqual([HOSTS, HOSTS]);
    expect(await lab.count(`FROM pledge_history WHERE parkId = ? AND verb = 'offerPledge'`, [lab.parkId])).toBe(HOSTS);
    const [job] = await lab.app.dataSource.query<{ attempts: number; progressDone: number; progressTotal: number }[]>(
      `SELECT attempts, progressDone, progressTotal FROM job WHERE name = 'pledges.offer-batch' AND jobKey = ?`,
      [started.id],
    );
    expect(job).toMatchObject({ attempts: 4, progressDone: HOSTS, progressTotal: HOSTS });
    offers.forEach((service, index) => (service.write = originals[index]!));
    const again = await lab.done<BatchFacts>('offerPledgeToPark', { parkId: lab.parkId, templateId: template.id, idempotencyKey: newId() });
    await lab.app.drainJobs();
    expect(await batch(again.id)).toMatchObject({ status: 'DONE', lookedAtCount: HOSTS, offeredCount: 0 });
  }, 240_000);

  it('that is started twice at once offers each once', async () => {
    const other = await PledgeLab.in(await BroadcastLab.in(lab.app));
    await givenHosts(other.parkId, 1_200);
    const text = await other.published('HOST_CONDUCT');
    const start = () => other.verb<BatchFacts>('offerPledgeToPark', { parkId: other.parkId, templateId: text.id, idempotencyKey: newId() });
    const both = await Promise.all([start(), start()]);
    await lab.app.drainJobs();
    const done = await Promise.all(both.map(({ result }) => batch(result!.id, other)));
    expect(done.map(({ status }) => status)).toEqual(['DONE', 'DONE']);
    expect(done.reduce((sum, { offeredCount }) => sum + offeredCount, 0)).toBe(1_200);
    expect(await lab.count('FROM integrity_pledge WHERE parkId = ?', [other.parkId])).toBe(1_200);
  }, 120_000);

  it('is taken back with every offer that nobody has signed, also when its job is killed; the hosts are told', async () => {
    const other = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const text = await other.published('HOST_CONDUCT');
    const [signer, asked] = [await other.broadcasts.streamer('已签主播'), await other.broadcasts.streamer('未签主播')];
    await other.asHost(asked);
    await givenHosts(other.parkId, 400);
    const start = { parkId: other.parkId, templateId: text.id, idempotencyKey: newId() };
    const started = await other.done<BatchFacts & { version: number }>('offerPledgeToPark', start);
    await lab.app.drainJobs();
    const { pledges } = await lab.app.ask<{ pledges: { nodes: PledgeFacts[] } }>(
      other.secretary,
      'query ($id: ID!) { pledges(filter: { signatoryId: $id }, first: 1) { nodes { id version contentHash } } }',
      { id: signer },
    );
    await other.signedOnSite(pledges.nodes[0]!);

    const writers = [lab.app.api, ...(lab.app.worker ? [lab.app.worker] : [])].map((process) =>
      process.get(PledgeWriter, { strict: false }),
    );
    let moves = 0;
    const originals = writers.map((writer) => writer.move.bind(writer));
    writers.forEach((writer, index) => {
      writer.move = async (...args) => {
        if (++moves === 250) throw new Error('killed');
        return originals[index]!(...args);
      };
    });
    const { version } = await batchOf(other, started.id);
    const withdraw = { offerBatchId: started.id, reason: '发错文本', expectedVersion: version };
    const both = await Promise.all([other.verb('withdrawPledgeOfferBatch', withdraw), other.verb('withdrawPledgeOfferBatch', withdraw)]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
    await until(async () => (await lab.count(`FROM integrity_pledge WHERE batchId = ? AND status = 'OFFERED'`, [started.id])) === 0);
    writers.forEach((writer, index) => (writer.move = originals[index]!));
    await lab.app.drainJobs();
    expect(moves).toBeGreaterThan(401);
    expect(await lab.count(`FROM integrity_pledge WHERE batchId = ? AND status = 'WITHDRAWN'`, [started.id])).toBe(401);
    expect(await lab.count(`FROM pledge_history WHERE parkId = ? AND verb = 'withdrawPledgeOffer'`, [other.parkId])).toBe(401);
    expect(await lab.count(`FROM integrity_pledge WHERE signatoryId = ? AND status = 'IN_FORCE'`, [signer])).toBe(1);
    const notices = await lab.app.dataSource.query<{ topic: string }[]>('SELECT topic FROM notice WHERE aboutScopeId = ?', [asked]);
    expect(notices).toEqual([{ topic: 'pledges.offer-taken-back' }]);
    const again = { ...withdraw, expectedVersion: version + 1 };
    expect(await other.refused('withdrawPledgeOfferBatch', again)).toEqual(['OFFER_BATCH_WITHDRAWN']);
  }, 60_000);

  it('of a text that is retired or replaced ends with it: nobody is asked to sign what cannot be signed', async () => {
    const other = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const draft = (more: object) => other.done<TemplateFacts>('draftPledgeTemplate', other.draftInput('GONE', 3, more));
    const publish = async (more: object) => {
      const { id: templateId, version: expectedVersion } = await draft(more);
      return other.done<TemplateFacts>('publishPledgeTemplate', { templateId, expectedVersion });
    };
    const first = await publish({});
    const open = await other.offer(first.id, await other.broadcasts.streamer('等着签'));
    const second = await publish({ change: 'EDITORIAL', preamble: '我郑重承诺:' });
    expect(await other.refused('recordPledgeReading', { pledgeId: open.id, reader: 'SIGNATORY' })).not.toEqual([]);
    await lab.app.drainJobs();
    expect((await other.pledge(open.id)).status).toBe('WITHDRAWN');
    const again = await other.offer(second.id, await other.broadcasts.streamer('再等着签'));
    await other.done('retirePledgeTemplate', { templateId: second.id, expectedVersion: second.version });
    await lab.app.drainJobs();
    expect((await other.pledge(again.id)).status).toBe('WITHDRAWN');
  });

  it('as a renewal campaign reaches those whose pledge ends until the day, and those of an earlier edition (INV-39)', async () => {
    const other = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const publish = async (code: string, more: object = {}) => {
      const draft = await other.done<TemplateFacts>('draftPledgeTemplate', other.draftInput(code, 3, more));
      return other.done<TemplateFacts>('publishPledgeTemplate', { templateId: draft.id, expectedVersion: draft.version });
    };
    const text = await publish('CAMPAIGN');
    const [ending, fresh] = [await other.broadcasts.streamer('将到期'), await other.broadcasts.streamer('未到期')];
    await other.broadcasts.streamer('从未签');
    const old = await other.signed(text.id, ending);
    await other.asHost(ending);
    await other.moveTo('2027-06-01T12:00:00+08:00');
    await other.signed(text.id, fresh);
    const campaign = (templateId: string, endingUntil: string) =>
      other.done<BatchFacts & { kind: string }>('startRenewalCampaign', {
        parkId: other.parkId,
        templateId,
        endingUntil,
        idempotencyKey: newId(),
      });
    const first = await campaign(text.id, '2027-12-31');
    await lab.app.drainJobs();
    expect(first.kind).toBe('RENEWAL');
    expect(await batch(first.id, other)).toMatchObject({ lookedAtCount: 3, offeredCount: 1 });
    const { pledgeOfferBatch } = await lab.app.ask<{ pledgeOfferBatch: { skipped: { reason: string; count: number }[] } }>(
      other.secretary,
      'query ($id: ID!) { pledgeOfferBatch(id: $id) { skipped { reason count } } }',
      { id: first.id },
    );
    expect(pledgeOfferBatch.skipped.sort((left, right) => (left.reason < right.reason ? -1 : 1))).toEqual([
      { reason: 'NOTHING_TO_RENEW', count: 1 },
      { reason: 'STILL_IN_FORCE', count: 1 },
    ]);
    const past = { parkId: other.parkId, templateId: text.id, endingUntil: '2027-05-31', idempotencyKey: newId() };
    expect(await other.refused('startRenewalCampaign', past)).toEqual(['CAMPAIGN_DAY_PAST']);
    const { pledges } = await lab.app.ask<{ pledges: { nodes: { signatoryId: string }[] } }>(
      other.secretary,
      'query ($id: ID!) { pledges(filter: { offerBatchId: $id }, first: 10) { nodes { signatoryId } } }',
      { id: first.id },
    );
    expect(pledges.nodes).toEqual([{ signatoryId: ending }]);
    const told = 'FROM notice WHERE topic = ? AND aboutScopeId = ? AND subjectId IN (SELECT id FROM integrity_pledge WHERE batchId = ?)';
    expect(await lab.count(told, ['pledges.offered', ending, first.id])).toBe(1);
    const material = await publish('CAMPAIGN', { change: 'MATERIAL', preamble: '我郑重承诺:' });
    const second = await campaign(material.id, '2027-06-30');
    await lab.app.drainJobs();
    expect(await batch(second.id, other)).toMatchObject({ offeredCount: 2 });
    expect((await other.pledge(old.id)).status).toBe('IN_FORCE');
    expect(await lab.count(`FROM integrity_pledge WHERE batchId = ? AND status = 'WITHDRAWN'`, [first.id])).toBe(1);
    expect(await lab.count(told, ['pledges.offered', ending, first.id])).toBe(0);
    await other.moveTo('2026-11-27T12:00:00+08:00');
  }, 60_000);
});
