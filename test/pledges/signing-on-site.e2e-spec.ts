import { newId } from '../../src/platform/database/ids.js';
import { type PledgeFacts, PledgeLab, type TemplateFacts } from './pledge-lab.js';

describe('a signature that an officer records', () => {
  let lab: PledgeLab;
  let template: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    template = await lab.published('SEVEN_DONTS');
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const read = (pledge: PledgeFacts, reader: string) => lab.done('recordPledgeReading', { pledgeId: pledge.id, reader }, lab.operator);
  const target = ({ id, version }: PledgeFacts) => ({ pledgeId: id, expectedVersion: version });
  const signature = (pledge: PledgeFacts) => ({ ...target(pledge), contentHash: pledge.contentHash });
  const topics = async (streamerId: string) =>
    (await lab.app.dataSource.query<{ topic: string }[]>('SELECT topic FROM notice WHERE aboutScopeId = ? ORDER BY id', [streamerId])).map(
      ({ topic }) => topic,
    );

  it('needs a paper or a signing event that has come, and the host learns of it (INV-39)', async () => {
    const host = await lab.broadcasts.streamer('被签主播');
    await lab.asHost(host);
    const pledge = await lab.offer(template.id, host);
    await read(pledge, 'SIGNATORY');
    expect(await lab.refused('recordPledgeSignature', signature(pledge), lab.operator)).toEqual(['SIGNATURE_WITHOUT_PAPER']);
    const plan = { parkId: lab.parkId, name: '签署日', place: '一号厅', idempotencyKey: newId() };
    const event = async (heldOn: string) =>
      (await lab.done<{ id: string }>('planSigningEvent', { ...plan, heldOn, idempotencyKey: newId() })).id;
    const later = { ...signature(pledge), signingEventId: await event('2026-11-28') };
    expect(await lab.refused('recordPledgeSignature', later, lab.operator)).toEqual(['SIGNING_EVENT_TO_COME']);
    expect(await topics(host)).toEqual(['pledges.offered']);
    const today = { ...signature(pledge), signingEventId: await event('2026-11-27') };
    expect((await lab.done('recordPledgeSignature', today, lab.operator)).status).toBe('IN_FORCE');
    expect(await topics(host)).toEqual(['pledges.offered', 'pledges.signed-on-site']);
  });

  it('of a guardian needs a paper, and the pledge counts from the guardian’s day, never from before (INV-08)', async () => {
    const signed = await lab.signed(template.id, await lab.broadcasts.streamer('等家长', { bornOn: '2011-01-01' }));
    await read(signed, 'GUARDIAN');
    await lab.moveTo('2027-01-10T12:00:00+08:00');
    expect(await lab.refused('recordGuardianSignature', signature(signed), lab.operator)).toEqual(['SIGNATURE_WITHOUT_PAPER']);
    const done = await lab.done('recordGuardianSignature', { ...signature(signed), reference: '纸-5' }, lab.operator);
    expect(done).toMatchObject({ status: 'IN_FORCE', validFrom: '2027-01-10', validUntil: '2028-01-09' });
  });

  it('of a guardian comes too late after the end of what the minor signed (INV-08)', async () => {
    const host = await lab.broadcasts.streamer('太晚了', { bornOn: '2011-01-01' });
    const signed = await lab.signed(template.id, host);
    await read(signed, 'GUARDIAN');
    await lab.moveTo('2027-11-27T12:00:00+08:00');
    const late = { ...signature(signed), reference: '纸-6' };
    expect(await lab.refused('recordGuardianSignature', late, lab.operator)).toEqual(['GUARDIAN_TOO_LATE']);
    await lab.done('recordPledgeWithdrawn', { ...target(signed), reason: '重新签署' });
    expect(await lab.signed(template.id, host)).toMatchObject({ status: 'SIGNED', awaitsGuardian: true });
  });

  it('of a minor who comes of age meanwhile gives way to a new offer, signed alone; two officers make one (INV-08)', async () => {
    const host = await lab.broadcasts.streamer('成年了', { bornOn: '2008-12-05' });
    const signed = await lab.signed(template.id, host);
    await read(signed, 'GUARDIAN');
    const offer = () => ({ parkId: lab.parkId, templateId: template.id, signatoryId: host, idempotencyKey: newId() });
    await lab.moveTo('2026-12-04T12:00:00+08:00');
    expect(await lab.refused('offerPledge', offer())).toEqual(['PLEDGE_ALREADY_OFFERED']);
    await lab.moveTo('2026-12-05T00:00:00+08:00');
    const late = { ...signature(signed), reference: '纸-7' };
    expect(await lab.refused('recordGuardianSignature', late, lab.operator)).toEqual(['GUARDIAN_NO_MORE']);
    const both = await Promise.all([lab.verb('offerPledge', offer()), lab.verb('offerPledge', offer())]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['PLEDGE_ALREADY_OFFERED']);
    expect((await lab.pledge(signed.id)).status).toBe('WITHDRAWN');
    const anew = both.flatMap(({ result }) => (result ? [result] : []))[0]!;
    expect(await lab.signedOnSite(anew)).toMatchObject({ status: 'IN_FORCE', awaitsGuardian: false, validFrom: '2026-12-05' });
  });
});
