import { Location } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku, Sku } from '@commerce/contracts/money';
import { orderParams } from '@commerce/contracts/order/order-params';
import { compileSchema, validate } from '@commerce/runtime/http';
import { Type } from 'typebox';

const skuParameter = compileSchema(Type.Object({ sku: Sku }));
const orderIdParameter = compileSchema(Type.Object({ orderId: orderParams.properties.id }));
const locationParameter = compileSchema(Type.Object({ location: Location }));

/** The SKU in a path, in its canonical form. Rejects with invalid-request. */
export function readSku({ sku }: Record<string, string>): string {
  return canonicalSku(validate(skuParameter, { sku }).sku);
}

/** The location in a path. Rejects with invalid-request. */
export function readLocation({ location }: Record<string, string>): string {
  return validate(locationParameter, { location }).location;
}

/** The order id in a path. Rejects with invalid-request. */
export function readOrderId({ orderId }: Record<string, string>): string {
  return validate(orderIdParameter, { orderId }).orderId;
}
