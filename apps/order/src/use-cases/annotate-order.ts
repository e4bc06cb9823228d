import type { AnnotateOrder } from '@commerce/contracts/order/order-annotation';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderNotes } from '@commerce/contracts/order/order-parts';
import { problem } from '@commerce/platform/problem';
import type { Caller } from 'dapr-actor-runtime/access';
import { loadState } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import type { AnnotateOrder as AnnotateCommand } from '../domain/order-annotation.ts';
import type { PresentOrder } from '../domain/order-state.ts';
import { orderDecider } from '../domain/order.ts';
import { mayAccessAllOrders } from '../domain/ownership.ts';
import { orderNotFound, orderOrProblem } from './refuse-command.ts';
import { readPerson, replacePersonalData } from './replace-personal-data.ts';

/** Reads of the order until a change of its notes gives up against other changes. */
const MAX_READS = 5;

type Deps = Pick<OrderDeps, 'streams' | 'personal' | 'orders'>;

interface Annotation {
  request: AnnotateOrder;
  caller: Caller;
  /** The versions that the caller expects. */
  ifVersion: number[] | undefined;
}

/**
 * Changes notes, tags and metadata of an order. Notes are stored with the other personal data as a whole,
 * so a change of them is of the version that it read: if the order changes in between, it reads again.
 * Rejects with the codes of the rule, with trusted-field and with personal-data-erased.
 */
export async function annotateOrder(
  deps: Deps,
  id: string,
  { request, caller, ifVersion }: Annotation,
): Promise<OrderResource> {
  const byCustomer = !mayAccessAllOrders(caller, 'edit');
  if (byCustomer) refuseStaffFields(request);
  const { tags, metadata } = request;
  const facts = { tags, metadata, by: caller.sub, byCustomer };
  for (let reads = 1; ; reads++) {
    const { state: order, version } = await loadState(deps.streams, orderDecider, id);
    if (order.status === 'absent') throw orderNotFound();
    const changed =
      request.notes && (await changedNotes(deps, id, { order, notes: request.notes }));
    const only = changed?.personal === undefined ? ifVersion : onlyVersion(version, ifVersion);
    const answer = await deps.orders(id).annotate({ ...facts, ...changed, ifVersion: only });
    const wasOvertaken = !answer.ok && answer.code === 'precondition-failed';
    if (!wasOvertaken || ifVersion !== undefined || reads === MAX_READS) {
      return orderOrProblem(answer);
    }
  }
}

/** Customers write to the shop; the rest is how the shop works. Rejects with trusted-field. */
function refuseStaffFields({ notes, tags, metadata }: AnnotateOrder): void {
  const pointers = [
    ...(notes?.internal === undefined ? [] : ['/notes/internal']),
    ...(tags === undefined ? [] : ['/tags']),
    ...(metadata === undefined ? [] : ['/metadata']),
  ];
  const [first] = pointers;
  if (first === undefined) return;
  throw problem('trusted-field', `Only staff and service clients may change ${first}.`, {
    errors: pointers.map((pointer) => ({ pointer, detail: 'is for staff only' })),
  });
}

function onlyVersion(version: number, expected: number[] | undefined): number[] {
  return expected?.includes(version) === false ? [] : [version];
}

/** The notes that really change, and all personal data with them; nothing if none does. */
async function changedNotes(
  deps: Deps,
  id: string,
  { order, notes }: { order: PresentOrder; notes: NonNullable<AnnotateOrder['notes']> },
): Promise<Pick<AnnotateCommand, 'notes' | 'personal'>> {
  const { notes: known = {} } = await readPerson(deps, id, order);
  const after = withChanges(known, notes);
  const changed = (['customer', 'internal'] as const).filter((one) => after[one] !== known[one]);
  if (changed.length === 0) return {};
  return {
    notes: changed.map((one) => `${one}Note` as const),
    personal: await replacePersonalData(deps, id, {
      order,
      change: (person) => ({ ...person, notes: after }),
    }),
  };
}

function withChanges(
  known: OrderNotes,
  { customer = known.customer, internal = known.internal }: NonNullable<AnnotateOrder['notes']>,
): OrderNotes {
  return {
    ...(customer === null || customer === undefined ? {} : { customer }),
    ...(internal === null || internal === undefined ? {} : { internal }),
  };
}
