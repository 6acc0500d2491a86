import { newId } from '../../src/platform/database/ids.js';
import { givenMember } from '../support/members.js';
import { givenOrganization } from '../support/organizations.js';
import { idCardNumber } from '../support/people.js';
import { SkillsLab } from './skills-lab.js';

/** A badge as the tests read it. */
export interface BadgeFacts {
  id: string;
  version: number;
  label: string | null;
}

/** A park with a branch, whose recorder enters members and issues badges to those of them who stream. */
export class BadgeDesk {
  /** Access token of the branch's recorder; a new one after each move of the clock. */
  recorder = '';
  private sequence = 100;

  private constructor(
    readonly lab: SkillsLab,
    readonly organizationId: string,
  ) {}

  static async start(): Promise<BadgeDesk> {
    const lab = await SkillsLab.start();
    await lab.publish('2026-01-01');
    return new BadgeDesk(lab, await givenOrganization(lab.app, { name: '园区党支部' }));
  }

  async moveTo(instant: string): Promise<void> {
    await this.lab.moveTo(instant);
    const branch = { role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: this.organizationId } as const;
    this.recorder = await this.lab.app.signInAs([branch], '党务');
  }

  /** A streamer who is a member of the branch, enrolled through the person's ID card. */
  async member(stageName: string, standing: string) {
    const person = { fullName: '周党员', idCardNumber: idCardNumber(++this.sequence) };
    const entry = { organizationId: this.organizationId, person, standing, startsOn: '2025-11-01' };
    const membership = await givenMember(this.lab.app, this.recorder, entry);
    const streamerId = await this.lab.broadcasts.streamer(stageName, { personId: membership.person.id });
    return { streamerId, person, membership };
  }

  /** Asks for a badge; returns it, or the codes of the refusals. */
  async badge(streamerId: string, changes: Record<string, unknown> = {}): Promise<{ badge: BadgeFacts; codes: string[] }> {
    const input = { streamerId, consentOn: '2026-11-20', consentReference: '同意书 1', idempotencyKey: newId(), ...changes };
    const query =
      'mutation ($input: IssueMemberBadgeInput!) { issueMemberBadge(input: $input) { memberBadge { id version label } userErrors { code rule } } }';
    const { issueMemberBadge } = await this.lab.app.ask<{
      issueMemberBadge: { memberBadge: BadgeFacts | null; userErrors: { code: string }[] };
    }>(this.recorder, query, { input });
    return { badge: issueMemberBadge.memberBadge!, codes: issueMemberBadge.userErrors.map(({ code }) => code) };
  }

  /** What the park's operator sees on the badges, by stage name. */
  async labels(): Promise<Record<string, string>> {
    const query = 'query ($id: ID!) { memberBadges(filter: { parkId: $id }, first: 100) { nodes { label streamer { stageName } } } }';
    const { memberBadges } = await this.lab.app.ask<{ memberBadges: { nodes: { label: string; streamer: { stageName: string } }[] } }>(
      this.lab.operator,
      query,
      { id: this.lab.parkId },
    );
    return Object.fromEntries(memberBadges.nodes.map(({ label, streamer }) => [streamer.stageName, label]));
  }
}
