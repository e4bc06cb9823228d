/**
 * The same host on `@dapr/dapr`'s own server, written as its documentation says. What the SDK has
 * no API for, this host cannot do either.
 */
import { setTimeout as pause } from 'node:timers/promises';
import sdk from '@dapr/dapr';
import type { Temporal } from '@dapr/dapr';
import { answerQuestions, FLAKY_FAILURES, hostOptions, report, SLOW_MS } from './protocol.ts';

const {
  AbstractActor,
  ActorId,
  ActorProxyBuilder,
  CommunicationProtocolEnum,
  DaprServer,
  Temporal: Time,
  WorkflowRuntime,
} = sdk;

const options = hostOptions();
const { apiToken } = options;
const clientOptions = {
  daprHost: '127.0.0.1',
  daprPort: String(options.httpPort),
  daprApiToken: apiToken,
  communicationProtocol: CommunicationProtocolEnum.HTTP,
  actor: { actorIdleTimeout: '60s', reentrancy: { enabled: true, maxStackDepth: 8 } },
};

const failures = new Map<string, number>();
let instances = 0;
const soon = (ms: number): Temporal.Duration => Time.Duration.from({ milliseconds: ms });
type Alarm = {
  name: string;
  data: unknown;
  dueMs: number;
  periodMs?: number;
  failures?: number;
  failurePolicy?: unknown;
};

/** The actor; the SDK names its type after the class. */
class Probe extends AbstractActor {
  readonly #instance = `${process.pid}-${(instances += 1)}`;
  #running = 0;
  async echo(input: unknown) {
    return input;
  }
  async instance() {
    return this.#instance;
  }
  async write(value: unknown) {
    await this.getStateManager().setState('value', value);
  }
  async writeAndFail(value: unknown) {
    await this.getStateManager().setState('value', value);
    throw new Error('after the write');
  }
  async touch() {}
  async read() {
    const [found, value] = await this.getStateManager().tryGetState('value');
    return found ? value : undefined;
  }
  async refuse() {
    throw new Error('no more than 5 fit');
  }
  async chain([next, ...rest]: string[]): Promise<string[]> {
    const id = this.getActorId().getId();
    return next === undefined ? [id] : [id, ...(await probe(next).chain(rest))];
  }
  async block() {
    const id = this.getActorId().getId();
    this.#running += 1;
    if (this.#running > 1) report({ kind: 'overlap', id });
    report({ kind: 'blocked', id });
    await new Promise<never>(() => {});
  }
  async setReminder({ name, data, dueMs, periodMs, failurePolicy, failures: failing = 0 }: Alarm) {
    if (failurePolicy !== undefined) throw new Error('the SDK has no failure policy');
    failures.set(`${this.getActorId().getId()}/${name}`, failing);
    const period = periodMs === undefined ? undefined : soon(periodMs);
    await this.registerActorReminder(name, soon(dueMs), period, undefined, data);
  }
  async getReminder() {
    throw new Error('the SDK cannot get a reminder');
  }
  async deleteReminder({ name }: { name: string }) {
    await this.unregisterActorReminder(name);
  }
  async setTimer({ name, data, dueMs }: Alarm) {
    await this.registerActorTimer(name, 'onTimer', soon(dueMs), undefined, undefined, data);
  }
  async onTimer(data: unknown) {
    report({ kind: 'timer', id: this.getActorId().getId(), data });
  }
  // The SDK does not say which reminder fired.
  override async receiveReminder(data: string) {
    const id = this.getActorId().getId();
    report({ kind: 'reminder', id, data });
    const left = failures.get(`${id}/first`) ?? 0;
    failures.set(`${id}/first`, left - 1);
    if (left > 0 || failures.has(`${id}/broken`)) throw new Error('the reminder fails');
  }
}

class Brief extends AbstractActor {
  async instance() {
    return this.getActorId().getId();
  }
}

const server = new DaprServer({
  serverHost: '127.0.0.1',
  serverPort: String(options.appPort),
  communicationProtocol: CommunicationProtocolEnum.HTTP,
  clientOptions,
});
// Its server is an Express app, to which routes of one's own can be added; no other server can be used.
const own = server.daprServer.getServer() as unknown as {
  get: (
    path: string,
    handle: (req: unknown, res: { send: (text: string) => void }) => void,
  ) => void;
};
own.get('/own', (_req, res) => res.send('own'));
const probe = (id: string) =>
  new ActorProxyBuilder<Probe>(Probe, server.client).build(new ActorId(id));

await server.actor.init();
await server.actor.registerActor(Probe);
await server.actor.registerActor(Brief);
const refusedOnce = new Set<string>();
await server.pubsub.subscribe(options.pubsub, options.topic, async (received: unknown) => {
  const event = received as { id: string; data: { note: string; failOnce?: boolean } };
  const { note, failOnce } = event.data;
  if (failOnce === true && !refusedOnce.has(event.id)) {
    refusedOnce.add(event.id);
    throw new Error('the handler fails once');
  }
  report({ kind: 'event', name: note, data: event });
});
// It waits until the sidecar is up, which waits for this server.
const started = server.start();

const runtime = new WorkflowRuntime({
  daprHost: '127.0.0.1',
  daprPort: String(options.grpcPort),
  daprApiToken: apiToken,
});
type Tasks = { callActivity: (name: string, input: unknown) => unknown };
const tries = new Map<string, number>();
runtime
  .registerWorkflowWithName('echo', async function* (context: Tasks, input: unknown) {
    return (yield context.callActivity('echo', input)) as unknown;
  } as never)
  .registerWorkflowWithName('slow', async function* (context: Tasks, input: unknown) {
    return (yield context.callActivity('slow', input)) as unknown;
  } as never)
  .registerWorkflowWithName('retried', async function* (context: Tasks, input: unknown) {
    return (yield context.callActivity('flaky', input)) as unknown;
  } as never)
  .registerActivityWithName('echo', async (_context, input: unknown) => ({ ok: true, input }))
  .registerActivityWithName('slow', () => pause(SLOW_MS, { ok: true }))
  .registerActivityWithName('flaky', async (_context, input) => {
    const { id } = input as { id: string };
    const tried = tries.get(id) ?? 0;
    tries.set(id, tried + 1);
    if (tried < FLAKY_FAILURES) throw new Error('flaky');
    return { ok: true };
  });
await started;
await runtime.start();
answerQuestions(async ({ ask }) => {
  throw new Error(`the SDK has no API for: ${ask}`);
});
