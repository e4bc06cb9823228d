import type { DataKeyAnswer } from '@commerce/contracts/identity/access';
import type { EncryptionKey } from 'dapr-actor-runtime/personal-data';
import type { Sidecar, SidecarRequest, SidecarResponse } from 'dapr-actor-runtime/sidecar';

/** Longest wait for one answer of identity, ms: an order waits for it. */
const IDENTITY_TIMEOUT_MS = 3_000;
/** How long before its expiry an access token is no longer used, s. */
const TOKEN_MARGIN_SECONDS = 60;
const CLIENT_ID = 'order';

type Call = (request: SidecarRequest) => Promise<SidecarResponse>;

/** Reads the data key of an account: 'erased' after its erasure, 'unknown' if it never existed. */
export type ReadDataKey = (customerId: string) => Promise<EncryptionKey | 'erased' | 'unknown'>;

interface Options {
  sidecar: Pick<Sidecar, 'invoke'>;
  clientSecret: string;
  now?: () => number;
}

/**
 * Reads data keys from identity as the service client `order`. The access token is cached until shortly
 * before it expires, and replaced once if it is refused. Rejects if identity does not answer.
 */
export function dataKeyReader({ sidecar, clientSecret, now = Date.now }: Options): ReadDataKey {
  const call: Call = (request) =>
    sidecar.invoke('identity', { ...request, timeoutMs: IDENTITY_TIMEOUT_MS });
  const token = accessToken(call, clientSecret, now);

  async function requestKey(customerId: string): Promise<SidecarResponse> {
    const bearer = await token.current();
    const answer = await call({
      method: 'GET',
      path: `/internal/data-keys/${encodeURIComponent(customerId)}`,
      headers: { authorization: `Bearer ${bearer}` },
    });
    if (answer.status === 401) token.forget(bearer);
    return answer;
  }

  return async (customerId) => {
    let answer = await requestKey(customerId);
    if (answer.status === 401) answer = await requestKey(customerId);
    switch (answer.status) {
      case 200: {
        const { keyId, key } = JSON.parse(answer.text) as DataKeyAnswer;
        return { id: keyId, bytes: Buffer.from(key, 'base64') };
      }
      case 404:
        return 'unknown';
      case 410:
        return 'erased';
      default:
        throw new Error(`identity answered a data key with ${answer.status}`);
    }
  };
}

/** The access token of this app. Concurrent requests for a new one share it. */
function accessToken(call: Call, clientSecret: string, now: () => number) {
  const form = {
    grant_type: 'client_credentials',
    client_id: CLIENT_ID,
    client_secret: clientSecret,
    scope: 'data-keys',
  };
  let known: { text: string; until: number } | undefined;
  let renewal: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const { status, text } = await call({
      method: 'POST',
      path: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams(form)),
    });
    if (status !== 200) throw new Error(`identity answered POST /oauth/token with ${status}`);
    const answer = JSON.parse(text) as { access_token: string; expires_in: number };
    const lifeMs = (answer.expires_in - TOKEN_MARGIN_SECONDS) * 1000;
    known = { text: answer.access_token, until: now() + lifeMs };
    return known.text;
  }

  return {
    async current(): Promise<string> {
      if (known !== undefined && now() < known.until) return known.text;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },

    /** After a refusal: the next call gets a new token. */
    forget(refused: string): void {
      if (known?.text === refused) known = undefined;
    },
  };
}
