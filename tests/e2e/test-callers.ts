import { randomBytes, randomUUID } from 'node:crypto';
import { clientCredentials, openClient } from '@commerce/client';
import { type Role, roles, type Scope, scopes } from '@commerce/contracts/identity/access';
import type { TestStack } from '@commerce/testing';
import type { CallerKind } from '@commerce/testing/access-matrix';
import { orderOf, type Shop } from '@commerce/testing/shop';
import { openTokens } from '@commerce/testing/tokens';

/** A caller, and the kinds of caller that it is. */
export interface TestCaller {
  name: string;
  kinds: readonly CallerKind[];
  headers: Record<string, string>;
}

const personKinds = (role: Role): readonly Role[] => [...new Set(['customer' as const, role])];

/** A new service client with one scope. */
async function clientWith(stack: TestStack, scope: Scope, admin: HeadersInit): Promise<TestCaller> {
  const id = `only-${scope}-${randomBytes(4).toString('hex')}`;
  const call = openClient(stack.gatewayUrl, { headers: admin });
  const answer = await call('registerClient', { body: { id, name: id, scopes: [scope] } });
  if (!answer.ok) throw new Error(`no client for ${scope}: ${JSON.stringify(answer.problem)}`);
  const secret = String(answer.body.secret);
  const token = await clientCredentials(stack.gatewayUrl, { id, secret })();
  // A store-front server names the customer for whom it acts.
  const acting = scope === 'storefront' ? { 'on-behalf-of': `cus_${'0'.repeat(32)}` } : {};
  return { name: `client for ${scope}`, kinds: [scope], headers: { ...bearer(token), ...acting } };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A guest, a person of each role and a service client of each scope. */
export async function openCallers(stack: TestStack): Promise<TestCaller[]> {
  const tokens = openTokens(stack);
  const callers: TestCaller[] = [{ name: 'guest', kinds: ['guest'], headers: {} }];
  for (const role of roles) {
    callers.push({ name: role, kinds: personKinds(role), headers: await tokens.person(role) });
  }
  const admin = await tokens.person('admin');
  for (const scope of scopes) callers.push(await clientWith(stack, scope, admin));
  return callers;
}

/** The same people, each in a separate session that may be ended. */
export async function newSessions(
  stack: TestStack,
  callers: readonly TestCaller[],
): Promise<TestCaller[]> {
  const tokens = openTokens(stack);
  const withNewSessions: TestCaller[] = [];
  for (const caller of callers) {
    const role = roles.find((one) => one === caller.name);
    withNewSessions.push(
      role === undefined ? caller : { ...caller, headers: await tokens.person(role) },
    );
  }
  return withNewSessions;
}

/** An order of another customer, who is not one of the callers. */
export async function placeForStranger(shop: Shop): Promise<{ id: string; customerId: string }> {
  const customerId = `stranger-${randomUUID()}`;
  const sku = await shop.product(1);
  const order = { ...orderOf({ [sku]: 1 }), customerId };
  const { status, body } = await shop.place(order, await shop.tokens.importer());
  if (status !== 201) throw new Error(`the order was not placed: ${JSON.stringify(body)}`);
  await shop.untilNothingHeld(sku); // so that the order no longer changes
  return { id: String(body['id']), customerId };
}
