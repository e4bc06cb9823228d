import { Type, type Static } from 'typebox';
import { Address } from '../address.ts';
import { Email } from '../contact.ts';
import { OrderResource } from '../order/order-api.ts';
import { PersonalDataOfOrder } from '../order/personal-data-api.ts';
import { text } from '../text.ts';
import { AuditOutcome, Role, Scope } from './access.ts';
import { ClientId } from './client-api.ts';

/** A note in the description of every operation that could be used for guessing. */
export const THROTTLED =
  'Attempts are throttled per account and per remote address: 429 `too-many-tries` has a ' +
  '`Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper ' +
  'as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its ' +
  'shoppers share the limits of its own address.';

const closed = { additionalProperties: false } as const;
/** A single line of text, without control characters. */
const line = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    description: 'text without control characters',
    pattern: '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$',
  });

/**
 * In any script. Its length in characters is checked separately. Without unpaired surrogates: UTF-8 has
 * none, so all of them would be the same password.
 */
export const Password = text({ maxLength: 1_024 });
/** A token from a mail. */
export const MailToken = Type.String({
  description: 'the token of a mail, 43 characters',
  pattern: '^[A-Za-z0-9_-]{43}$',
});

export const Profile = Type.Object(
  {
    name: Type.Optional(line(100)),
    phone: Type.Optional(
      Type.String({
        description: 'a telephone number of 5 to 30 digits, spaces, ( ) and -, perhaps after +',
        pattern: '^\\+?[0-9 ()-]{5,30}$',
      }),
    ),
  },
  closed,
);
export type Profile = Static<typeof Profile>;

/** PATCH /me: null removes a field. */
export const ChangeProfile = Type.Object(
  {
    name: Type.Optional(Type.Union([line(100), Type.Null()])),
    phone: Type.Optional(Type.Union([Profile.properties.phone, Type.Null()])),
  },
  { ...closed, minProperties: 1 },
);

export const Register = Type.Object(
  { email: Email, password: Password, name: Type.Optional(line(100)) },
  closed,
);
export const VerifyAddress = Type.Object({ token: MailToken }, closed);
export const RequestMail = Type.Object({ email: Email }, closed);
export const SignIn = Type.Object({ email: text({ maxLength: 254 }), password: Password }, closed);
export const Refresh = Type.Object({ refreshToken: text({ maxLength: 200 }) }, closed);
export const ChangePassword = Type.Object(
  { currentPassword: Password, password: Password },
  closed,
);
export const ResetPassword = Type.Object({ token: MailToken, password: Password }, closed);
/** POST /me/email-changes */
export const ChangeEmail = Type.Object({ email: Email, password: Password }, closed);
export const EraseMe = Type.Object({ password: Password }, closed);
export const SetRoles = Type.Object(
  { roles: Type.Array(Role, { maxItems: 7, uniqueItems: true }) },
  closed,
);
export const AccountRoles = Type.Object({ customerId: Type.String(), roles: Type.Array(Role) });
export type AccountRoles = Static<typeof AccountRoles>;
export const ReadAudit = Type.Object(
  {
    /** Entries by or about this customer or client. */
    about: Type.Optional(text({ maxLength: 128 })),
    cursor: Type.Optional(
      Type.String({ description: 'the cursor of an earlier page', pattern: '^[1-9][0-9]{0,14}$' }),
    ),
    limit: Type.Optional(
      Type.String({ description: 'a number from 1 to 100', pattern: '^(?:[1-9][0-9]?|100)$' }),
    ),
  },
  closed,
);
/** Entries in a page without a limit. */
export const DEFAULT_AUDIT_PAGE = 50;

/** The answer to every registration and every request for a mail. */
export const MailSent = Type.Object({ status: Type.Literal('mail-sent') }, closed);
export const Tokens = Type.Object(
  {
    accessToken: Type.String(),
    tokenType: Type.Literal('Bearer'),
    expiresIn: Type.Integer(),
    refreshToken: Type.String(),
  },
  closed,
);
export type Tokens = Static<typeof Tokens>;
export const Account = Type.Object(
  { customerId: Type.String(), email: Type.String(), profile: Profile, roles: Type.Array(Role) },
  closed,
);
export type Account = Static<typeof Account>;
/** POST /accounts/lookup: as staff see the account of someone who asked for help. */
export const LookUpAccount = Type.Object({ email: Email }, closed);
export const FoundAccount = Type.Object(
  {
    ...Account.properties,
    status: Type.Union([Type.Literal('active'), Type.Literal('disabled')]),
    createdAt: Type.String(),
  },
  closed,
);
export type FoundAccount = Static<typeof FoundAccount>;
export const Session = Type.Object(
  {
    id: Type.String(),
    clientId: Type.Optional(Type.String()),
    startedAt: Type.String(),
    lastUsedAt: Type.String(),
    current: Type.Boolean(),
  },
  closed,
);
export type Session = Static<typeof Session>;
export const Sessions = Type.Object({ items: Type.Array(Session) }, closed);
export const AddressResource = Type.Object(
  {
    id: Type.String(),
    /** Differs after each change; the `ETag` of the address. */
    version: Type.String(),
    address: Address,
  },
  closed,
);
export type AddressResource = Static<typeof AddressResource>;
export const Addresses = Type.Object({ items: Type.Array(AddressResource) }, closed);
export const AuditRow = Type.Object(
  {
    seq: Type.Integer(),
    at: Type.String(),
    actor: Type.String(),
    action: Type.String(),
    target: Type.String(),
    outcome: AuditOutcome,
    correlationId: Type.String(),
  },
  closed,
);
export const AuditPage = Type.Object(
  { items: Type.Array(AuditRow), nextCursor: Type.Optional(Type.String()) },
  closed,
);
/** GET /me/export: where to continue with the orders. */
export const ReadExport = Type.Object(
  { ordersCursor: Type.Optional(text({ maxLength: 200 })) },
  closed,
);
/** GET /me/export: everything that the platform stores about a person. */
export const Export = Type.Object(
  {
    account: Account,
    createdAt: Type.String(),
    addresses: Type.Array(AddressResource),
    sessions: Type.Array(Session),
    activity: Type.Array(AuditRow),
    /** Newest first; a page of them. */
    orders: Type.Array(
      Type.Object(
        {
          order: OrderResource,
          /** Addresses, contact and notes; absent once they were erased. */
          personalData: Type.Optional(PersonalDataOfOrder),
        },
        closed,
      ),
    ),
    /** Absent on the last page. */
    nextOrdersCursor: Type.Optional(Type.String()),
  },
  closed,
);

/** Accounts and clients that are created at the start; see LOCAL_SEED. */
export const Seed = Type.Object(
  {
    accounts: Type.Array(
      Type.Object({ email: Email, password: Password, roles: Type.Array(Role) }, closed),
    ),
    clients: Type.Array(
      Type.Object(
        {
          id: ClientId,
          name: line(100),
          /** Random, at least 32 characters; absent for a public client. */
          secret: Type.Optional(Type.String({ minLength: 32, maxLength: 200 })),
          scopes: Type.Array(Scope),
          redirectUris: Type.Array(Type.String({ maxLength: 500 })),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Seed = Static<typeof Seed>;
