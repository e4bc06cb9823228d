import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  actorHost,
  actorReferences,
  actorReminders,
  actorTimers,
  type ActorType,
  type FailurePolicy,
  hosted,
} from 'dapr-actor-runtime/actors';
import { buildHttpApp } from 'dapr-actor-runtime/http';
import {
  koaMiddleware,
  listen,
  nodeListener,
  Problem,
  type SidecarHandler,
} from 'dapr-actor-runtime/server';
import { startWorkflowWorker, untilDone } from 'dapr-actor-runtime/saga';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
import { envelopeOf, type EventHandler, subscriberHandler } from 'dapr-actor-runtime/subscriber';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { answerQuestions, FLAKY_FAILURES, hostOptions, report, SLOW_MS } from './protocol.ts';

type Alarm = { name: 'first' | 'second' | 'broken'; data: unknown; dueMs: number };
type ProbeMethods = {
  echo: (input: unknown) => Promise<unknown>;
  instance: () => Promise<string>;
  write: (value: unknown) => Promise<void>;
  writeAndFail: (value: unknown) => Promise<never>;
  touch: () => Promise<void>;
  read: () => Promise<unknown>;
  refuse: () => Promise<never>;
  chain: (path: string[]) => Promise<string[]>;
  block: () => Promise<void>;
  setReminder: (
    input: Alarm & { periodMs?: number; failurePolicy?: FailurePolicy; failures?: number },
  ) => Promise<void>;
  getReminder: (input: { name: Alarm['name'] }) => Promise<unknown>;
  deleteReminder: (input: { name: Alarm['name'] }) => Promise<void>;
  setTimer: (input: Alarm) => Promise<void>;
};
type Alarms = { first: unknown; second: unknown; broken: unknown };
const names = { first: true, second: true, broken: true } as const;
const Probe: ActorType<ProbeMethods, Alarms, Alarms> = {
  name: 'Probe',
  methods: {
    ...{ echo: true, instance: true, write: true, writeAndFail: true, touch: true, read: true },
    ...{ refuse: true, chain: true, block: true },
    ...{ setReminder: true, getReminder: true, deleteReminder: true, setTimer: true },
  },
  reminders: names,
  timers: names,
};
const Brief: ActorType<{ instance: () => Promise<string> }> = {
  name: 'Brief',
  methods: { instance: true },
};

const options = hostOptions();
const { apiToken, stateStore } = options;
const log = createLogger({ service: options.appId, level: 'silent' });
const sidecar = createSidecar({
  port: options.httpPort,
  grpcPort: options.grpcPort,
  apiToken,
});
const probes = actorReferences(sidecar, Probe, { timeoutMs: 15_000 });
const reminders = actorReminders(sidecar, Probe);
const timers = actorTimers(sidecar, Probe);
/** Reminder ticks that still fail, by actor. */
const failures = new Map<string, number>();
let instances = 0;

function activateProbe(id: string) {
  const instance = `${process.pid}-${(instances += 1)}`;
  let loaded: { value: unknown } | undefined;
  let running = 0;
  const load = async () =>
    (loaded ??= {
      value: (await sidecar.get(stateStore, id)) as { value: unknown } | undefined,
    });
  const save = async () => {
    const { value } = await load();
    await sidecar.save(stateStore, id, value);
  };
  return {
    echo: async (input: unknown) => input,
    instance: async () => instance,
    async write(value: unknown) {
      (await load()).value = { value };
      await save();
    },
    async writeAndFail(value: unknown): Promise<never> {
      (await load()).value = { value };
      throw new Error('after the write');
    },
    touch: save,
    read: async () => ((await load()).value as { value?: unknown } | undefined)?.value,
    async refuse(): Promise<never> {
      const table = { status: 409, title: 'The probe is full' };
      throw new Problem('probe-full', table, 'no more than 5 fit', { left: 5 });
    },
    chain: async ([next, ...rest]: string[]) =>
      next === undefined ? [id] : [id, ...(await probes(next).chain(rest))],
    async block() {
      running += 1;
      if (running > 1) report({ kind: 'overlap', id });
      report({ kind: 'blocked', id });
      await new Promise<never>(() => {});
    },
    async setReminder({
      name,
      failures: failing = 0,
      ...alarm
    }: Parameters<ProbeMethods['setReminder']>[0]) {
      failures.set(`${id}/${name}`, failing);
      await reminders(id).set(name, alarm);
    },
    getReminder: async ({ name }: { name: Alarm['name'] }) => (await reminders(id).get(name))?.data,
    deleteReminder: ({ name }: { name: Alarm['name'] }) => reminders(id).delete(name),
    setTimer: ({ name, ...alarm }: Alarm) => timers(id).set(name, alarm),
    async onReminder(name: string, data: unknown) {
      report({ kind: 'reminder', id, name, data });
      const left = failures.get(`${id}/${name}`) ?? 0;
      failures.set(`${id}/${name}`, left - 1);
      if (name === 'broken' || left > 0) throw new Error('the reminder fails');
    },
    async onTimer(name: string, data: unknown) {
      report({ kind: 'timer', id, name, data });
    },
  };
}

