import type { Answered } from './load.ts';

/** What the restored databases do not have of what clients were told. */
export interface Losses {
  /** Orders that are gone as a whole. */
  orders: string[];
  /** Events of orders, of those that are gone and of others. */
  events: number;
  /** Answered requests whose effect is gone, oldest first: what clients have to repeat. */
  requests: Answered[];
}

/** Compares what clients were told with the number of events that each restored order has. */
export function lossesOf(
  answered: readonly Answered[],
  restored: ReadonlyMap<string, number>,
): Losses {
  const told = new Map<string, number>();
  for (const { orderId, version } of answered) {
    told.set(orderId, Math.max(version, told.get(orderId) ?? 0));
  }
  const missing = [...told].map(([orderId, version]) => ({
    orderId,
    events: Math.max(0, version - (restored.get(orderId) ?? 0)),
  }));
  return {
    orders: missing.filter(({ orderId }) => !restored.has(orderId)).map(({ orderId }) => orderId),
    events: missing.reduce((sum, { events }) => sum + events, 0),
    requests: answered.filter(({ orderId, version }) => version > (restored.get(orderId) ?? 0)),
  };
}
