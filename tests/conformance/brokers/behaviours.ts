import { randomUUID } from 'node:crypto';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { Undeliverable } from 'dapr-actor-runtime/subscriber';
import { waitUntil } from '@commerce/testing/wait-until';
import { expectEqual } from '../behaviours/behaviour.ts';
import {
  type BrokerName,
  APPS,
  type BrokerStack,
  type Consumer,
  NOTED,
  PUBSUB,
  TOPIC,
} from './broker-stack.ts';

/** Longest wait for a delivery, ms: twice the bound of a redelivery past a dead sidecar. */
const PATIENCE_MS = 30_000;
/** How long an event is tried again before it is a dead letter (dapr/resources/resiliency.yaml), ms. */
const RETRIES_MS = 12_000;
/** Longest wait for what nothing holds back, ms. */
const PROMPT_MS = 6_000;
/** Events of a batch, and of an ordered run. */
const MANY = 100;
const RUN = 50;
/** Events that are committed at once, and the longest time until the last is delivered, ms. */
const COMMITS = 100;
const COMMITS_MS = 15_000;

/** What the behaviours have: a consumer for each app, of which `order` publishes. */
export interface Bench extends BrokerStack {
  order: Consumer;
  inventory: Consumer;
  payment: Consumer;
}

/** One promise: `check` rejects if the broker, as it is set up, does not keep it. */
export interface BrokerBehaviour {
  title: string;
  check: (bench: Bench) => Promise<void>;
  /** Brokers that do not promise it, and why. What they do all the same is in the table. */
  notPromised?: Partial<Record<BrokerName, string>>;
}

function eventsOf(count: number, stream = `noted-${randomUUID()}`): StreamEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ id: `${stream}:${index + 1}`, stream, seq: index + 1, type: NOTED },
    ...{ at: new Date().toISOString(), correlationId: 'conformance', data: { index } },
  }));
}

async function publish({ order }: Bench, events: StreamEvent[]): Promise<void> {
  const publications = events.map((event) => ({ id: event.id, type: NOTED, data: event }));
  expectEqual(await order.dapr.publishBulk(PUBSUB, TOPIC, publications), [], 'refused events');
}

const idsOf = (events: readonly { id: string }[]) => events.map(({ id }) => id);

/** The positions in their stream of what was handled, in the order in which it was. */
function handledOf(consumers: readonly Consumer[], [first]: StreamEvent[]): number[] {
  const all = consumers.flatMap(({ handled }) => handled);
  return all.filter(({ stream }) => stream === first?.stream).map(({ seq }) => seq);
}

/** Waits until all events were handled, by one of the consumers each. */
async function untilHandled(
  consumers: readonly Consumer[],
  events: StreamEvent[],
  timeoutMs = PATIENCE_MS,
): Promise<void> {
  const isComplete = () => new Set(handledOf(consumers, events)).size === events.length;
  const apps = [...new Set(consumers.map(({ appId }) => appId))].join();
  await waitUntil(isComplete, { timeoutMs, what: `${apps} has all ${events.length} events` });
}

/** The failures of chosen events in one consumer, until they are allowed. */
function failing(consumer: Consumer, ids: readonly string[], error: Error) {
  let seen = 0;
  consumer.before = async ({ id }) => {
    if (!ids.includes(id)) return;
    seen += 1;
    throw error;
  };
  return {
    seen: () => seen,
    allow: () => (consumer.before = async () => {}),
  };
}

async function deadLetters({ database }: Consumer, ids: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ event_id: string }>(
    'SELECT event_id FROM dead_letter WHERE event_id = ANY($1)',
    [ids],
  );
  return rows.map(({ event_id: id }) => id);
}

async function untilDead(consumer: Consumer, ids: string[], timeoutMs: number): Promise<void> {
  await waitUntil(async () => (await deadLetters(consumer, ids)).length === ids.length, {
    timeoutMs,
    what: 'it is a dead letter of the app',
  });
}

