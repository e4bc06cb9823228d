import type { Money } from '@commerce/contracts/money';
import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import type { IfVersion, OrderAnswer, PlaceRequest } from '../actors/order-actor-type.ts';
import { holdStock } from '../clients/inventory.ts';
import { authorizePayment, completePayment, withdrawReauthorization } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import { lapsedAmount } from '../domain/lapsed-payment.ts';
import { unitsBySku } from '../domain/order-lines.ts';
import { emptyTurn, nextStep, type Step, type TurnContext } from '../domain/order-process.ts';
import type { OrderDetails, PresentOrder } from '../domain/order-state.ts';
import type { EditOrder } from '../domain/order-edit.ts';
import { refusalOfEdit } from '../domain/pending-edit.ts';
import type { TryPayment } from '../domain/order-payment.ts';
import type { OrderCommand } from '../domain/order.ts';
import type { Owner } from '../personal/personal-data.ts';
import { authorizeEdit, holdAddedUnits } from './ask-for-edit.ts';
import { answerOrder, decideOrder, type OpenOrder } from './decide-order.ts';
import { completePayAgain, payAgain } from './pay-again.ts';
import { ownerOf, readPaymentToken } from './payment-token.ts';
import { startCompensation, startRefund, startReturn } from './start-order-saga.ts';

/** No order takes this many steps in a turn; a process that does has a fault. */
const MAX_STEPS = 12;

/** Places an order and, unless the caller does not want to wait, drives it as far as possible. */
export async function placeAndDriveOrder(
  deps: OrderDeps,
  order: OpenOrder,
  { respondAsync, ...data }: PlaceRequest,
): Promise<OrderAnswer> {
  const now = new Date().toISOString();
  const placed = await decideOrder(order, { type: 'PlaceOrder', data, now });
  deps.failpoint('after-place');
  return placed.ok && respondAsync !== true ? driveOrder(deps, order) : placed;
}

/** Decides a command, then drives what it started. A refused command drives nothing. */
export async function decideAndDriveOrder(
  deps: OrderDeps,
  order: OpenOrder,
  command: OrderCommand,
  only?: IfVersion,
): Promise<OrderAnswer> {
  const { version } = await order.aggregate.load();
  const decided = await decideOrder(order, command, only);
  if (!decided.ok) return decided;
  // A repeat: what the first one started may already run.
  return driveOrder(deps, order, { mayAlreadyRun: decided.order.version === version });
}

/**
 * Decides an edit, then drives it until it is booked or declined. Answers the refusal of one that was declined;
 * one that still waits is in the order.
 */
export async function decideAndDriveEdit(
  deps: OrderDeps,
  order: OpenOrder,
  { command, only }: { command: EditOrder; only: IfVersion },
): Promise<OrderAnswer> {
  const answer = await decideAndDriveOrder(deps, order, command, only);
  const { state } = await order.aggregate.load();
  return refusalOfEdit(state, command.commandId) ?? answer;
}

/** Takes the steps of the order process until none is due. Safe at any time, and for any order. */
export async function driveOrder(
  deps: OrderDeps,
  order: OpenOrder,
  known: Partial<Pick<TurnContext, 'mayAlreadyRun' | 'customerMayHaveActed'>> = {},
): Promise<OrderAnswer> {
  const { patienceMs, failpoint } = deps;
  let turn: TurnContext = { ...emptyTurn, ...known };
  for (let taken = 0; taken < MAX_STEPS; taken++) {
    const { state } = await order.aggregate.load();
    const step = nextStep(state, turn, { now: new Date().toISOString(), patienceMs });
    if (step.do === 'rest' || state.status === 'absent') return answerOrder(order);
    failpoint(`before-${step.do}`);
    if (step.do === 'decide') {
      const outcome = await order.aggregate.handle(step.command);
      if (!outcome.ok) return outcome;
    } else {
      turn = await takeStep(deps, step, { id: order.id, order: state, turn });
    }
    failpoint(`after-${step.do}`);
  }
  throw new Error(`order ${order.id}: its process did not come to rest in ${MAX_STEPS} steps`);
}

