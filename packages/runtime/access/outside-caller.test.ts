import test from 'ava';
import { TokenRefused } from './caller.ts';
import { outsideCaller, type ClaimRules } from './outside-caller.ts';

const rules: ClaimRules = {
  rolesClaim: 'roles',
  roleMap: undefined,
  everyone: ['member'],
  idPrefix: 'acc',
};
const time = { iat: 1_796_000_000, exp: 1_796_000_600 };

// The claims as the three issuers document them, without those that no one reads.
const KEYCLOAK = {
  ...time,
  iss: 'https://login.example/realms/main',
  aud: ['bank', 'account'],
  sub: 'f5a0d0a3-13c7-4b55-8f3b-5a1fd3a8a2c1',
  typ: 'Bearer',
  azp: 'web',
  sid: '2d0b5c0f-1a57-4a0c-8a8e-5d7e5a3e7c11',
  jti: 'onrtac:5f1d2c',
  scope: 'openid profile email',
  preferred_username: 'ada',
  realm_access: { roles: ['offline_access', 'uma_authorization', 'bank-auditors'] },
  resource_access: { 'bank.api': { roles: ['finance'] }, account: { roles: ['view-profile'] } },
};
const KEYCLOAK_SERVICE = {
  ...KEYCLOAK,
  sub: '0a1b2c3d-13c7-4b55-8f3b-5a1fd3a8a2c1',
  azp: 'Importer',
  client_id: 'Importer',
  clientHost: '10.0.0.7',
  sid: undefined,
  scope: 'profile email import',
  preferred_username: 'service-account-importer',
  realm_access: { roles: ['default-roles-main'] },
};
const ENTRA = {
  ...time,
  nbf: time.iat,
  iss: 'https://login.microsoftonline.com/7f9c2b6e/v2.0',
  aud: '2c7a1f0e-0d4c-4b7a-9a52-5e0d1b8f6a33',
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  oid: '6467882c-fdfd-4354-a1ed-4e13f064be25',
  azp: '6e74172b-be56-4843-9ff4-e66a39bb12e3',
  azpacr: '1',
  idtyp: 'user',
  scp: 'access_as_user',
  roles: ['finance'],
  uti: 'fqiBqXLPj0eQa82S-IYFAA',
  ver: '2.0',
};
const ENTRA_SERVICE = {
  ...ENTRA,
  sub: '11112222-bbbb-3333-cccc-4444dddd5555',
  oid: '11112222-bbbb-3333-cccc-4444dddd5555',
  idtyp: 'app',
  scp: undefined,
  roles: ['import'],
};
const AUTH0 = {
  ...time,
  iss: 'https://tenant.eu.auth0.com/',
  aud: ['https://api.bank.example', 'https://tenant.eu.auth0.com/userinfo'],
  sub: 'auth0|65f1c0ffee',
  azp: 'kR1Vw2ClientId',
  scope: 'openid profile',
  'https://bank.example/roles': ['finance'],
};
const AUTH0_SERVICE = {
  ...AUTH0,
  sub: 'kR1Vw2ClientId@clients',
  gty: 'client-credentials',
  scope: 'import reports',
  'https://bank.example/roles': undefined,
};

const with_ = (over: Partial<ClaimRules>) => ({ ...rules, ...over });

test('a user of Keycloak has the roles of the realm or of a client', (t) => {
  const realm = outsideCaller(KEYCLOAK, with_({ rolesClaim: 'realm_access.roles' }));
  t.like(realm, { kind: 'user', sid: KEYCLOAK.sid, jti: KEYCLOAK.jti, exp: time.exp });
  t.deepEqual(realm.roles, ['member', 'offline_access', 'uma_authorization', 'bank-auditors']);
  t.deepEqual(realm.scopes, [], 'a user can choose the scopes of a token');
  const ofClient = with_({ rolesClaim: 'resource_access.bank.api.roles' });
  t.deepEqual(outsideCaller(KEYCLOAK, ofClient).roles, ['member', 'finance']);
});

test('a service client of Keycloak has the scopes of its token', (t) => {
  const caller = outsideCaller(KEYCLOAK_SERVICE, with_({ rolesClaim: 'resource_access.x.roles' }));
  t.like(caller, { kind: 'client', sub: 'Importer', sid: undefined });
  t.deepEqual(caller.scopes, ['profile', 'email', 'import']);
  t.deepEqual(caller.roles, []);
});

