import { instantOf } from '@commerce/contracts/instant';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { fold, type StreamEvent } from 'dapr-actor-runtime/streams';
import { toResource } from './order-resource.ts';
import { orderDecider } from './order.ts';
import type { ReturnWindow } from './return-window.ts';

/** A point in the history of an order: after so many events, or at an instant (ms since 1970). */
export type Moment = { seq: number } | { instant: number };

const DIGITS = /^\d+$/;

/** Parses a moment: digits, or an ISO 8601 instant with its zone. Undefined if it is neither. */
export function momentOf(text: string): Moment | undefined {
  if (DIGITS.test(text)) return { seq: Number(text) };
  const instant = instantOf(text);
  return instant === undefined ? undefined : { instant };
}

/**
 * How many events had happened at a moment. An instant counts up to the last event committed at or
 * before it; 0 is before the first one. Undefined if the order does not have that many events.
 */
export function eventsUntil(events: Pick<StreamEvent, 'at'>[], moment: Moment): number | undefined {
  if ('seq' in moment) return moment.seq <= events.length ? moment.seq : undefined;
  return events.findLastIndex(({ at }) => Date.parse(at) <= moment.instant) + 1;
}

/** The order after its first `count` events; undefined if it did not exist then. */
export function orderAfter(
  id: string,
  events: StreamEvent[],
  count: number,
  window?: ReturnWindow,
): OrderResource | undefined {
  const { state, version, at } = fold(orderDecider, events.slice(0, count));
  return toResource(id, state, version, { updatedAt: at, window });
}

const SECRET_FIELDS = ['personal', 'paymentToken', 'shippingAddress', 'requestHash'];

/** An event as readers see it: without payment token, address, digest and anything encrypted. */
export function redact(event: StreamEvent): StreamEvent {
  const data = event.data as Record<string, unknown>;
  const within = ['windowOverride', 'exchange'].filter((name) => hasSecrets(data[name]));
  if (!hasSecrets(data) && within.length === 0) return event;
  const visible = within.map((name) => [name, withoutSecrets(data[name] as object)]);
  return { ...event, data: { ...withoutSecrets(data), ...Object.fromEntries(visible) } };
}

function hasSecrets(data: unknown): boolean {
  return Object.keys(data ?? {}).some((name) => SECRET_FIELDS.includes(name));
}

function withoutSecrets(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !SECRET_FIELDS.includes(name)));
}

/** The events with what a person wrote, encrypted, and the field in which readers see it. */
const noteFields: Partial<Record<OrderEvent['type'], string>> = {
  'OrderReturnRequested.v2': 'reason',
  'OrderReturnDeclined.v1': 'reason',
  'OrderReturnDeclineExplained.v1': 'reason',
  'OrderRefundRequested.v1': 'reason',
  'OrderRefundApproved.v1': 'note',
  'OrderRefundDeclined.v1': 'note',
  'OrderRepairStarted.v1': 'note',
};

/** What a person wrote into an event, encrypted, and the field in which readers see it. */
export interface SealedNote {
  /** The object of the event that has the field; absent: the event itself. */
  within?: 'windowOverride';
  field: string;
  encrypted: string;
}

/** What people wrote into an event. */
export function notesIn(stored: StreamEvent): SealedNote[] {
  const { type, data } = stored as StreamEvent & OrderEvent;
  const field = noteFields[type];
  const encrypted = 'personal' in data ? data.personal : undefined;
  const notes: SealedNote[] =
    field === undefined || encrypted === undefined ? [] : [{ field, encrypted }];
  const override = type === 'OrderReturnRequested.v2' ? data.windowOverride : undefined;
  if (override?.personal === undefined) return notes;
  return [...notes, { within: 'windowOverride', field: 'reason', encrypted: override.personal }];
}
