import { randomBytes } from 'node:crypto';
import test from 'ava';
import { identityUnderTest, type Person } from './identity-app.ts';

const PAGE = 'https://shop.example/account/{page}?token={token}';
const { app } = await identityUnderTest({ mailLink: PAGE });

const newEmail = () => `new${randomBytes(6).toString('hex')}@example.org`;
const ask = ({ tokens, password }: Person, email: string, word = password) =>
  app.call('POST', '/me/email-changes', {
    token: tokens.accessToken,
    body: { email, password: word },
  });
const complete = (token: string) =>
  app.call('POST', '/email-changes/completion', { body: { token } });
const emailOf = async ({ tokens }: Person) =>
  (await app.call('GET', '/me', { token: tokens.accessToken })).body['email'];
const subjectsTo = async (email: string) =>
  (await app.mailsTo(email)).map(({ subject }) => subject);
const REFUSED = { status: 422, body: { type: '/problems/mail-token-invalid' } };

// Serial, because one test advances the clock of the app.
test.serial(
  'a new address counts once its owner verified it, and the old one is told',
  async (t) => {
    const person = await app.newPerson();
    const { email: former, password } = person;
    const email = newEmail();
    t.is((await ask(person, email)).status, 202);
    t.is(await emailOf(person), former, 'before it is verified');
    const token = await app.lastToken(email);
    t.is((await complete(token)).status, 204);
    t.like(await complete(token), REFUSED);
    t.is(await emailOf(person), email, 'the session goes on');
    t.truthy(await app.signIn(email, password));
    await t.throwsAsync(app.signIn(former, password));
    t.is((await subjectsTo(former)).at(-1), 'email-changed');
    t.is((await app.deps.auditLog.check()).fault, undefined);
  },
);

test.serial('a change needs the password, and another address stays as it is', async (t) => {
  const person = await app.newPerson();
  const email = newEmail();
  t.is((await ask(person, email, 'another word')).status, 401);
  t.deepEqual(await subjectsTo(email), []);
  t.is((await ask(person, 'no address')).status, 400);
  t.is(await emailOf(person), person.email);
});

test.serial(
  'nobody gets a token for the address of another account, and its owner is told',
  async (t) => {
    const [person, other] = [await app.newPerson(), await app.newPerson()];
    const [taken, free] = [await ask(person, other.email), await ask(person, newEmail())];
    t.deepEqual([taken.status, taken.text], [free.status, free.text]);
    t.is((await subjectsTo(other.email)).at(-1), 'address-known');
    const lookAlike = other.email.toUpperCase();
    await ask(person, lookAlike);
    t.deepEqual(await subjectsTo(lookAlike), []);
  },
);

test.serial('of two accounts that want one address, the first to verify gets it', async (t) => {
  const [one, other] = [await app.newPerson(), await app.newPerson()];
  const email = newEmail();
  await ask(one, email);
  const first = await app.lastToken(email);
  await ask(other, email);
  const second = await app.lastToken(email);
  const statuses = (await Promise.all([complete(first), complete(second)])).map((a) => a.status);
  t.deepEqual(statuses.sort(), [204, 422]);
  const holders = [await emailOf(one), await emailOf(other)].filter((held) => held === email);
  t.is(holders.length, 1);
});

test.serial('an address that was registered meanwhile is not taken', async (t) => {
  const person = await app.newPerson();
  const email = newEmail();
  await ask(person, email);
  const token = await app.lastToken(email);
  await app.call('POST', '/accounts', { body: { email, password: 'some words here' } });
  const body = { token: await app.lastToken(email) };
  t.is((await app.call('POST', '/accounts/verification', { body })).status, 201);
  t.like(await complete(token), REFUSED);
  t.is(await emailOf(person), person.email);
});

test.serial('a later request, another password and an hour each end a request', async (t) => {
  const person = await app.newPerson();
  const tokens: string[] = [];
  for (const email of [newEmail(), newEmail()]) {
    await ask(person, email);
    tokens.push(await app.lastToken(email));
  }
  t.like(await complete(tokens[0] ?? ''), REFUSED, 'replaced');
  const change = { currentPassword: person.password, password: 'quite another one' };
  const { accessToken: token } = person.tokens;
  t.is((await app.call('PUT', '/me/password', { token, body: change })).status, 204);
  t.like(await complete(tokens[1] ?? ''), REFUSED, 'another password');
  const email = newEmail();
  await ask(person, email, change.password);
  app.advance(3_600_001);
  t.like(await complete(await app.lastToken(email)), REFUSED, 'an hour');
});

test.serial('a token that was mailed to the former address is no longer accepted', async (t) => {
  const person = await app.newPerson();
  await app.call('POST', '/password-resets', { body: { email: person.email } });
  const reset = await app.lastToken(person.email);
  const email = newEmail();
  await ask(person, email);
  t.is((await complete(await app.lastToken(email))).status, 204);
  const body = { token: reset, password: 'words of a thief' };
  t.like(await app.call('POST', '/password-resets/completion', { body }), REFUSED);
});

test.serial('mails with a token link to the page of the shop that takes it', async (t) => {
  const person = await app.newPerson();
  const email = newEmail();
  await app.call('POST', '/password-resets', { body: { email: person.email } });
  await ask(person, email);
  const mails = [...(await app.mailsTo(person.email)), ...(await app.mailsTo(email))];
  const subjects = ['verify-address', 'reset-password', 'change-email'];
  t.deepEqual(
    mails.map(({ subject }) => subject),
    subjects,
  );
  for (const { subject, token, text } of mails) {
    const link = `https://shop.example/account/${subject}?token=${token}`;
    t.true(text.endsWith(`\n\n${link}`), text);
    t.like(
      mails.find((mail) => mail.subject === subject),
      { link },
    );
  }
});
