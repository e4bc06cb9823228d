import { Type, type Static } from 'typebox';
import { text } from '../text.ts';

/** The `aud` of every access token of the platform. */
export const TOKEN_AUDIENCE = 'dapr-commerce';
/** The app that issues access tokens, and the `aud` of every one. */
export const TOKENS = { app: 'identity', audience: TOKEN_AUDIENCE } as const;
/** How long an access token lives, s. */
export const ACCESS_TOKEN_SECONDS = 600;

/** What a person may do. Every account can do what `customer` can, for itself. */
export const Role = Type.Union([
  Type.Literal('customer'),
  Type.Literal('support'),
  Type.Literal('catalog-manager'),
  Type.Literal('warehouse'),
  Type.Literal('finance'),
  Type.Literal('operator'),
  Type.Literal('admin'),
]);
export type Role = Static<typeof Role>;
export const roles: readonly Role[] = Role.anyOf.map((one) => one.const);

/** What a service client may do. */
export const Scope = Type.Union([
  /** Orders with prices and customers of their own, and what the warehouse says of them. */
  Type.Literal('import'),
  Type.Literal('orders'),
  Type.Literal('stock'),
  Type.Literal('catalog'),
  /** The keys of customers' personal data, for the app that seals with them. */
  Type.Literal('data-keys'),
]);
export type Scope = Static<typeof Scope>;
export const scopes: readonly Scope[] = Scope.anyOf.map((one) => one.const);

export const CustomerId = Type.String({ pattern: '^cus_[0-9a-f]{32}$' });

/** What became of what somebody did; `asked` stands before it, and alone when nobody knows. */
export const AuditOutcome = Type.Union([
  Type.Literal('asked'),
  Type.Literal('done'),
  Type.Literal('refused'),
]);

/** POST /internal/audit-entries: what a person asked of another app, and what became of it. */
export const NewAuditEntry = Type.Object(
  {
    actor: CustomerId,
    /** The id of an operation. What identity notes by itself has a dot in its name. */
    action: Type.String({ pattern: '^[a-z][A-Za-z]{0,63}$' }),
    /** The path of the request, as long as one may be. Its first 200 characters are kept. */
    target: text({ maxLength: 8_192 }),
    outcome: AuditOutcome,
  },
  { additionalProperties: false },
);

/** The app that keeps the audit log, where it takes entries, and whose doings they are about. */
export const AUDIT_LOG = {
  app: 'identity',
  path: '/internal/audit-entries',
  staff: roles.filter((role) => role !== 'customer'),
} as const;

/** GET /internal/revocations: sessions, accounts and clients that ended before their tokens. */
export interface Revocations {
  ended: string[];
}

/** GET /internal/data-keys/{subject}: the key that the calling app seals this subject's data with. */
export interface DataKeyAnswer {
  keyId: string;
  /** 32 bytes, base64; derived for the calling client, so no other app's data open with it. */
  key: string;
}
