import type { GraphqlClient } from './graphql-client.js';

/** What the demo consists of, by id. */
export interface DemoPark {
  committeeId: string;
  parkId: string;
  roomIds: string[];
  streamerIds: Record<string, string>;
  accountIds: Record<string, string>;
  beneficiaryId: string;
  productIds: string[];
}

/* People and units of the demo are invented; the numbers are well-formed and belong to nobody. */
const PEOPLE = [
  { fullName: '王大田', stageName: '村播老王', kind: 'VILLAGE', idCardNumber: '230306197803150010', phone: '13800000001' },
  { fullName: '李小禾', stageName: '金铁村小李', kind: 'VILLAGE', idCardNumber: '230306199508210024', phone: '13800000002' },
  { fullName: '赵小滴', stageName: '小滴姐', kind: 'ORDINARY', idCardNumber: '23030619911206004X', phone: '13800000003' },
] as const;

const ACCOUNTS = [
  { platform: 'DOUYIN', name: '金铁村助农', kind: 'COMMERCE' },
  { platform: 'DOUYIN', name: '滴道优品', kind: 'COMMERCE' },
  { platform: 'CHANNELS', name: '滴道优选视频号', kind: 'COMMERCE' },
] as const;

const PRODUCTS = [
  { name: '山野蓝莓汁 礼盒', code: 'DY-MY-1', category: 'FOOD', origin: '黑龙江省鸡西市滴道区' },
  { name: '金铁村香菇 干货 500g', code: 'DY-MG-3', category: 'FARM_PRODUCE', origin: '滴道区金铁村' },
  { name: '滴道小米 5kg', code: 'DY-SM-5', category: 'FARM_PRODUCE', origin: '滴道区' },
] as const;

const INDUSTRIES = ['主播孵化', '农产品加工', '仓储物流', '品牌设计'] as const;

/** Key of one step of the demo; the same on every run, so an interrupted run goes on. */
function key(step: string): string {
  return `demo-park-${step}`;
}

/** Party organizations: the district's working committee, the park committee below it, and the branch of the leading enterprise. */
export class DemoBuilder {
  private steps = 0;

  constructor(private readonly client: GraphqlClient) {}

  /** Builds the organizations and the park with its structure still open. Needs an administrator's client. */
  async foundPark(): Promise<{ committeeId: string; branchId: string; parkId: string; enterpriseId: string }> {
    const working = await this.organization('滴道区两新工委(演示)', '区两新工委', 'WORKING_COMMITTEE', 'COORDINATING', {});
    const committeeId = await this.organization('滴道电商产业园综合党委(演示)', '园区综合党委', 'PARK_COMMITTEE', 'LOCAL', {
      adminParentId: working,
    });
    const { enterprise } = await this.client.run<{ enterprise: { id: string } }>(
      'registerEnterprise',
      'RegisterEnterpriseInput',
      {
        name: '滴道智汇电商有限公司(演示)',
        creditCode: '91230306MA1DEMP018',
        kind: 'ENTERPRISE',
        responsibleOrganizationId: committeeId,
        idempotencyKey: this.key('enterprise'),
      },
      'enterprise { id }',
    );
    await this.client.run(
      'admitEnterprise',
      'EnterpriseStepInput',
      { enterpriseId: enterprise.id, expectedVersion: 1 },
      'enterprise { id }',
    );
    const branchId = await this.organization('滴道智汇电商党支部(演示)', '智汇党支部', 'ENTERPRISE_BRANCH', 'LOCAL', {
      adminParentId: committeeId,
      enterpriseId: enterprise.id,
      kind: 'SINGLE',
    });
    const { structureTemplates } = await this.client.ask<{ structureTemplates: { nodes: { id: string; code: string }[] } }>(
      '{ structureTemplates(first: 100) { nodes { id code } } }',
    );
    const template = structureTemplates.nodes.find((node) => node.code === '1+4+N')!;
    const { park } = await this.client.run<{ park: { id: string } }>(
      'createPark',
      'CreateParkInput',
      {
        name: '滴道电商产业园(演示)',
        leadingOrganizationId: committeeId,
        structureTemplateId: template.id,
        idempotencyKey: this.key('park'),
      },
      'park { id }',
    );
    return { committeeId, branchId, parkId: park.id, enterpriseId: enterprise.id };
  }

