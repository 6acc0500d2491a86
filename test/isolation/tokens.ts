import type { DemoPark } from '../../src/demo/demo-park.js';
import type { Household } from './household.js';

/** A token, or a whole header, that must open nothing; null is none at all. */
export interface UnusableToken {
  name: string;
  token: string | null;
}

function withLastCharacterChanged(token: string): string {
  return token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
}

/** Tokens of people who were the park's secretary a moment ago, or never. */
export async function unusableTokens(household: Household, { parkId }: DemoPark): Promise<UnusableToken[]> {
  const { app } = household;
  const secretary = async (name: string) =>
    (await household.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }], name)).token;
  const [valid, expired, revoked, disabled] = [
    await secretary('有效'),
    await secretary('过期'),
    await secretary('退出'),
    await secretary('停用'),
  ];
  await app.ask(revoked, 'mutation { signOut { userErrors { code } } }');
  const accountOf = async (token: string) =>
    (await app.ask<{ viewer: { accountId: string } }>(token, '{ viewer { accountId } }')).viewer.accountId;
  const [expiredAccount, disabledAccount] = [await accountOf(expired), await accountOf(disabled)];
  await app.dataSource.query('UPDATE auth_session SET accessExpiresAt = ? WHERE accountId = ?', [
    app.clock.now().getTime(),
    expiredAccount,
  ]);
  await app.dataSource.query("UPDATE account SET status = 'DISABLED' WHERE id = ?", [disabledAccount]);
  return [
    { name: 'none', token: null },
    { name: 'forged', token: withLastCharacterChanged(valid) },
    { name: 'of another kind', token: valid.replace(/^pka_/, 'pkt_') },
    { name: 'expired', token: expired },
    { name: 'revoked', token: revoked },
    { name: 'of a disabled account', token: disabled },
    { name: 'in another scheme', token: `Basic ${valid}` },
  ];
}
