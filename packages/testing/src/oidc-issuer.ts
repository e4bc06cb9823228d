import { fork, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { IssuerKeys } from './oidc-issuer-process.ts';

const PROCESS = join(import.meta.dirname, 'oidc-issuer-process.ts');
const CALLBACK = 'http://127.0.0.1/callback';
/** Redirects of one sign-in: to the sign-in, back, and to the client. */
const MAX_REDIRECTS = 5;

export type SigningAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';
export type OidcIssuer = Awaited<ReturnType<typeof startOidcIssuer>>;

/** A private key that signs with the algorithm. */
export async function signingKey(alg: SigningAlgorithm): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomBytes(9).toString('base64url');
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
}

/** One new key of each algorithm. */
export async function signingKeys(): Promise<JWK[]> {
  return Promise.all((['RS256', 'PS256', 'ES256', 'EdDSA'] as const).map(signingKey));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** What its tokens are for: it issues them only for a URL. */
export const OIDC_AUDIENCE = 'https://api.shop.example';

/**
 * A real OpenID Connect issuer in a process of its own. Its private keys are here too, so that a
 * test can sign what the issuer never would.
 */
export async function startOidcIssuer() {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const { keys, ...controls } = await startProcess(port);
  return { issuer, keys, ...controls, ...tokensOf(issuer), sign: signerOf(issuer, keys) };
}

async function startProcess(port: number) {
  let keys = await signingKeys();
  let child: ChildProcess | undefined;

  async function useKeys(next: JWK[]): Promise<void> {
    keys = next;
    const sent: IssuerKeys = { keys };
    const ready = once(child as ChildProcess, 'message');
    child?.send(sent);
    await ready;
  }

  async function start(): Promise<void> {
    child = fork(PROCESS, [String(port)]);
    await once(child, 'message');
    await useKeys(keys);
  }

  await start();
  return {
    start,
    keys: () => keys,
    /** Signs with other keys from now on; the others in the list stay published. */
    rotate: useKeys,

    /** Ends the process: nothing answers on its port. */
    async stop(): Promise<void> {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },

    /** Stops and continues the process: connections are accepted and nothing answers. */
    signal: (name: 'SIGSTOP' | 'SIGCONT') => child?.kill(name),
  };
}

/** The ways to get a token from the issuer. */
function tokensOf(issuer: string) {
  async function post(path: string, form: Record<string, string>, headers = {}): Promise<string> {
    const answer = await fetch(issuer + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: String(new URLSearchParams(form)),
    });
    const text = await answer.text();
    const { access_token: token } = JSON.parse(text) as { access_token?: string };
    if (token === undefined) throw new Error(`the issuer answered ${path} with ${text}`);
    return token;
  }

  return {
    /** The token of a service client. */
    clientToken(
      scope: string,
      {
        alg = 'RS256',
        resource = OIDC_AUDIENCE,
      }: { alg?: SigningAlgorithm; resource?: string } = {},
    ): Promise<string> {
      const form = { grant_type: 'client_credentials', scope, resource };
      const secret = Buffer.from(`service-${alg.toLowerCase()}:the-secret-of-a-test`);
      return post('/token', form, { authorization: `Basic ${secret.toString('base64')}` });
    },

    /** The token of a user who signs in with a browser; roles follow the name: `grace+admin`. */
    async userToken(name: string): Promise<string> {
      const verifier = randomBytes(32).toString('base64url');
      const query = new URLSearchParams({
        ...{ client_id: 'browser', response_type: 'code', redirect_uri: CALLBACK },
        ...{ scope: 'openid', resource: OIDC_AUDIENCE, login_hint: name },
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      const code = await followSignIn(issuer, `/auth?${query}`);
      return post('/token', {
        ...{ grant_type: 'authorization_code', client_id: 'browser', resource: OIDC_AUDIENCE },
        ...{ code, redirect_uri: CALLBACK, code_verifier: verifier },
      });
    },
  };
}

/** Signs any claims under any header with the issuer's own key. */
function signerOf(issuer: string, keys: () => JWK[]) {
  return async (
    claims: Record<string, unknown>,
    header: Record<string, unknown> = {},
  ): Promise<string> => {
    const key = keys().find(({ alg }) => alg === (header['alg'] ?? 'RS256')) as JWK;
    const alg = String(key.alg);
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + 600 };
    const all = { iss: issuer, aud: OIDC_AUDIENCE, sub: 'ada', ...times, ...claims };
    return new SignJWT(withoutUndefined(all))
      .setProtectedHeader({ alg, typ: 'at+jwt', kid: String(key.kid), ...header })
      .sign(await importJWK(key, alg));
  };
}

const withoutUndefined = (claims: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));

/** Follows the redirects of a sign-in as a browser does, with its cookies. Answers the code. */
async function followSignIn(issuer: string, path: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = new URL(path, issuer);
  for (let n = 0; n < MAX_REDIRECTS; n += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    await answer.body?.cancel();
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    next = new URL(answer.headers.get('location') ?? '', next);
    const code = next.searchParams.get('code');
    if (code !== null) return code;
  }
  throw new Error(`the sign-in ended at ${next.href}`);
}
