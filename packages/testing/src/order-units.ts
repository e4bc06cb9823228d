import { canonicalSku } from '@commerce/contracts/sku';
import type { OrderHistory, StoredEvent } from './order-history.ts';

type Units = { sku: string; quantity: number };

function add(to: Map<string, number>, lines: Units[], sign: 1 | -1): void {
  for (const { sku, quantity } of lines) {
    const key = canonicalSku(sku);
    to.set(key, (to.get(key) ?? 0) + sign * quantity);
  }
}

/** Counts the units that an edit adds. */
function addEdited(
  counts: Record<'placed' | 'taken' | 'backordered', Map<string, number>>,
  { added = [], waiting = [] }: { added?: Units[]; waiting?: Units[] },
): void {
  add(counts.placed, added, 1);
  add(counts.taken, added, 1);
  add(counts.taken, waiting, -1);
  add(counts.backordered, waiting, 1);
}

/**
 * The units of each product, by the canonical form of its SKU, that an order has (ordered less shortfall, cancelled, backordered and
 * returned units), those of them that are with the customer, and the backordered ones, according to
 * its events. None once it has ended.
 */
export function unitsTaken({ events }: OrderHistory): {
  taken: Map<string, number>;
  /** Shipped less returned units. */
  shipped: Map<string, number>;
  backordered: Map<string, number>;
} {
  const placed = new Map<string, number>();
  const taken = new Map<string, number>();
  const shipped = new Map<string, number>();
  const backordered = new Map<string, number>();
  const returns = unitsOfReturns(events);
  for (const { type, data } of events) {
    const fact = data as {
      lines: Units[];
      cut?: Units[];
      waiting?: Units[];
      added?: Units[];
      returnId: string;
    };
    switch (type) {
      case 'OrderPlaced.v1':
      case 'OrderPlaced.v2':
        for (const counts of [placed, taken]) add(counts, fact.lines, 1);
        break;
      case 'OrderConfirmed.v1':
        add(taken, [...(fact.cut ?? []), ...(fact.waiting ?? [])], -1);
        add(backordered, fact.waiting ?? [], 1);
        break;
      case 'OrderEdited.v1':
        addEdited({ placed, taken, backordered }, fact);
        break;
      case 'OrderBackorderFilled.v1':
        add(taken, fact.lines, 1);
        add(backordered, fact.lines, -1);
        break;
      case 'OrderLinesCancelled.v1':
        for (const { sku, quantity } of fact.lines) {
          const fromBackorder = Math.min(quantity, backordered.get(canonicalSku(sku)) ?? 0);
          add(backordered, [{ sku, quantity: fromBackorder }], -1);
          add(taken, [{ sku, quantity: quantity - fromBackorder }], -1);
        }
        break;
      case 'OrderShipped.v1':
        add(shipped, fact.lines, 1);
        break;
      case 'OrderReturned.v1':
        add(taken, returns.get(fact.returnId) ?? [], -1);
        add(shipped, returns.get(fact.returnId) ?? [], -1);
        break;
      case 'OrderCancelled.v1':
      case 'OrderRejected.v1':
        for (const sku of placed.keys()) taken.set(sku, 0);
        backordered.clear();
        break;
    }
  }
  for (const counts of [taken, shipped]) add(counts, goneAnyway(events), 1);
  return { taken, shipped, backordered };
}

/** The units of each return by its id, as far as they arrived. */
function unitsOfReturns(events: StoredEvent[]): Map<string, Units[]> {
  const returns = new Map<string, Units[]>();
  for (const { type, data } of events) {
    const fact = data as { returnId: string; partId: string; lines: Units[]; received: Units[] };
    const { returnId, partId, lines } = fact;
    switch (type) {
      case 'OrderReturnRequested.v1':
      case 'OrderReturnRequested.v2':
        returns.set(returnId, lines);
        break;
      case 'OrderReturnSplit.v1': {
        const less = lines.map(({ sku, quantity }) => ({ sku, quantity: -quantity }));
        returns.set(partId, lines);
        returns.set(returnId, [...(returns.get(returnId) ?? []), ...less]);
        break;
      }
      case 'OrderReturnReceived.v2':
        returns.set(returnId, fact.received);
        break;
    }
  }
  return returns;
}

/** Units that left although they had been cancelled, and did not come back. */
function goneAnyway(events: StoredEvent[]): Units[] {
  return events.flatMap(({ type, data }) => {
    const { lines, outcome } = data as { lines: Units[]; outcome?: string };
    if (type === 'OrderShippedAnyway.v1') return lines;
    return outcome === 'restocked' && type === 'OrderShippedAnywaySettled.v1'
      ? lines.map(({ sku, quantity }) => ({ sku, quantity: -quantity }))
      : [];
  });
}

/** Units that left a location, or came back as the inspection says; the SKU in its canonical form. */
export interface MovedUnits {
  kind: 'shipped' | 'sellable' | 'quarantine' | 'scrap';
  sku: string;
  quantity: number;
  /** Absent: inventory decided it. */
  location?: string | undefined;
}

type Placed = Units & { disposition?: 'sellable' | 'quarantine' | 'scrap'; location?: string };

/** The units of an order that left a location and those that came back, according to its events. */
export function movedUnits({ events }: OrderHistory): MovedUnits[] {
  const returns = unitsOfReturns(events);
  const moved = (kind: MovedUnits['kind'], lines: readonly Placed[], location?: string) =>
    lines.map((line) => ({
      ...{ kind, sku: canonicalSku(line.sku), quantity: line.quantity },
      location: line.location ?? location,
    }));
  return events.flatMap(({ type, data }) => {
    const { lines, location, returnId, outcome } = data as {
      lines: Units[];
      location?: string;
      returnId: string;
      outcome?: string;
    };
    switch (type) {
      case 'OrderShipped.v1':
      case 'OrderShippedAnyway.v1':
        return moved('shipped', lines, location);
      case 'OrderShippedAnywaySettled.v1':
        return outcome === 'restocked' ? moved('sellable', lines, location) : [];
      case 'OrderReturned.v1':
        return (returns.get(returnId) ?? []).flatMap((line: Placed) =>
          moved(line.disposition ?? 'sellable', [line]),
        );
      default:
        return [];
    }
  });
}
