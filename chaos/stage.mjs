import { randomBytes } from 'node:crypto';
import { Client } from './client.mjs';
import { creditCode, daysAgo, fullName, idCardNumber } from './invented.mjs';

const ROOMS = 6;
const HOSTS = 8;
const PRODUCTS = 4;
const STOREFRONTS = 3;
const MEMBERS = 3;
const INDUSTRIES = ['主播孵化', '农产品加工', '仓储物流', '品牌设计'];
/** Days for which the stage's papers count. */
const BEFORE_DAYS = 60;
/** Few enough gates that a host is trained within one run. */
const STANDARD = {
  trainingHours: { level5: 120, level4: 104, level3: 88, level2: 72, level1: 72 },
  parkTrainingHours: 40,
  ...{ lessonRefreshMonths: 12, observationsMin: 1, rehearsalsPerSeries: 3, rehearsalPassesMin: 2, rehearsalPassScore: 60 },
  rubric: [
    { code: 'PRODUCT_FACTS', zh: '产品讲解真实准确', en: 'Tells the truth about the product', weight: 60 },
    { code: 'DELIVERY', zh: '表达与互动', en: 'Speech and interaction', weight: 40 },
  ],
  ...{ supervisedSessionsMin: 1, certificateMonths: 12, renewalWindowDays: 60, recertificationPassesMin: 1, retryDays: 15 },
  ...{ mentorPairingsMax: 3, appealDays: 15 },
  backbone: { periodMonths: 6, sessionsMin: 1, netSalesMinFen: '500000', refundRateMaxBasisPoints: 1500, mentoredMin: 0 },
  pioneer: { periodMonths: 12, sessionsMin: 30, netSalesMinFen: '10000000', refundRateMaxBasisPoints: 1000, mentoredMin: 2 },
};

let keys = 0;

/** An idempotency key that is used once in a run. */
export function newKey() {
  return `chaos-key-${String(++keys).padStart(8, '0')}`;
}

/** The marks of the rubric in the stage's standard. */
export function marksOf(score) {
  return STANDARD.rubric.map(({ code }) => ({ criterion: code, score }));
}

/** One park with its people, as the load finds it. Everything was made through the API. */
class ParkStage {
  constructor(administrator, number) {
    Object.assign(this, { administrator, number, name: `混沌园区${number}`, today: daysAgo(0) });
    this.numbersGiven = number * 1_000_000;
  }

  /** A number for a person of the load; those of the stage are below. */
  nextNumber() {
    return ++this.numbersGiven;
  }

  /** Runs a write and returns the named part of what the API answered. */
  async make(client, verb, input, part, type, fields = 'id version') {
    const isKeyed = !('expectedVersion' in input);
    const answer = await client.run({
      ...{ verb, type, part },
      input: isKeyed ? { ...input, idempotencyKey: newKey() } : input,
      select: `${part} { ${fields} }`,
    });
    return answer[part];
  }

  async build(makeClient) {
    await this.foundPark();
    await this.openAccounts(makeClient);
    await this.furnish();
    await this.openPledges();
    await this.openSkills();
    await this.openPartyWork();
    return this;
  }

  async organization(name, type, tier, more) {
    const input = { name: `${name}${this.number}`, shortName: `${name}${this.number}`, type, tier, ...more };
    const { id } = await this.make(this.administrator, 'proposeOrganization', input, 'organization');
    for (const [index, verb] of ['approveOrganization', 'activateOrganization'].entries()) {
      const target = { organizationId: id, expectedVersion: index + 1 };
      await this.make(this.administrator, verb, target, 'organization', 'OrganizationStepInput');
    }
    return id;
  }

  async foundPark() {
    const admin = this.administrator;
    this.committeeId = await this.organization('混沌园区党委', 'PARK_COMMITTEE', 'LOCAL', {});
    const unit = { name: `混沌电商${this.number}`, creditCode: creditCode(this.number), kind: 'ENTERPRISE' };
    const enterprise = await this.make(admin, 'registerEnterprise', { ...unit, responsibleOrganizationId: this.committeeId }, 'enterprise');
    this.enterpriseId = enterprise.id;
    const step = { enterpriseId: this.enterpriseId, expectedVersion: 1 };
    await this.make(admin, 'admitEnterprise', step, 'enterprise', 'EnterpriseStepInput');
    const place = { adminParentId: this.committeeId, enterpriseId: this.enterpriseId, kind: 'SINGLE' };
    this.branchId = await this.organization('混沌电商支部', 'ENTERPRISE_BRANCH', 'LOCAL', place);
    const { structureTemplates } = await admin.read('{ structureTemplates(first: 100) { nodes { id code } } }');
    const template = structureTemplates.nodes.find(({ code }) => code === '1+4+N');
    const park = { name: this.name, leadingOrganizationId: this.committeeId, structureTemplateId: template.id };
    this.parkId = (await this.make(admin, 'createPark', park, 'park')).id;
  }

