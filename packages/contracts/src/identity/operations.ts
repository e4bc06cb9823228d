import { Type } from 'typebox';
import { describeOperations, type Operations, SIGNED_IN } from '../operation.ts';
import { IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import { SLOWED } from './slowed.ts';
import { CustomerId, NewAuditEntry, Role } from './access.ts';
import { accountOperations } from './account-operations.ts';
import {
  Account,
  AccountRoles,
  Address,
  Addresses,
  AddressResource,
  AskForMail,
  AuditPage,
  AuditRow,
  ChangePassword,
  ChangeProfile,
  DEFAULT_AUDIT_PAGE,
  EraseMe,
  Export,
  MailSent,
  Profile,
  ReadAudit,
  Refresh,
  Register,
  ResetPassword,
  Session,
  Sessions,
  SetRoles,
  SignIn,
  Tokens,
  VerifyAddress,
} from './identity-api.ts';
import { ClientResource, Clients, NewClient, NewSecret, RegisterClient } from './client-api.ts';
import { clientOperations } from './client-operations.ts';
import { IssuerMetadata, JwksDocument, OAuthError, OAuthTokens } from './oauth-api.ts';
import { oauthOperations } from './oauth-operations.ts';

/** The schemas of identity's API by their names in the documents. */
export const identitySchemas = {
  Register,
  VerifyAddress,
  AskForMail,
  MailSent,
  ResetPassword,
  SignIn,
  Refresh,
  Tokens,
  Session,
  Sessions,
  Role,
  Profile,
  Account,
  ChangeProfile,
  ChangePassword,
  EraseMe,
  Export,
  Address,
  AddressResource,
  Addresses,
  SetRoles,
  AccountRoles,
  RegisterClient,
  Client: ClientResource,
  NewClient,
  NewSecret,
  Clients,
  AuditRow,
  AuditPage,
  OAuthTokens,
  OAuthError,
  Jwks: JwksDocument,
  IssuerMetadata,
};

const sessions = {
  signIn: {
    method: 'POST',
    path: '/sessions',
    summary: 'Signs in.',
    notes: [
      SLOWED,
      'An address that nobody has is refused in the same words and time.',
      'An access token lives 10 minutes; the refresh token gets the next one.',
    ],
    access: 'public',
    body: SignIn,
    answers: { 201: { what: 'the tokens of the session', schema: Tokens } },
    problems: ['wrong-credentials', 'account-disabled', 'too-many-tries'],
    example: {
      body: { email: 'ada@shop.example', password: 'seven green bottles' },
      status: 201,
    },
  },
  refreshSession: {
    method: 'POST',
    path: '/sessions/refresh',
    summary: 'Exchanges a refresh token for the next one and a new access token.',
    notes: [
      'For 10 s the token that was just used answers the same successor. An older one ends the ' +
        'session, and its owner is told by mail.',
      'A session ends after 14 days without a refresh, and 30 days after its beginning.',
    ],
    access: 'public',
    body: Refresh,
    answers: { 200: { what: 'the next tokens of the session', schema: Tokens } },
    problems: ['refresh-refused'],
    example: { body: { refreshToken: 'the-refresh-token-of-the-session' }, status: 200 },
  },
  listSessions: {
    method: 'GET',
    path: '/sessions',
    summary: 'Lists the open sessions of the caller, the latest used first.',
    access: SIGNED_IN,
    answers: { 200: { what: 'the sessions', schema: Sessions } },
    problems: [],
    example: { status: 200 },
  },
  endAllSessions: {
    method: 'DELETE',
    path: '/sessions',
    summary: 'Signs the caller out everywhere.',
    access: SIGNED_IN,
    answers: { 204: { what: 'all sessions have ended, this one too' } },
    problems: [],
    example: { status: 204 },
  },
  signOut: {
    method: 'DELETE',
    path: '/sessions/current',
    summary: 'Ends the session of the token.',
    access: SIGNED_IN,
    answers: { 204: { what: 'it has ended' } },
    problems: [],
    example: { status: 204 },
  },
  endSession: {
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'Ends a session of the caller.',
    access: SIGNED_IN,
    params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }),
    answers: { 204: { what: 'it has ended' } },
    problems: ['session-not-found'],
    example: { params: { id: 'ses_019aa9e6f8d77e2a9b3c4d5e6f708192' }, status: 204 },
  },
} satisfies Operations;

