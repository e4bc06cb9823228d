import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { fold, type StreamEvent } from '@commerce/runtime/streams';
import { toResource } from './order-resource.ts';
import { orderDecider } from './order.ts';

/** A point in the history of an order: after so many events, or at an instant (ms since 1970). */
export type Moment = { seq: number } | { instant: number };

const DIGITS = /^\d+$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})T/;

/** The moment in a text: digits, or an ISO 8601 instant with its zone. Undefined if it is neither. */
export function momentOf(text: string): Moment | undefined {
  if (DIGITS.test(text)) return { seq: Number(text) };
  const instant = Date.parse(text);
  const [, year, month, day] = (DAY.exec(text) ?? []).map(Number);
  if (Number.isNaN(instant) || year === undefined || month === undefined) return undefined;
  // The language takes 31 February for a day in March.
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? { instant } : undefined;
}

/**
 * How many events had happened at a moment. An instant counts up to the last event that was committed
 * at or before it; 0 is before the first. Undefined when the order has not had that many events.
 */
export function eventsUntil(events: Pick<StreamEvent, 'at'>[], moment: Moment): number | undefined {
  if ('seq' in moment) return moment.seq <= events.length ? moment.seq : undefined;
  return events.findLastIndex(({ at }) => Date.parse(at) <= moment.instant) + 1;
}

/** The order as it was after its first `count` events; undefined before it existed. */
export function orderAfter(
  id: string,
  events: StreamEvent[],
  count: number,
): OrderResource | undefined {
  const { state, version } = fold(orderDecider, events.slice(0, count));
  return toResource(id, state, version);
}

const SECRET_FIELDS = ['personal', 'paymentToken', 'shippingAddress', 'requestHash'];

/**
 * What an event tells readers: not what pays for the order, nor where it goes, nor a digest of it,
 * nor anything that is sealed.
 */
export function withoutSecrets(event: StreamEvent): StreamEvent {
  const data = Object.entries(event.data as object);
  const told = data.filter(([name]) => !SECRET_FIELDS.includes(name));
  return told.length === data.length ? event : { ...event, data: Object.fromEntries(told) };
}

/** What a person wrote in an event, sealed, and the field that tells it to readers; mostly nothing. */
export function remarkIn(stored: StreamEvent): { field: string; sealed: string } | undefined {
  const { type, data } = stored as StreamEvent & OrderEvent;
  if (type !== 'OrderReturnRequested.v2' && type !== 'OrderRepairStarted.v1') return undefined;
  const { personal: sealed } = data;
  if (sealed === undefined) return undefined;
  return { field: type === 'OrderReturnRequested.v2' ? 'reason' : 'note', sealed };
}
