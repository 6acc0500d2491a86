import { newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import { givenListedProduct, SHIPPED_TEMPLATE_IDS } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';

/** The structure of a park as the tests read it. */
export interface Structure {
  isComplete: boolean;
  findings: { code: string; slotRole: string; message: string }[];
  slots: { role: string; name: string; min: number; max: number | null; missing: number; holders: { holderName: string }[] }[];
}
/** The answer to a verb on a park or a place in it. */
export interface Answer {
  park: { id: string; version: number; status: string; structure: Structure } | null;
  slotHolder?: { id: string; version: number; holderName: string } | null;
  findings?: { code: string; slotRole: string }[];
  userErrors: { code: string; field: string[]; rule: string | null; message: string }[];
}

export const STRUCTURE =
  'structure { isComplete findings { code slotRole message rule } slots { role name min max missing holders { id holderName startsOn } } }';
const PARK = `park { id version status ${STRUCTURE} } userErrors { code field rule message }`;

/** The operation of a verb on a park. */
export function mutation(verb: string, type: string): string {
  return `mutation ($input: ${type}!) { ${verb}(input: $input) { ${PARK} } }`;
}
export const ASSIGN = `mutation ($input: AssignSlotHolderInput!) { assignSlotHolder(input: $input) { slotHolder { id version holderName } ${PARK} } }`;
export const RELEASE = `mutation ($input: ReleaseSlotHolderInput!) { releaseSlotHolder(input: $input) { slotHolder { id endsOn } findings { code slotRole } ${PARK} } }`;
export const CREATE = mutation('createPark', 'CreateParkInput');
export const DISSOLVE = 'mutation ($input: OrganizationReasonedStepInput!) { dissolveOrganization(input: $input) { userErrors { code } } }';
const NOW = new Date('2026-11-20T10:00:00+08:00');

export function codes(answer: Answer): string[] {
  return answer.userErrors.map(({ code }) => code);
}

/** Holders of places, as they are assigned. */
export function enterprise(holderId: string) {
  return { holderKind: 'ENTERPRISE', holderId };
}
export function industry(holderName: string) {
  return { holderKind: 'INDUSTRY_GROUP', holderName };
}

/** Founds parks and gives out their places, by an administrator. */
export class ParkDesk {
  private constructor(
    readonly app: TestApp,
    readonly admin: string,
  ) {}

  static async start(): Promise<ParkDesk> {
    const app = await TestApp.start();
    app.clock.set(NOW);
    return new ParkDesk(app, await app.administrator());
  }

  async send(token: string, query: string, input: object): Promise<Answer> {
    return Object.values(await this.app.ask<Record<string, Answer>>(token, query, { input }))[0]!;
  }

  secretary(parkId: string): Promise<string> {
    return this.app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
  }

  /** A park in draft, under a committee of its own. */
  async found(template: keyof typeof SHIPPED_TEMPLATE_IDS = '1+4+N'): Promise<{ parkId: string; organizationId: string }> {
    const organizationId = await givenOrganization(this.app, { type: 'PARK_COMMITTEE' });
    const answer = await this.send(this.admin, CREATE, {
      name: `园区${newId().slice(-6)}`,
      leadingOrganizationId: organizationId,
      structureTemplateId: SHIPPED_TEMPLATE_IDS[template],
      idempotencyKey: `park-${newId()}`,
    });
    expect(answer.userErrors).toEqual([]);
    return { parkId: answer.park!.id, organizationId };
  }

  assign(parkId: string, slotRole: string, holder: object, more: object = {}): Promise<Answer> {
    const input = { parkId, slotRole, startsOn: '2026-01-01', idempotencyKey: `slot-${newId()}`, ...holder, ...more };
    return this.send(this.admin, ASSIGN, input);
  }

  /** An enterprise with a party organization of its own. */
  async leader(organizationId: string): Promise<string> {
    const enterpriseId = await givenEnterprise(this.app, organizationId);
    await givenOrganization(this.app, { kind: 'SINGLE', enterpriseId, type: 'ENTERPRISE_BRANCH', adminParentId: organizationId });
    return enterpriseId;
  }

  activate(parkId: string, expectedVersion: number): Promise<Answer> {
    return this.send(this.admin, mutation('activatePark', 'ActivateParkInput'), { parkId, expectedVersion });
  }

  /** A 1+4+N park at work, with the id of its leader's holding. */
  async foundActive() {
    const { parkId, organizationId } = await this.found();
    const held = await this.assign(parkId, 'LEADER', enterprise(await this.leader(organizationId)));
    for (const name of ['农特产品', '绿植花卉', '家用电器', '娱乐服务']) await this.assign(parkId, 'CHAIN_UNIT', industry(name));
    await this.assign(parkId, 'BRAND', { holderKind: 'BRAND_PRODUCT', holderId: await givenListedProduct(this.app, parkId) });
    const answer = await this.activate(parkId, 1);
    expect(answer).toMatchObject({ userErrors: [], park: { status: 'ACTIVE', structure: { isComplete: true, findings: [] } } });
    return { parkId, organizationId, holding: held.slotHolder! };
  }

  /** An admitted enterprise begins to leave. */
  async beginDeparture(enterpriseId: string): Promise<void> {
    const leave = 'mutation ($input: EnterpriseReasonedStepInput!) { beginDeparture(input: $input) { userErrors { code } } }';
    await this.app.ask(this.admin, leave, { input: { enterpriseId, expectedVersion: 2, reason: '迁出' } });
  }
}
