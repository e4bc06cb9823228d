import { Type, type Static } from 'typebox';
import { INSTANT } from '../instant.ts';
import { text } from '../text.ts';

/** The `aud` of every access token of the platform. */
export const TOKEN_AUDIENCE = 'dapr-commerce';
/** The app that issues access tokens, and the `aud` of the tokens. */
export const TOKENS = { app: 'identity', audience: TOKEN_AUDIENCE } as const;
/** How long an access token is valid, s. */
export const ACCESS_TOKEN_SECONDS = 600;

/** The roles of people. Every account has `customer`. */
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

/** The scopes of service clients. */
export const Scope = Type.Union([
  /** Orders with given prices and customers, and the actions of the warehouse on them. */
  Type.Literal('import'),
  Type.Literal('orders'),
  /** Orders of one customer at a time, with the rights of that customer; guest orders otherwise. */
  Type.Literal('storefront'),
  Type.Literal('stock'),
  Type.Literal('catalog'),
  /** The keys of customers' personal data, for the app that encrypts with them. */
  Type.Literal('data-keys'),
]);
export type Scope = Static<typeof Scope>;
export const scopes: readonly Scope[] = Scope.anyOf.map((one) => one.const);

/** The scopes of the servers of shops, which may name the address of the shopper (`Shopper-Address`). */
export const SHOPPER_SCOPES = ['orders', 'storefront'] as const satisfies Scope[];

export const CustomerId = Type.String({
  description: 'the id of a customer: cus_ and 32 hexadecimal digits',
  pattern: '^cus_[0-9a-f]{32}$',
});

/** What everyone is who signs in at an outside issuer, and how their ids begin: as a CustomerId. */
export const OUTSIDE_USERS = {
  everyone: ['customer'] satisfies Role[],
  idPrefix: 'cus',
} as const;

/** The outcome of an action; `asked` precedes it, and stays alone if the outcome is unknown. */
export const AuditOutcome = Type.Union([
  Type.Literal('asked'),
  Type.Literal('done'),
  Type.Literal('refused'),
]);

/** POST /internal/audit-entries: what a person requested from another app, and the outcome. */
export const NewAuditEntry = Type.Object(
  {
    actor: CustomerId,
    /** The id of an operation. Actions that identity records itself contain a dot. */
    action: Type.String({ pattern: '^[a-z][A-Za-z]{0,63}$' }),
    /** The path of the request, up to its maximum length. The first 200 characters are kept. */
    target: text({ maxLength: 8_192 }),
    outcome: AuditOutcome,
  },
  { additionalProperties: false },
);

/** The same path: what service clients requested from another app, after it ran. */
export const NewAuditEntries = Type.Object(
  {
    entries: Type.Array(
      Type.Object(
        {
          ...NewAuditEntry.properties,
          /** The id of the service client. */
          actor: text({ minLength: 1, maxLength: 128 }),
          at: Type.String({ description: 'an instant', pattern: `^${INSTANT}$` }),
          correlationId: text({ maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 100 },
    ),
  },
  { additionalProperties: false },
);

/** The app with the audit log, its path for new entries, and the roles whose actions it records. */
export const AUDIT_LOG = {
  app: 'identity',
  path: '/internal/audit-entries',
  staff: roles.filter((role) => role !== 'customer'),
} as const;

/** GET /internal/revocations: the ids of sessions and clients that ended before their tokens expired. */
export interface Revocations {
  ended: string[];
}

/** GET /internal/data-keys/{subject}: the calling client's key to encrypt this subject's data. */
export interface DataKeyAnswer {
  keyId: string;
  /** 32 bytes, base64; derived for the calling client, so it decrypts no other app's data. */
  key: string;
}