const administration = {
  getAccountRoles: {
    method: 'GET',
    path: '/accounts/:id/roles',
    summary: 'Reads the roles of an account.',
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    headers: IF_NONE_MATCH,
    answers: {
      200: { what: 'the roles', schema: AccountRoles, headers: ['ETag'] },
      ...NOT_MODIFIED,
    },
    problems: ['customer-not-found', 'customer-erased'],
    example: { params: { id: 'cus_5d41402abc4b2a76b9719d911017c592' }, status: 200 },
  },
  setAccountRoles: {
    method: 'PUT',
    path: '/accounts/:id/roles',
    summary: 'Sets the roles of an account and ends its sessions. Everyone is a `customer`.',
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    headers: IF_MATCH,
    body: SetRoles,
    answers: {
      200: { what: 'the roles as they are now', schema: AccountRoles, headers: ['ETag'] },
    },
    problems: ['customer-not-found', 'customer-erased', 'last-admin', 'precondition-failed'],
    example: {
      params: { id: 'cus_5d41402abc4b2a76b9719d911017c592' },
      body: { roles: ['customer', 'support'] },
      status: 200,
    },
  },
  disableAccount: {
    method: 'POST',
    path: '/accounts/:id/disablement',
    summary: 'Ends the sessions of an account and lets nobody sign in to it any more.',
    notes: ['Takes no body. A repeat changes nothing.'],
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    answers: { 204: { what: 'it is disabled' } },
    problems: ['customer-not-found', 'customer-erased', 'last-admin'],
    example: { params: { id: 'cus_5d41402abc4b2a76b9719d911017c592' }, status: 204 },
  },
  readAudit: {
    method: 'GET',
    path: '/audit',
    summary: 'Reads the audit log, the newest entry first.',
    notes: [
      `A page that names no \`limit\` has ${DEFAULT_AUDIT_PAGE} rows.`,
      'What people of the shop do in other apps is `asked` before it is done, and then `done` or ' +
        '`refused`. What stays `asked` failed, or its outcome could not be noted.',
    ],
    access: { roles: ['admin'] },
    query: ReadAudit,
    answers: { 200: { what: 'a page; `nextCursor` is absent on the last one', schema: AuditPage } },
    problems: [],
    example: { query: { limit: '10' }, status: 200 },
  },
} satisfies Operations;

const internal = {
  listSigningKeys: {
    method: 'GET',
    path: '/internal/signing-keys',
    summary: 'Lists the keys that sign tokens: `npm run keys`.',
    internal: true,
    answers: { 200: { what: 'the keys, without their private parts' } },
    problems: ['not-found'],
  },
  rotateSigningKey: {
    method: 'POST',
    path: '/internal/signing-keys',
    summary: 'Begins a rotation of the signing key: `npm run keys -- rotate`.',
    internal: true,
    answers: { 201: { what: 'the new key' } },
    problems: ['not-found'],
  },
  checkAudit: {
    method: 'GET',
    path: '/internal/audit-check',
    summary: 'Follows the hash chain of the audit log: `npm run audit`.',
    internal: true,
    answers: { 200: { what: 'how many entries it has, and the first fault' } },
    problems: ['not-found'],
  },
  noteAudit: {
    method: 'POST',
    path: '/internal/audit-entries',
    summary: 'Adds to the audit log what a person does in the app that asks.',
    internal: true,
    access: { apps: ['gateway', 'order', 'inventory', 'catalog'] },
    body: NewAuditEntry,
    answers: { 204: { what: 'it is there' } },
    problems: ['not-found'],
  },
  listRevocations: {
    method: 'GET',
    path: '/internal/revocations',
    summary: 'Lists the sessions that ended before their tokens, for who verifies tokens.',
    internal: true,
    answers: { 200: { what: 'their ids' } },
    problems: ['not-found'],
  },
  getDataKey: {
    method: 'GET',
    path: '/internal/data-keys/:subject',
    summary: "Hands out the key that the calling app seals a customer's data with.",
    internal: true,
    access: { scopes: ['data-keys'] },
    params: Type.Object({
      subject: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$' }),
    }),
    answers: { 200: { what: 'the key and its id' } },
    problems: ['not-found', 'customer-not-found', 'customer-erased'],
  },
} satisfies Operations;

/** Every operation of the identity app. */
export const identityOperations = describeOperations('identity', {
  ...accountOperations,
  ...sessions,
  ...administration,
  ...clientOperations,
  ...oauthOperations,
  ...internal,
});
