import { Type } from 'typebox';

/** The id of an order. Anyone who knows the id of a guest order may use it, so it is unguessable. */
export const OrderId = Type.String({
  description: 'the id of an order: ord_ and 32 hexadecimal digits',
  pattern: '^ord_[0-9a-f]{32}$',
});

/** The path parameters of an operation on one order. */
export const orderParams = Type.Object({ id: OrderId });

/** The order in the examples. */
export const EXAMPLE_ORDER = { id: 'ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c' };
