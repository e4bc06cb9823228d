import { timingSafeEqual } from 'node:crypto';
import { problem } from '@commerce/contracts/problems';
import type { PlaceOrder } from '@commerce/contracts/order/order-api';
import type { Context } from 'koa';

/** Who sends an order: a trusted importer, or anyone. Also the name under which keys are kept. */
export type Caller = 'importer' | 'guest';

/** The caller by the secret in its `import-token` header. A wrong secret is nobody's. */
export function callerOf(ctx: Context, importToken: string): Caller {
  const given = Buffer.from(ctx.get('import-token'));
  const expected = Buffer.from(importToken);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? 'importer'
    : 'guest';
}

/** Refuses the fields that only an importer may send. Rejects with trusted-field. */
export function refuseTrustedFields(caller: Caller, request: PlaceOrder): void {
  if (caller === 'importer') return;
  const pointers = request.lines.flatMap((line, index) =>
    line.unitPriceMinor === undefined ? [] : [`/lines/${index}/unitPriceMinor`],
  );
  if (request.customerId !== undefined) pointers.unshift('/customerId');
  if (pointers.length === 0) return;
  throw problem('trusted-field', `${pointers[0]} may come from a trusted importer only.`, {
    errors: pointers.map((pointer) => ({ pointer, detail: 'is for trusted importers only' })),
  });
}

/** Refuses an operation of the warehouse to anyone but a trusted caller: trusted-operation. */
export function requireTrusted(ctx: Context, importToken: string): void {
  if (callerOf(ctx, importToken) === 'importer') return;
  throw problem('trusted-operation', 'Send the import token to do this.');
}
