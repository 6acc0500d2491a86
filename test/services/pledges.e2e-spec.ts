import { addDays, localDateOf } from '../../src/platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { Person } from '../../src/organizations/person.entity.js';
import { IntegrityPledge } from '../../src/pledges/pledge.entity.js';
import { Streamer } from '../../src/streamers/streamer.entity.js';
import { BUILD_MAX_MS, ensureBuilt, until } from './program.js';
import { Site } from './site.js';

const HOSTS = 5_000;
const ROWS_PER_INSERT = 500;
/** A killed run's claim ends after 15 s and is looked for every 2.5 s; the rest is for a busy machine. */
const RESUMED_WITHIN_MS = 120_000;
const TEST_MAX_MS = 240_000;

interface Refused {
  userErrors: { code: string }[];
}

describe.each(['America/Los_Angeles', 'UTC'])('pledges on a server in %s', (zone) => {
  let site: Site;
  let park: { parkId: string; secretary: string };
  beforeAll(async () => {
    ensureBuilt();
    site = await Site.open(process.env.REDIS_URL && process.env.DATABASE_URL ? process.env.REDIS_URL : undefined, { TZ: zone });
    park = await site.givenSalesPark();
    await site.start();
  }, BUILD_MAX_MS);
  afterAll(() => site.close());

  async function run<Result>(verb: string, inputType: string, input: object, field: string): Promise<Result> {
    const query = `mutation ($input: ${inputType}!) { ${verb}(input: $input) { ${field} { ${field === 'offerBatch' ? 'id' : 'id version'} } userErrors { code } } }`;
    const answer = await site.ask<Record<string, Refused & Record<string, Result>>>(park.secretary, query, {
      input: { ...input, ...(verb === 'publishPledgeTemplate' ? {} : { idempotencyKey: newId() }) },
    });
    if (answer[verb]!.userErrors.length > 0) throw new Error(JSON.stringify(answer[verb]!.userErrors));
    return answer[verb]![field]!;
  }

  async function published(shippedCode: string): Promise<string> {
    const { parkId } = park;
    const draft = await run<{ id: string; version: number }>(
      'adoptPledgeTemplate',
      'AdoptPledgeTemplateInput',
      { parkId, shippedCode },
      'pledgeTemplate',
    );
    const target = { templateId: draft.id, expectedVersion: draft.version };
    await run('publishPledgeTemplate', 'PledgeTemplateTargetInput', target, 'pledgeTemplate');
    return draft.id;
  }

  async function givenHosts(count: number): Promise<string[]> {
    const hosts = Array.from({ length: count }, () => ({ personId: newId(), id: newId() }));
    const now = new Date();
    const person = {
      scopeId: INSTALLATION_SCOPE,
      fullName: '张三',
      idCardEncrypted: 'x',
      idCardMasked: '230***1234',
      bornOn: '1995-05-05',
      createdAt: now,
    };
    const streamer = { parkId: park.parkId, kind: 'ORDINARY' as const, status: 'ACTIVE' as const, enrolledAt: now, version: 1 };
    for (let start = 0; start < count; start += ROWS_PER_INSERT) {
      const rows = hosts.slice(start, start + ROWS_PER_INSERT);
      await site.dataSource.manager.insert(
        Person,
        rows.map(({ personId }) => ({ ...person, id: personId, idCardIndex: personId, version: 1 })),
      );
      await site.dataSource.manager.insert(
        Streamer,
        rows.map(({ personId, id }) => ({ ...streamer, id, personId, stageName: `主播 ${id}` })),
      );
    }
    return hosts.map(({ id }) => id);
  }

  const offered = async (templateId: string) => {
    const [row] = await site.rows<{ pledges: number | string; hosts: number | string }>(
      'SELECT COUNT(*) AS pledges, COUNT(DISTINCT signatoryId) AS hosts FROM integrity_pledge WHERE templateId = ?',
      [templateId],
    );
    return { pledges: Number(row!.pledges), hosts: Number(row!.hosts) };
  };

  it('lapse when the day ends in Asia/Shanghai and not when it ends where the server stands (6.6)', async () => {
    const templateId = await published('SEVEN_DONTS');
    const [host] = await givenHosts(1);
    const input = { parkId: park.parkId, templateId, signatoryId: host };
    const { id } = await run<{ id: string }>('offerPledge', 'OfferPledgeInput', input, 'pledge');
    const pledge = await site.dataSource.manager.findOneByOrFail(IntegrityPledge, { id });
    const today = localDateOf(new Date());
    const ends = [addDays(today, -1), today];
    const rows = ends.map((validUntil) => {
      const copyId = newId();
      const days = { validFrom: addDays(today, -100), expiringFrom: addDays(today, -30), validUntil };
      return { ...pledge, ...days, id: copyId, pendingKey: copyId, status: 'IN_FORCE' as const };
    });
    await site.dataSource.manager.insert(IntegrityPledge, rows);
    const { pledges } = await site.ask<{ pledges: { nodes: { validUntil: string; status: string; isInForce: boolean }[] } }>(
      park.secretary,
      'query ($id: ID!) { pledges(filter: { templateId: $id, endingUntil: "2199-12-31" }, order: ENDING_FIRST, first: 10) { nodes { validUntil status isInForce } } }',
      { id: templateId },
    );
    expect(pledges.nodes).toEqual([
      { validUntil: ends[0], status: 'LAPSED', isInForce: false },
      { validUntil: ends[1], status: 'EXPIRING', isInForce: true },
    ]);
  }, 60_000);

  it(
    'are offered to 5,000 hosts, each once, when the process is killed in the middle',
    async () => {
      const templateId = await published('HOST_CONDUCT');
      await givenHosts(HOSTS);
      const victim = site.worker ?? site.api;
      const batch = await run<{ id: string }>(
        'offerPledgeToPark',
        'OfferPledgeToParkInput',
        { parkId: park.parkId, templateId },
        'offerBatch',
      );
      const inTheMiddle = await until('some are offered', 60_000, async () => {
        const { pledges } = await offered(templateId);
        return pledges > 0 ? pledges : null;
      });
      await victim.kill();
      expect(inTheMiddle).toBeLessThan(HOSTS);
      expect((await offered(templateId)).pledges).toBeLessThan(HOSTS);
      victim.start();
      await site.api.untilReady();
      await until('the batch is done', RESUMED_WITHIN_MS, async () => {
        const [row] = await site.rows<{ status: string }>('SELECT status FROM pledge_offer_batch WHERE id = ?', [batch.id]);
        return row?.status === 'DONE';
      });
      const everybody = HOSTS + 1;
      expect(await offered(templateId)).toEqual({ pledges: everybody, hosts: everybody });
    },
    TEST_MAX_MS,
  );
});
