import type { EditOrder, OrderEditPreview } from '@commerce/contracts/order/edit-api';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { loadState, rejected } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { previewEdit } from '../domain/edit-preview.ts';
import type { EditedPart } from '../domain/edit-booking.ts';
import type { EditOrder as EditCommand } from '../domain/order-edit.ts';
import type { PresentOrder } from '../domain/order-state.ts';
import { orderDecider } from '../domain/order.ts';
import { refuseFaultyAddresses } from './check-request.ts';
import { priceAddedLines } from './price-order.ts';
import { orderNotFound, orderOrProblem, problemOf } from './refuse-command.ts';
import { replacePersonalData } from './replace-personal-data.ts';

/** Reads of the order until an edit of personal data gives up against other changes. */
const MAX_READS = 5;

type Deps = Pick<OrderDeps, 'streams' | 'personal' | 'orders' | 'products' | 'sidecar'>;

interface Edit {
  editId: string;
  request: EditOrder;
  /** The versions that the caller expects. */
  ifVersion: number[] | undefined;
}

/**
 * Edits an order before its goods leave. Personal data are stored as a whole, so an edit of them is of the
 * version that it read: if the order changes in between, it reads again. Rejects with the codes of the
 * rule, with incomplete-order and with personal-data-erased.
 */
export async function editOrder(deps: Deps, id: string, edit: Edit): Promise<OrderResource> {
  refuseFaultyAddresses(edit.request);
  for (let reads = 1; ; reads++) {
    const { order, version } = await loadPresent(deps, id);
    const command = await commandOf(deps, id, { order, edit });
    const ifVersion =
      command.personal === undefined ? edit.ifVersion : onlyVersion(version, edit.ifVersion);
    const { type: _type, now: _now, ...request } = command;
    const answer = await deps.orders(id).edit({ ...request, ifVersion });
    const wasOvertaken = !answer.ok && answer.code === 'precondition-failed';
    if (!wasOvertaken || edit.ifVersion !== undefined || reads === MAX_READS) {
      return orderOrProblem(answer);
    }
  }
}

/** What editOrder() would book now. Changes nothing, and rejects as editOrder() does. */
export async function previewOrderEdit(
  deps: Deps,
  id: string,
  edit: Edit,
): Promise<OrderEditPreview> {
  refuseFaultyAddresses(edit.request);
  const { order, version } = await loadPresent(deps, id);
  const answer = previewEdit(await commandOf(deps, id, { order, edit }), order);
  if (!answer.ok) throw problemOf(answer);
  if (edit.ifVersion?.includes(version) === false) {
    throw problemOf(rejected('precondition-failed', `The version is ${version} now.`));
  }
  return answer.preview;
}

async function loadPresent({ streams }: Deps, id: string) {
  const { state: order, version } = await loadState(streams, orderDecider, id);
  if (order.status === 'absent') throw orderNotFound();
  return { order, version };
}

function onlyVersion(version: number, expected: number[] | undefined): number[] {
  return expected?.includes(version) === false ? [] : [version];
}

async function commandOf(
  deps: Deps,
  id: string,
  { order, edit: { editId, request } }: { order: PresentOrder; edit: Edit },
): Promise<EditCommand> {
  const { change, remove, add, ...person } = request;
  const { currency } = order.orderDetails.total;
  const parts = Object.keys(person) as EditedPart[];
  return {
    type: 'EditOrder',
    commandId: editId,
    ...(change && { change }),
    ...(remove && { remove }),
    ...(add && { add: (await priceAddedLines(deps, add, { currency, member: 'add' })).lines }),
    ...(parts.length > 0 && {
      parts,
      personal: await replacePersonalData(deps, id, {
        order,
        change: (known) => ({ ...known, ...person }),
      }),
    }),
    now: new Date().toISOString(),
  };
}
