import { canonicalSku, Sku } from '@commerce/contracts/money';
import { checked, shape } from '@commerce/runtime/http';
import { Type } from 'typebox';

const parameters = shape(Type.Object({ sku: Sku }));

/** The SKU in a path, in its kept form. Rejects with invalid-request. */
export function readSku({ sku }: Record<string, string>): string {
  return canonicalSku(checked(parameters, { sku }).sku);
}
