import type { Operation } from './operation.ts';
import { Type } from 'typebox';

type Headers = NonNullable<Operation['headers']>;

/** Names a command, so that a repeat of it has no second effect. */
export const IDEMPOTENCY_KEY = {
  'Idempotency-Key': {
    what: 'Names the command: a repeat with the same key has no second effect.',
    schema: Type.String({ pattern: '^[!-~]{1,255}$' }),
  },
} satisfies Headers;

/** The same where a command without a name would be done twice. */
export const NEEDED_IDEMPOTENCY_KEY = {
  'Idempotency-Key': { ...IDEMPOTENCY_KEY['Idempotency-Key'], required: true },
} satisfies Headers;

/** `*`, or entity tags separated by commas (RFC 9110); the runtime reads the same pattern. */
export const entityTags = Type.String({
  pattern: '^(?:\\*|[ \\t,]*(?:W/)?"[!#-~]*"(?:[ \\t]*,[ \\t,]*(?:W/)?"[!#-~]*")*[ \\t,]*)$',
  maxLength: 1_000,
});

/** Changes only what is still as its caller has read it (RFC 9110). */
export const IF_MATCH = {
  'If-Match': {
    what: 'The `ETag` that was read: the change is refused when it is another one by now.',
    schema: entityTags,
  },
} satisfies Headers;

/** Reads only what is not as its caller has it already. */
export const IF_NONE_MATCH = {
  'If-None-Match': {
    what: 'The `ETag` of what the caller has: 304 when it is still the same.',
    schema: entityTags,
  },
} satisfies Headers;

/** The answer to a read whose caller has all of it. */
export const NOT_MODIFIED = {
  304: { what: 'nothing: it is as in `If-None-Match`', headers: ['ETag'] },
} satisfies Operation['answers'];

/** How long a client waits for the end of its order (RFC 7240). */
export const PREFER = {
  Prefer: {
    what: '`respond-async`, or `wait=<s>` up to 15 s.',
    schema: Type.String({ maxLength: 100 }),
  },
} satisfies Headers;

/** Where a reader of a stream of events stopped. */
export const LAST_EVENT_ID = {
  'Last-Event-ID': {
    what: 'The number of the last event that was seen.',
    schema: Type.String({ pattern: '^(?:0|[1-9][0-9]{0,5})$' }),
  },
} satisfies Headers;

const signature = (what: string) => ({ what, schema: Type.String({ maxLength: 1_000 }) });

/** What the payment provider signs a webhook with: by Standard Webhooks, or Stripe's own way. */
export const WEBHOOK_SIGNATURE = {
  'webhook-id': signature('The id of the webhook (Standard Webhooks).'),
  'webhook-timestamp': signature('When it was signed, s since 1970.'),
  'webhook-signature': signature('`v1,` and the signature in base64.'),
  'stripe-signature': signature('The signature of Stripe.'),
} satisfies Headers;
