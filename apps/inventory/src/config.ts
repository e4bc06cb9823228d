import { integer, type Settings } from 'dapr-actor-runtime/config';

/** The settings of inventory beyond those of every app. */
export const inventorySettings = {
  holdTtlSeconds: integer('HOLD_TTL_SECONDS', {
    min: 1,
    max: 86_400,
    byDefault: 900,
    what: 'how long stock is held for an order before the order is asked what became of it, s',
  }),
  sweepIntervalMs: integer('RESERVATION_SWEEP_MS', {
    min: 100,
    max: 600_000,
    byDefault: 5_000,
    what: 'pause between two searches for expired holds, ms',
  }),
} satisfies Settings;
