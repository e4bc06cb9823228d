import {
  type IfVersion,
  OrderActor,
  type OrderAnswer,
  type OrderMethods,
} from '@commerce/contracts/order/order-actor';
import { hosted, type ActorInstance, type HostedActor } from '@commerce/runtime/actors';
import type { Failpoint } from '@commerce/runtime/failpoints';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { openAggregate, type Aggregate, type EventStreams } from '@commerce/runtime/streams';
import type { Logger } from '@commerce/runtime/telemetry';
import { emptyTurn, nextStep, type TurnContext } from '../domain/order-process.ts';
import { toResource } from '../domain/order-resource.ts';
import type { Order } from '../domain/order-state.ts';
import { orderDecider, type OrderCommand } from '../domain/order.ts';
import type { PersonalData } from '../personal/personal-data.ts';
import { orderSteps, type TakeStep } from './order-steps.ts';

/** No order takes this many steps in a turn; a process that does has a fault. */
const MAX_STEPS = 12;

export interface OrderActorDeps {
  sidecar: Sidecar;
  streams: EventStreams;
  personal: Pick<PersonalData, 'decrypt'>;
  /** How long a neighbour may leave a placed order without an answer, ms. */
  patienceMs: number;
  /** Days after the last dispatch in which units can be sent back. */
  returnWindowDays: number;
  /** How often a workflow tries a step before it waits for a person. */
  stepTries: number;
  failpoint: Failpoint;
  log: Logger;
}

type OpenOrder = Aggregate<Order, OrderCommand>;

/** The Order actor: serializes the commands of one order and drives its process. */
export function orderActor(deps: OrderActorDeps): HostedActor {
  return hosted(OrderActor, (id) => activate(id, deps));
}

function activate(id: string, deps: OrderActorDeps): ActorInstance<OrderMethods> {
  const order = openAggregate(deps.streams, orderDecider, id);
  const takeStep = orderSteps({ id, ...deps });
  const run = (mayAlreadyRun = false) => drive(id, order, takeStep, { ...deps, mayAlreadyRun });

  async function handle(
    command: OrderCommand,
    { ifVersion }: IfVersion = {},
  ): Promise<OrderAnswer> {
    const expectNew = command.type === 'PlaceOrder';
    const outcome = await order.handle(command, { expectNew, ifVersion });
    return outcome.ok ? answer(id, order) : outcome;
  }

  async function handleAndRun(command: OrderCommand, only?: IfVersion): Promise<OrderAnswer> {
    const { version } = await order.load();
    const handled = await handle(command, only);
    // A repeat: what the first one started may run already.
    return handled.ok ? run(handled.order.version === version) : handled;
  }

  return {
    async place({ respondAsync, ...data }) {
      const placed = await handle({ type: 'PlaceOrder', data, now: now() });
      deps.failpoint('after-place');
      return placed.ok && respondAsync !== true ? run() : placed;
    },
    advance: () => run(true),
    cancel: (only) => handleAndRun({ type: 'CancelOrder', now: now() }, only),
    recordCompensated: () => handle({ type: 'RecordCompensated', now: now() }),
    ship: (request) => handle({ type: 'RecordShipment', ...request, now: now() }),
    deliver: (request) => handle({ type: 'RecordDelivery', ...request, now: now() }),
    cancelLines: ({ ifVersion, ...request }) =>
      handleAndRun({ type: 'CancelLines', ...request, now: now() }, { ifVersion }),
    requestReturn: (request) =>
      handle({ type: 'RequestReturn', ...request, windowDays: deps.returnWindowDays, now: now() }),
    receiveReturn: (request) =>
      handleAndRun({ type: 'RecordReturnReceived', ...request, now: now() }),
    recordReturned: (request) => handle({ type: 'RecordReturned', ...request, now: now() }),
    recordReturnDeclined: (request) =>
      handle({ type: 'RecordReturnDeclined', ...request, now: now() }),
    recordParked: (request) => handle({ type: 'RecordParked', ...request, now: now() }),
    repair: (request) => handleAndRun({ type: 'StartRepair', ...request, now: now() }),
    fillBackorder: (request) => handle({ type: 'FillBackorder', ...request, now: now() }),
  };
}

/** Takes the steps that are due until none is. */
async function drive(
  id: string,
  order: OpenOrder,
  takeStep: TakeStep,
  { patienceMs, failpoint, mayAlreadyRun }: OrderActorDeps & Pick<TurnContext, 'mayAlreadyRun'>,
): Promise<OrderAnswer> {
  let turn: TurnContext = { ...emptyTurn, mayAlreadyRun };
  for (let taken = 0; taken < MAX_STEPS; taken++) {
    const { state } = await order.load();
    const step = nextStep(state, turn, { now: now(), patienceMs });
    if (step.do === 'rest' || state.status === 'absent') return answer(id, order);
    failpoint(`before-${step.do}`);
    if (step.do === 'decide') {
      const refused = await order.handle(step.command);
      if (!refused.ok) return refused;
    } else {
      turn = await takeStep(step, state, turn);
    }
    failpoint(`after-${step.do}`);
  }
  throw new Error(`order ${id}: its process did not come to rest in ${MAX_STEPS} steps`);
}

async function answer(id: string, order: OpenOrder): Promise<OrderAnswer> {
  const { state, version } = await order.load();
  const resource = toResource(id, state, version);
  return resource === undefined
    ? { ok: false, code: 'order-not-found', detail: 'There is no order with this id.' }
    : { ok: true, order: resource };
}

function now(): string {
  return new Date().toISOString();
}
