import { newId } from '../../src/platform/database/ids.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

describe('texts of pledges', () => {
  let lab: PledgeLab;
  beforeAll(async () => {
    lab = await PledgeLab.start();
  });
  afterAll(() => lab.close());

  const draft = (code: string, count: number, more: object = {}) =>
    lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput(code, count, more));
  const target = ({ id, version }: TemplateFacts) => ({ templateId: id, expectedVersion: version });
  const publish = (template: TemplateFacts) => lab.done<TemplateFacts>('publishPledgeTemplate', target(template));

  it('keep their parties from version to version, so that whoever signed can renew (INV-39)', async () => {
    const first = await publish(await draft('PARTIES', 3));
    const signed = await lab.signed(first.id, await lab.broadcasts.streamer('续签主播'));
    const forStores = lab.draftInput('PARTIES', 4, { change: 'MATERIAL', audience: 'STORE' });
    expect(await lab.refused('draftPledgeTemplate', forStores)).toEqual(['TEMPLATE_AUDIENCE_FIXED']);
    const second = await draft('PARTIES', 4, { change: 'MATERIAL' });
    const { parkId: _park, code: _code, idempotencyKey: _key, ...wording } = forStores as Record<string, unknown>;
    expect(await lab.refused('changePledgeTemplate', { ...wording, ...target(second) })).toEqual(['TEMPLATE_AUDIENCE_FIXED']);
    /* A draft that was written before versions had to keep their parties. */
    await lab.app.dataSource.query(`UPDATE pledge_template SET audience = 'STORE' WHERE id = ?`, [second.id]);
    expect(await lab.refused('publishPledgeTemplate', target(second))).toEqual(['TEMPLATE_AUDIENCE_FIXED']);
    expect(await lab.pledge(signed.id)).toMatchObject({ status: 'IN_FORCE' });
    expect(await lab.count(`FROM pledge_template WHERE id = ? AND status = 'PUBLISHED'`, [first.id])).toBe(1);
  });

  it('are not published a second time without a change: nobody signs the same words anew (INV-39)', async () => {
    const first = await lab.published('SEVEN_DONTS');
    const signed = await lab.signed(first.id, await lab.broadcasts.streamer('不用重签'));
    const adopt = { parkId: lab.parkId, shippedCode: 'SEVEN_DONTS', idempotencyKey: newId() };
    const again = await lab.done<TemplateFacts>('adoptPledgeTemplate', adopt);
    expect(await lab.refused('publishPledgeTemplate', target(again))).toEqual(['TEMPLATE_UNCHANGED']);
    expect(await lab.needsRenewal(signed.id)).toBe(false);
    await lab.done('discardPledgeTemplate', target(again));

    const retired = await lab.done<TemplateFacts>('retirePledgeTemplate', target(first));
    expect(retired.status).toBe('RETIRED');
    const back = await lab.done<TemplateFacts>('adoptPledgeTemplate', { ...adopt, idempotencyKey: newId() });
    expect(await publish(back)).toMatchObject({ status: 'PUBLISHED', edition: 1 });
    expect(await lab.needsRenewal(signed.id)).toBe(false);
  });

  it('are discarded as drafts, also by two at once, and the series is free for another draft (INV-39)', async () => {
    const first = await draft('DROPPED', 3);
    expect((await lab.verb('retirePledgeTemplate', target(first))).userErrors).toMatchObject([
      { code: 'TEMPLATE_STATE_FORBIDS', cure: expect.stringContaining('discardPledgeTemplate') as string },
    ]);
    const both = await Promise.all([lab.verb('discardPledgeTemplate', target(first)), lab.verb('discardPledgeTemplate', target(first))]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
    const second = await draft('DROPPED', 2);
    expect(second).toMatchObject({ status: 'DRAFT', templateVersion: 2, edition: 1 });
    const published = await publish(second);
    expect(await lab.refused('discardPledgeTemplate', target(published))).toEqual(['TEMPLATE_STATE_FORBIDS']);
    const third = await draft('DROPPED', 4, { change: 'MATERIAL' });
    await lab.done('discardPledgeTemplate', target(third));
    expect(await draft('DROPPED', 2, { change: 'EDITORIAL' })).toMatchObject({ templateVersion: 4, edition: 1 });
  });

  it('need no English translation', async () => {
    const { nameEn: _name, preambleEn: _preamble, ...chinese } = lab.draftInput('CHINESE', 2) as Record<string, unknown>;
    const clauses = [{ text: '不卖假货。' }, { text: '不刷单。', textEn: '' }];
    const published = await publish(await lab.done<TemplateFacts>('draftPledgeTemplate', { ...chinese, clauses }));
    const signed = await lab.signed(published.id, await lab.broadcasts.streamer('中文主播'));
    expect(signed).toMatchObject({ status: 'IN_FORCE', contentHash: published.contentHash });
    expect(await lab.refused('draftPledgeTemplate', lab.draftInput('SHORT', 2, { validityMonths: 1 }))).toEqual([
      'RENEWAL_NOTICE_TOO_LONG',
    ]);
  });
});
