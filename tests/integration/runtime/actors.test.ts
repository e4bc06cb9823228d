import { createHash, randomBytes } from 'node:crypto';
import {
  actorHost,
  actorReferences,
  type ActorType,
  hosted,
  type ActorReference,
} from 'dapr-actor-runtime/actors';
import { Problem } from 'dapr-actor-runtime/server';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
import { currentContext, inContext } from 'dapr-actor-runtime/telemetry';
import { connectStack } from '@commerce/testing';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { startProbe, type Probe } from './probe.ts';

/** Longest wait in these tests, ms. */
const PATIENCE_MS = 20_000;

type TallyMethods = {
  add: (input: { units: number; note?: string }) => Promise<{ total: number; note?: string }>;
  read: () => Promise<{ total: number }>;
  refuse: (input: { left: number }) => Promise<never>;
  crash: () => Promise<never>;
  block: (input: { gate: string }) => Promise<void>;
  ask: (input: { path: string[] }) => Promise<string[]>;
  context: () => Promise<{ correlationId: string; traceparent: string }>;
};
const Tally: ActorType<TallyMethods> = {
  name: 'Tally',
  methods: {
    add: true,
    read: true,
    refuse: true,
    crash: true,
    block: true,
    ask: true,
    context: true,
  },
};

/** Turns that wait at a gate until the test opens it. */
const gates = new Map<string, { begun: number; opened: Promise<void>; open: () => void }>();
function gateOf(name: string) {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const gate = gates.get(name) ?? { begun: 0, opened, open };
  gates.set(name, gate);
  return gate;
}
const overlaps: string[] = [];
const fired: { id: string; kind: string; name: string; data: unknown }[] = [];

/** Counts in memory only, so that a test can tell whether the memory was dropped. */
function activateTally(id: string, tallies: (id: string) => ActorReference<TallyMethods>) {
  let total = 0;
  let running = 0;
  const note = (kind: string) => async (name: string, data: unknown) => {
    fired.push({ id, kind, name, data });
    if (name.startsWith('broken')) throw new Error('it always fails');
  };
  return {
    async add({ units, note }: { units: number; note?: string }) {
      running += 1;
      if (running > 1) overlaps.push(id);
      const before = total;
      await new Promise(setImmediate);
      total = before + units;
      running -= 1;
      return { total, ...(note === undefined ? {} : { note }) };
    },
    read: async () => ({ total }),
    async refuse({ left }: { left: number }): Promise<never> {
      total += 1_000;
      const table = { status: 409, title: 'The tally is full' };
      throw new Problem('tally-full', table, `No more than ${left} fit.`, { left });
    },
    async crash(): Promise<never> {
      total += 1_000;
      throw new Error('password=hunter2');
    },
    async block({ gate: name }: { gate: string }) {
      running += 1;
      if (running > 1) overlaps.push(id);
      const gate = gateOf(name);
      gate.begun += 1;
      await gate.opened;
      total += 1;
      running -= 1;
    },
    async ask({ path: [next, ...rest] }: { path: string[] }) {
      return next === undefined ? [id] : [id, ...(await tallies(next).ask({ path: rest }))];
    },
    async context() {
      const { correlationId = '', traceparent = '' } = currentContext() ?? {};
      return { correlationId, traceparent };
    },
    onTimer: note('timer'),
    onReminder: note('reminder'),
  };
}

let probe: Probe;
let tallies: (id: string) => ActorReference<TallyMethods>;
test.before(async () => {
  probe = await startProbe(({ sidecar, appToken, log }) => {
    tallies = actorReferences(sidecar, Tally, { timeoutMs: PATIENCE_MS });
    return [
      actorHost({
        actors: [hosted(Tally, (id) => activateTally(id, tallies))],
        appToken,
        log,
      }).middleware,
    ];
  });
});
test.after.always(() => probe?.stop());

const raw = (id: string, method: string, body?: string) =>
  probe.sidecar.request({
    method: 'POST',
    path: `/v1.0/actors/Tally/${id}/method/${method}`,
    body,
    timeoutMs: PATIENCE_MS,
  });

