import { Type } from 'typebox';
import type { Operations } from '../operation.ts';
import { ClientId, Clients, NewClient, NewSecret, RegisterClient } from './client-api.ts';

const access = { roles: ['admin'] } as const;
const params = Type.Object({ id: ClientId });
const example = { id: 'demo-browser' };

/** The programs that get tokens: who administers them. */
export const clientOperations = {
  listClients: {
    method: 'GET',
    path: '/clients',
    summary: 'Lists the programs that get tokens.',
    access,
    answers: { 200: { what: 'all of them, by id', schema: Clients } },
    problems: [],
    example: { status: 200 },
  },
  registerClient: {
    method: 'POST',
    path: '/clients',
    summary: 'Registers a program: a service client with scopes, or a browser program.',
    notes: [
      'A program with `scopes` gets a `secret`, which is shown this once and kept as a hash. One with ' +
        '`redirectUris` only has none: it uses the authorization code with PKCE.',
    ],
    access,
    body: RegisterClient,
    answers: { 201: { what: 'the program, with its secret', schema: NewClient } },
    problems: ['client-exists'],
    example: {
      body: { id: 'warehouse-scanner', name: 'Scanner of the warehouse', scopes: ['stock'] },
      status: 201,
    },
  },
  renewClientSecret: {
    method: 'POST',
    path: '/clients/:id/secret',
    summary: 'Gives a service client a new secret. The old one counts no more.',
    notes: ['Takes no body. Tokens that it has work until they end, at most 10 minutes.'],
    access,
    params,
    answers: { 201: { what: 'the new secret, shown this once', schema: NewSecret } },
    problems: ['client-not-found', 'client-without-secret'],
    example: { params: { id: 'load-tester' }, status: 201 },
  },
  endClient: {
    method: 'DELETE',
    path: '/clients/:id',
    summary: 'Ends a program: it gets no tokens, and those it has end within a minute.',
    notes: ['A repeat changes nothing. Its id is not given away again.'],
    access,
    params,
    answers: { 204: { what: 'it has ended' } },
    problems: ['client-not-found'],
    example: { params: example, status: 204 },
  },
} satisfies Operations;
