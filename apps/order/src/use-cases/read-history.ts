import { httpProblem, type Problem } from '@commerce/runtime/http';
import type { StreamEvent } from '@commerce/runtime/streams';
import { eventsUntil, momentOf, type Moment } from '../domain/order-history.ts';

/** The moment that a field of the query names. Rejects with invalid-request. */
export function momentIn(field: string, text: string): Moment {
  const moment = momentOf(text);
  if (moment === undefined) throw wrongMoment(field, 'is not an instant that exists');
  return moment;
}

/** How many events had happened at it. Rejects with invalid-request beyond the last event. */
export function countAt(field: string, moment: Moment, events: StreamEvent[]): number {
  const count = eventsUntil(events, moment);
  if (count === undefined) {
    throw wrongMoment(field, `is beyond the last event, which is number ${events.length}`);
  }
  return count;
}

/** The problem of a field that names no moment of this order. */
export function wrongMoment(field: string, detail: string): Problem {
  const pointer = `/${field}`;
  return httpProblem('invalid-request', `${pointer} ${detail}`, { errors: [{ pointer, detail }] });
}
