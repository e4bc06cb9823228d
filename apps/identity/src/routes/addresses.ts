import type { AddressResource } from '@commerce/contracts/identity/identity-api';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { callerIn } from 'dapr-actor-runtime/access';
import { route } from 'dapr-actor-runtime/app';
import { answerVersion, contentVersion, requireMatch } from 'dapr-actor-runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import {
  addAddress,
  addressNotFound,
  changeAddress,
  readAddresses,
  removeAddress,
} from '../use-cases/manage-addresses.ts';

/** The postal addresses of the caller. */
export const addressRoutes = [
  route(identityOperations.listAddresses, async (deps: IdentityDeps, _request, ctx) => {
    const items = await readAddresses(deps, callerIn(ctx).sub);
    answerVersion(ctx, contentVersion(items.map(({ id, version }) => [id, version])));
    ctx.body = { items };
  }),

  route(identityOperations.addAddress, async (deps: IdentityDeps, { body: address }, ctx) => {
    const added = await addAddress(deps, { customerId: callerIn(ctx).sub, address });
    ctx.status = 201;
    ctx.set('location', `/me/addresses/${added.id}`);
    answerAddress(ctx, added);
  }),

  route(
    identityOperations.changeAddress,
    async (deps: IdentityDeps, { params, body: address }, ctx) => {
      const changed = await changeAddress(deps, {
        customerId: callerIn(ctx).sub,
        addressId: params.id,
        address,
        requireVersion: (version) => requireMatch(ctx, version),
      });
      answerAddress(ctx, changed);
    },
    { malformedPath: addressNotFound },
  ),

  route(
    identityOperations.removeAddress,
    async (deps: IdentityDeps, { params }, ctx) => {
      await removeAddress(deps, { customerId: callerIn(ctx).sub, addressId: params.id });
      ctx.status = 204;
    },
    { malformedPath: addressNotFound },
  ),
];

function answerAddress(ctx: Context, address: AddressResource): void {
  answerVersion(ctx, address.version);
  ctx.body = address;
}
