import { Location } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku, Sku } from '@commerce/contracts/money';
import { validate, compileSchema } from '@commerce/runtime/http';
import { Type } from 'typebox';

const skuParameter = compileSchema(Type.Object({ sku: Sku }));
const orderIdParameter = compileSchema(
  Type.Object({ orderId: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) }),
);
const locationParameter = compileSchema(Type.Object({ location: Location }));

/** The SKU in a path, in its kept form. Rejects with invalid-request. */
export function readSku({ sku }: Record<string, string>): string {
  return canonicalSku(validate(skuParameter, { sku }).sku);
}

/** The location in a path. Rejects with invalid-request. */
export function readLocation({ location }: Record<string, string>): string {
  return validate(locationParameter, { location }).location;
}

/** The order's id in a path. Rejects with invalid-request. */
export function readOrderId({ orderId }: Record<string, string>): string {
  return validate(orderIdParameter, { orderId }).orderId;
}
