import { Type } from 'typebox';
import { validate, compileSchema } from '@commerce/runtime/http';

const Path = compileSchema(
  Type.Object({ orderId: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) }),
);

/** The order's id of a path; rejects with invalid-request when it is none. */
export function orderIdOf(params: Record<string, string>): string {
  return validate(Path, params).orderId;
}
