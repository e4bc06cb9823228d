import type { AppSweep } from 'dapr-actor-runtime/app';
import type { OrderDeps } from '../deps.ts';
import { redeliverLostEvents } from '../use-cases/redeliver-lost-events.ts';

const INTERVAL_MS = 5_000;

/** Publishes committed events again that did not come back to this app. */
export const redeliverLostEventsSweep: AppSweep<OrderDeps> = {
  name: 'redeliver-lost-events',
  intervalMs: INTERVAL_MS,
  round: redeliverLostEvents,
};
