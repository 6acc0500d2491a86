import { newId } from '../../src/platform/database/ids.js';
import type { TestApp } from './test-app.js';

/** A membership as the tests look at it. */
export interface ShownMembership {
  id: string;
  version: number;
  standing: string;
  startsOn: string;
  endsOn: string | null;
  person: { id: string };
}

/** What became of an entry: both null on a refusal. */
export interface EntryAnswer {
  entry: { id: string; version: number; status: string } | null;
  membership: ShownMembership | null;
  userErrors: { code: string; field: string[]; rule: string | null }[];
}

const ANSWER =
  '{ entry { id version status } membership { id version standing startsOn endsOn person { id } } userErrors { code field rule } }';

/** Runs a verb on memberships or their entries. */
export async function membershipVerb(app: TestApp, token: string, verb: string, inputType: string, input: object): Promise<EntryAnswer> {
  const query = `mutation ($input: ${inputType}!) { ${verb}(input: $input) ${ANSWER} }`;
  return (await app.ask<Record<string, EntryAnswer>>(token, query, { input }))[verb]!;
}

/** Enters a membership by hand, as a recorder does. */
export function enterMember(app: TestApp, recorder: string, admission: object): Promise<EntryAnswer> {
  const input = { kind: 'HOME', standing: 'FULL', documentNumber: '介绍信1号', idempotencyKey: `member-${newId()}`, ...admission };
  return membershipVerb(app, recorder, 'admitMember', 'AdmitMemberInput', input);
}

/** A second person's answer to an entry that waits; an account of its own when none is given. */
export async function confirmEntry(app: TestApp, organizationId: string, { entry }: EntryAnswer, token?: string): Promise<EntryAnswer> {
  const confirmer =
    token ?? (await app.signInAs([{ role: 'PARTY_CONFIRMER', scopeKind: 'ORGANIZATION', scopeId: organizationId }], '党务确认人'));
  const target = { membershipEntryId: entry!.id, expectedVersion: entry!.version };
  return membershipVerb(app, confirmer, 'confirmMembershipEntry', 'MembershipEntryTargetInput', target);
}

/** Enters a member and has the entry confirmed by another account; throws when one of the two is refused. */
export async function givenMember(
  app: TestApp,
  recorder: string,
  admission: { organizationId: string } & Record<string, unknown>,
  confirmer?: string,
): Promise<ShownMembership> {
  const entered = await enterMember(app, recorder, admission);
  if (!entered.entry) throw new Error(JSON.stringify(entered.userErrors));
  const confirmed = await confirmEntry(app, admission.organizationId, entered, confirmer);
  if (!confirmed.membership) throw new Error(JSON.stringify(confirmed.userErrors));
  return confirmed.membership;
}
