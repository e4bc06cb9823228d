import test from 'ava';
import { ConfigError, readConfig } from '../config/index.ts';
import { accessSettings } from './settings.ts';

const read = (environment: Record<string, string>) =>
  readConfig(accessSettings, { TOKEN_ISSUER: 'https://api.example', ...environment });

test('without an outside issuer its settings have no effect', (t) => {
  const none = { outsideIssuer: undefined, outsideAudience: undefined, outsideRoleMap: undefined };
  t.like(read({}), { ...none, outsideRolesClaim: 'roles' });
  t.like(read({ OIDC_ISSUER: '', OIDC_AUDIENCE: '', OIDC_ROLE_MAP: ' , ' }), none);
});

test('an issuer stays exactly as it is in its tokens', (t) => {
  for (const issuer of [
    'https://tenant.eu.auth0.com/',
    'https://login.example/realms/main',
    'http://127.0.0.1:8090',
  ]) {
    t.is(read({ OIDC_ISSUER: issuer }).outsideIssuer, issuer);
  }
  for (const wrong of [
    'login.example',
    'ftp://x',
    'https://a.example/?x=1',
    'https://u:p@a.example',
  ])
    t.throws(() => read({ OIDC_ISSUER: wrong }), {
      instanceOf: ConfigError,
      message: /OIDC_ISSUER must be an http or https URL/,
    });
});

test('a role map has pairs, and names of the issuer may have any characters but a comma', (t) => {
  const map = read({ OIDC_ROLE_MAP: 'team-admins=admin, /groups/a=b=finance' }).outsideRoleMap;
  t.deepEqual(
    [...(map ?? [])],
    [
      ['team-admins', 'admin'],
      ['/groups/a=b', 'finance'],
    ],
  );
  for (const wrong of ['admin', '=admin', 'admin=', 'a=b,c']) {
    t.throws(() => read({ OIDC_ROLE_MAP: wrong }), { message: /OIDC_ROLE_MAP must be pairs/ });
  }
});
