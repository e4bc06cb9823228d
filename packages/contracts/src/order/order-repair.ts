import { Type, type Static } from 'typebox';
import { text } from '../text.ts';

/**
 * What of an order can wait for a person: its workflows, `ship-order` (the capture of a shipment was refused)
 * and `shipped-anyway` (a parcel left although its units had been cancelled).
 */
export const SagaName = Type.Union([
  Type.Literal('cancel-order'),
  Type.Literal('return-order'),
  Type.Literal('refund-order'),
  Type.Literal('ship-order'),
  Type.Literal('shipped-anyway'),
]);
export type SagaName = Static<typeof SagaName>;

/**
 * What an operator decides about a parked workflow: try the step again, skip it, or undo the steps
 * before it. About a parcel that left anyway: its units came back (`restock`), or are lost (`write-off`).
 */
export const RepairAction = Type.Union([
  Type.Literal('retry'),
  Type.Literal('skip'),
  Type.Literal('compensate'),
  Type.Literal('restock'),
  Type.Literal('write-off'),
]);
export type RepairAction = Static<typeof RepairAction>;

/** A workflow that stopped at a step and waits for an operator. */
export const ParkedSaga = Type.Object({
  saga: SagaName,
  step: Type.String(),
  /** Why the step failed. */
  reason: Type.String(),
  /** The workflow was compensating: the undo of the step failed. */
  compensating: Type.Boolean(),
  /** Of return-order. */
  returnId: Type.Optional(Type.String()),
  /** Of refund-order. */
  refundId: Type.Optional(Type.String()),
  /** Of ship-order and shipped-anyway. */
  shipmentId: Type.Optional(Type.String()),
  parkedAt: Type.String(),
  /** The repairs that are possible now. */
  actions: Type.Array(RepairAction),
});
export type ParkedSaga = Static<typeof ParkedSaga>;

/** POST /orders/{id}/repair. */
export const RepairOrder = Type.Object(
  {
    action: RepairAction,
    /** Why the operator decided so. */
    note: Type.Optional(text({ maxLength: 500 })),
    /** The return whose workflow is parked; needed only if several are. */
    returnId: Type.Optional(text({ maxLength: 64 })),
    /** The refund whose workflow is parked; the same. */
    refundId: Type.Optional(text({ maxLength: 64 })),
    /** The shipment that waits for a decision; the same. */
    shipmentId: Type.Optional(text({ maxLength: 64 })),
  },
  { additionalProperties: false },
);
export type RepairOrder = Static<typeof RepairOrder>;

/** The query of GET /orders/parked. */
export const ListParked = Type.Object(
  {
    cursor: Type.Optional(text({ maxLength: 300 })),
    limit: Type.Optional(
      Type.String({ description: 'a number from 1 to 100', pattern: '^([1-9][0-9]?|100)$' }),
    ),
  },
  { additionalProperties: false },
);

/** A repair in the repair audit. */
export const RepairRecord = Type.Object({
  eventId: Type.String(),
  at: Type.String(),
  /** The account of the operator. */
  by: Type.String(),
  action: RepairAction,
  step: Type.String(),
  /** Why the step had failed. */
  reason: Type.String(),
  note: Type.Optional(Type.String()),
});
export type RepairRecord = Static<typeof RepairRecord>;

/** One row of GET /orders/parked. */
export const ParkedRow = Type.Object({
  orderId: Type.String(),
  saga: SagaName,
  step: Type.String(),
  reason: Type.String(),
  compensating: Type.Boolean(),
  returnId: Type.Optional(Type.String()),
  refundId: Type.Optional(Type.String()),
  /** Of shipped-anyway. */
  shipmentId: Type.Optional(Type.String()),
  /** When it was parked. */
  since: Type.String(),
  /** Earlier repairs of this workflow, oldest first. */
  repairs: Type.Array(RepairRecord),
});
export type ParkedRow = Static<typeof ParkedRow>;

/** GET /orders/parked: a page. The last one has no `nextCursor`. */
export const ParkedPage = Type.Object({
  items: Type.Array(ParkedRow),
  nextCursor: Type.Optional(Type.String()),
});
