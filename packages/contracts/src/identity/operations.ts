import { Type } from 'typebox';
import { describeOperations, type Operations, SIGNED_IN } from '../operation.ts';
import { IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import { Address } from '../address.ts';
import { CustomerId, NewAuditEntries, NewAuditEntry, Role } from './access.ts';
import { accountOperations } from './account-operations.ts';
import {
  Account,
  AccountRoles,
  Addresses,
  AddressResource,
  RequestMail,
  AuditPage,
  AuditRow,
  ChangeEmail,
  ChangePassword,
  ChangeProfile,
  DEFAULT_AUDIT_PAGE,
  EraseMe,
  Export,
  FoundAccount,
  LookUpAccount,
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
  THROTTLED,
  Tokens,
  VerifyAddress,
} from './identity-api.ts';
import { ClientResource, Clients, NewClient, NewSecret, RegisterClient } from './client-api.ts';
import { clientOperations } from './client-operations.ts';
import { IssuerMetadata, JwksDocument, OAuthError, OAuthTokens } from './oauth-api.ts';
import { oauthOperations } from './oauth-operations.ts';
import { text } from '../text.ts';

/** The schemas of identity's API, by their names in the OpenAPI documents. */
export const identitySchemas = {
  Register,
  VerifyAddress,
  RequestMail,
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
  ChangeEmail,
  EraseMe,
  Export,
  Address,
  AddressResource,
  Addresses,
  SetRoles,
  AccountRoles,
  LookUpAccount,
  FoundAccount,
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
      THROTTLED,
      'An unknown email address gets the same answer after the same time.',
      'An access token is valid for 10 minutes; the refresh token is exchanged for the next one.',
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
      'If the answer is lost, send the same token again: for 5 minutes after its use it returns the same ' +
        'successor, while nobody has used that. After that, and for an older token, the session ends and ' +
        'the owner gets a mail.',
      'A session ends after 14 days without a refresh, and 30 days after sign-in.',
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
    summary: "Lists the caller's open sessions, most recently used first.",
    access: SIGNED_IN,
    answers: { 200: { what: 'the sessions', schema: Sessions } },
    problems: [],
    example: { status: 200 },
  },
  endAllSessions: {
    method: 'DELETE',
    path: '/sessions',
    summary: "Ends all of the caller's sessions.",
    access: SIGNED_IN,
    answers: { 204: { what: 'all sessions have ended, including this one' } },
    problems: [],
    example: { status: 204 },
  },
  signOut: {
    method: 'DELETE',
    path: '/sessions/current',
    summary: 'Ends the session of the access token.',
    access: SIGNED_IN,
    answers: { 204: { what: 'the session has ended' } },
    problems: [],
    example: { status: 204 },
  },
  endSession: {
    method: 'DELETE',
    path: '/sessions/:id',
    summary: "Ends one of the caller's sessions.",
    access: SIGNED_IN,
    params: Type.Object({ id: text({ maxLength: 64 }) }),
    answers: { 204: { what: 'the session has ended' } },
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
    summary:
      'Sets the roles of an account and ends its sessions. Everyone has the role `customer`.',
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    headers: IF_MATCH,
    body: SetRoles,
    answers: {
      200: { what: 'the new roles', schema: AccountRoles, headers: ['ETag'] },
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
    summary: 'Disables an account: ends its sessions and prevents sign-in.',
    notes: ['Has no body. A repeat changes nothing.'],
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    answers: { 204: { what: 'the account is disabled' } },
    problems: ['customer-not-found', 'customer-erased', 'last-admin'],
    example: { params: { id: 'cus_5d41402abc4b2a76b9719d911017c592' }, status: 204 },
  },
  enableAccount: {
    method: 'POST',
    path: '/accounts/:id/enablement',
    summary: 'Enables a disabled account: its owner can sign in again.',
    notes: ['Has no body. A repeat changes nothing. Ended sessions stay ended.'],
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    answers: { 204: { what: 'the account is enabled' } },
    problems: ['customer-not-found', 'customer-erased'],
    example: { params: { id: 'cus_5d41402abc4b2a76b9719d911017c592' }, status: 204 },
  },
  lookUpAccount: {
    method: 'POST',
    path: '/accounts/lookup',
    summary: 'Finds the account of an email address, for someone who asks support for help.',
    notes: [
      'The address is in the body, so that no log has it. Every look-up is in the audit log.',
    ],
    access: { roles: ['support', 'admin'] },
    body: LookUpAccount,
    answers: { 200: { what: 'the account', schema: FoundAccount } },
    problems: ['customer-not-found'],
    example: { body: { email: 'ada@shop.example' }, status: 200 },
  },
  eraseAccount: {
    method: 'POST',
    path: '/accounts/:id/erasure',
    summary: 'Erases an account whose owner asked for it, as `DELETE /me` does.',
    notes: [
      'Has no body. A repeat changes nothing.',
      'With an outside issuer it destroys the key of the personal data in the orders of one of its ' +
        'users; the user itself is erased at the issuer.',
    ],
    access: { roles: ['admin'] },
    params: Type.Object({ id: CustomerId }),
    answers: { 204: { what: 'the personal data can no longer be read' } },
    problems: ['customer-not-found', 'last-admin'],
    example: { params: { id: 'cus_5d41402abc4b2a76b9719d911017c592' }, status: 204 },
  },
  readAudit: {
    method: 'GET',
    path: '/audit',
    summary: 'Reads the audit log, newest entry first.',
    notes: [
      `Without \`limit\` a page has ${DEFAULT_AUDIT_PAGE} entries.`,
      'An action of staff in another app is recorded as `asked` before it is performed, and then as ' +
        '`done` or `refused`. If it stays `asked`, it failed, or its outcome could not be recorded.',
    ],
    access: { roles: ['admin'] },
    query: ReadAudit,
    answers: { 200: { what: 'a page; the last one has no `nextCursor`', schema: AuditPage } },
    problems: [],
    example: { query: { limit: '10' }, status: 200 },
  },
} satisfies Operations;

const internal = {
  listSigningKeys: {
    method: 'GET',
    path: '/internal/signing-keys',
    summary: 'Lists the signing keys of tokens, for `npm run keys`.',
    internal: true,
    answers: { 200: { what: 'the keys, without the private keys' } },
    problems: ['not-found'],
  },
  rotateSigningKey: {
    method: 'POST',
    path: '/internal/signing-keys',
    summary: 'Starts a rotation of the signing key, for `npm run keys -- rotate`.',
    internal: true,
    answers: { 201: { what: 'the new key' } },
    problems: ['not-found'],
  },
  checkAudit: {
    method: 'GET',
    path: '/internal/audit-check',
    summary: 'Verifies the hash chain of the audit log, for `npm run audit`.',
    internal: true,
    answers: { 200: { what: 'the number of entries, and the first fault' } },
    problems: ['not-found'],
  },
  noteAudit: {
    method: 'POST',
    path: '/internal/audit-entries',
    summary: 'Records an action of a person in the calling app, or actions of service clients.',
    internal: true,
    access: { apps: ['gateway', 'order', 'inventory', 'payment', 'catalog'] },
    body: Type.Union([NewAuditEntry, NewAuditEntries]),
    answers: { 204: { what: 'the entry is recorded' } },
    problems: ['not-found'],
  },
  listRevocations: {
    method: 'GET',
    path: '/internal/revocations',
    summary:
      'Lists the sessions and clients that ended before their tokens expired, for verifiers.',
    internal: true,
    answers: { 200: { what: 'their ids' } },
    problems: ['not-found'],
  },
  getDataKey: {
    method: 'GET',
    path: '/internal/data-keys/:subject',
    summary: "Reads the calling client's key to encrypt a customer's data.",
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
