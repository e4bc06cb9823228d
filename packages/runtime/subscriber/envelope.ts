/** A CloudEvent as the sidecar delivers it, with all its attributes. */
export interface CloudEvent {
  id?: string;
  source?: string;
  type?: string;
  specversion?: string;
  time?: string;
  topic?: string;
  pubsubname?: string;
  datacontenttype?: string;
  traceparent?: string;
  data?: unknown;
  [attribute: string]: unknown;
}

// Beside the events, not in them: an event is stored, compared and logged without its envelope.
const envelopes = new WeakMap<object, CloudEvent>();

/** Remembers in which CloudEvent an event arrived, for as long as the event is in use. */
export function keepEnvelope(event: object, envelope: CloudEvent): void {
  envelopes.set(event, envelope);
}

/**
 * The CloudEvent in which a handler's event arrived. Undefined for an event that was redelivered
 * from the dead letters.
 */
export function envelopeOf(event: object): CloudEvent | undefined {
  return envelopes.get(event);
}
