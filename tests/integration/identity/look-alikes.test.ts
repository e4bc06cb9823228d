import { randomBytes } from 'node:crypto';
import test from 'ava';
import { identityUnderTest } from './identity-app.ts';

const { app } = await identityUnderTest();

/** Other spellings that are looked up as the same address: another case, and the Kelvin sign for a k. */
const spellings = (email: string) => [email.toUpperCase(), email.replace('k', '\u212a')];
const newEmail = () => `kay${randomBytes(6).toString('hex')}@example.org`;
const register = (email: string, password = 'some other words') =>
  app.call('POST', '/accounts', { body: { email, password } });
const subjectsTo = async (email: string) =>
  (await app.mailsTo(email)).map(({ subject }) => subject);

/** An account whose owner wrote its address in lower case. */
async function verified(): Promise<string> {
  const email = newEmail();
  await register(email, 'words of the owner');
  const body = { token: await app.lastToken(email) };
  await app.call('POST', '/accounts/verification', { body });
  return email;
}

test('who registers a look-alike of an account gets no mail; its owner does', async (t) => {
  const email = await verified();
  for (const lookAlike of spellings(email)) {
    const answer = await register(lookAlike);
    const unknown = await register(newEmail());
    t.deepEqual([answer.status, answer.text], [unknown.status, unknown.text]);
    t.deepEqual(await subjectsTo(lookAlike), []);
    t.is((await subjectsTo(email)).at(-1), 'address-known');
  }
});

test('a reset that is asked for with a look-alike is mailed to the owner', async (t) => {
  const email = await verified();
  for (const lookAlike of spellings(email)) {
    const before = (await app.mailsTo(email)).length;
    const answer = await app.call('POST', '/password-resets', { body: { email: lookAlike } });
    t.is(answer.status, 202);
    t.deepEqual(await subjectsTo(lookAlike), []);
    t.deepEqual((await subjectsTo(email)).slice(before), ['reset-password']);
  }
});

test('the token of a registration goes to the address that was registered', async (t) => {
  const email = newEmail();
  await register(email);
  for (const lookAlike of spellings(email)) {
    const path = '/accounts/verification-requests';
    t.is((await app.call('POST', path, { body: { email: lookAlike } })).status, 202);
    t.deepEqual(await subjectsTo(lookAlike), []);
    t.is((await subjectsTo(email)).at(-1), 'verify-address');
  }
  const body = { token: await app.lastToken(email) };
  t.is((await app.call('POST', '/accounts/verification', { body })).status, 201);
});

test('a registration takes as long for an address with an account as without one', async (t) => {
  const email = await verified();
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  const timed = async (kind: 'known' | 'unknown', address: string) => {
    const started = performance.now();
    await register(address);
    times[kind].push(performance.now() - started);
  };
  // An address gets three mails before it has to wait.
  const known = [email, ...(await Promise.all([1, 2, 3, 4].map(verified)))];
  for (const one of [...known, ...known.slice(1)]) {
    await timed('known', one);
    await timed('unknown', newEmail());
  }
  const median = (all: number[]) => all.sort((a, b) => a - b)[4] ?? 0;
  const [withAccount, without] = [median(times.known), median(times.unknown)];
  t.log(`${withAccount.toFixed(1)} ms with an account, ${without.toFixed(1)} ms without`);
  // Wide, because the machine has other work; without the hash it would be a tenth.
  t.true(withAccount > without / 2 && withAccount < without * 2);
});