/** Operations of a state transaction that insert the events as rows, as event streams do. */
function insertsOf(events: StreamEvent[]): string[] {
  return events.map((event) => {
    const request = {
      key: event.id,
      value: event,
      options: { concurrency: 'first-write' },
      metadata: { contentType: 'application/json', type: NOTED },
    };
    return JSON.stringify({ operation: 'upsert', request });
  });
}

const commit = ({ order }: Bench, events: StreamEvent[]) =>
  order.dapr.transact('orderstreams', insertsOf(events));

const delivery: BrokerBehaviour[] = [
  {
    title: 'each of three apps gets an event',
    async check(bench) {
      const events = eventsOf(1);
      await publish(bench, events);
      await Promise.all(APPS.map((app) => untilHandled([bench[app]], events)));
    },
  },
  {
    title: `${MANY} events published in one call arrive, each once`,
    async check(bench) {
      const events = eventsOf(MANY);
      await publish(bench, events);
      await Promise.all(APPS.map((app) => untilHandled([bench[app]], events)));
      for (const app of APPS) {
        expectEqual(handledOf([bench[app]], events).length, MANY, `deliveries to ${app}`);
      }
    },
  },
  {
    title: 'three instances of an app share the events, each of which arrives once',
    async check(bench) {
      const more = await Promise.all([bench.consumer('inventory'), bench.consumer('inventory')]);
      const all = [bench.inventory, ...more];
      try {
        await untilShared(bench, all);
        const events = eventsOf(MANY);
        await publish(bench, events);
        await untilHandled(all, events);
        expectEqual(handledOf(all, events).length, MANY, 'deliveries');
      } finally {
        for (const one of more) await one.stop();
      }
    },
  },
  {
    title: 'events with one partition key arrive in the order in which they were published',
    notPromised: { redis: 'many workers take the messages of a topic' },
    async check(bench) {
      const events = eventsOf(RUN);
      const path = `/v1.0/publish/${PUBSUB}/${TOPIC}?metadata.partitionKey=${events[0]?.stream}`;
      for (const event of events) {
        const call = { method: 'POST', path, body: JSON.stringify(event) } as const;
        const { status } = await bench.order.dapr.request(call);
        expectEqual(status, 204, 'the status of a publication');
      }
      await untilHandled([bench.payment], events);
      const order = handledOf([bench.payment], events);
      expectEqual(
        order,
        events.map(({ seq }) => seq),
        'the order',
      );
    },
  },
];

/** Publishes until each instance has got something: until then a broker may still divide them. */
async function untilShared(bench: Bench, instances: Consumer[]): Promise<void> {
  const stream = `shared-${randomUUID()}`;
  let count = 0;
  await waitUntil(
    async () => {
      count += 1;
      await publish(bench, eventsOf(count, stream).slice(-1));
      return instances.every(({ handled }) => handled.some((event) => event.stream === stream));
    },
    { timeoutMs: PATIENCE_MS, what: 'each instance gets events' },
  );
  await untilHandled(instances, eventsOf(count, stream));
}

