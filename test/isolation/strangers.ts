import { ROLE_SCOPES, ScopeKind } from '../../src/access/roles.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import type { TestGrant } from '../support/test-app.js';
import type { FurnishedPark } from './furnished-park.js';

/** Somebody with rights over something else than the first park. */
export interface Stranger {
  name: string;
  roles: readonly string[];
  token: string;
}

type RoleName = keyof typeof ROLE_SCOPES;
const ROLE_NAMES = Object.keys(ROLE_SCOPES) as RoleName[];

/** The record of the second park that a grant of the kind names. */
function scopeOf(park: FurnishedPark, kind: ScopeKind): string {
  const scopes: Record<ScopeKind, string> = {
    INSTALLATION: INSTALLATION_SCOPE,
    ORGANIZATION: park.demo.committeeId,
    PARK: park.demo.parkId,
    STREAMER: park.demo.streamerIds['村播老王']!,
    BENEFICIARY: park.demo.beneficiaryId,
  };
  return scopes[kind];
}

async function stranger(park: FurnishedPark, name: string, grants: readonly TestGrant[]): Promise<Stranger> {
  const { token } = await park.household.signInAs(grants, `乙园 ${name}`);
  return { name, roles: grants.map(({ role }) => role), token };
}

/** One for each role and each kind of scope that it may be granted over, all of the second park; and one without any role. */
export async function oneForEachRole(park: FurnishedPark): Promise<Stranger[]> {
  const strangers = [await stranger(park, 'no role', [])];
  for (const role of ROLE_NAMES) {
    for (const kind of ROLE_SCOPES[role])
      strangers.push(await stranger(park, `${role} over ${kind}`, [{ role, scopeKind: kind, scopeId: scopeOf(park, kind) }]));
  }
  return strangers;
}

/** One for each kind of scope, with all roles that may be granted over it. */
export async function oneForEachScope(park: FurnishedPark): Promise<Stranger[]> {
  const kinds = [ScopeKind.PARK, ScopeKind.ORGANIZATION, ScopeKind.STREAMER, ScopeKind.BENEFICIARY];
  const all = (kind: ScopeKind) =>
    ROLE_NAMES.filter((role) => ROLE_SCOPES[role].includes(kind)).map((role) => ({ role, scopeKind: kind, scopeId: scopeOf(park, kind) }));
  return Promise.all(kinds.map((kind) => stranger(park, `all roles over ${kind}`, all(kind))));
}

/** A streamer of the park, who is not the one of the canaries. */
export async function streamerOf(park: FurnishedPark, stageName: string): Promise<Stranger> {
  const grant = { role: 'STREAMER', scopeKind: ScopeKind.STREAMER, scopeId: park.demo.streamerIds[stageName]! };
  return stranger(park, `streamer ${stageName}`, [grant]);
}