test('a call returns the answer of the turn, and the actor keeps its state in memory', async (t) => {
  t.deepEqual(await tallies('typed').add({ units: 2, note: 'zwölf „Stück“ \u2028' }), {
    total: 2,
    note: 'zwölf „Stück“ \u2028',
  });
  t.deepEqual(await tallies('typed').read(), { total: 2 });
  t.deepEqual(await tallies('ord_1:a-b.c').ask({ path: [] }), ['ord_1:a-b.c']);
});

test('an undeclared method cannot be called through the sidecar', async (t) => {
  await tallies('undeclared').add({ units: 1 });
  for (const method of ['constructor', '__proto__', 'toString', 'activate', 'onTimer', 'nothing']) {
    const { status } = await raw('undeclared', method, '{}');
    t.true(status >= 400, `${method} answered ${status}`);
  }
  t.deepEqual(await tallies('undeclared').read(), { total: 1 });
});

test('a caller cannot fake a timer or a reminder', async (t) => {
  for (const method of ['timer%2Fforged', 'remind%2Fforged', 'timer/forged', 'remind/forged']) {
    const { status } = await raw('forged', method, '{"data":{}}');
    t.true(status >= 400, `${method} answered ${status}`);
  }
  t.deepEqual(
    fired.filter(({ id }) => id === 'forged'),
    [],
  );
});

test('another app calls the actor through its own sidecar', async (t) => {
  const { app, daprApiToken } = connectStack();
  const other = createSidecar({ port: app('order').daprHttpPort, apiToken: daprApiToken });
  t.teardown(() => other.close());
  const tally = actorReferences(other, Tally, { timeoutMs: PATIENCE_MS })('from-afar');
  t.deepEqual(await tally.add({ units: 2 }), { total: 2 });
  await t.throwsAsync(tally.refuse({ left: 3 }), { instanceOf: Problem, message: /more than 3/ });
});

test('no other app can reach the actor protocol by service invocation', async (t) => {
  await tallies('invoked').add({ units: 1 });
  const { app, daprApiToken } = connectStack();
  const calls = [
    ['PUT', '/actors/Tally/invoked/method/add', '{"units":1}'],
    ['PUT', '/actors/Tally/invoked/method/timer/forged', '{}'],
    ['DELETE', '/actors/Tally/invoked', undefined],
    ['GET', '/dapr/config', undefined],
    ['GET', '/dapr/config', undefined],
  ] as const;
  const other = createSidecar({ port: app('order').daprHttpPort, apiToken: daprApiToken });
  t.teardown(() => other.close());
  for (const [method, path, body] of calls) {
    const answer = await other.invoke(probe.appId, { method, path, body });
    t.is(answer.status, 404, `${method} ${path}: ${answer.text}`);
    t.is(JSON.parse(answer.text).type, '/problems/not-found');
  }
  t.deepEqual(await tallies('invoked').read(), { total: 1 });
});

test('a problem that the turn throws reaches the caller as the same problem', async (t) => {
  await tallies('refuses').add({ units: 1 });
  const problem = await t.throwsAsync(tallies('refuses').refuse({ left: 3 }), {
    instanceOf: Problem,
  });
  t.like(problem, {
    code: 'tally-full',
    status: 409,
    title: 'The tally is full',
    message: 'No more than 3 fit.',
    members: { left: 3 },
  });
  t.deepEqual(await tallies('refuses').read(), { total: 0 });
});

test('an unexpected error reaches the caller without its message', async (t) => {
  await tallies('crashes').add({ units: 1 });
  const problem = await t.throwsAsync(tallies('crashes').crash(), { instanceOf: Problem });
  t.like(problem, { code: 'internal-error', status: 500 });
  t.notRegex(problem.message, /hunter2/);
  t.deepEqual(await tallies('crashes').read(), { total: 0 });
});