  /** Fills the structure, opens the park and furnishes it: rooms, accounts, hosts, products, sessions. Needs a park secretary's client. */
  async furnishPark(founded: { committeeId: string; parkId: string; enterpriseId: string }, today: string): Promise<DemoPark> {
    const { parkId, committeeId, enterpriseId } = founded;
    const { beneficiary } = await this.client.run<{ beneficiary: { id: string } }>(
      'registerBeneficiary',
      'RegisterBeneficiaryInput',
      { parkId, kind: 'VILLAGE', name: '金铁村', place: '滴道区滴道河乡', idempotencyKey: this.key('beneficiary') },
      'beneficiary { id }',
    );
    const productIds: string[] = [];
    for (const product of PRODUCTS) productIds.push(await this.product(parkId, product, beneficiary.id, today));
    await this.holder(parkId, 'LEADER', { holderKind: 'ENTERPRISE', holderId: enterpriseId, startsOn: today });
    for (const industry of INDUSTRIES)
      await this.holder(parkId, 'CHAIN_UNIT', { holderKind: 'INDUSTRY_GROUP', holderName: industry, startsOn: today });
    for (const holderId of productIds) await this.holder(parkId, 'BRAND', { holderKind: 'BRAND_PRODUCT', holderId, startsOn: today });
    const { park } = await this.client.ask<{ park: { version: number } }>('query ($id: ID!) { park(id: $id) { version } }', { id: parkId });
    await this.client.run('activatePark', 'ActivateParkInput', { parkId, expectedVersion: park.version }, 'park { id }');
    const accountIds: Record<string, string> = {};
    for (const account of ACCOUNTS) accountIds[account.name] = await this.account(parkId, account);
    const streamerIds: Record<string, string> = {};
    for (const person of PEOPLE) streamerIds[person.stageName] = await this.streamer(parkId, person, today);
    const roomIds = [await this.room(parkId, '1 号直播间', 'ORDINARY'), await this.room(parkId, '助农直播间', 'FARM_AID')];
    return { committeeId, parkId, roomIds, streamerIds, accountIds, beneficiaryId: beneficiary.id, productIds };
  }

  /** Plans tomorrow's farm-aid session and confirms it. */
  async planSession(demo: DemoPark, startAt: Date): Promise<void> {
    const input = {
      parkId: demo.parkId,
      title: '金铁村秋收助农专场',
      type: 'COMMERCE',
      isFarmAid: true,
      roomId: demo.roomIds[1],
      accountId: demo.accountIds['金铁村助农'],
      plannedStartAt: startAt.toISOString(),
      plannedEndAt: new Date(startAt.getTime() + 2 * 3_600_000).toISOString(),
      hosts: [{ streamerId: demo.streamerIds['村播老王'] }],
      beneficiaries: [{ beneficiaryId: demo.beneficiaryId, shareBasisPoints: 10_000 }],
      productIds: demo.productIds,
      aiAvatar: false,
      idempotencyKey: this.key('session'),
    };
    const { session } = await this.client.run<{ session: { id: string; version: number } }>(
      'draftSession',
      'DraftSessionInput',
      input,
      'session { id version }',
    );
    let version = session.version;
    for (const verb of ['requestSession', 'confirmSession']) {
      const target = { sessionId: session.id, expectedVersion: version };
      version = (await this.client.run<{ session: { version: number } }>(verb, 'SessionTargetInput', target, 'session { version }')).session
        .version;
    }
  }

  /** Records a session of September 2026 with its sales, so that the dashboard is not empty. October is left to the sample exports. Returns its id. */
  async recordPast(demo: DemoPark): Promise<string> {
    const input = {
      parkId: demo.parkId,
      title: '中秋助农专场',
      type: 'COMMERCE',
      accountId: demo.accountIds['金铁村助农'],
      roomId: demo.roomIds[1],
      actualStartAt: '2026-09-20T19:00:00+08:00',
      actualEndAt: '2026-09-20T21:10:00+08:00',
      streamerIds: [demo.streamerIds['村播老王']],
      mentorIds: [demo.streamerIds['小滴姐']],
      isFarmAid: true,
      beneficiaries: [{ beneficiaryId: demo.beneficiaryId, shareBasisPoints: 10_000 }],
      productIds: [],
      reason: '演示数据:此前的场次补录',
      idempotencyKey: this.key('past'),
    };
    const { session } = await this.client.run<{ session: { id: string } }>(
      'recordPastSession',
      'RecordPastSessionInput',
      input,
      'session { id }',
    );
    const entry = (kind: string, amountFen: string, more: object) => ({ kind, amountFen, occurredOn: '2026-09-20', ...more });
    const entries = [
      entry('SALE', '386400', { quantity: 96, orderCount: 71, productId: demo.productIds[1] }),
      entry('SALE', '254800', { quantity: 52, orderCount: 40, productId: demo.productIds[2] }),
      entry('REFUND', '19800', { basis: '平台汇总退款', productId: demo.productIds[1] }),
    ];
    await this.client.run(
      'recordSales',
      'RecordSalesInput',
      { sessionId: session.id, entries, idempotencyKey: this.key('sales') },
      'entries { id }',
    );
    return session.id;
  }

