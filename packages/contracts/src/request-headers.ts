import type { Operation } from './operation.ts';
import { Type } from 'typebox';

type Headers = NonNullable<Operation['headers']>;

/** Identifies a command, so that a repeat has no second effect. */
export const IDEMPOTENCY_KEY = {
  'Idempotency-Key': {
    what: 'Identifies the command: a repeat with the same key has no second effect.',
    schema: Type.String({
      description: '1 to 255 visible ASCII characters',
      pattern: '^[!-~]{1,255}$',
    }),
  },
} satisfies Headers;

/** The same, required: for commands that a repeat without a key would execute twice. */
export const NEEDED_IDEMPOTENCY_KEY = {
  'Idempotency-Key': { ...IDEMPOTENCY_KEY['Idempotency-Key'], required: true },
} satisfies Headers;

/** `*`, or entity tags separated by commas (RFC 9110); the runtime reads the same pattern. */
export const entityTags = Type.String({
  description: '* or entity tags in quotes, separated by commas',
  pattern: '^(?:\\*|[ \\t,]*(?:W/)?"[!#-~]*"(?:[ \\t]*,[ \\t,]*(?:W/)?"[!#-~]*")*[ \\t,]*)$',
  maxLength: 1_000,
});

/** Applies a change only to the version that the caller has read (RFC 9110). */
export const IF_MATCH = {
  'If-Match': {
    what: 'The `ETag` that was read: the change is refused if it is no longer current.',
    schema: entityTags,
  },
} satisfies Headers;

/** Returns only a version that the caller does not have yet. */
export const IF_NONE_MATCH = {
  'If-None-Match': {
    what: "The `ETag` of the caller's version: 304 if it is still current.",
    schema: entityTags,
  },
} satisfies Headers;

/** The answer to a read whose caller has the current version. */
export const NOT_MODIFIED = {
  304: { what: 'no body: the `ETag` in `If-None-Match` is current', headers: ['ETag'] },
} satisfies Operation['answers'];

const prefer = (what: string) => ({ Prefer: { what, schema: Type.String({ maxLength: 100 }) } });

/** `handling=strict` (RFC 7240): the client goes by the status of the answer. */
export const PREFER_STRICT = prefer(
  '`handling=strict`: an order that is rejected or cancelled is answered with 422 `order-rejected`.',
) satisfies Headers;

/** How long a client waits for the result of its order, and how it is told (RFC 7240). */
export const PREFER = prefer(
  `\`respond-async\`, or \`wait=<s>\` up to 15 s; ${PREFER_STRICT.Prefer.what}`,
) satisfies Headers;

/** The position from which an event stream continues. */
export const LAST_EVENT_ID = {
  'Last-Event-ID': {
    what: 'The number of the last event received.',
    schema: Type.String({
      description: 'the number of an event, or 0',
      pattern: '^(?:0|[1-9][0-9]{0,5})$',
    }),
  },
} satisfies Headers;

const signature = (what: string) => ({ what, schema: Type.String({ maxLength: 1_000 }) });

/** The headers of a signed webhook: Standard Webhooks, or Stripe's own. */
export const WEBHOOK_SIGNATURE = {
  'webhook-id': signature('The id of the webhook (Standard Webhooks).'),
  'webhook-timestamp': signature('The time of the signature, s since 1970.'),
  'webhook-signature': signature('`v1,` and the signature in base64.'),
  'stripe-signature': signature("Stripe's signature."),
} satisfies Headers;
