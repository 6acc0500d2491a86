import type { DemoPark } from './demo-park.js';
import type { GraphqlClient } from './graphql-client.js';

interface Versioned {
  id: string;
  version: number;
}

interface Offered extends Versioned {
  contentHash: string;
}

const SHOPS = {
  signing: { name: '滴道优品体验店(演示)', place: '滴道区滴道大街 1 号' },
  waiting: { name: '金铁村山货店(演示)', place: '滴道区金铁村 8 号' },
} as const;

/** Pledges of the demo park: its hosts and a shop have signed, the shop has its plate, a second shop has still to sign; the park requires a pledge from today on. */
export class DemoPledges {
  private steps = 0;

  constructor(
    private readonly client: GraphqlClient,
    private readonly demo: Pick<DemoPark, 'parkId' | 'streamerIds'>,
  ) {}

  /** Needs a park secretary's client. The shop belongs to the park's leading enterprise. */
  async establish(enterpriseId: string, today: string): Promise<void> {
    const forHosts = await this.publish('HOST_CONDUCT');
    for (const streamerId of Object.values(this.demo.streamerIds)) await this.sign(forHosts, streamerId);
    const forShops = await this.publish('HEALTHY_CONDUCT');
    const [signing, waiting] = [await this.storefront(enterpriseId, SHOPS.signing), await this.storefront(enterpriseId, SHOPS.waiting)];
    await this.sign(forShops, signing);
    await this.hangPlate(signing, today);
    await this.offer(forShops, waiting);
    const { parkId } = this.demo;
    const settings = { parkId, requiresPledgeFrom: today, expectedVersion: 1 };
    await this.client.run('changePledgeSettings', 'ChangePledgeSettingsInput', settings, 'pledgeSettings { version }');
  }

  private async publish(shippedCode: string): Promise<string> {
    const input = { parkId: this.demo.parkId, shippedCode, idempotencyKey: this.key() };
    const { pledgeTemplate } = await this.client.run<{ pledgeTemplate: Versioned }>(
      'adoptPledgeTemplate',
      'AdoptPledgeTemplateInput',
      input,
      'pledgeTemplate { id version }',
    );
    const target = { templateId: pledgeTemplate.id, expectedVersion: pledgeTemplate.version };
    await this.client.run('publishPledgeTemplate', 'PledgeTemplateTargetInput', target, 'pledgeTemplate { id }');
    return pledgeTemplate.id;
  }

  private async offer(templateId: string, signatoryId: string): Promise<Offered> {
    const offer = { parkId: this.demo.parkId, templateId, signatoryId, idempotencyKey: this.key() };
    const part = 'pledge { id version contentHash }';
    return (await this.client.run<{ pledge: Offered }>('offerPledge', 'OfferPledgeInput', offer, part)).pledge;
  }

  private async sign(templateId: string, signatoryId: string): Promise<void> {
    const pledge = await this.offer(templateId, signatoryId);
    const reading = { pledgeId: pledge.id, reader: 'SIGNATORY' };
    await this.client.run('recordPledgeReading', 'RecordPledgeReadingInput', reading, 'pledge { id }');
    const signature = { pledgeId: pledge.id, expectedVersion: pledge.version, contentHash: pledge.contentHash, reference: '演示签署件' };
    await this.client.run('recordPledgeSignature', 'RecordPledgeSignatureInput', signature, 'pledge { id }');
  }

  private async storefront(enterpriseId: string, shop: object): Promise<string> {
    const input = { enterpriseId, ...shop, idempotencyKey: this.key() };
    const { storefront } = await this.client.run<{ storefront: Versioned }>(
      'registerStorefront',
      'RegisterStorefrontInput',
      input,
      'storefront { id }',
    );
    return storefront.id;
  }

  private async hangPlate(storefrontId: string, today: string): Promise<void> {
    const input = { parkId: this.demo.parkId, storefrontId, idempotencyKey: this.key() };
    const { plate } = await this.client.run<{ plate: Versioned }>('issuePlate', 'IssuePlateInput', input, 'plate { id version }');
    const display = { plateId: plate.id, expectedVersion: plate.version, displayedOn: today };
    await this.client.run('displayPlate', 'DisplayPlateInput', display, 'plate { id }');
  }

  private key(): string {
    return `demo-pledges-${++this.steps}`;
  }
}
