import { openClient } from './client.ts';

/** How long before it expires a token is replaced, s. */
const RENEW_BEFORE_SECONDS = 60;

/** What a service client signs in with. */
export interface ServiceClient {
  id: string;
  secret: string;
}

/**
 * Access tokens of a service client (OAuth client credentials): one at a time, replaced a minute
 * before it expires. Rejects with the issuer's answer when it issues none.
 */
export function clientCredentials(
  baseUrl: string,
  { id, secret }: ServiceClient,
): () => Promise<string> {
  const call = openClient(baseUrl);
  let current: Promise<{ token: string; endsAt: number }> | undefined;

  async function fetchToken() {
    const answer = await call('exchangeToken', {
      body: { grant_type: 'client_credentials', client_id: id, client_secret: secret },
    });
    if (!answer.ok || answer.status !== 200) {
      throw new Error(`no token for the client ${id}: ${JSON.stringify(answer)}`);
    }
    const { access_token: token, expires_in: seconds } = answer.body;
    return { token, endsAt: Date.now() + (seconds - RENEW_BEFORE_SECONDS) * 1000 };
  }

  return async () => {
    const seen = current;
    const known = await seen?.catch(() => undefined);
    if (known !== undefined && Date.now() < known.endsAt) return known.token;
    // When many calls find it expired, the first one fetches for all.
    if (current === seen || current === undefined) current = fetchToken();
    return (await current).token;
  };
}
