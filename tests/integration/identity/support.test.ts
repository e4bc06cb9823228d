import test from 'ava';
import { identityUnderTest } from './identity-app.ts';

const { app } = await identityUnderTest();

const lookUp = (token: string, email: string) =>
  app.call('POST', '/accounts/lookup', { token, body: { email } });

async function auditOf(token: string, about: string, action: string) {
  const { body } = await app.call('GET', `/audit?about=${about}`, { token });
  const items = body['items'] as { actor: string; action: string; outcome: string }[];
  return items.filter((item) => item.action === action);
}

test('support finds the account of an address, and each look-up is recorded', async (t) => {
  const [clerk, boss, person] = [
    await app.newPerson(),
    await app.newPerson(),
    await app.newPerson('Grace Hopper'),
  ];
  const { accessToken: token } = await app.promote(clerk, 'support');
  const { accessToken: admin } = await app.promote(boss, 'admin');
  const { customerId, email } = person;
  const found = await lookUp(token, email.toUpperCase());
  t.like(found, {
    status: 200,
    body: { customerId, email, profile: { name: 'Grace Hopper' }, status: 'active' },
  });
  t.deepEqual(
    (await auditOf(admin, customerId, 'account.look-up')).map(({ actor }) => actor),
    [clerk.customerId],
  );
  const unknown = await lookUp(token, `no-${email}`);
  t.like(unknown, { status: 404, body: { type: '/problems/customer-not-found' } });
  const all = await auditOf(admin, clerk.customerId, 'account.look-up');
  t.deepEqual(
    all.map(({ outcome }) => outcome),
    ['refused', 'done'],
  );
  t.is((await lookUp(person.tokens.accessToken, email)).status, 403);
  t.false(JSON.stringify(all).includes(email), 'the audit log has no address');
});

test('an erased account cannot be found by its address', async (t) => {
  const [clerk, person] = [await app.newPerson(), await app.newPerson()];
  const { accessToken: token } = await app.promote(clerk, 'support');
  const { email, password, tokens } = person;
  await app.call('POST', '/me/erasure', { token: tokens.accessToken, body: { password } });
  t.is((await lookUp(token, email)).status, 404);
});

test('an admin enables a disabled account, whose owner signs in again', async (t) => {
  const [boss, person] = [await app.newPerson(), await app.newPerson()];
  const { accessToken: token } = await app.promote(boss, 'admin');
  const { customerId, email, password, tokens } = person;
  const change = (what: string, as = token) =>
    app.call('POST', `/accounts/${customerId}/${what}`, { token: as });
  t.is((await change('disablement')).status, 204);
  await t.throwsAsync(app.signIn(email, password), { message: /account-disabled/ });
  t.like((await lookUp(token, email)).body, { status: 'disabled' });
  for (const _ of ['first', 'repeat']) t.is((await change('enablement')).status, 204);
  t.truthy(await app.signIn(email, password));
  t.is((await app.refresh(tokens.refreshToken)).status, 401, 'an ended session stays ended');
  t.is((await change('enablement', (await app.signIn(email, password)).accessToken)).status, 403);
  t.is((await auditOf(token, customerId, 'account.enable')).length, 2);
  const unknown = `/accounts/cus_${'0'.repeat(32)}/enablement`;
  t.is((await app.call('POST', unknown, { token })).status, 404);
  t.is(
    (
      await app.call('POST', '/me/erasure', {
        token: (await app.signIn(email, password)).accessToken,
        body: { password },
      })
    ).status,
    204,
  );
  t.is((await change('enablement')).status, 410, 'erased');
});
