import { actor } from 'dapr-actor-runtime/app';
import type { OrderDeps } from '../deps.ts';
import type { OrderCommand } from '../domain/order.ts';
import { captureAndShip } from '../use-cases/capture-and-ship.ts';
import { decideOrder, openOrder } from '../use-cases/decide-order.ts';
import { promiseRefund } from '../use-cases/promise-refund.ts';
import {
  completeOrderPayment,
  decideAndDriveEdit,
  decideAndDriveOrder,
  driveOrder,
  placeAndDriveOrder,
  tryOrderPayment,
} from '../use-cases/drive-order.ts';
import { startRepair } from '../use-cases/start-repair.ts';
import { type IfVersion, OrderActor } from './order-actor-type.ts';

/** Runs the turns of an order: each method is a command, or drives the process of the order. */
export const orderActor = actor(OrderActor, (deps: OrderDeps, id) => {
  const order = openOrder(deps, id);
  const decide = (command: OrderCommand) => decideOrder(order, command);
  const decideAndDrive = (command: OrderCommand, only?: IfVersion) =>
    decideAndDriveOrder(deps, order, command, only);
  return {
    place: (request) => placeAndDriveOrder(deps, order, request),
    advance: () => driveOrder(deps, order, { mayAlreadyRun: true }),
    cancel: (only) => decideAndDrive({ type: 'CancelOrder', now: now() }, only),
    recordCompensated: () => decide({ type: 'RecordCompensated', now: now() }),
    completePayment: () => completeOrderPayment(deps, order),
    tryPayment: (request) =>
      tryOrderPayment(deps, order, { type: 'TryPayment', ...request, now: now() }),
    recordPaymentChange: (request) =>
      decide({ type: 'RecordPaymentChange', ...request, now: now() }),
    ship: (request) =>
      captureAndShip(deps, order, { type: 'RecordShipment', ...request, now: now() }),
    shipAnyway: (request) => decide({ type: 'RecordShippedAnyway', ...request, now: now() }),
    deliver: (request) => decide({ type: 'RecordDelivery', ...request, now: now() }),
    cancelLines: ({ ifVersion, ...request }) =>
      decideAndDrive({ type: 'CancelLines', ...request, now: now() }, { ifVersion }),
    edit: ({ ifVersion, ...request }) =>
      decideAndDriveEdit(deps, order, {
        command: { type: 'EditOrder', ...request, now: now() },
        only: { ifVersion },
      }),
    annotate: ({ ifVersion, ...request }) =>
      decideOrder(order, { type: 'AnnotateOrder', ...request, now: now() }, { ifVersion }),
    requestReturn: (request) =>
      decide({ type: 'RequestReturn', ...request, window: deps.returnWindow, now: now() }),
    receiveReturn: (request) =>
      decideAndDrive({ type: 'RecordReturnReceived', ...request, now: now() }),
    recordReturned: (request) => decide({ type: 'RecordReturned', ...request, now: now() }),
    recordReturnDeclined: (request) =>
      decide({ type: 'RecordReturnDeclined', ...request, now: now() }),
    withdrawReturn: (request) => decide({ type: 'WithdrawReturn', ...request, now: now() }),
    declineReturn: (request) => decide({ type: 'DeclineReturn', ...request, now: now() }),
    closeReturn: (request) => decide({ type: 'CloseReturn', ...request, now: now() }),
    requestRefund: (request) =>
      promiseRefund(deps, order, {
        type: 'RequestRefund',
        ...request,
        approvalAboveMinor: deps.refundsWithoutApproval[request.amount.currency],
        now: now(),
      }),
    approveRefund: (request) =>
      promiseRefund(deps, order, { type: 'ApproveRefund', ...request, now: now() }),
    declineRefund: (request) => decide({ type: 'DeclineRefund', ...request, now: now() }),
    recordRefunded: (request) => decide({ type: 'RecordRefunded', ...request, now: now() }),
    recordRefundUndone: (request) => decide({ type: 'RecordRefundUndone', ...request, now: now() }),
    recordParked: (request) => decide({ type: 'RecordParked', ...request, now: now() }),
    repair: (request) => startRepair(deps, order, { type: 'StartRepair', ...request, now: now() }),
    fillBackorder: (request) => decide({ type: 'FillBackorder', ...request, now: now() }),
  };
});

function now(): string {
  return new Date().toISOString();
}