  private key(step: string): string {
    return key(`${step}-${++this.steps}`);
  }

  private async organization(name: string, shortName: string, type: string, tier: string, more: object): Promise<string> {
    const input = { name, shortName, type, tier, ...more, idempotencyKey: this.key('organization') };
    const { organization } = await this.client.run<{ organization: { id: string } }>(
      'proposeOrganization',
      'ProposeOrganizationInput',
      input,
      'organization { id }',
    );
    for (const [index, verb] of ['approveOrganization', 'activateOrganization'].entries()) {
      await this.client.run(
        verb,
        'OrganizationStepInput',
        { organizationId: organization.id, expectedVersion: index + 1 },
        'organization { id }',
      );
    }
    return organization.id;
  }

  private async product(parkId: string, product: object, beneficiaryId: string, today: string): Promise<string> {
    const input = { parkId, ...product, beneficiaryId, idempotencyKey: this.key('product') };
    const submitted = await this.client.run<{ product: { id: string } }>('submitProduct', 'SubmitProductInput', input, 'product { id }');
    const productId = submitted.product.id;
    const evidence = {
      productId,
      kind: 'QUALITY_CERTIFICATE',
      reference: '演示检验报告',
      validFrom: today,
      idempotencyKey: this.key('evidence'),
    };
    await this.client.run('addProductEvidence', 'AddProductEvidenceInput', evidence, 'product { id }');
    for (const verb of ['verifyProduct', 'listProduct']) {
      const { product: current } = await this.client.ask<{ product: { version: number } }>(
        'query ($id: ID!) { product(id: $id) { version } }',
        { id: productId },
      );
      await this.client.run(verb, 'ProductTargetInput', { productId, expectedVersion: current.version }, 'product { id }');
    }
    return productId;
  }

  private holder(parkId: string, slotRole: string, holder: object): Promise<unknown> {
    return this.client.run(
      'assignSlotHolder',
      'AssignSlotHolderInput',
      { parkId, slotRole, ...holder, idempotencyKey: this.key('holder') },
      'slotHolder { id }',
    );
  }

  private async account(parkId: string, account: object): Promise<string> {
    const input = { parkId, ...account, idempotencyKey: this.key('account') };
    const payload = await this.client.run<{ platformAccount: { id: string } }>(
      'registerPlatformAccount',
      'RegisterPlatformAccountInput',
      input,
      'platformAccount { id }',
    );
    return payload.platformAccount.id;
  }

  private async room(parkId: string, name: string, kind: string): Promise<string> {
    const input = { parkId, name, kind, setupMinutes: 15, teardownMinutes: 15, idempotencyKey: this.key('room') };
    return (await this.client.run<{ liveRoom: { id: string } }>('openLiveRoom', 'OpenLiveRoomInput', input, 'liveRoom { id }')).liveRoom.id;
  }

  private async streamer(parkId: string, person: object, today: string): Promise<string> {
    const invited = await this.client.run<{ streamer: Versioned }>(
      'inviteStreamer',
      'InviteStreamerInput',
      { parkId, ...person, idempotencyKey: this.key('streamer') },
      'streamer { id version }',
    );
    let { version } = invited.streamer;
    const streamerId = invited.streamer.id;
    const steps = [
      ['verifyStreamer', 'VerifyStreamerInput', { method: 'ID_CARD_ON_SITE', post: '主播' }],
      ['giveStreamerConsent', 'GiveStreamerConsentInput', { givenOn: today }],
      ['activateStreamer', 'StreamerTargetInput', {}],
    ] as const;
    for (const [verb, type, more] of steps) {
      const { streamer } = await this.client.run<{ streamer: Versioned }>(
        verb,
        type,
        { streamerId, expectedVersion: version, ...more },
        'streamer { id version }',
      );
      version = streamer.version;
    }
    return streamerId;
  }
}

interface Versioned {
  id: string;
  version: number;
}
