import { randomBytes } from 'node:crypto';
import test from 'ava';
import { openAttemptLimiter } from '@commerce/identity/throttling/attempt-limiter';
import { openRedis } from 'dapr-actor-runtime/idempotency';
import { silentLog } from '@commerce/testing/app-under-test';
import { withoutCorrelationId } from '@commerce/testing/without-correlation-id';
import { identityUnderTest } from './identity-app.ts';

const { app } = await identityUnderTest();

const newAddress = () => `192.0.2.${randomBytes(4).readUInt32BE()}`;
const guess = (
  email: string,
  address: string,
  password = `guess ${randomBytes(4).toString('hex')}`,
) => app.call('POST', '/sessions', { body: { email, password }, address });

/** Sends attempts in batches. Answers the number of responses per status. */
async function guesses(count: number, one: (index: number) => Promise<{ status: number }>) {
  const seen: Record<number, number> = {};
  for (let from = 0; from < count; from += 50) {
    const size = Math.min(50, count - from);
    const batch = Array.from({ length: size }, (_, index) => one(from + index));
    for (const { status } of await Promise.all(batch)) seen[status] = (seen[status] ?? 0) + 1;
  }
  return seen;
}

test.serial(
  'of a thousand attempts on one account from one address only a few are checked',
  async (t) => {
    const { email, password } = await app.newPerson();
    const address = newAddress();
    const seen = await guesses(1_000, () => guess(email, address));
    t.is((seen[401] ?? 0) + (seen[429] ?? 0), 1_000, JSON.stringify(seen));
    t.true((seen[401] ?? 0) <= 15, JSON.stringify(seen));
    // The delay may just have passed. Then this attempt counts, and the next has to wait twice as long.
    let refused = await guess(email, address);
    if (refused.status === 401) refused = await guess(email, address);
    t.is(refused.body['type'], '/problems/too-many-tries');
    t.true(Number(refused.headers.get('retry-after')) >= 1);
    t.truthy(await app.signIn(email, password), 'the owner, from another address');
  },
);

test.serial(
  'attempts on one account from many addresses are throttled without a lockout',
  async (t) => {
    const { email } = await app.newPerson();
    const seen = await guesses(300, () => guess(email, newAddress()));
    t.true((seen[401] ?? 0) <= 30, JSON.stringify(seen));
    let refused = await guess(email, newAddress());
    if (refused.status === 401) refused = await guess(email, newAddress());
    t.is(refused.status, 429);
    t.true(Number(refused.headers.get('retry-after')) <= 30);
  },
);

test.serial(
  'one password tried on a thousand accounts from one address is throttled',
  async (t) => {
    const address = newAddress();
    const seen = await guesses(1_000, (index) =>
      guess(`spray-${index}@example.org`, address, 'the same words'),
    );
    t.true((seen[401] ?? 0) <= 40, JSON.stringify(seen));
  },
);

test.serial('signing in to an own account does not allow more attempts on others', async (t) => {
  const own = await app.newPerson();
  const address = newAddress();
  const statuses: number[] = [];
  for (let index = 0; index < 36; index += 1) {
    if (index % 5 === 0) await guess(own.email, address, own.password);
    const other = `other-${randomBytes(4).toString('hex')}@example.org`;
    statuses.push((await guess(other, address)).status);
  }
  t.true(statuses.includes(429), statuses.join(' '));
});

test.serial('many people can sign in from one address', async (t) => {
  const { email, password } = await app.newPerson();
  const address = newAddress();
  for (let index = 0; index < 40; index += 1) {
    t.is((await guess(email, address, password)).status, 201, `sign-in ${index}`);
  }
});

/** Registers new people from one address. Answers the statuses, and the tokens of the mails. */
async function registrations(count: number, address: string) {
  const all = { statuses: [] as number[], tokens: [] as string[] };
  for (let index = 0; index < count; index += 1) {
    const email = `office-${randomBytes(6).toString('hex')}@example.org`;
    const body = { email, password: 'some words here' };
    const { status } = await app.call('POST', '/accounts', { body, address });
    all.statuses.push(status);
    if (status === 202) all.tokens.push(await app.lastToken(email));
  }
  return all;
}