const refusedOnce = new Set<string>();
const handler: EventHandler = {
  consumer: 'conformance',
  types: ['Noted.v1'],
  async handle(events) {
    for (const event of events) {
      const { note, failOnce } = event.data as { note: string; failOnce?: boolean };
      if (failOnce === true && !refusedOnce.has(event.id)) {
        refusedOnce.add(event.id);
        throw new Error('the handler fails once');
      }
      report({ kind: 'event', name: note, data: envelopeOf(event) });
    }
  },
};

const host = actorHost({
  actors: [
    hosted(Probe, activateProbe),
    hosted(Brief, (id) => ({ instance: async () => id }), { idleTimeoutMs: 1_000 }),
  ],
  appToken: apiToken,
  log,
});
const events = subscriberHandler({
  ...{ app: options.appId, pubsub: options.pubsub, appToken: apiToken, log },
  topics: { [options.topic]: [handler] },
  // Only for dead letters, which these behaviours never reach.
  database: undefined as never,
});

/** Serves the same handlers behind a face of the runtime. */
export async function serve(face: 'koa' | 'node'): Promise<void> {
  if (face === 'koa') {
    const own: SidecarHandler = (_req, path) =>
      path === '/own' ? Promise.resolve({ status: 200, headers: {}, body: 'own' }) : undefined;
    const middleware = [host.handle, events, own].map(koaMiddleware);
    const app = buildHttpApp({ log, ready: async () => undefined, middleware });
    await listen(app, options.appPort);
  } else {
    const otherwise = (req: IncomingMessage, res: ServerResponse) => {
      res.statusCode = req.url === '/own' ? 200 : 404;
      res.end('own');
    };
    const listener = nodeListener([host.handle, events], { log, otherwise });
    createServer(listener).listen(options.appPort, '127.0.0.1');
  }
  startWorker();
  answerQuestions(async (question) => {
    switch (question.ask) {
      case 'list':
        return listAll();
      case 'history':
        return sidecar.workflowHistory(question.instanceId);
      case 'rerun':
        return sidecar.rerunWorkflow(question.instanceId, question);
    }
  });
}

function startWorker(): void {
  const tries = new Map<string, number>();
  startWorkflowWorker({
    ...{ sidecar, grpcPort: options.grpcPort, apiToken, failpoint: () => undefined, log },
    workflows: {
      async *echo(context, input) {
        return (yield context.callActivity('echo', input)) as unknown;
      },
      async *slow(context, input) {
        return (yield context.callActivity('slow', input)) as unknown;
      },
      async *retried(context, input: object) {
        return yield* untilDone(context, 'flaky', input);
      },
    },
    activities: {
      echo: async (input: unknown) => ({ ok: true, input }) as never,
      slow: () => pause(SLOW_MS, { ok: true }),
      async flaky({ id }: { id: string }) {
        const tried = tries.get(id) ?? 0;
        tries.set(id, tried + 1);
        return tried < FLAKY_FAILURES ? { ok: false, reason: 'flaky' } : { ok: true };
      },
    },
  });
}

async function listAll(): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await sidecar.listWorkflows(after === undefined ? {} : { after });
    ids.push(...page.instanceIds);
    if (page.next === undefined) return ids;
    after = page.next;
  }
}