test('a user of Entra and an application of Entra have their roles', (t) => {
  const user = outsideCaller(ENTRA, rules);
  t.like(user, { kind: 'user', sid: undefined, jti: undefined });
  t.deepEqual(user.roles, ['member', 'finance']);
  const client = outsideCaller(ENTRA_SERVICE, rules);
  t.like(client, { kind: 'client', sub: ENTRA.azp });
  t.deepEqual(client.scopes, ['import']);
});

test('a user and a service client of Auth0: a claim that is named by a URL, and permissions', (t) => {
  const ofUrl = with_({ rolesClaim: 'https://bank.example/roles' });
  t.deepEqual(outsideCaller(AUTH0, ofUrl).roles, ['member', 'finance']);
  const client = outsideCaller(AUTH0_SERVICE, ofUrl);
  t.like(client, { kind: 'client', sub: 'kR1Vw2ClientId' });
  t.deepEqual(client.scopes, ['import', 'reports']);
});

test('with a map only the listed roles count, under our names', (t) => {
  const roleMap = new Map([['bank-auditors', 'finance']]);
  const mapped = with_({ rolesClaim: 'realm_access.roles', roleMap });
  t.deepEqual(outsideCaller(KEYCLOAK, mapped).roles, ['member', 'finance']);
  const admins = { ...KEYCLOAK, realm_access: { roles: ['finance', 'admin'] } };
  t.deepEqual(outsideCaller(admins, mapped).roles, ['member']);
});

test('the id of a user follows from issuer and subject alone', (t) => {
  const idOf = (over: object) => outsideCaller({ ...KEYCLOAK, ...over }, rules).sub;
  // Stored data refer to it: it must never change.
  t.is(idOf({}), 'acc_13096b75605a1b0a055dba5a4bd2a192');
  t.is(idOf({ sid: 'another', azp: 'app', realm_access: {} }), idOf({}));
  const others = [
    { sub: 'F5A0D0A3-13c7-4b55-8f3b-5a1fd3a8a2c1' },
    { iss: `${KEYCLOAK.iss}/` },
    { iss: `${KEYCLOAK.iss}f`, sub: KEYCLOAK.sub.slice(1) },
  ];
  t.is(new Set([{}, ...others].map(idOf)).size, 4);
});

test('what a user can choose makes no service client', (t) => {
  for (const over of [
    { preferred_username: 'service-account-web' },
    { preferred_username: 'service-account-web', client_id: 'web', azp: 'other' },
    { client_id: 'web', scope: 'import' },
    { gty: 'password', client_id: KEYCLOAK.sub },
    { idtyp: 'user', client_id: KEYCLOAK.sub },
  ]) {
    t.like(outsideCaller({ ...KEYCLOAK, ...over }, rules), { kind: 'user' }, JSON.stringify(over));
  }
  t.is(outsideCaller({ ...KEYCLOAK, sub: 'web', client_id: 'web' }, rules).kind, 'client');
});

const wrong = {
  'an ID token of Keycloak': { ...KEYCLOAK, typ: 'ID' },
  'a refresh token of Keycloak': { ...KEYCLOAK, typ: 'Refresh' },
  'an ID token with the hash of an access token': { ...ENTRA, at_hash: 'x' },
  'an ID token with a nonce': { ...ENTRA, scp: undefined, nonce: 'x' },
  'a logout token': { ...AUTH0, events: {} },
  'a token that is bound to a key': { ...KEYCLOAK, cnf: { jkt: 'x' } },
  'no subject': { ...ENTRA, sub: undefined },
  'an empty subject': { ...ENTRA, sub: '' },
  'a number as subject': { ...ENTRA, sub: 1 },
  'a subject of 256 characters': { ...ENTRA, sub: 'x'.repeat(256) },
  'a service client with a line break': {
    ...ENTRA_SERVICE,
    azp: 'a\nb',
    sub: 'a\nb',
  },
};

for (const [what, claims] of Object.entries(wrong)) {
  test(`refused: ${what}`, (t) => {
    t.throws(() => outsideCaller(claims, rules), { instanceOf: TokenRefused });
  });
}

test('roles in another form are no roles, and never more than a thousand', (t) => {
  const rolesOf = (roles: unknown) => outsideCaller({ ...ENTRA, roles }, rules).roles;
  for (const none of [undefined, null, 7, { admin: true }, [['admin']], [{ name: 'admin' }], ['']])
    t.deepEqual(rolesOf(none), ['member'], JSON.stringify(none));
  t.deepEqual(rolesOf('finance support'), ['member', 'finance', 'support']);
  t.is(rolesOf(Array.from({ length: 5_000 }, (_, n) => `r${n}`)).length, 1_001);
  t.deepEqual(outsideCaller(ENTRA, with_({ rolesClaim: '__proto__.x' })).roles, ['member']);
});
