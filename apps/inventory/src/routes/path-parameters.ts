import { Location } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku, Sku } from '@commerce/contracts/money';
import { checked, shape } from '@commerce/runtime/http';
import { Type } from 'typebox';

const skuParameter = shape(Type.Object({ sku: Sku }));
const orderIdParameter = shape(
  Type.Object({ orderId: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) }),
);
const locationParameter = shape(Type.Object({ location: Location }));

/** The SKU in a path, in its kept form. Rejects with invalid-request. */
export function readSku({ sku }: Record<string, string>): string {
  return canonicalSku(checked(skuParameter, { sku }).sku);
}

/** The location in a path. Rejects with invalid-request. */
export function readLocation({ location }: Record<string, string>): string {
  return checked(locationParameter, { location }).location;
}

/** The order's id in a path. Rejects with invalid-request. */
export function readOrderId({ orderId }: Record<string, string>): string {
  return checked(orderIdParameter, { orderId }).orderId;
}