  async openAccounts(makeClient) {
    const overPark = (name, role) => this.account(makeClient, name, role, 'PARK', this.parkId);
    const overCommittee = (name, role) => this.account(makeClient, name, role, 'ORGANIZATION', this.committeeId);
    [this.secretary, this.operator, this.officer, this.recorder, ...this.confirmers] = await Promise.all([
      overPark('secretary', 'PARK_SECRETARY'),
      overPark('operator', 'OPERATOR'),
      overCommittee('officer', 'DISTRICT_OFFICER'),
      overCommittee('recorder', 'PARTY_RECORDER'),
      overCommittee('confirmer-a', 'PARTY_CONFIRMER'),
      overCommittee('confirmer-b', 'PARTY_CONFIRMER'),
    ]);
  }

  async account(makeClient, name, role, scopeKind, scopeId) {
    const [temporaryPassword, password] = [1, 2].map(() => `pw ${randomBytes(9).toString('hex')}`);
    const loginName = `park${this.number}-${name}`;
    const person = { loginName, displayName: `${name}${this.number}`, temporaryPassword };
    const { id } = await this.make(this.administrator, 'createAccount', person, 'account', undefined, 'id');
    const grant = { accountId: id, role, scopeKind, scopeId };
    await this.make(this.administrator, 'grantRole', grant, 'account', undefined, 'id');
    const first = makeClient({ loginName, password: temporaryPassword }, this.parkId);
    const change = { currentPassword: temporaryPassword, newPassword: password };
    await first.run({ verb: 'changePassword', input: change, select: '__typename' });
    return makeClient({ loginName, password }, this.parkId);
  }

  async furnish() {
    const { secretary, parkId } = this;
    const village = { parkId, kind: 'VILLAGE', name: '混沌村', place: '滴道区' };
    this.beneficiaryId = (await this.make(secretary, 'registerBeneficiary', village, 'beneficiary')).id;
    this.products = [];
    for (let index = 1; index <= PRODUCTS; index++) this.products.push(await this.product(`P${this.number}-${index}`));
    await this.holdSlots();
    const { park } = await secretary.read('query ($id: ID!) { park(id: $id) { version } }', { id: parkId });
    await this.make(secretary, 'activatePark', { parkId, expectedVersion: park.version }, 'park');
    this.rooms = await this.several(ROOMS, (index) =>
      this.make(
        secretary,
        'openLiveRoom',
        { parkId, name: `${index}号直播间`, kind: 'ORDINARY', setupMinutes: 0, teardownMinutes: 0 },
        'liveRoom',
      ),
    );
    this.accounts = await this.several(ROOMS, (index) =>
      this.make(
        secretary,
        'registerPlatformAccount',
        { parkId, platform: 'DOUYIN', name: `混沌优品${index}`, kind: 'COMMERCE' },
        'platformAccount',
      ),
    );
    this.hosts = await this.several(HOSTS, (index) => this.host(index));
  }

  /** Rows one after the other, ids only. */
  async several(count, make) {
    const ids = [];
    for (let index = 1; index <= count; index++) ids.push((await make(index)).id);
    return ids;
  }

  async product(code) {
    const { secretary, parkId, beneficiaryId } = this;
    const goods = { parkId, name: `山货 ${code}`, code, category: 'FARM_PRODUCE', origin: '滴道区', beneficiaryId };
    const { id } = await this.make(secretary, 'submitProduct', goods, 'product');
    const paper = { productId: id, kind: 'QUALITY_CERTIFICATE', reference: '检验报告', validFrom: daysAgo(BEFORE_DAYS) };
    let { version } = await this.make(secretary, 'addProductEvidence', paper, 'product');
    for (const verb of ['verifyProduct', 'listProduct']) {
      const target = { productId: id, expectedVersion: version };
      ({ version } = await this.make(secretary, verb, target, 'product', 'ProductTargetInput'));
    }
    return id;
  }

  async holdSlots() {
    const hold = (slotRole, holder) =>
      this.make(
        this.secretary,
        'assignSlotHolder',
        { parkId: this.parkId, slotRole, ...holder, startsOn: this.today },
        'slotHolder',
        undefined,
        'id',
      );
    await hold('LEADER', { holderKind: 'ENTERPRISE', holderId: this.enterpriseId });
    for (const holderName of INDUSTRIES) await hold('CHAIN_UNIT', { holderKind: 'INDUSTRY_GROUP', holderName });
    for (const holderId of this.products) await hold('BRAND', { holderKind: 'BRAND_PRODUCT', holderId });
  }

  /** An ACTIVE host of the stage. */
  async host(index) {
    const number = this.number * 10_000 + index;
    const person = { fullName: fullName(number), idCardNumber: idCardNumber(number), stageName: `台柱${this.number}-${index}` };
    const host = await this.make(this.secretary, 'inviteStreamer', { parkId: this.parkId, kind: 'ORDINARY', ...person }, 'streamer');
    let { version } = host;
    for (const [verb, type, more] of [
      ['verifyStreamer', 'VerifyStreamerInput', { method: 'ID_CARD_ON_SITE', post: '主播' }],
      ['giveStreamerConsent', 'GiveStreamerConsentInput', { givenOn: daysAgo(BEFORE_DAYS) }],
      ['activateStreamer', 'StreamerTargetInput', {}],
    ]) {
      const target = { streamerId: host.id, expectedVersion: version, ...more };
      ({ version } = await this.make(this.secretary, verb, target, 'streamer', type));
    }
    return host;
  }

