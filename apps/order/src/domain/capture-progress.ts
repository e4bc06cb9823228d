import type { EventData, Fulfilment } from './order-state.ts';

type CaptureEvent = {
  [T in 'OrderCaptureRefused.v1' | 'OrderCaptureGivenUp.v1']: {
    type: T;
    data: Omit<EventData<T>, 'status' | 'standing'>;
  };
}['OrderCaptureRefused.v1' | 'OrderCaptureGivenUp.v1'];

/** Copies a refused capture, or that it was given up, into the order. */
export function evolveCapture(fulfilment: Fulfilment, event: CaptureEvent): Fulfilment {
  const { refusedCapture: _before, ...rest } = fulfilment;
  if (event.type === 'OrderCaptureGivenUp.v1') return rest;
  const { shipmentId, amount, code, reason, lines, location, parcels, refusedAt } = event.data;
  const refusedCapture = {
    ...{ shipmentId, amount, code, reason, refusedAt },
    ...(lines === undefined ? {} : { lines }),
    ...(location === undefined ? {} : { location }),
    ...(parcels === undefined ? {} : { parcels }),
  };
  return { ...rest, refusedCapture };
}
