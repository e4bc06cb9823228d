import type { Fulfilment } from './order-state.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long units can be sent back. */
export interface ReturnWindow {
  /** Calendar days after the delivery. */
  days: number;
  /** Where the days begin and end: an IANA time zone. */
  timeZone: string;
}

/**
 * The last date (YYYY-MM-DD in the time zone) on which units of an order can be sent back: so many days after the
 * last delivery, or dispatch of a shipment whose delivery is not known. Undefined before anything has shipped.
 */
export function returnableUntil(
  { shipments }: Pick<Fulfilment, 'shipments'>,
  { days, timeZone }: ReturnWindow,
): string | undefined {
  const arrivals = shipments.map(({ deliveredAt, shippedAt }) =>
    Date.parse(deliveredAt ?? shippedAt),
  );
  if (arrivals.length === 0) return undefined;
  const first = dateIn(timeZone, Math.max(...arrivals));
  // Dates are counted in UTC, where every day has 24 hours.
  return new Date(Date.parse(first) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether the window of an order is closed at an instant. */
export function isWindowClosed(
  until: string | undefined,
  now: string,
  timeZone: string,
): until is string {
  return until !== undefined && dateIn(timeZone, Date.parse(now)) > until;
}

/** The date at an instant (ms since 1970), YYYY-MM-DD: the Swedish way to write dates is that of ISO 8601. */
function dateIn(timeZone: string, instant: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(instant);
}
