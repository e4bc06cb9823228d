import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import { openVerifier, TokenRefused } from 'dapr-actor-runtime/access';
import { waitUntil } from '@commerce/testing/wait-until';
import { identityUnderTest, ISSUER } from './identity-app.ts';

const CACHE_SECONDS = 1;
const ROTATION_LIMIT_MS = 30_000;
const { app } = await identityUnderTest({ jwksCacheSeconds: CACHE_SECONDS });

const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string })
    .kid;

/** The verifier of another app, which reads the keys over HTTP, as late as allowed. */
function verifierOfAnotherApp() {
  let reads = 0;
  const verifier = openVerifier({
    issuer: ISSUER,
    audience: TOKEN_AUDIENCE,
    cacheMs: CACHE_SECONDS * 1_000,
    cooldownMs: 3_600_000, // so that only the overlap helps, not a reload for an unknown key
    async jwks() {
      reads += 1;
      const { body } = await app.call('GET', '/.well-known/jwks.json');
      return body as unknown as { keys: object[] };
    },
  });
  return { verifier, reads: () => reads };
}

test.serial('no valid token is refused while keys are rotated under load', async (t) => {
  const { tokens } = await app.newPerson();
  const verifiers = Array.from({ length: 3 }, () =>
    openVerifier({
      issuer: ISSUER,
      audience: TOKEN_AUDIENCE,
      cacheMs: CACHE_SECONDS * 1_000,
      cooldownMs: CACHE_SECONDS * 1_000, // also delays the reload of an expired cache
      async jwks() {
        const { body } = await app.call('GET', '/.well-known/jwks.json');
        return body as unknown as { keys: object[] };
      },
    }),
  );
  const subject = { kind: 'user', sub: 'cus_1', sid: 'ses_1', roles: [], clientId: null } as const;
  const kids = new Set<string>();
  const kept: string[] = [tokens.accessToken];
  const failures: unknown[] = [];
  let verified = 0;
  let isOver = false;
  async function load(): Promise<void> {
    while (!isOver) {
      const token = await app.deps.accessTokens.issue(subject);
      kids.add(kidOf(token));
      if (verified % 200 === 0) kept.push(token);
      const old = kept[verified % kept.length] ?? token;
      for (const verifier of verifiers) {
        await Promise.all([verifier.verify(token), verifier.verify(old)]).catch((error: unknown) =>
          failures.push(error),
        );
        verified += 2;
      }
      await nextTurn(); // cached tokens are verified without one, so nothing else would run
    }
  }
  const running = [load(), load()];
  const headers = { 'dapr-api-token': app.appToken };
  const rotated = await app.call('POST', '/internal/signing-keys', { headers });
  const again = await app.call('POST', '/internal/signing-keys', { headers });
  t.is(again.body['kid'], rotated.body['kid'], 'only one rotation at a time');
  const next = String(rotated.body['kid']);
  await waitUntil(() => kids.has(next), {
    timeoutMs: ROTATION_LIMIT_MS,
    what: 'the new key signs',
  });
  const sinceThen = verified;
  await waitUntil(() => verified > sinceThen + 1_000, {
    timeoutMs: ROTATION_LIMIT_MS,
    what: 'a thousand more tokens were verified',
  });
  isOver = true;
  await Promise.all(running);
  t.deepEqual(failures, []);
  t.is(kids.size, 2);
  t.true(verified > 2_000, `${verified} verified`);
  t.log(`${verified} verified, ${kept.length} tokens of both keys`);
});

test.serial('a key set from before a rotation is enough until the new key signs', async (t) => {
  const { verifier, reads } = verifierOfAnotherApp();
  const { tokens } = await app.newPerson();
  await verifier.verify(tokens.accessToken);
  t.is(reads(), 1);
  const { body } = await app.call('GET', '/.well-known/jwks.json');
  t.true((body['keys'] as unknown[]).length >= 2, 'the old key is still published');
  await verifier.verify(tokens.accessToken);
});

test.serial('an old key is withdrawn once its last token has expired', async (t) => {
  const keys = async () => {
    const { body } = await app.call('GET', '/.well-known/jwks.json');
    return (body['keys'] as { kid: string; d?: string }[]).map(({ kid }) => kid);
  };
  const { tokens } = await app.newPerson();
  const before = await keys();
  t.true(before.includes(kidOf(tokens.accessToken)));
  app.advance(700_000);
  const after = await keys();
  t.is(after.length, 1);
  t.true(before.includes(after[0] ?? ''));
  const { verifier } = verifierOfAnotherApp();
  await t.throwsAsync(verifier.verify(tokens.accessToken.replace(/^[^.]+/, 'e30')), {
    instanceOf: TokenRefused,
  });
});

test.serial('published keys contain no private key, and stored ones are encrypted', async (t) => {
  const { text } = await app.call('GET', '/.well-known/jwks.json');
  t.notRegex(text, /"d"/);
  const { rows } = await app.database.query('SELECT * FROM signing_keys');
  t.notRegex(JSON.stringify(rows), /PRIVATE KEY|"d"/);
});
