import { newId } from '../../src/platform/database/ids.js';
import { PlateDesk } from './plate-desk.js';
import { PledgeLab } from './pledge-lab.js';

interface CommitmentFacts {
  id: string;
  version: number;
  status: string;
}

describe('a commitment of a host', () => {
  let lab: PledgeLab;
  beforeAll(async () => {
    lab = await PledgeLab.start();
  });
  afterAll(() => lab.close());

  it('is about days to come, and is not confirmed by who entered all its evidence; the host sees it and nobody else’s', async () => {
    const host = await lab.broadcasts.streamer('践诺主播');
    const pledge = await lab.signed((await lab.published('SEVEN_DONTS')).id, host);
    const input = { parkId: lab.parkId, pledgeId: pledge.id, kind: 'OTHER', text: '每周助农一场', idempotencyKey: newId() };
    expect(await lab.refused('makeCommitment', { ...input, dueOn: '2026-11-26' })).toEqual(['COMMITMENT_DAY_INVALID']);
    const made = await lab.done<CommitmentFacts>('makeCommitment', { ...input, dueOn: '2026-12-31' });
    const own = { commitmentId: made.id, expectedVersion: made.version, reference: '公示栏 9', notedOn: '2026-11-27' };
    const noted = await lab.done<CommitmentFacts>('addFulfilmentEvidence', own);
    const again = { ...own, expectedVersion: noted.version };
    expect(await lab.refused('addFulfilmentEvidence', again)).toEqual(['EVIDENCE_REPEATED']);
    expect(await lab.refused('addFulfilmentEvidence', { ...again, reference: '旧', notedOn: '2026-11-26' })).toEqual([
      'EVIDENCE_DAY_INVALID',
    ]);
    const target = { commitmentId: made.id, expectedVersion: noted.version };
    expect(await lab.refused('confirmFulfilment', target)).toEqual(['FULFILMENT_NEEDS_ANOTHER']);
    expect((await lab.done<CommitmentFacts>('confirmFulfilment', target, await lab.as('ORGANIZATION_OFFICER'))).status).toBe('FULFILLED');
    const mine = '{ myCommitments(first: 10) { nodes { text status } } }';
    const shown = await lab.app.ask<{ myCommitments: { nodes: object[] } }>(await lab.asHost(host), mine);
    expect(shown.myCommitments.nodes).toEqual([{ text: '每周助农一场', status: 'FULFILLED' }]);
    const foreign = await lab.app.ask<{ myCommitments: { nodes: object[] } }>(
      await lab.asHost(await lab.broadcasts.streamer('旁观主播')),
      mine,
    );
    expect(foreign.myCommitments.nodes).toEqual([]);
  });
});

describe('the commitments of a shop', () => {
  let lab: PledgeLab;
  let desk: PlateDesk;
  let templateId = '';
  beforeAll(async () => {
    lab = await PledgeLab.start();
    templateId = (await lab.published('HEALTHY_CONDUCT')).id;
    desk = new PlateDesk(lab, templateId);
  });
  afterAll(() => lab.close());

  it('count only what was kept with evidence, on the public page as well', async () => {
    const { plate, pledge } = await desk.shop('践诺小店');
    const { token } = await desk.codeOf(plate);
    const input = {
      parkId: lab.parkId,
      pledgeId: pledge.id,
      kind: 'SHOW_DEEDS',
      text: '缺斤少两双倍返还',
      dueOn: '2026-12-31',
      idempotencyKey: newId(),
    };
    const made = await lab.done<CommitmentFacts>('makeCommitment', input);
    const target = { commitmentId: made.id, expectedVersion: made.version };
    expect(await lab.refused('confirmFulfilment', target)).toEqual(['COMMITMENT_WITHOUT_EVIDENCE']);
    const evidence = { ...target, reference: '公示栏 2026-11-27', notedOn: '2026-11-27' };
    expect(await lab.refused('addFulfilmentEvidence', { ...evidence, notedOn: '2026-11-28' })).toEqual(['EVIDENCE_DAY_INVALID']);
    const shown = await lab.done<CommitmentFacts>('addFulfilmentEvidence', evidence, lab.operator);
    expect((await desk.page(token)).text).toContain('Public commitments kept</span></dt><dd>0</dd>');
    const kept = await lab.done<CommitmentFacts>('confirmFulfilment', { commitmentId: made.id, expectedVersion: shown.version });
    expect(kept.status).toBe('FULFILLED');
    expect((await desk.page(token)).text).toContain('Public commitments kept</span></dt><dd>1</dd>');
    const dropped = await lab.refused('dropCommitment', { commitmentId: made.id, expectedVersion: kept.version, reason: '试' });
    expect(dropped).toEqual(['COMMITMENT_CLOSED']);
    const reopen = { commitmentId: made.id, expectedVersion: kept.version, reason: '登记有误' };
    const both = await Promise.all([lab.verb('reopenCommitment', reopen), lab.verb('reopenCommitment', reopen)]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
    expect((await desk.page(token)).text).toContain('Public commitments kept</span></dt><dd>0</dd>');
    await lab.done('confirmFulfilment', { commitmentId: made.id, expectedVersion: kept.version + 1 });
    const { fulfilmentCounts } = await lab.app.ask<{ fulfilmentCounts: { kind: string; madeCount: number; fulfilledCount: number }[] }>(
      lab.secretary,
      'query ($id: ID!) { fulfilmentCounts(parkId: $id) { kind madeCount fulfilledCount overdueCount } }',
      { id: lab.parkId },
    );
    expect(fulfilmentCounts.find(({ kind }) => kind === 'SHOW_DEEDS')).toEqual({
      kind: 'SHOW_DEEDS',
      madeCount: 1,
      fulfilledCount: 1,
      overdueCount: 0,
    });
  });

  it('confirmed at once are all counted', async () => {
    const { pledge, storefrontId } = await desk.shop('齐验小店');
    const ready: CommitmentFacts[] = [];
    for (let index = 0; index < 4; index++) {
      const made = await lab.done<CommitmentFacts>('makeCommitment', {
        ...{ parkId: lab.parkId, pledgeId: pledge.id, kind: 'OTHER', text: `承诺 ${index}`, dueOn: '2026-12-31' },
        idempotencyKey: newId(),
      });
      const evidence = { commitmentId: made.id, expectedVersion: made.version, reference: '公示栏', notedOn: '2026-11-27' };
      ready.push(await lab.done<CommitmentFacts>('addFulfilmentEvidence', evidence, lab.operator));
    }
    await Promise.all(ready.map(({ id, version }) => lab.done('confirmFulfilment', { commitmentId: id, expectedVersion: version })));
    const [row] = await lab.app.dataSource.query<{ fulfilledCount: number }[]>('SELECT fulfilledCount FROM plate WHERE storefrontId = ?', [
      storefrontId,
    ]);
    expect(Number(row!.fulfilledCount)).toBe(4);
  });

  it('are made only under a pledge in force', async () => {
    const offered = await lab.offer(templateId, await lab.storefront('未诺小店'));
    const input = { parkId: lab.parkId, pledgeId: offered.id, kind: 'OTHER', text: '试', dueOn: '2026-12-31', idempotencyKey: newId() };
    expect(await lab.refused('makeCommitment', input)).toEqual(['COMMITMENT_WITHOUT_PLEDGE']);
  });
});
