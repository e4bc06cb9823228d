import { OWN_ATTRIBUTES } from 'dapr-actor-runtime/telemetry';

/** `service.namespace` of every app, and what the names of the platform's own attributes begin with. */
export const SPAN_NAMESPACE = 'commerce';

/** The attribute for the ids of each kind, by their prefix. No id leads to a person. */
export const spanIds = {
  ord_: 'commerce.order.id',
  ret_: 'commerce.return.id',
} as const;

/**
 * Every attribute of spans that is the platform's own, with its meaning: no app sets another one. All
 * others are those of OpenTelemetry's semantic conventions.
 */
export const spanAttributes: Readonly<Record<string, string>> = {
  'commerce.order.id': 'the order',
  'commerce.return.id': 'the return',
  ...Object.fromEntries(
    Object.entries(OWN_ATTRIBUTES).map(([name, what]) => [`${SPAN_NAMESPACE}.${name}`, what]),
  ),
};