test('the turns of one actor never overlap, regardless of the callers', async (t) => {
  const calls = Array.from({ length: 40 }, () => tallies('busy').add({ units: 1 }));
  const totals = (await Promise.all(calls)).map(({ total }) => total);
  t.deepEqual(
    totals.toSorted((a, b) => a - b),
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
  t.false(overlaps.includes('busy'));
});

test('the next turn waits even if the caller of the running one gives up', async (t) => {
  await tallies('given-up').read();
  const impatient = actorReferences(probe.sidecar, Tally, { timeoutMs: 1_000 })('given-up');
  await t.throwsAsync(impatient.block({ gate: 'given-up' }));
  t.is(gateOf('given-up').begun, 1);
  const patient = tallies('given-up');
  const next = [patient.add({ units: 1 }), patient.add({ units: 1 })];
  await t.throwsAsync(impatient.read(), undefined, 'the first turn is still waiting at the gate');
  gateOf('given-up').open();
  const totals = (await Promise.all(next)).map(({ total }) => total);
  t.deepEqual(totals.toSorted(), [2, 3]);
  t.false(overlaps.includes('given-up'));
});

test('turns of different actors run concurrently', async (t) => {
  const ids = Array.from({ length: 8 }, (_, n) => `parallel-${n}`);
  const turns = ids.map((id) => tallies(id).block({ gate: 'parallel' }));
  const both = () => gateOf('parallel').begun === ids.length;
  await waitUntil(both, { timeoutMs: PATIENCE_MS, what: 'all actors are in their turns' });
  gateOf('parallel').open();
  await Promise.all(turns);
  t.deepEqual(await tallies('parallel-0').read(), { total: 1 });
});

test('a reentrant call to an actor is answered', async (t) => {
  t.deepEqual(await tallies('chain-a').ask({ path: ['chain-b', 'chain-a'] }), [
    'chain-a',
    'chain-b',
    'chain-a',
  ]);
  t.deepEqual(await tallies('chain-self').ask({ path: ['chain-self', 'chain-self'] }), [
    'chain-self',
    'chain-self',
    'chain-self',
  ]);
});

test('two call chains through the same actors do not deadlock', async (t) => {
  const round = (n: number) => tallies('left').ask({ path: n % 2 ? ['right', 'left'] : ['right'] });
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => round(n)));
  t.is(answers.flat().length, 25);
});

test('correlation id and trace id of the caller reach the turn', async (t) => {
  const trace = randomBytes(16).toString('hex');
  const traceparent = `00-${trace}-00f067aa0ba902b7-01`;
  const context = { correlationId: 'because-of-this-test', traceparent };
  const seen = await inContext(context, () => tallies('traced').context());
  t.is(seen.correlationId, 'because-of-this-test');
  t.is(seen.traceparent.slice(3, 35), trace);
});

test('an input over the limit does not reach a turn', async (t) => {
  await tallies('large').add({ units: 1 });
  const note = 'x'.repeat(5 * 1024 * 1024);
  await t.throwsAsync(tallies('large').add({ units: 1, note }));
  t.deepEqual(await tallies('large').read(), { total: 1 });
});

test('an input of the size of a large order is accepted', async (t) => {
  const note = createHash('sha256')
    .update('')
    .digest('hex')
    .repeat(16 * 1024);
  const answer = await tallies('large-enough').add({ units: 1, note });
  t.is(answer.note, note);
});

test('timers and reminders reach the actor, and a failing one has no other effect', async (t) => {
  const api = async (kind: 'timers' | 'reminders', name: string) => {
    const { status, text } = await probe.sidecar.request({
      method: 'POST',
      path: `/v1.0/actors/Tally/timed/${kind}/${name}`,
      body: JSON.stringify({ dueTime: '0h0m0s', data: { name } }),
    });
    t.true(status < 300, text);
  };
  await tallies('timed').add({ units: 1 });
  await api('timers', 'broken-tick');
  await api('reminders', 'broken-alarm');
  await api('timers', 'tick');
  await api('reminders', 'alarm');
  const names = ['alarm', 'broken-alarm', 'broken-tick', 'tick'];
  const arrived = () => new Set(fired.filter(({ id }) => id === 'timed').map(({ name }) => name));
  await waitUntil(() => arrived().size === names.length, {
    timeoutMs: PATIENCE_MS,
    what: 'all timers and reminders fired',
  });
  const events = fired.filter(({ id }) => id === 'timed');
  t.like(
    events.find(({ name }) => name === 'tick'),
    { kind: 'timer', data: { name: 'tick' } },
  );
  t.like(
    events.find(({ name }) => name === 'alarm'),
    { kind: 'reminder', data: { name: 'alarm' } },
  );
  t.deepEqual(await tallies('timed').read(), { total: 0 });
});

test.serial('actors drop their memory when their sidecar was restarted', async (t) => {
  await tallies('restarted').add({ units: 1 });
  await probe.restartSidecar();
  t.deepEqual(await tallies('restarted').read(), { total: 0 });
});
