import { randomBytes } from 'node:crypto';
import { Address, type AddressResource } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import {
  answerVersion,
  contentVersion,
  readBody,
  requireMatch,
  compileSchema,
} from '@commerce/runtime/http';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { findPerson } from '../personal/sealed-person.ts';
import { lockAccount } from '../store/accounts.ts';
import {
  deleteAddress,
  insertAddress,
  listAddresses,
  lockAddress,
  updateAddress,
} from '../store/addresses.ts';

/** Most addresses of one account. */
const MAX_ADDRESSES = 20;
const ID_BYTES = 16;
const Body = compileSchema(Address);

/** GET /me/addresses. */
export function listAddressesRoute(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const items = await addressesOf(deps, callerIn(ctx).sub);
    answerVersion(ctx, contentVersion(items.map(({ id, version }) => [id, version])));
    ctx.body = { items };
  };
}

/** The addresses of an account in clear. */
export async function addressesOf(
  { database, keys }: IdentityDeps,
  customerId: string,
): Promise<AddressResource[]> {
  const person = await findPerson(database, keys.master, customerId);
  const stored = await listAddresses(database, customerId);
  return stored.map(({ addressId, sealed }) => ({
    id: addressId,
    version: contentVersion(sealed),
    address: person.openAddress(addressId, sealed),
  }));
}

// The version is of the sealed text, which is another one after each change.
function answerAddress(
  ctx: Context,
  { id, address, sealed }: Pick<AddressResource, 'id' | 'address'> & { sealed: string },
): void {
  const version = contentVersion(sealed);
  answerVersion(ctx, version);
  ctx.body = { id, version, address } satisfies AddressResource;
}

/** POST /me/addresses. */
export function addAddress({ database, keys }: IdentityDeps) {
  return async (ctx: Context) => {
    const address = await readBody(ctx, Body);
    const { sub } = callerIn(ctx);
    const id = `adr_${randomBytes(ID_BYTES).toString('hex')}`;
    const sealed = await transaction(database, async (trx) => {
      await lockAccount(trx, sub); // or two at once would pass the bound together
      const person = await findPerson(trx, keys.master, sub);
      if ((await listAddresses(trx, sub)).length >= MAX_ADDRESSES) {
        throw problem('too-many-addresses', `An account has at most ${MAX_ADDRESSES}.`);
      }
      const added = { addressId: id, sealed: person.sealAddress(id, address) };
      await insertAddress(trx, sub, added);
      return added.sealed;
    });
    ctx.status = 201;
    ctx.set('location', `/me/addresses/${id}`);
    answerAddress(ctx, { id, address, sealed });
  };
}

/** PUT /me/addresses/{id}: replaces it. */
export function changeAddress({ database, keys }: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    const address = await readBody(ctx, Body);
    const { sub } = callerIn(ctx);
    const sealed = await transaction(database, async (trx) => {
      const person = await findPerson(trx, keys.master, sub);
      const before = await lockAddress(trx, sub, id);
      if (before === undefined) throw notFound();
      requireMatch(ctx, contentVersion(before));
      const after = person.sealAddress(id, address);
      await updateAddress(trx, sub, { addressId: id, sealed: after });
      return after;
    });
    answerAddress(ctx, { id, address, sealed });
  };
}

/** DELETE /me/addresses/{id}. */
export function removeAddress({ database }: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    const { sub } = callerIn(ctx);
    if (!(await transaction(database, (trx) => deleteAddress(trx, sub, id)))) throw notFound();
    ctx.status = 204;
  };
}

const notFound = () => problem('address-not-found', 'You have no address of this id.');
