import test from 'ava';
import { identityUnderTest, ISSUER, REDIRECT_URI } from './identity-app.ts';

const { app } = await identityUnderTest();
let token: string;
test.before(async () => {
  token = (await app.promote(await app.newPerson(), 'admin')).accessToken;
});

const register = (body: object) => app.call('POST', '/clients', { body, token });
const grant = (id: string, secret: unknown) =>
  app.call('POST', '/oauth/token', {
    form: { grant_type: 'client_credentials', client_id: id, client_secret: String(secret) },
  });
const codeOf = ({ body }: { body: Record<string, unknown> }) => String(body['type']).slice(10);

test('a registered service client gets tokens, and its secret is not stored', async (t) => {
  const made = await register({ id: 'scanner', name: 'Scanner', scopes: ['stock'] });
  t.like(made, { status: 201, body: { id: 'scanner', scopes: ['stock'], hasSecret: true } });
  const { secret } = made.body;
  t.like(await grant('scanner', secret), { status: 200, body: { scope: 'stock' } });
  const listed = await app.call('GET', '/clients', { token });
  t.true(listed.text.includes('"scanner"'));
  t.false(listed.text.includes(String(secret)));
  const { rows } = await app.database.query('SELECT * FROM clients');
  t.false(JSON.stringify(rows).includes(String(secret)));
  const again = await register({ id: 'scanner', name: 'Another', scopes: ['orders'] });
  t.deepEqual([again.status, codeOf(again)], [409, 'client-exists']);
});

test('a public client gets no secret, and its redirect URIs are validated', async (t) => {
  const made = await register({ id: 'spa', name: 'A page', redirectUris: [REDIRECT_URI] });
  t.like(made, { status: 201, body: { hasSecret: false, redirectUris: [REDIRECT_URI] } });
  t.false('secret' in made.body);
  for (const bad of [
    'http://evil.example/',
    'javascript:alert(1)',
    'https://a@b/',
    `${ISSUER}#x`,
  ]) {
    const refused = await register({ id: 'bad', name: 'Bad', redirectUris: [bad] });
    t.deepEqual([refused.status, codeOf(refused)], [400, 'invalid-request'], bad);
  }
});

test('a new secret is accepted at once, and the old one no longer', async (t) => {
  const first = (await register({ id: 'renewed', name: 'R', scopes: ['catalog'] })).body['secret'];
  const answer = await app.call('POST', '/clients/renewed/secret', { token });
  t.is(answer.status, 201);
  t.is((await grant('renewed', first)).status, 401);
  t.is((await grant('renewed', answer.body['secret'])).status, 200);
  const none = await app.call('POST', '/clients/browser/secret', { token });
  t.deepEqual([none.status, codeOf(none)], [409, 'client-without-secret']);
  t.is((await app.call('POST', '/clients/nobody/secret', { token })).status, 404);
});

test('an ended client gets no tokens, and its tokens are revoked', async (t) => {
  const { secret } = (await register({ id: 'gone', name: 'G', scopes: ['orders'] })).body;
  t.is((await grant('gone', secret)).status, 200);
  const end = () => app.call('DELETE', '/clients/gone', { token });
  t.is((await end()).status, 204);
  t.is((await end()).status, 204);
  t.is((await grant('gone', secret)).status, 401);
  const { body } = await app.call('GET', '/internal/revocations');
  t.true((body['ended'] as string[]).includes('gone'));
  t.is((await register({ id: 'gone', name: 'Back', scopes: ['orders'] })).status, 409);
});

test('only an admin manages clients, and the audit log records it', async (t) => {
  const customer = (await app.newPerson()).tokens.accessToken;
  const service = await app.clientToken('loader');
  for (const other of [customer, service, undefined]) {
    const answer = await app.call('GET', '/clients', { token: other });
    t.is(answer.status, other === undefined ? 401 : 403);
  }
  await register({ id: 'noted', name: 'N', scopes: ['orders'] });
  await app.call('DELETE', '/clients/noted', { token });
  const audit = await app.call('GET', '/audit?about=noted', { token });
  const actions = (audit.body['items'] as { action: string }[]).map(({ action }) => action);
  t.deepEqual(actions, ['client.end', 'client.register']);
});
