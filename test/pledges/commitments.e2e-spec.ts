import { newId } from '../../src/platform/database/ids.js';
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
