import type { OrderResource, RequestReturn } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import type { Caller } from 'dapr-actor-runtime/access';
import type { OrderDeps } from '../deps.ts';
import { mayAccessAllOrders } from '../domain/ownership.ts';
import type { Owner } from '../personal/personal-data.ts';
import { orderOrProblem } from './refuse-command.ts';

type Deps = Pick<OrderDeps, 'orders' | 'personal' | 'ownerOf'>;

/**
 * Requests a return; without lines, of all shipped units. Stores the reasons encrypted. Rejects with the codes of the
 * rule, and with trusted-field if the caller may not override the window.
 */
export async function requestReturn(
  deps: Deps,
  id: string,
  {
    returnId,
    caller,
    request: { lines, reason, overrideWindow },
  }: { returnId: string; caller: Caller | undefined; request: RequestReturn },
): Promise<OrderResource> {
  const owner = await deps.ownerOf(id);
  const override =
    overrideWindow && (await windowOverride(deps, owner, { caller, ...overrideWindow }));
  const encrypted = await deps.personal.encryptNote(owner, reason);
  const answer = await deps
    .orders(id)
    .requestReturn({ returnId, personal: encrypted, lines, override });
  return orderOrProblem(answer, lines);
}

async function windowOverride(
  { personal }: Deps,
  owner: Owner,
  { caller, reason }: { caller: Caller | undefined; reason: string },
): Promise<{ by: string; personal: string | undefined }> {
  if (caller === undefined || !mayAccessAllOrders(caller, 'overrule')) {
    throw problem('trusted-field', 'Only support may send /overrideWindow.', {
      errors: [{ pointer: '/overrideWindow', detail: 'is for support only' }],
    });
  }
  return { by: caller.sub, personal: await personal.encryptNote(owner, reason) };
}
