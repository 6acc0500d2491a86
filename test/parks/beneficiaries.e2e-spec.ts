import { Beneficiaries } from '../../src/parks/beneficiaries.service.js';
import { newId } from '../../src/platform/database/ids.js';
import { givenBeneficiary, givenListedProduct, givenPark } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';

interface BeneficiaryFacts {
  id: string;
  version: number;
  name: string;
  status: string;
}
interface Answer {
  beneficiary: BeneficiaryFacts | null;
  userErrors: { code: string; field: string[] }[];
}

const TYPES: Readonly<Record<string, string>> = {
  registerBeneficiary: 'RegisterBeneficiaryInput',
  changeBeneficiary: 'ChangeBeneficiaryInput',
  closeBeneficiary: 'CloseBeneficiaryInput',
  reopenBeneficiary: 'BeneficiaryTargetInput',
};
const mutation = (verb: string) =>
  `mutation ($input: ${TYPES[verb]}!) { ${verb}(input: $input) { beneficiary { id version name status } userErrors { code field } } }`;

describe('beneficiaries', () => {
  let app: TestApp;
  let parkId: string;
  let otherParkId: string;
  let secretary: string;
  let stranger: string;
  beforeAll(async () => {
    app = await TestApp.start();
    ({ parkId } = await givenPark(app));
    ({ parkId: otherParkId } = await givenPark(app, '邻区电商产业园'));
    secretary = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
    stranger = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: otherParkId }]);
  });
  afterAll(() => app.close());

  const verb = async (name: string, input: object, token = secretary): Promise<Answer> =>
    (await app.ask<Record<string, Answer>>(token, mutation(name), { input }))[name]!;
  const done = async (name: string, input: object): Promise<BeneficiaryFacts> => {
    const { beneficiary, userErrors } = await verb(name, input);
    if (!beneficiary) throw new Error(`${name} was refused: ${JSON.stringify(userErrors)}`);
    return beneficiary;
  };
  const codes = (answer: Answer) => answer.userErrors.map(({ code }) => code);
  const target = ({ id, version }: BeneficiaryFacts) => ({ beneficiaryId: id, expectedVersion: version });
  const registration = (more: object = {}) => ({
    parkId,
    kind: 'VILLAGE',
    name: `${newId().slice(-8)}村`,
    place: '滴道河乡',
    idempotencyKey: newId(),
    ...more,
  });
  const one = async (id: string, token: string) =>
    (await app.ask<{ beneficiary: object | null }>(token, 'query ($id: ID!) { beneficiary(id: $id) { name status statusReason } }', { id }))
      .beneficiary;
  const names = async (query: string, token: string, variables: object = {}) => {
    const answer = await app.ask<Record<string, { nodes: { name: string }[] }>>(token, query, { ...variables });
    return Object.values(answer)[0]!.nodes.map(({ name }) => name);
  };

  it('are registered, changed, closed with a reason and reopened, each audited (INV-26)', async () => {
    let village = await done('registerBeneficiary', registration());
    village = await done('changeBeneficiary', { ...target(village), kind: 'COOPERATIVE', name: '兴农合作社' });
    village = await done('closeBeneficiary', { ...target(village), reason: '合作社注销' });
    expect(await one(village.id, secretary)).toEqual({ name: '兴农合作社', status: 'CLOSED', statusReason: '合作社注销' });
    expect(codes(await verb('closeBeneficiary', { ...target(village), reason: '再停' }))).toEqual(['BENEFICIARY_STATE_FORBIDS']);
    const change = { ...target(village), kind: 'FARM', name: '改名' };
    expect(codes(await verb('changeBeneficiary', change))).toEqual(['BENEFICIARY_STATE_FORBIDS']);
    village = await done('reopenBeneficiary', target(village));
    expect(village).toMatchObject({ status: 'ACTIVE', version: 4 });
    expect(codes(await verb('reopenBeneficiary', target(village)))).toEqual(['BENEFICIARY_STATE_FORBIDS']);
    const rows = await app.dataSource.query<{ action: string }[]>(
      'SELECT action FROM audit_entry WHERE scopeId = ? AND recordId = ? ORDER BY id',
      [parkId, village.id],
    );
    const verbs = ['registerBeneficiary', 'changeBeneficiary', 'closeBeneficiary', 'reopenBeneficiary'];
    expect(rows.map(({ action }) => action)).toEqual(verbs);
  });

  it('have a name of their own in the park, also when two are registered or renamed at once (INV-26)', async () => {
    const name = '同心村';
    const answers = await Promise.all([1, 2, 3].map(() => verb('registerBeneficiary', registration({ name }))));
    expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(['', 'BENEFICIARY_NAME_TAKEN', 'BENEFICIARY_NAME_TAKEN']);
    const [left, right] = [await done('registerBeneficiary', registration()), await done('registerBeneficiary', registration())];
    const renamed = await Promise.all(
      [left, right].map((row) => verb('changeBeneficiary', { ...target(row), kind: 'VILLAGE', name: '团结村' })),
    );
    expect(renamed.map((answer) => codes(answer).join()).sort()).toEqual(['', 'BENEFICIARY_NAME_TAKEN']);
    expect((await verb('registerBeneficiary', registration({ name, parkId: otherParkId }), stranger)).beneficiary).not.toBeNull();
  });

  it('are registered once however often the request comes', async () => {
    const request = registration();
    const answers = await Promise.all([1, 2, 3].map(() => verb('registerBeneficiary', request)));
    expect(new Set(answers.map(({ beneficiary }) => beneficiary?.id)).size).toBe(1);
    expect(codes(await verb('registerBeneficiary', { ...request, kind: 'FARM' }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('refuse a change of a version that has moved on', async () => {
    const village = await done('registerBeneficiary', registration());
    const answers = await Promise.all(
      ['甲', '乙'].map((kind) => verb('changeBeneficiary', { ...target(village), kind: 'FARM', name: `${kind}-${village.id}` })),
    );
    expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(['', 'STALE_VERSION']);
  });

  it('of another park answer NOT_FOUND with their path, by every verb and as a reference (INV-26)', async () => {
    const village = await done('registerBeneficiary', registration());
    const attempts: [string, object, string][] = [
      ['registerBeneficiary', registration(), 'parkId'],
      ['changeBeneficiary', { ...target(village), kind: 'FARM', name: '越权' }, 'beneficiaryId'],
      ['closeBeneficiary', { ...target(village), reason: '越权' }, 'beneficiaryId'],
      ['reopenBeneficiary', target(village), 'beneficiaryId'],
    ];
    for (const [name, input, field] of attempts) {
      const answer = await app.send(stranger, mutation(name), { input });
      expect([name, answer.errors?.[0]?.extensions]).toMatchObject([name, { code: 'NOT_FOUND', path: ['input', field] }]);
    }
    expect(await one(village.id, stranger)).toBeNull();
    const foreign = await givenBeneficiary(app, otherParkId);
    const required = (ids: string[]) =>
      app.transactions.run((tx) => app.api.get(Beneficiaries).requireIds(tx, parkId, ids, ['input', 'beneficiaries']));
    await required([]);
    await required([village.id]);
    await expect(required([village.id, foreign])).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { path: ['input', 'beneficiaries', 1] },
    });
  });

  it('are managed by the secretary, and not by an operator, who reads them', async () => {
    const village = await done('registerBeneficiary', registration());
    const operator = await app.signInAs([{ role: 'OPERATOR', scopeKind: 'PARK', scopeId: parkId }]);
    expect((await app.send(operator, mutation('registerBeneficiary'), { input: registration() })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect(await one(village.id, operator)).toMatchObject({ status: 'ACTIVE' });
  });

  it('are listed by park, kind, state and the beginning of their name', async () => {
    const { parkId: here } = await givenPark(app, '查询园');
    const token = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: here }]);
    for (const [kind, name] of [
      ['VILLAGE', '新村'],
      ['FARM', '新农场'],
      ['FARM', '老农场'],
    ]) {
      await verb('registerBeneficiary', registration({ parkId: here, kind, name }), token);
    }
    const query = 'query ($filter: BeneficiaryFilter) { beneficiaries(filter: $filter) { nodes { name } } }';
    const found = async (filter: object) => (await names(query, token, { filter })).sort();
    expect(await found({})).toEqual(['新农场', '新村', '老农场'].sort());
    expect(await found({ kind: 'FARM', search: '新' })).toEqual(['新农场']);
    expect(await found({ status: 'CLOSED' })).toEqual([]);
    expect(await found({ parkId })).toEqual([]);
  });

  it('read themselves and the products that name them, and nothing else (INV-26)', async () => {
    const [mine, neighbor] = [await givenBeneficiary(app, parkId, '我的村'), await givenBeneficiary(app, parkId, '邻村')];
    await givenListedProduct(app, parkId, { name: '我村木耳', beneficiaryId: mine });
    const foreign = await givenListedProduct(app, parkId, { name: '邻村大米', beneficiaryId: neighbor });
    await givenListedProduct(app, parkId, { name: '无受益方' });
    const token = await app.signInAs([{ role: 'BENEFICIARY', scopeKind: 'BENEFICIARY', scopeId: mine }]);
    expect(await names('{ myBeneficiaries { nodes { name } } }', token)).toEqual(['我的村']);
    expect(await names('{ myProducts { nodes { name } } }', token)).toEqual(['我村木耳']);
    for (const query of [
      '{ beneficiaries { nodes { name } } }',
      '{ products { nodes { name } } }',
      `{ product(id: "${foreign}") { name } }`,
    ]) {
      expect((await app.send(token, query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    expect((await app.send(secretary, '{ myBeneficiaries { nodes { name } } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
