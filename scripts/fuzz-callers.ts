import { clientCredentials, openClient } from '@commerce/client';
import type { Operation } from '@commerce/contracts/operation';
import { demoAccounts, loadSecrets, type Stack } from '@commerce/local-stack';

/**
 * The callers of the test cases. An admin has the permissions of all roles; only an importer may
 * set prices.
 */
export const fuzzCallers = ['admin', 'importer', 'customer', 'guest'] as const;
export type FuzzCaller = (typeof fuzzCallers)[number];

/** The headers of a caller, with a new token each time. */
export type Credentials = () => Promise<Record<string, string>>;

/** Signs in all callers. Rejects if one is refused. */
export async function openCallers(stack: Stack): Promise<Record<FuzzCaller, Credentials>> {
  return {
    admin: await openSession(stack, 'admin'),
    importer: clientHeaders(stack),
    customer: await openSession(stack, 'customer'),
    guest: async () => ({}),
  };
}

/** Whether an operation can behave differently for this caller. */
export function isWorthTrying(caller: FuzzCaller, access: Operation['access']): boolean {
  if (caller === 'admin') return true;
  if (access === undefined || access === 'public') return false;
  return caller !== 'importer' || (access.scopes ?? []).length > 0;
}

function clientHeaders({ gatewayUrl, serviceClients }: Stack): Credentials {
  return async () => {
    const fresh = clientCredentials(gatewayUrl, serviceClients.importer);
    return { authorization: `Bearer ${await fresh()}` };
  };
}

/**
 * Signs in once and then refreshes the session: cases with wrong passwords slow down all later
 * sign-ins.
 */
async function openSession(stack: Stack, role: 'admin' | 'customer'): Promise<Credentials> {
  const call = openClient(stack.gatewayUrl);
  const known = demoAccounts(loadSecrets(stack.dataDir));
  const account = known.find(({ email }) => email === `${role}@demo.example`);
  if (account === undefined) throw new Error(`there is no demo account of the role ${role}`);
  const { email, password } = account;
  const opened = await call('signIn', { body: { email, password } });
  if (!opened.ok) throw new Error(`${email} cannot sign in: ${opened.code}`);
  let { refreshToken } = opened.body;
  return async () => {
    const answer = await call('refreshSession', { body: { refreshToken } });
    if (!answer.ok) throw new Error(`the session of ${email} has ended: ${answer.code}`);
    refreshToken = answer.body.refreshToken;
    return { authorization: `Bearer ${answer.body.accessToken}` };
  };
}
