import { createRequire } from 'node:module';
import test from 'ava';
import type { Logger } from '../telemetry/index.ts';
import { createReplay, type Workflow } from './replay.ts';
import { messages, OrchestrationExecutor, Registry, getStringValue } from './sdk.ts';

const lines: { level: string; message: unknown }[] = [];
const at = (level: string) => (fields: { message?: unknown }) =>
  void lines.push({ level, message: fields.message });
const log = { debug: at('debug'), warn: at('warn') } as unknown as Logger;

/** The first work item of an instance: it has started. */
function started(name: string, input: unknown) {
  const begin = new messages.HistoryEvent();
  begin.setOrchestratorstarted(new messages.OrchestratorStartedEvent());
  const start = new messages.ExecutionStartedEvent();
  start.setName(name);
  start.setInput(getStringValue(JSON.stringify(input)));
  const event = new messages.HistoryEvent();
  event.setExecutionstarted(start);
  const request = new messages.OrchestratorRequest();
  request.setInstanceid('one');
  request.setNeweventsList([begin, event]);
  return request;
}

const charge: Workflow = async function* (context, input) {
  yield context.callActivity('charge', input);
  return { ok: true };
};

test('the internals of the SDK are the ones that sdk.ts was written for', (t) => {
  const { version } = createRequire(import.meta.url)('@dapr/dapr/package.json') as {
    version: string;
  };
  t.is(version, '3.18.0', 'run the conformance list with the new version, then change this line');
  const executor = new OrchestrationExecutor(new Registry());
  t.deepEqual(Object.keys(executor).sort(), [
    '_generator',
    '_isSuspended',
    '_registry',
    '_suspendedEvents',
    'logger',
  ]);
  t.is(OrchestrationExecutor.prototype.execute.length, 3);
  t.is(typeof Registry.prototype.addNamedOrchestrator, 'function');
  const { logger } = executor as unknown as { logger: Record<string, unknown> };
  for (const level of ['error', 'warn', 'info', 'verbose', 'debug']) {
    t.is(typeof logger[level], 'function', level);
  }
});

test('a replay asks for the activity with the input as it is, falsy or not', async (t) => {
  const replay = createReplay({ charge }, log);
  for (const input of [{ amount: 5 }, 0, false, '', null]) {
    const actions = (await replay(started('charge', input))).getActionsList();
    const task = actions[0]?.getScheduletask();
    t.is(actions.length, 1);
    t.is(task?.getName(), 'charge');
    t.is(task?.getInput()?.getValue(), JSON.stringify(input));
  }
});

test('a workflow that throws, or that nobody has registered, ends as failed', async (t) => {
  const broken: Workflow = async function* (context, { isFine }: { isFine?: true }) {
    if (isFine !== true) throw new Error('no');
    yield context.callActivity('charge');
  };
  const replay = createReplay({ broken }, log);
  for (const name of ['broken', 'unknown']) {
    const [action] = (await replay(started(name, {}))).getActionsList();
    const end = action?.getCompleteorchestration();
    t.is(end?.getOrchestrationstatus(), messages.OrchestrationStatus.ORCHESTRATION_STATUS_FAILED);
    t.truthy(end?.getFailuredetails()?.getErrormessage(), name);
  }
});

test('the SDK writes to the log of its worker, and nothing on the console', async (t) => {
  const printed: unknown[] = [];
  const { info, log: plain, warn, error } = console;
  Object.assign(
    console,
    Object.fromEntries(
      ['info', 'log', 'warn', 'error'].map((name) => [name, (line: unknown) => printed.push(line)]),
    ),
  );
  lines.length = 0;
  try {
    await createReplay({ charge }, log)(started('charge', {}));
    await createReplay({ charge }, log)(started('unknown', {}));
  } finally {
    Object.assign(console, { info, log: plain, warn, error });
  }
  t.deepEqual(printed, []);
  t.true(lines.some(({ level }) => level === 'debug'));
  t.true(lines.some(({ level }) => level === 'warn'));
});
