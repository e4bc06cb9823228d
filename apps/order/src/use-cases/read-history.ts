import { httpProblem, type Problem } from 'dapr-actor-runtime/server';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { eventsUntil, type Moment, momentOf } from '../domain/order-history.ts';
import { orderNotFound } from './refuse-command.ts';

/**
 * The events of an order as far as the moments need them, and how many of them had happened at each
 * moment. A moment is an event number or an instant, by the query parameter that it comes from.
 * Rejects with order-not-found, and with invalid-request for a moment that the order does not have.
 */
export async function readHistory<Parameter extends string>(
  { streams }: Pick<OrderDeps, 'streams'>,
  id: string,
  texts: Readonly<Record<Parameter, string>>,
): Promise<{ events: StreamEvent[]; counts: Record<Parameter, number> }> {
  const moments = Object.entries<string>(texts).map(
    ([parameter, text]) => [parameter, parseMoment(parameter, text)] as const,
  );
  // Only event numbers limit what is read: an instant may be after any event.
  const ends = moments.map(([, moment]) => ('seq' in moment ? moment.seq : Infinity));
  const last = Math.max(1, ...ends);
  const events = Number.isFinite(last) ? await streams.read(id, 1, last) : await streams.read(id);
  if (events.length === 0) throw orderNotFound();
  const counts = moments.map(([parameter, moment]) => [
    parameter,
    countAt(parameter, moment, events),
  ]);
  return { events, counts: Object.fromEntries(counts) as Record<Parameter, number> };
}

function parseMoment(parameter: string, text: string): Moment {
  const moment = momentOf(text);
  if (moment === undefined) throw wrongMoment(parameter, 'is not an instant that exists');
  return moment;
}

function countAt(parameter: string, moment: Moment, events: StreamEvent[]): number {
  const count = eventsUntil(events, moment);
  if (count !== undefined) return count;
  throw wrongMoment(parameter, `is beyond the last event, which is number ${events.length}`);
}

/** The problem of a query parameter that names no moment of this order. */
export function wrongMoment(parameter: string, detail: string): Problem {
  const pointer = `/${parameter}`;
  return httpProblem('invalid-request', `${pointer} ${detail}`, { errors: [{ pointer, detail }] });
}