  async openPledges() {
    const publish = async (shippedCode) => {
      const draft = await this.make(this.secretary, 'adoptPledgeTemplate', { parkId: this.parkId, shippedCode }, 'pledgeTemplate');
      const target = { templateId: draft.id, expectedVersion: draft.version };
      await this.make(this.secretary, 'publishPledgeTemplate', target, 'pledgeTemplate', 'PledgeTemplateTargetInput');
      return draft.id;
    };
    this.hostTemplateId = await publish('HOST_CONDUCT');
    this.shopTemplateId = await publish('HEALTHY_CONDUCT');
    this.storefronts = await this.several(STOREFRONTS, (index) =>
      this.make(
        this.secretary,
        'registerStorefront',
        { enterpriseId: this.enterpriseId, name: `体验店${this.number}-${index}`, place: `滴道大街${index}号` },
        'storefront',
      ),
    );
    for (const signatoryId of this.storefronts) await this.pledge(this.shopTemplateId, signatoryId);
  }

  async pledge(templateId, signatoryId) {
    const offer = { parkId: this.parkId, templateId, signatoryId };
    const pledge = await this.make(this.secretary, 'offerPledge', offer, 'pledge', undefined, 'id version contentHash');
    const reading = { pledgeId: pledge.id, reader: 'SIGNATORY' };
    await this.secretary.run({ verb: 'recordPledgeReading', input: reading, select: 'pledge { id }' });
    const { id: pledgeId, version: expectedVersion, contentHash } = pledge;
    await this.make(this.secretary, 'recordPledgeSignature', { pledgeId, expectedVersion, contentHash, reference: '签署件' }, 'pledge');
  }

  async openSkills() {
    const { parkId, secretary } = this;
    const standard = { parkId, effectiveOn: daysAgo(BEFORE_DAYS * 2), values: STANDARD, reason: '混沌标准' };
    await this.make(secretary, 'publishSkillStandard', standard, 'settings', undefined, 'parkId');
    const query = 'query ($id: ID!) { streamer(id: $id) { person { id } } }';
    const { streamer } = await secretary.read(query, { id: this.hosts[0] });
    const register = { parkId, personId: streamer.person.id, displayName: '混沌老师', isTrainer: true, isAssessor: true };
    const trainer = { ...register, qualification: '互联网营销师', startsOn: daysAgo(BEFORE_DAYS * 2) };
    this.assessorId = (await this.make(secretary, 'appointSkillTrainer', trainer, 'trainer', undefined, 'id')).id;
  }

  async openPartyWork() {
    this.memberIds = [];
    for (let index = 1; index <= MEMBERS; index++) {
      const number = this.number * 10_000 + 5_000 + index;
      const person = { fullName: fullName(number), idCardNumber: idCardNumber(number) };
      const home = {
        organizationId: this.branchId,
        person,
        kind: 'HOME',
        standing: 'FULL',
        startsOn: '2012-07-01',
        documentNumber: '混册1号',
      };
      const entry = await this.make(this.recorder, 'admitMember', home, 'entry');
      const target = { membershipEntryId: entry.id, expectedVersion: entry.version };
      const type = 'MembershipEntryTargetInput';
      const confirmed = await this.make(this.confirmers[0], 'confirmMembershipEntry', target, 'membership', type, 'person { id }');
      this.memberIds.push(confirmed.person.id);
    }
    const assessment = {
      ...{ organizationId: this.committeeId, assessedOn: daysAgo(600), documentNumber: '混评1号' },
      conclusion: '影响可控,准予保存。',
    };
    await this.make(this.officer, 'recordImpactAssessment', assessment, 'assessment', undefined, 'id');
  }
}

/** Builds the parks of a run, the same for every seed, and closes the stage in the history. Returns them and the administrator. */
export async function buildStage(site, history, parkCount) {
  const identity = { loginName: 'chaos-admin', password: `pw ${randomBytes(12).toString('hex')}` };
  const creation = ['accounts:create', '--login', identity.loginName, '--name', '混沌管理员', '--password-stdin'];
  const created = await site.command(creation, `${identity.password}\n`);
  if (created.code !== 0) throw new Error(`accounts:create ended with ${created.code}:\n${created.output}`);
  const makeClient = (who, parkId = null) => new Client(site.addresses, history, who, parkId);
  const administrator = makeClient(identity);
  const numbers = Array.from({ length: parkCount }, (_, index) => index + 1);
  const parks = await Promise.all(numbers.map((number) => new ParkStage(administrator, number).build(makeClient)));
  history.closeStage();
  return { administrator, parks };
}
