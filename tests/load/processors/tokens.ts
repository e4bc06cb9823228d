import { clientCredentials, openClient } from '@commerce/client';
import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import { loadRun } from './load-run.ts';
import type { Known } from './virtual-user.ts';

/** A person signs in again this long before the access token expires, s. */
const RENEW_BEFORE_SECONDS = 60;

type Token = () => Promise<string>;
const known = new Map<string, Token>();

/** The access token of a caller; undefined for a guest. Service clients and people renew theirs. */
export async function tokenOf(caller: string, user: Known): Promise<string | undefined> {
  if (caller === 'guest') return undefined;
  if (caller === 'self') return user.accessToken;
  const token = known.get(caller) ?? open(caller);
  known.set(caller, token);
  return token();
}

function open(caller: string): Token {
  const { gatewayUrl, clients, accounts } = loadRun();
  if (caller === 'shop' || caller === 'warehouse') {
    return clientCredentials(gatewayUrl, clients[caller]);
  }
  const account = accounts.find(({ role }) => role === caller);
  if (account === undefined) throw new Error(`there is no account for ${caller}`);
  return signedIn(gatewayUrl, account);
}

function signedIn(
  gatewayUrl: string,
  { email, password }: { email: string; password: string },
): Token {
  let current: Promise<string> | undefined;
  let endsAt = 0;
  const signIn = async () => {
    const answer = await openClient(gatewayUrl)('signIn', { body: { email, password } });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.code}`);
    return answer.body.accessToken;
  };
  return () => {
    if (current === undefined || Date.now() > endsAt) {
      endsAt = Date.now() + (ACCESS_TOKEN_SECONDS - RENEW_BEFORE_SECONDS) * 1_000;
      current = signIn();
      current.catch(() => (current = undefined)); // the next call tries again
    }
    return current;
  };
}
