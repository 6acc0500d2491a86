/** Language of messages. Chinese is the default of the product. */
export type Locale = 'zh' | 'en';

/** One role held over one scope, as stored in a grant. */
export interface Grant {
  role: string;
  /** What the scope id names: `INSTALLATION`, `ORGANIZATION`, `PARK`, … as the role's declaration says. */
  scopeKind: string;
  scopeId: string;
}

/** Who acts. A verb receives it as an argument; the audit and the idempotency keys are written in its name. */
export interface Caller {
  kind: 'ACCOUNT' | 'API_TOKEN' | 'SYSTEM';
  /** The account in whose name the work is done; for an API token the account that owns it; for the system itself `SYSTEM_ACCOUNT_ID`. */
  accountId: string;
  displayName: string;
  /** Session of a signed-in account or id of the API token; null for the system. */
  credentialId: string | null;
  grants: readonly Grant[];
  /** Permissions an API token is limited to; null means all of the account's. */
  permissionLimit: readonly string[] | null;
  /** The password was given by somebody else; until it is changed the caller may do nothing but that. */
  mustChangePassword: boolean;
  requestId: string;
}

/** Account id under which jobs and commands of the program itself act. */
export const SYSTEM_ACCOUNT_ID = '00000000000000000000000001';

/** How the program is called where its acts are shown; records keep the Chinese name. */
export const SYSTEM_NAME = { zh: '系统', en: 'The program' } as const satisfies Record<Locale, string>;

/** The program itself as an actor, for jobs and commands. */
export function systemCaller(requestId: string): Caller {
  return {
    kind: 'SYSTEM',
    accountId: SYSTEM_ACCOUNT_ID,
    displayName: SYSTEM_NAME.zh,
    credentialId: null,
    grants: [],
    permissionLimit: null,
    mustChangePassword: false,
    requestId,
  };
}
