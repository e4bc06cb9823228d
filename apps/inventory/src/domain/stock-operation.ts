import type { Movement } from './movement.ts';

/** A stock operation: a change of the stock of a product that people request. */
export type StockOperation = { operationId: string; sku: string } & (
  | { kind: 'receipt'; request: { location: string; quantity: number } }
  | {
      kind: 'adjustment';
      request: { location: string; delta: number; reason: string; note?: string };
    }
  | { kind: 'transfer'; request: { from: string; to: string; quantity: number } }
);

/** The ledger rows of an operation. It never touches held units. */
export function movementsOfOperation(operation: StockOperation, correlationId: string): Movement[] {
  const { operationId, sku, kind } = operation;
  const move = (location: string, onHandDelta: number): Movement => ({
    sku,
    location,
    kind,
    onHandDelta,
    heldDelta: 0,
    orderId: null,
    eventId: null,
    operationId,
    correlationId,
  });
  switch (operation.kind) {
    case 'receipt':
      return [move(operation.request.location, operation.request.quantity)];
    case 'adjustment':
      return [move(operation.request.location, operation.request.delta)];
    case 'transfer': {
      const { from, to, quantity } = operation.request;
      return [move(from, -quantity), move(to, quantity)];
    }
  }
}
