import { Type } from 'typebox';

/** The id of an order as it stands in a path. */
export const orderParams = Type.Object({ id: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) });

/** The order of the examples. */
export const EXAMPLE_ORDER = { id: 'ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c' };
