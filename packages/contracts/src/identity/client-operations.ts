import { Type } from 'typebox';
import type { Operations } from '../operation.ts';
import { ClientId, Clients, NewClient, NewSecret, RegisterClient } from './client-api.ts';

const access = { roles: ['admin'] } as const;
const params = Type.Object({ id: ClientId });
const example = { id: 'demo-browser' };

/** The administration of OAuth clients. */
export const clientOperations = {
  listClients: {
    method: 'GET',
    path: '/clients',
    summary: 'Lists the OAuth clients.',
    access,
    answers: { 200: { what: 'all clients, ordered by id', schema: Clients } },
    problems: [],
    example: { status: 200 },
  },
  registerClient: {
    method: 'POST',
    path: '/clients',
    summary: 'Registers a client: a service client with scopes, or a public client.',
    notes: [
      'A client with `scopes` gets a `secret`, which is in this answer only and stored as a hash. One ' +
        'with only `redirectUris` has none: it uses the authorization code with PKCE.',
    ],
    access,
    body: RegisterClient,
    answers: { 201: { what: 'the client, with its secret', schema: NewClient } },
    problems: ['client-exists'],
    example: {
      body: { id: 'warehouse-scanner', name: 'Warehouse scanner', scopes: ['stock'] },
      status: 201,
    },
  },
  renewClientSecret: {
    method: 'POST',
    path: '/clients/:id/secret',
    summary: 'Replaces the secret of a service client. The old one is no longer accepted.',
    notes: ['Has no body. Existing tokens stay valid until they expire, after at most 10 minutes.'],
    access,
    params,
    answers: { 201: { what: 'the new secret, in this answer only', schema: NewSecret } },
    problems: ['client-not-found', 'client-without-secret'],
    example: { params: { id: 'load-tester' }, status: 201 },
  },
  endClient: {
    method: 'DELETE',
    path: '/clients/:id',
    summary: 'Ends a client: it gets no more tokens, and its tokens are revoked within a minute.',
    notes: ['A repeat changes nothing. The id is not reused.'],
    access,
    params,
    answers: { 204: { what: 'the client has ended' } },
    problems: ['client-not-found'],
    example: { params: example, status: 204 },
  },
} satisfies Operations;
