import { newId } from '../../src/platform/database/ids.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { APPLY_PLEDGE_DATES } from '../../src/pledges/pledge-dates.jobs.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import type { PledgeLab, TemplateFacts } from './pledge-lab.js';

/** Parties that go by a verb of their own register. */
export type DepartingAudience = 'ENTERPRISE' | 'STORE' | 'ORGANIZATION';

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Short ways to parties of a park that go, and to what becomes of their pledges. */
export class Departures {
  constructor(private readonly lab: PledgeLab) {}

  async published(code: string, audience: DepartingAudience): Promise<TemplateFacts> {
    const draft = await this.lab.done<TemplateFacts>('draftPledgeTemplate', this.lab.draftInput(code, 3, { audience }));
    return this.lab.done<TemplateFacts>('publishPledgeTemplate', { templateId: draft.id, expectedVersion: draft.version });
  }

  party(audience: DepartingAudience, name = `单位 ${newId().slice(-8)}`): Promise<string> {
    const { app, organizationId } = this.lab;
    if (audience === 'ORGANIZATION') return givenOrganization(app, { name, adminParentId: organizationId });
    return audience === 'STORE' ? this.lab.storefront(name) : givenEnterprise(app, organizationId, name);
  }

  async depart(verb: 'beginDeparture' | 'completeDeparture', enterpriseId: string, expectedVersion: number): Promise<void> {
    const isBegun = verb === 'completeDeparture';
    const type = isBegun ? 'EnterpriseStepInput' : 'EnterpriseReasonedStepInput';
    await this.register(verb, type, { enterpriseId, expectedVersion, ...(isBegun ? {} : { reason: '租约到期' }) });
  }

  /** The last step that a party takes here; an enterprise has begun to leave before. */
  async go(audience: DepartingAudience, id: string): Promise<void> {
    if (audience === 'ENTERPRISE') return this.depart('completeDeparture', id, 3);
    if (audience === 'ORGANIZATION') return this.endOrganization('dissolveOrganization', 'OrganizationReasonedStepInput', id);
    await this.lab.done('closeStorefront', { storefrontId: id, expectedVersion: 1, reason: '歇业' });
  }

  async leave(audience: DepartingAudience, id: string): Promise<void> {
    if (audience === 'ENTERPRISE') await this.depart('beginDeparture', id, 2);
    await this.go(audience, id);
  }

  /** The other end of an organization. */
  merge(organizationId: string): Promise<void> {
    const into = { intoOrganizationId: this.lab.organizationId };
    return this.endOrganization('mergeOrganization', 'MergeOrganizationInput', organizationId, into);
  }

  /** A shop that has closed opens again. */
  reopen(storefrontId: string): Promise<void> {
    return this.register('reopenStorefront', 'StorefrontTargetInput', { storefrontId, expectedVersion: 2 });
  }

  /** The jobs of so many processes that write down at midnight what the day brings about. */
  async midnight(jobs = 1): Promise<void> {
    const outbox = this.lab.app.api.get(JobOutbox, { strict: false });
    const job = () => ({ scopeId: this.lab.parkId, key: newId(), payload: {} });
    for (let index = 0; index < jobs; index++) await this.lab.app.transactions.run((tx) => outbox.enqueue(tx, APPLY_PLEDGE_DATES, job()));
    await this.lab.app.drainJobs();
  }

  async statusOf(pledgeId: string): Promise<string> {
    return (await this.lab.pledge(pledgeId)).status;
  }

  /** How many pledges and offers bind the party still, or wait for it. */
  bindingOf(signatoryId: string): Promise<number> {
    const ended = "('WITHDRAWN', 'FINAL', 'RENEWED', 'LAPSED')";
    return this.lab.count(`FROM integrity_pledge WHERE signatoryId = ? AND status NOT IN ${ended}`, [signatoryId]);
  }

  private async endOrganization(verb: string, type: string, organizationId: string, more: object = {}): Promise<void> {
    const input = { organizationId, expectedVersion: 3, reason: '党员已转出', ...more };
    await this.register(verb, type, input, await this.lab.app.administrator());
  }

  private async register(verb: string, type: string, input: object, token = this.lab.secretary): Promise<void> {
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`;
    const answer = await this.lab.app.ask<Record<string, { userErrors: object[] }>>(token, query, { input });
    expect(answer[verb]!.userErrors).toEqual([]);
  }
}
