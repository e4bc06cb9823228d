// A real OpenID Connect issuer in its own process: `node oidc-issuer-process.ts <port>`. Its parent
// sends its private keys, again for a rotation, and gets 'ready' each time.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';

/** What the parent sends. */
export interface IssuerKeys {
  keys: JWK[];
}

/** The scopes of the API that tokens are for. */
const API_SCOPES = 'orders stock catalog import reports data-keys';
/** Lifetime of tokens, and of all that the library stores, s. */
const LIFE_SECONDS = 600;
const [port = '0'] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

/** A service client per algorithm, named after it: `service-es256`. */
const serviceClients = ['RS256', 'PS256', 'ES256', 'EdDSA'].map((alg): ClientMetadata => ({
  client_id: `service-${alg.toLowerCase()}`,
  client_secret: 'the-secret-of-a-test',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
}));

function algorithmOf(clientId: string): 'RS256' | 'PS256' | 'ES256' | 'EdDSA' {
  const name = clientId.replace(/^service-/, '');
  if (name === 'ps256') return 'PS256';
  if (name === 'es256') return 'ES256';
  return name === 'eddsa' ? 'EdDSA' : 'RS256';
}

function configuration(keys: JWK[]): Configuration {
  return {
    jwks: { keys } as NonNullable<Configuration['jwks']>,
    clients: [
      ...serviceClients,
      {
        client_id: 'browser',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        redirect_uris: ['http://127.0.0.1/callback'],
      },
    ],
    ttl: Object.fromEntries(
      ['AccessToken', 'ClientCredentials', 'Grant', 'IdToken', 'Interaction', 'Session'].map(
        (kind) => [kind, LIFE_SECONDS],
      ),
    ),
    cookies: { keys: ['of-a-test'] },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA', 'HS256'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource, client) => ({
          scope: API_SCOPES,
          audience: resource,
          accessTokenTTL: LIFE_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: algorithmOf(client.clientId) } },
        }),
      },
    },
    // As Keycloak: the roles of a user are a list inside of a claim.
    extraTokenClaims: (_ctx, token) =>
      'accountId' in token && typeof token.accountId === 'string'
        ? { realm_access: { roles: rolesOf(token.accountId) } }
        : {},
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }) {
      const { client, session, params, provider } = oidc;
      const accountId = session?.accountId;
      if (client === undefined || accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId });
      grant.addOIDCScope('openid');
      grant.addResourceScope(String(params?.['resource']), API_SCOPES);
      await grant.save();
      return grant;
    },
  };
}

/** The roles of a user are in the name: `grace+team-admins+staff` has two. */
const rolesOf = (accountId: string) => ['offline_access', ...accountId.split('+').slice(1)];

let provider: Provider | undefined;

/** Signs in whom `login_hint` names, and answers everything else as the library does. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (provider === undefined) throw new Error('there are no keys yet');
  if (request.url?.startsWith('/interaction/') !== true) {
    await provider.callback()(request, response);
    return;
  }
  const { params } = await provider.interactionDetails(request, response);
  const login = { accountId: String(params['login_hint']) };
  await provider.interactionFinished(request, response, { login });
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});

process.on('message', ({ keys }: IssuerKeys) => {
  provider = new Provider(issuer, configuration(keys));
  process.send?.('ready');
});
process.on('disconnect', () => process.exit(0));
server.listen(Number(port), '127.0.0.1', () => process.send?.('listening'));