const failures: BrokerBehaviour[] = [
  {
    title: 'an event whose handler fails is delivered again',
    async check(bench) {
      const events = eventsOf(1);
      const failure = failing(bench.inventory, idsOf(events), new Error('it fails'));
      await publish(bench, events);
      await waitUntil(() => failure.seen() > 0, { timeoutMs: PATIENCE_MS, what: 'it has failed' });
      failure.allow();
      await untilHandled([bench.inventory], events);
    },
  },
  {
    title:
      'an event that keeps failing becomes a dead letter of its app only, and holds others back until then at most',
    async check(bench) {
      const bad = eventsOf(1);
      const failure = failing(bench.inventory, idsOf(bad), new Error('it fails'));
      try {
        await publish(bench, bad);
        await waitUntil(() => failure.seen() > 0, {
          timeoutMs: PATIENCE_MS,
          what: 'it has failed',
        });
        const events = eventsOf(RUN);
        await publish(bench, events);
        await untilHandled([bench.inventory], events, RETRIES_MS + PROMPT_MS);
        await untilDead(bench.inventory, idsOf(bad), PATIENCE_MS);
      } finally {
        failure.allow();
      }
      await untilHandled([bench.order, bench.payment], bad);
      expectEqual(await deadLetters(bench.payment, idsOf(bad)), [], 'dead letters of payment');
    },
  },
  {
    title: 'an event that no retry can repair becomes a dead letter at once',
    async check(bench) {
      const events = eventsOf(1);
      const failure = failing(bench.payment, idsOf(events), new Undeliverable('poison'));
      await publish(bench, events);
      await untilDead(bench.payment, idsOf(events), PROMPT_MS);
      expectEqual(failure.seen(), 1, 'deliveries');
      failure.allow();
    },
  },
  {
    title: 'an event in the hands of a sidecar that is killed is delivered again',
    async check({ inventory, ...bench }) {
      const events = eventsOf(1);
      let isHeld = false;
      inventory.before = ({ id }) => {
        if (!idsOf(events).includes(id)) return Promise.resolve();
        isHeld = true;
        return new Promise(() => {});
      };
      await publish({ inventory, ...bench }, events);
      await waitUntil(() => isHeld, { timeoutMs: PATIENCE_MS, what: 'the app has it' });
      await inventory.sidecar.kill();
      inventory.before = async () => {};
      await inventory.sidecar.start();
      await untilHandled([inventory], events);
    },
  },
];

const outbox: BrokerBehaviour[] = [
  {
    title: 'the events of a committed transaction arrive at each app',
    async check(bench) {
      const events = eventsOf(2);
      await commit(bench, events);
      await Promise.all(APPS.map((app) => untilHandled([bench[app]], events)));
    },
  },
  {
    title: `${COMMITS} transactions committed at once arrive within ${COMMITS_MS / 1_000} s`,
    async check(bench) {
      const events = eventsOf(COMMITS);
      await Promise.all(events.map((event) => commit(bench, [event])));
      await untilHandled([bench.inventory], events, COMMITS_MS);
    },
  },
];

const absence: BrokerBehaviour[] = [
  {
    title: 'what is published while a consumer is away reaches it, across a kill of the broker',
    async check(bench) {
      const { inventory } = bench;
      await inventory.sidecar.kill();
      const events = eventsOf(MANY);
      await publish(bench, events);
      await bench.killBroker();
      await inventory.sidecar.start();
      await untilHandled([inventory], events);
    },
  },
  {
    title: 'after a kill of the broker publishing and delivering go on by themselves',
    async check(bench) {
      await bench.killBroker();
      const events = eventsOf(1);
      const accepted = () =>
        publish(bench, events).then(
          () => true,
          () => false,
        );
      await waitUntil(accepted, { timeoutMs: PATIENCE_MS, what: 'an event is accepted' });
      await Promise.all(APPS.map((app) => untilHandled([bench[app]], events)));
    },
  },
  {
    title: 'a transaction that is rolled back publishes nothing',
    // Last: its sidecar looks for the marker of the lost insert until it ends.
    async check(bench) {
      const known = eventsOf(1);
      await commit(bench, known);
      const [lost] = eventsOf(1);
      const refused = commit(bench, [lost as StreamEvent, ...known]).then(
        () => false,
        () => true,
      );
      expectEqual(await refused, true, 'the transaction is refused');
      const after = eventsOf(1);
      await commit(bench, after);
      await untilHandled([bench.payment], after);
      expectEqual(handledOf([bench.payment], [lost as StreamEvent]), [], 'events of it');
    },
  },
];

/** The list, by the parts of the table. */
export const BROKER_LIST: Readonly<Record<string, readonly BrokerBehaviour[]>> = {
  Delivery: delivery,
  Failures: failures,
  Outbox: outbox,
  'Broker and consumers away': absence,
};
