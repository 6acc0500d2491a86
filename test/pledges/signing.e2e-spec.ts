import { newId } from '../../src/platform/database/ids.js';
import { BroadcastLab } from '../broadcasts/broadcast-lab.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

describe('texts and signatures', () => {
  let lab: PledgeLab;
  beforeAll(async () => {
    lab = await PledgeLab.start();
  });
  afterAll(() => lab.close());

  const draft = (code: string, count: number, more: object = {}) =>
    lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput(code, count, more));
  const publish = (template: TemplateFacts) =>
    lab.verb<TemplateFacts>('publishPledgeTemplate', { templateId: template.id, expectedVersion: template.version });

  it('publishes ten clauses as 十不准 and refuses nine and eleven; two publishers at once make one publication (INV-40)', async () => {
    for (const count of [9, 11]) {
      const template = await draft(`TEN_${count}`, count, { declaredClauseCount: 10 });
      expect((await publish(template)).userErrors).toMatchObject([{ code: 'CLAUSE_COUNT_DIFFERS', rule: 'INV-40' }]);
    }
    const template = await draft('TEN', 10);
    const both = await Promise.all([publish(template), publish(template)]);
    expect(both.filter(({ result }) => result !== null)).toHaveLength(1);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
  });

  it('ships drafts that a park adopts by an own act and publishes as they are (INV-40)', async () => {
    const { shippedPledgeTemplates } = await lab.app.ask<{ shippedPledgeTemplates: { code: string; clauses: unknown[] }[] }>(
      lab.secretary,
      '{ shippedPledgeTemplates { code clauses { number } } }',
    );
    expect(shippedPledgeTemplates.map(({ code, clauses }) => `${code} ${clauses.length}`)).toEqual([
      'ECOMMERCE_MEMBER_TEN 10',
      'HEALTHY_CONDUCT 8',
      'SEVEN_DONTS 7',
      'HOST_CONDUCT 9',
    ]);
    expect(await lab.count(`FROM pledge_template WHERE code = 'HOST_CONDUCT'`)).toBe(0);
    expect(await lab.published('HOST_CONDUCT')).toMatchObject({ status: 'PUBLISHED', templateVersion: 1, edition: 1 });
    const again = { parkId: lab.parkId, shippedCode: 'HOST_CONDUCT', idempotencyKey: newId() };
    expect(await lab.done('adoptPledgeTemplate', again)).toMatchObject({ status: 'DRAFT', templateVersion: 2 });
    expect(await lab.refused('adoptPledgeTemplate', { ...again, idempotencyKey: newId() })).toEqual(['TEMPLATE_DRAFT_EXISTS']);
  });

  it('never changes a published text, and a new version leaves what was signed as it is (INV-39)', async () => {
    const first = (await publish(await draft('VERSIONS', 3))).result!;
    const host = await lab.broadcasts.streamer('版本主播');
    const signed = await lab.signed(first.id, host);
    const change = { ...lab.draftInput('VERSIONS', 3), templateId: first.id, expectedVersion: first.version, change: 'MATERIAL' };
    const { parkId: _park, code: _code, idempotencyKey: _key, ...wording } = change as Record<string, unknown>;
    expect(await lab.refused('changePledgeTemplate', wording)).toEqual(['TEMPLATE_STATE_FORBIDS']);
    expect(await lab.refused('draftPledgeTemplate', lab.draftInput('VERSIONS', 4, { change: 'EDITORIAL' }))).toEqual([
      'EDITORIAL_CHANGE_TOO_WIDE',
    ]);
    const editorial = (await publish(await draft('VERSIONS', 3, { change: 'EDITORIAL', preamble: '我郑重承诺:' }))).result!;
    expect([editorial.templateVersion, editorial.edition]).toEqual([2, 1]);
    expect(await lab.needsRenewal(signed.id)).toBe(false);
    const material = (await publish(await draft('VERSIONS', 4, { change: 'MATERIAL' }))).result!;
    expect([material.templateVersion, material.edition]).toEqual([3, 2]);
    expect(await lab.needsRenewal(signed.id)).toBe(true);
    expect(await lab.pledge(signed.id)).toMatchObject({ contentHash: first.contentHash, status: 'IN_FORCE', isInForce: true });
    expect((await check(signed.id)).isIntact).toBe(true);
  });

  it('finds one altered character of the stored text, and refuses to sign it (INV-39)', async () => {
    const template = await lab.published('SEVEN_DONTS');
    const [signed, open] = [
      await lab.signed(template.id, await lab.broadcasts.streamer('已签主播')),
      await lab.offer(template.id, await lab.broadcasts.streamer('未签主播')),
    ];
    await lab.done('recordPledgeReading', { pledgeId: open.id, reader: 'SIGNATORY' });
    const [{ clauses }] = await lab.app.dataSource.query<[{ clauses: string }]>('SELECT clauses FROM pledge_template WHERE id = ?', [
      template.id,
    ]);
    await lab.app.dataSource.query('UPDATE pledge_template SET clauses = ? WHERE id = ?', [
      clauses.replace('不抢行', '不强行'),
      template.id,
    ]);
    expect(await check(signed.id)).toMatchObject({ isIntact: false, offeredHash: signed.contentHash, signedHashes: [signed.contentHash] });
    const sign = { pledgeId: open.id, expectedVersion: open.version, contentHash: open.contentHash, reference: '纸-2' };
    expect(await lab.refused('recordPledgeSignature', sign)).toEqual(['PLEDGE_TEXT_DIFFERS']);
    await lab.app.dataSource.query('UPDATE pledge_template SET clauses = ? WHERE id = ?', [clauses, template.id]);
    expect((await check(signed.id)).isIntact).toBe(true);
    expect((await lab.done('recordPledgeSignature', sign)).status).toBe('IN_FORCE');
  });

  it('takes a signature only after that signer has read that very text (INV-39)', async () => {
    const template = (await publish(await draft('READING', 3))).result!;
    const host = await lab.broadcasts.streamer('阅读主播');
    const own = await lab.asHost(host);
    const pledge = await lab.offer(template.id, host);
    const sign = { pledgeId: pledge.id, expectedVersion: pledge.version, contentHash: pledge.contentHash };
    expect(await lab.refused('signMyPledge', sign, own)).toEqual(['PLEDGE_NOT_READ']);
    expect(await lab.refused('recordPledgeReading', { pledgeId: pledge.id, reader: 'GUARDIAN' })).toEqual(['GUARDIAN_NOT_NEEDED']);
    expect(await lab.refused('recordPledgeSignature', { ...sign, reference: '纸-3' }, lab.operator)).toEqual(['PLEDGE_NOT_READ']);
    await lab.done('recordPledgeReading', { pledgeId: pledge.id, reader: 'SIGNATORY' });
    expect(await lab.refused('signMyPledge', sign, own)).toEqual(['PLEDGE_NOT_READ']);
    const read = await lab.done<{ template: { clauses: unknown[] } }>('readMyPledge', { pledgeId: pledge.id }, own);
    expect(read.template.clauses).toHaveLength(3);
    expect(await lab.refused('signMyPledge', { ...sign, contentHash: 'f'.repeat(64) }, own)).toEqual(['PLEDGE_TEXT_DIFFERS']);
    const both = await Promise.all([lab.verb('signMyPledge', sign, own), lab.verb('signMyPledge', sign, own)]);
    expect(both.filter(({ result }) => result?.status === 'IN_FORCE')).toHaveLength(1);
    expect(await lab.count('FROM pledge_signature WHERE pledgeId = ?', [pledge.id])).toBe(1);
  });

  it('binds version and hash into reading, signature and audit (INV-39)', async () => {
    const template = await lab.published('ECOMMERCE_MEMBER_TEN');
    const pledge = await lab.signed(template.id, await lab.broadcasts.streamer('留痕主播'));
    const bound = await lab.app.dataSource.query<{ templateId: string; contentHash: string }[]>(
      `SELECT templateId, contentHash FROM pledge_reading WHERE pledgeId = ? UNION ALL SELECT templateId, contentHash FROM pledge_signature WHERE pledgeId = ?`,
      [pledge.id, pledge.id],
    );
    expect(bound).toEqual([1, 2].map(() => ({ templateId: template.id, contentHash: template.contentHash })));
    const acts = await lab.app.dataSource.query<{ action: string; changes: string }[]>(
      'SELECT action, changes FROM audit_entry WHERE recordId = ? ORDER BY id',
      [pledge.id],
    );
    expect(acts.map(({ action }) => action)).toEqual(['offerPledge', 'readPledge', 'signPledge', 'takeEffect']);
    expect(acts[2]!.changes).toContain(template.contentHash);
  });

  it('lets a minor’s pledge wait for the guardian, who reads and signs as well (INV-08)', async () => {
    const template = (await publish(await draft('MINOR', 3))).result!;
    const pledge = await lab.signed(template.id, await lab.broadcasts.streamer('小小主播', { bornOn: '2009-11-28' }));
    expect(pledge).toMatchObject({ status: 'SIGNED', awaitsGuardian: true, isInForce: false });
    const sign = { pledgeId: pledge.id, expectedVersion: pledge.version, contentHash: pledge.contentHash, reference: '纸-4' };
    expect(await lab.refused('recordGuardianSignature', sign, lab.operator)).toEqual(['PLEDGE_NOT_READ']);
    await lab.done('recordPledgeReading', { pledgeId: pledge.id, reader: 'GUARDIAN' }, lab.operator);
    expect(await lab.done('recordGuardianSignature', sign, lab.operator)).toMatchObject({ status: 'IN_FORCE', awaitsGuardian: false });
    const adult = await lab.signed(template.id, await lab.broadcasts.streamer('刚满十八', { bornOn: '2008-11-27' }));
    expect(adult).toMatchObject({ status: 'IN_FORCE', awaitsGuardian: false });
  });

  it('keeps one offer of a kind open, also when two officers offer at once, and takes declining and withdrawing (6.6)', async () => {
    const template = (await publish(await draft('ONCE', 3))).result!;
    const host = await lab.broadcasts.streamer('一次主播');
    const offer = () =>
      lab.verb('offerPledge', { parkId: lab.parkId, templateId: template.id, signatoryId: host, idempotencyKey: newId() });
    const both = await Promise.all([offer(), offer()]);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['PLEDGE_ALREADY_OFFERED']);
    const [open] = both.flatMap(({ result }) => (result ? [result] : []));
    const own = await lab.asHost(host);
    const target = { pledgeId: open!.id, expectedVersion: open!.version };
    expect((await lab.done('declineMyPledge', { ...target, reason: '暂不考虑' }, own)).status).toBe('DECLINED');
    const again = await lab.signed(template.id, host);
    expect((await lab.done('withdrawMyPledge', { pledgeId: again.id, expectedVersion: again.version }, own)).status).toBe('WITHDRAWN');
    expect((await offer()).userErrors).toEqual([]);
  });

  it('shows a host the own pledges and nobody else’s (PR-3)', async () => {
    const template = (await publish(await draft('OWN', 3))).result!;
    const [mine, other] = [await lab.broadcasts.streamer('我'), await lab.broadcasts.streamer('别人')];
    const [own, foreign] = [await lab.offer(template.id, mine), await lab.offer(template.id, other)];
    const token = await lab.asHost(mine);
    const { myPledges } = await lab.app.ask<{ myPledges: { nodes: { id: string }[]; totalCount: number } }>(
      token,
      '{ myPledges(first: 10) { nodes { id } totalCount } }',
    );
    expect(myPledges).toEqual({ nodes: [{ id: own.id }], totalCount: 1 });
    const answer = await lab.app.send(token, 'mutation ($input: ReadMyPledgeInput!) { readMyPledge(input: $input) { pledge { id } } }', {
      input: { pledgeId: foreign.id },
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('offers only to parties of the park: its hosts, and the units below the organization that leads it', async () => {
    const template = await lab.published('HEALTHY_CONDUCT');
    const elsewhere = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const foreign = await elsewhere.storefront('别处的店');
    const query = 'mutation ($input: OfferPledgeInput!) { offerPledge(input: $input) { pledge { id } } }';
    for (const signatoryId of [foreign, newId(), await lab.broadcasts.streamer('不是店')]) {
      const input = { parkId: lab.parkId, templateId: template.id, signatoryId, idempotencyKey: newId() };
      const answer = await lab.app.send(lab.secretary, query, { input });
      expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND', path: ['input', 'signatoryId'] } });
    }
    expect((await lab.signed(template.id, await lab.storefront('本园的店'))).status).toBe('IN_FORCE');
  });

  it('counts signatures of a signing event and refuses a closed one', async () => {
    const template = (await publish(await draft('EVENT', 3))).result!;
    const plan = { parkId: lab.parkId, name: '集体签署日', place: '一号厅', heldOn: '2026-11-27', idempotencyKey: newId() };
    const event = await lab.done<{ id: string; version: number }>('planSigningEvent', plan);
    const [first, second] = [
      await lab.offer(template.id, await lab.broadcasts.streamer('到场甲')),
      await lab.offer(template.id, await lab.broadcasts.streamer('到场乙')),
    ];
    for (const pledge of [first, second]) await lab.done('recordPledgeReading', { pledgeId: pledge.id, reader: 'SIGNATORY' });
    const sign = (pledge: typeof first) => ({
      pledgeId: pledge.id,
      expectedVersion: 1,
      contentHash: pledge.contentHash,
      signingEventId: event.id,
    });
    await lab.done('recordPledgeSignature', sign(first));
    const closed = await lab.done<{ signedCount: number }>('closeSigningEvent', {
      signingEventId: event.id,
      expectedVersion: event.version,
    });
    expect(closed).toMatchObject({ signedCount: 1, isClosed: true });
    expect(await lab.refused('recordPledgeSignature', sign(second))).toEqual(['SIGNING_EVENT_CLOSED']);
  });

  it('gives the paper to be signed, then the signed copy, as a page and as .docx to the park and to the host (INV-39)', async () => {
    const template = (await publish(await draft('COPY', 3))).result!;
    const host = await lab.broadcasts.streamer('留底主播');
    const own = await lab.asHost(host);
    const offered = await lab.offer(template.id, host);
    const copy = async (name: string, token: string, id = offered.id) => {
      const query = `query ($id: ID!) { ${name}(pledgeId: $id) { fileName html docxBase64 isIntact isSigned } }`;
      return (await lab.app.ask<Record<string, { fileName: string; html: string; docxBase64: string } | null>>(token, query, { id }))[
        name
      ]!;
    };
    const form = (await copy('pledgeCopy', lab.secretary))!;
    expect(form).toMatchObject({ fileName: '试验公约-留底主播.docx', isIntact: true, isSigned: false });
    expect([form.html.includes('待签署'), form.html.includes('监护人')]).toEqual([true, false]);
    const minor = await lab.offer(template.id, await lab.broadcasts.streamer('../../留底\\少年', { bornOn: '2010-01-01' }));
    const ofMinor = (await copy('pledgeCopy', lab.secretary, minor.id))!;
    expect([ofMinor.fileName, ofMinor.html.includes('监护人')]).toEqual(['试验公约-._._留底_少年.docx', true]);
    const signed = await lab.signedOnSite(offered);
    const ofPark = (await copy('pledgeCopy', lab.secretary))!;
    expect(ofPark).toMatchObject({ fileName: '试验公约-留底主播.docx', isIntact: true, isSigned: true });
    expect(ofPark.html).not.toContain('不再有效');
    expect(ofPark.html).toContain(offered.contentHash);
    expect(Buffer.from(ofPark.docxBase64, 'base64').subarray(0, 2).toString()).toBe('PK');
    expect(await copy('myPledgeCopy', own)).toEqual(ofPark);
    expect(await copy('myPledgeCopy', await lab.asHost(await lab.broadcasts.streamer('他人')))).toBeNull();
    await lab.done('withdrawMyPledge', { pledgeId: signed.id, expectedVersion: signed.version }, own);
    expect((await copy('myPledgeCopy', own))!.html).toContain('已于 2026-11-27 撤回，不再有效');
    await lab.done('withdrawPledgeOffer', { pledgeId: minor.id, expectedVersion: minor.version, reason: '试' });
    expect(await copy('pledgeCopy', lab.secretary, minor.id)).toBeNull();
  });

  it('answers a confirmation by the record once the park requires a pledge, for the day of the session (INV-24)', async () => {
    const free = await lab.broadcasts.streamer('场次主播');
    const session = await lab.broadcasts.requested({
      hosts: [{ streamerId: free }],
      accountId: await lab.broadcasts.account('要求承诺'),
      type: 'CULTURE',
    });
    await lab.require('2026-11-27');
    const confirm = { sessionId: session.id, expectedVersion: session.version };
    expect((await lab.broadcasts.verb('confirmSession', confirm)).userErrors).toMatchObject([
      { code: 'HOST_PLEDGE_MISSING', rule: 'INV-24' },
    ]);
    const conduct = (await publish(await draft('REQUIRED', 3))).result!;
    const pledge = await lab.signed(conduct.id, free);
    expect(pledge.validUntil).toBe('2027-11-26');
    expect((await lab.broadcasts.verb('confirmSession', confirm)).session?.status).toBe('CONFIRMED');
  });

  async function check(pledgeId: string): Promise<{ isIntact: boolean }> {
    const query = 'query ($id: ID!) { pledgeContentCheck(pledgeId: $id) { isIntact offeredHash computedHash signedHashes } }';
    return (await lab.app.ask<{ pledgeContentCheck: { isIntact: boolean } }>(lab.secretary, query, { id: pledgeId })).pledgeContentCheck;
  }
});