test.serial(
  'forty people of one address register, as each verification gives one back',
  async (t) => {
    const address = newAddress();
    for (let round = 0; round < 4; round += 1) {
      const { statuses, tokens } = await registrations(10, address);
      t.deepEqual(new Set(statuses), new Set([202]), `round ${round}: ${statuses.join(' ')}`);
      for (const token of tokens) {
        const body = { token };
        t.is((await app.call('POST', '/accounts/verification', { body })).status, 201);
      }
    }
  },
);

test.serial('who only registers waits for seconds, as one comes back at a time', async (t) => {
  const address = newAddress();
  const { statuses, tokens } = await registrations(31, address);
  t.is(statuses.filter((status) => status === 202).length, 30, statuses.join(' '));
  const body = { email: 'after@example.org', password: 'some words here' };
  const again = () => app.call('POST', '/accounts', { body, address });
  const refused = await again();
  t.is(refused.status, 429);
  t.true(Number(refused.headers.get('retry-after')) <= 20);
  t.is(
    (await app.call('POST', '/password-resets', { body: { email: 'x@y.org' }, address })).status,
    429,
  );
  const token = { token: tokens[0] };
  t.is((await app.call('POST', '/accounts/verification', { body: token })).status, 201);
  t.is((await again()).status, 202, 'after one was verified');
});

test.serial('a completed reset gives its try back', async (t) => {
  const address = newAddress();
  for (let index = 0; index < 32; index += 1) {
    const { email, password } = await app.newPerson();
    const asked = await app.call('POST', '/password-resets', { body: { email }, address });
    t.is(asked.status, 202, `reset ${index}`);
    const body = { token: await app.lastToken(email), password: `new ${password}` };
    t.is((await app.call('POST', '/password-resets/completion', { body })).status, 204);
  }
});

test.serial('the right password clears the delay', async (t) => {
  const { email, password } = await app.newPerson();
  const address = newAddress();
  for (let index = 0; index < 3; index += 1) t.is((await guess(email, address)).status, 401);
  t.is((await guess(email, address, password)).status, 201);
  for (let index = 0; index < 4; index += 1) t.is((await guess(email, address)).status, 401);
  t.is((await guess(email, address, password)).status, 201);
});

test.serial('an unknown and a known email address get the same refusal', async (t) => {
  const { email } = await app.newPerson();
  const known = await guess(email, newAddress());
  const unknown = await guess(`no-${email}`, newAddress());
  t.deepEqual(
    [known.status, withoutCorrelationId(known.text)],
    [unknown.status, withoutCorrelationId(unknown.text)],
  );
  const names = (headers: Headers) => [...headers.keys()].sort();
  t.deepEqual(names(known.headers), names(unknown.headers));
});

test.serial('an unknown email address takes as long as a known one', async (t) => {
  const { email } = await app.newPerson();
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const timed = async (kind: 'known' | 'unknown', address: string) => {
    const started = performance.now();
    await guess(address, newAddress());
    times[kind].push(performance.now() - started);
  };
  for (let index = 0; index < 15; index += 1) {
    await timed('known', email);
    await timed('unknown', `no-${randomBytes(4).toString('hex')}@example.org`);
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[7] ?? 0;
  const [known, unknown] = [median(times.known), median(times.unknown)];
  t.log(`${known.toFixed(1)} ms for a known address, ${unknown.toFixed(1)} ms for an unknown one`);
  // Wide, because the machine has other work; without the hash it would be a tenth.
  t.true(unknown > known / 2 && unknown < known * 2, `${known} and ${unknown} ms`);
});

test.serial('only a few mails can be requested for an email address', async (t) => {
  const email = `flood-${randomBytes(4).toString('hex')}@example.org`;
  const ask = () => app.call('POST', '/password-resets', { body: { email } });
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await ask()).status);
  t.deepEqual(statuses, [202, 202, 202, 429, 429]);
});

test.serial('without Redis no one can sign in, but signed-in people can continue', async (t) => {
  const { email, password, tokens } = await app.newPerson();
  const nowhere = openRedis('redis://127.0.0.1:1', silentLog);
  t.teardown(() => nowhere.disconnect());
  const { attemptLimiter } = app.deps;
  const working = { ...attemptLimiter };
  t.teardown(() => Object.assign(attemptLimiter, working));
  Object.assign(attemptLimiter, openAttemptLimiter(nowhere, 1_000));
  t.is((await app.call('POST', '/sessions', { body: { email, password } })).status, 503);
  t.is((await app.refresh(tokens.refreshToken)).status, 200);
  t.is((await app.call('GET', '/me', { token: tokens.accessToken })).status, 200);
});
