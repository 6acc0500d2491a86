import { PERMISSIONS, ROLE_SCOPES } from '../../src/access/roles.js';
import { type Handler, handlersOf } from '../../src/docs/handlers.js';
import { PUBLIC_ACCESS, SIGNED_IN } from '../../src/platform/auth/permissions.js';
import { openSilentApplication } from '../../src/print-schema.js';
import { productSources } from './source-tree.js';

/** What is open to everybody; each entry is a decision. */
const OPEN_TO_ALL: Readonly<Record<string, string>> = {
  'SignInResolver.signIn': 'nobody is signed in before it',
  'SignInResolver.refreshSession': 'the refresh token is its proof',
  'HealthController.live': 'orchestrators ask without an account',
  'HealthController.ready': 'orchestrators ask without an account',
  'GraphiqlController.page': 'the page holds no data; its requests carry a token',
  'GraphiqlController.file': 'files of installed packages',
  'PlateVerificationController.page': 'whoever scans a plate has no account; nothing personal is shown',
};

describe('permissions', () => {
  let handlers: Handler[];
  beforeAll(async () => {
    const app = await openSilentApplication();
    handlers = handlersOf(app);
    await app.close();
  });

  it('are declared by every resolver method, field resolver and route', () => {
    expect(handlers.length).toBeGreaterThan(10);
    expect(handlers.filter(({ permission }) => permission === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('all stand in the table of roles', () => {
    const known = [...Object.keys(PERMISSIONS), PUBLIC_ACCESS, SIGNED_IN];
    expect(handlers.filter(({ permission }) => permission !== undefined && !known.includes(permission))).toEqual([]);
  });

  it('are left out only where it is decided', () => {
    const open = handlers.filter(({ permission }) => permission === PUBLIC_ACCESS).map(({ name }) => name);
    expect(open.filter((name) => !(name in OPEN_TO_ALL))).toEqual([]);
    expect(Object.keys(OPEN_TO_ALL).filter((name) => !open.includes(name))).toEqual([]);
  });

  it('are each used by some handler or verb', () => {
    const elsewhere = productSources().filter((file) => file.path !== 'src/access/roles.ts');
    expect(Object.keys(PERMISSIONS).filter((name) => !elsewhere.some((file) => file.text.includes(`'${name}'`)))).toEqual([]);
  });

  it('are held by roles that have a scope, and every role holds one', () => {
    const holders = new Set<string>(Object.values(PERMISSIONS).flat());
    expect(Object.keys(ROLE_SCOPES).sort()).toEqual([...holders].sort());
    expect(Object.entries(ROLE_SCOPES).filter(([, scopes]) => scopes.length === 0)).toEqual([]);
  });
});
