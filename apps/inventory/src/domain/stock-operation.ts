import type { Movement, MovementKind } from './movement.ts';

/** A stock operation: a change of the stock of a product that people request. */
export type StockOperation = { operationId: string; sku: string } & (
  | { kind: 'receipt'; request: { location: string; quantity: number } }
  | {
      kind: 'adjustment';
      request: { location: string; delta: number; reason: string; note?: string };
    }
  | { kind: 'transfer'; request: { from: string; to: string; quantity: number } }
  | {
      kind: 'inspection';
      request: {
        location: string;
        quantity: number;
        outcome: 'sellable' | 'quarantine' | 'scrap';
        note?: string;
      };
    }
);

/** The ledger rows of an operation. It never touches reserved units. */
export function movementsOfOperation(operation: StockOperation, correlationId: string): Movement[] {
  const { operationId, sku } = operation;
  const move = (
    kind: MovementKind,
    location: string,
    { onHand = 0, quarantined = 0 }: { onHand?: number; quarantined?: number },
  ): Movement => ({
    sku,
    location,
    kind,
    quantity: Math.abs(onHand === 0 ? quarantined : onHand),
    deltas: { onHand, reserved: 0, quarantined },
    orderId: null,
    eventId: null,
    operationId,
    correlationId,
  });
  switch (operation.kind) {
    case 'receipt': {
      const { location, quantity } = operation.request;
      return [move('receipt', location, { onHand: quantity })];
    }
    case 'adjustment': {
      const { location, delta } = operation.request;
      return [move('adjust', location, { onHand: delta })];
    }
    case 'transfer': {
      const { from, to, quantity } = operation.request;
      return [
        move('transfer', from, { onHand: -quantity }),
        move('transfer', to, { onHand: quantity }),
      ];
    }
    case 'inspection': {
      const { location, quantity, outcome } = operation.request;
      switch (outcome) {
        case 'sellable':
          return [move('adjust', location, { quarantined: -quantity })];
        case 'quarantine':
          return [move('adjust', location, { quarantined: quantity })];
        case 'scrap':
          return [move('scrap', location, { onHand: -quantity, quarantined: -quantity })];
      }
    }
  }
}
