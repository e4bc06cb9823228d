import test from 'ava';
import { runSaga, type Saga, type SagaContext, type SagaInput, type StepResult } from './index.ts';

// What a workflow yields is only looked at here, so a task may be its own description.
const context = {
  callActivity: (activity: string, input: object) => ({ activity, input }),
  createTimer: (pauseSeconds: number) => ({ pauseSeconds }),
} as unknown as SagaContext;

const saga: Saga = {
  steps: [{ name: 'a', undo: 'undo-a' }, { name: 'b', undo: 'undo-b' }, { name: 'c' }],
  whenDone: 'tell-done',
  whenUndone: 'tell-undone',
  whenParked: 'tell-parked',
};

/** Runs the saga by hand; activities that are not named answer ok. */
async function run(
  answers: Record<string, StepResult>,
  input: SagaInput = {},
  definition: Saga = saga,
) {
  const tasks = runSaga(context, definition, { tries: 2, ...input });
  const called: string[] = [];
  let told: object = {};
  let at = await tasks.next();
  while (!at.done) {
    const { activity, input: given } = at.value as { activity?: string; input: object };
    if (activity !== undefined) {
      called.push(activity);
      told = given;
    }
    // A timer answers nothing that the saga would look at.
    at = await tasks.next(answers[activity ?? ''] ?? { ok: true });
  }
  return { called, told, end: at.value };
}

const failed: StepResult = { ok: false, reason: 'away' };
const refused: StepResult = { ok: false, reason: 'never', final: true };
const resumed = (step: string, action: 'retry' | 'skip' | 'compensate', compensating = false) => ({
  resume: { step, action, compensating },
});

test('a saga whose steps are all done tells so', async (t) => {
  const { called, end } = await run({});
  t.deepEqual(called, ['a', 'b', 'c', 'tell-done']);
  t.deepEqual(end, { outcome: 'done' });
});

test('a step whose tries are used up parks the saga with its reason', async (t) => {
  const { called, told, end } = await run({ b: failed });
  t.deepEqual(called, ['a', 'b', 'b', 'tell-parked']);
  t.like(told, { tries: 2, step: 'b', reason: 'away', compensating: false });
  t.deepEqual(end, { outcome: 'parked', step: 'b', reason: 'away' });
});

test('a step that is refused for good parks the saga at once', async (t) => {
  const { called } = await run({ a: refused });
  t.deepEqual(called, ['a', 'tell-parked']);
});

test('a retry begins with the parked step, a skip after it', async (t) => {
  t.deepEqual((await run({}, resumed('b', 'retry'))).called, ['b', 'c', 'tell-done']);
  t.deepEqual((await run({}, resumed('b', 'skip'))).called, ['c', 'tell-done']);
  t.deepEqual((await run({}, resumed('c', 'skip'))).called, ['tell-done']);
});

test('a compensation undoes the parked step first, because it may have happened', async (t) => {
  const { called, end } = await run({}, resumed('b', 'compensate'));
  t.deepEqual(called, ['undo-b', 'undo-a', 'tell-undone']);
  t.deepEqual(end, { outcome: 'undone' });
});

test('a step without an undo is passed over', async (t) => {
  const { called } = await run({}, resumed('c', 'compensate'));
  t.deepEqual(called, ['undo-b', 'undo-a', 'tell-undone']);
});

test('an undo that fails parks the saga while it is undone', async (t) => {
  const { called, told } = await run({ 'undo-a': failed }, resumed('b', 'compensate'));
  t.deepEqual(called, ['undo-b', 'undo-a', 'undo-a', 'tell-parked']);
  t.like(told, { step: 'a', compensating: true });
});

test('a compensation that is refused before anything was undone leaves the way forward', async (t) => {
  const { told } = await run({ 'undo-b': refused }, resumed('b', 'compensate'));
  t.like(told, { step: 'b', reason: 'never', compensating: false });
});

test('a compensation that is refused after something was undone goes no way forward', async (t) => {
  const { told } = await run({ 'undo-a': refused }, resumed('b', 'compensate'));
  t.like(told, { step: 'a', compensating: true });
  const again = await run({ 'undo-a': refused }, resumed('a', 'retry', true));
  t.like(again.told, { step: 'a', compensating: true });
});

test('a parked undo is tried again or passed over, and never turns into the step', async (t) => {
  const retried = await run({}, resumed('b', 'retry', true));
  t.deepEqual(retried.called, ['undo-b', 'undo-a', 'tell-undone']);
  const skipped = await run({}, resumed('b', 'skip', true));
  t.deepEqual(skipped.called, ['undo-a', 'tell-undone']);
  const last = await run({}, resumed('a', 'skip', true));
  t.deepEqual(last.called, ['tell-undone']);
});

test('a saga whose end cannot be told is unfinished', async (t) => {
  const { end } = await run({ 'tell-done': failed });
  t.deepEqual(end, { outcome: 'unfinished', step: 'tell-done', reason: 'away' });
});

test('a saga without a way back, or without the step, is not run', async (t) => {
  const { whenUndone: _, ...oneWay } = saga;
  await t.throwsAsync(run({}, resumed('b', 'compensate'), oneWay), { message: /cannot be undone/ });
  await t.throwsAsync(run({}, resumed('x', 'retry')), { message: /no step x/ });
});

test('a saga that is replayed asks for the same tasks in the same order', async (t) => {
  const answers = { b: failed };
  t.deepEqual(await run(answers), await run(answers));
});
