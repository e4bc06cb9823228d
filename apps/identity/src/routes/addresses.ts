import { Address, type AddressResource } from '@commerce/contracts/identity/identity-api';
import { callerIn } from '@commerce/runtime/access';
import {
  answerVersion,
  compileSchema,
  contentVersion,
  readBody,
  requireMatch,
} from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import {
  addAddress,
  changeAddress,
  readAddresses,
  removeAddress,
} from '../use-cases/manage-addresses.ts';

const AddressSchema = compileSchema(Address);

/** GET /me/addresses. */
export function listMyAddresses(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const items = await readAddresses(deps, callerIn(ctx).sub);
    answerVersion(ctx, contentVersion(items.map(({ id, version }) => [id, version])));
    ctx.body = { items };
  };
}

/** POST /me/addresses. */
export function addMyAddress(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const address = await readBody(ctx, AddressSchema);
    const added = await addAddress(deps, { customerId: callerIn(ctx).sub, address });
    ctx.status = 201;
    ctx.set('location', `/me/addresses/${added.id}`);
    answerAddress(ctx, added);
  };
}

/** PUT /me/addresses/{id}. */
export function changeMyAddress(deps: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    const changed = await changeAddress(deps, {
      customerId: callerIn(ctx).sub,
      addressId: id,
      address: await readBody(ctx, AddressSchema),
      requireVersion: (version) => requireMatch(ctx, version),
    });
    answerAddress(ctx, changed);
  };
}

function answerAddress(ctx: Context, address: AddressResource): void {
  answerVersion(ctx, address.version);
  ctx.body = address;
}

/** DELETE /me/addresses/{id}. */
export function removeMyAddress(deps: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    await removeAddress(deps, { customerId: callerIn(ctx).sub, addressId: id });
    ctx.status = 204;
  };
}