/** Takes a step that calls another app or starts a workflow: idempotent by the id of the order. */
async function takeStep(
  deps: OrderDeps,
  step: Exclude<Step, { do: 'rest' | 'decide' }>,
  { id, order, turn }: { id: string; order: PresentOrder; turn: TurnContext },
): Promise<TurnContext> {
  const { orderDetails } = order;
  const { mayAlreadyRun } = turn;
  switch (step.do) {
    case 'hold-stock':
      return { ...turn, stock: await hold(deps, id, orderDetails) };
    case 'authorize-payment': {
      const token = order.status === 'placed' ? order.payment?.token : undefined;
      const payment = await authorize(deps, id, { ...step, orderDetails, token });
      return { ...turn, payment, authorizationAttempts: turn.authorizationAttempts + 1 };
    }
    case 'complete-payment': {
      const result = await completePayment(deps.sidecar, id, step.attempt);
      return { ...turn, payment: await sealAction(deps, ownerOf(id, orderDetails), result) };
    }
    case 'hold-added-units': {
      const stock = await holdAddedUnits(deps, { orderId: id, order, ...step });
      return { ...turn, edit: { authorizationAttempts: 0, ...turn.edit, stock } };
    }
    case 'authorize-edit': {
      const payment = await authorizeEdit(deps, { orderId: id, order, ...step });
      const authorizationAttempts = (turn.edit?.authorizationAttempts ?? 0) + 1;
      return { ...turn, edit: { ...turn.edit, payment, authorizationAttempts } };
    }
    case 'withdraw-edit': {
      const withdrawal = await withdrawReauthorization(deps.sidecar, id, step.editId);
      return { ...turn, edit: { authorizationAttempts: 0, ...turn.edit, withdrawal } };
    }
    case 'start-compensation':
      await startCompensation(deps, id, { order, mayAlreadyRun });
      return { ...turn, compensationStarted: true };
    case 'start-return': {
      const { returnId } = step;
      await startReturn(deps, id, { order, returnId, mayAlreadyRun });
      return { ...turn, returnsStarted: [...turn.returnsStarted, returnId] };
    }
    case 'start-refund': {
      const { refundId } = step;
      await startRefund(deps, id, { order, refundId, mayAlreadyRun });
      return { ...turn, refundsStarted: [...turn.refundsStarted, refundId] };
    }
  }
}

async function hold(
  { sidecar, log }: OrderDeps,
  orderId: string,
  { lines, policy }: OrderDetails,
): Promise<NonNullable<TurnContext['stock']>> {
  try {
    const request = { lines: unitsBySku(lines), ...(policy === undefined ? {} : { policy }) };
    return await holdStock(sidecar, orderId, request);
  } catch (err) {
    log.warn({ err, orderId }, 'inventory gives no answer, the order is driven again later');
    return { outcome: 'unreachable' };
  }
}

type Answer = NonNullable<TurnContext['payment']>;

async function authorize(
  deps: OrderDeps,
  orderId: string,
  {
    orderDetails,
    token: sealed,
    amount,
    attempt,
  }: { orderDetails: OrderDetails; token: string | undefined; amount: Money; attempt: number },
): Promise<Answer> {
  const { sidecar, log } = deps;
  const owner = ownerOf(orderId, orderDetails);
  try {
    const token = await readPaymentToken(deps, orderId, { orderDetails, sealed });
    if (token === 'erased') return { outcome: 'erased' };
    if (token === undefined) return { outcome: 'declined', reason: 'the order names no payment' };
    const another = attempt === 1 ? {} : { attempt };
    const result = await authorizePayment(sidecar, orderId, { amount, token, ...another });
    return await sealAction(deps, owner, result);
  } catch (err) {
    log.warn({ err, orderId }, 'payment token not decrypted, the order is driven again later');
    return { outcome: 'unknown', reason: (err as Error).message };
  }
}

/** What the customer has to do can be a secret of theirs, so an order stores it encrypted. */
async function sealAction(
  { personal, log }: OrderDeps,
  owner: Owner,
  result: AuthorizationResult,
): Promise<Answer> {
  if (result.outcome !== 'requires-action') return result;
  const { action, ...waits } = result;
  try {
    const sealed = await personal.encryptNote(owner, JSON.stringify(action));
    return { ...waits, ...(sealed === undefined ? {} : { personal: sealed }) };
  } catch (err) {
    log.warn(
      { err, orderId: owner.orderId },
      'action not encrypted, the order is driven again later',
    );
    return { outcome: 'unknown', reason: (err as Error).message };
  }
}

/**
 * Goes on with an order whose customer may have done what the payment requires, before its confirmation or to
 * pay again. One that does not wait is only driven.
 */
export async function completeOrderPayment(
  deps: OrderDeps,
  order: OpenOrder,
): Promise<OrderAnswer> {
  const { state } = await order.aggregate.load();
  if (state.status === 'confirmed' && lapsedAmount(state) !== undefined) {
    return completePayAgain(deps, order, state);
  }
  return driveOrder(deps, order, { customerMayHaveActed: true, mayAlreadyRun: true });
}

/**
 * Tries another card for an order that waits for its customer. If the customer has meanwhile done what the
 * earlier card required, the order is confirmed with that one, and no other is needed. A confirmed order is paid
 * again if its authorization has ended.
 */
export async function tryOrderPayment(
  deps: OrderDeps,
  order: OpenOrder,
  command: TryPayment,
): Promise<OrderAnswer> {
  const { state } = await order.aggregate.load();
  if (state.status === 'confirmed') return payAgain(deps, order, command);
  const isRepeat =
    state.status === 'placed' && state.payment?.commandIds.includes(command.commandId) === true;
  if (!isRepeat) await completeOrderPayment(deps, order);
  return decideAndDriveOrder(deps, order, command);
}
