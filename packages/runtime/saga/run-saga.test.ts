import test from 'ava';
import type { SagaContext, SagaInput, StepResult } from './index.ts';
import { runSaga, type RunnableSaga } from './run-saga.ts';

// The test only looks at what a workflow yields, so a task may be its own description.
const context = {
  callActivity: (activity: string, input: object) => ({ activity, input }),
  createTimer: (pauseSeconds: number) => ({ pauseSeconds }),
} as unknown as SagaContext;

const repairs = ['retry', 'skip'] as const;
const saga: RunnableSaga = {
  plan: [
    { name: 'a', repairs, undo: { name: 'undo-a', repairs } },
    { name: 'b', repairs, undo: { name: 'undo-b', repairs } },
    { name: 'c', repairs },
  ],
  whenDone: { name: 'record-done' },
  whenUndone: { name: 'record-undone' },
  whenParked: { name: 'record-parked' },
};

/** Runs the saga by hand; activities without an answer here answer ok. */
async function run(
  answers: Record<string, StepResult>,
  input: SagaInput = {},
  definition: RunnableSaga = saga,
) {
  const tasks = runSaga(context, definition, { tries: 2, ...input });
  const called: string[] = [];
  let lastInput: object = {};
  let at = await tasks.next();
  while (!at.done) {
    const { activity, input: given } = at.value as { activity?: string; input: object };
    if (activity !== undefined) {
      called.push(activity);
      lastInput = given;
    }
    // The saga ignores what a timer answers.
    at = await tasks.next(answers[activity ?? ''] ?? { ok: true });
  }
  return { called, lastInput, end: at.value };
}

const failed: StepResult = { ok: false, reason: 'away' };
const refused: StepResult = { ok: false, reason: 'never', final: true };
const resumed = (step: string, action: 'retry' | 'skip' | 'compensate', compensating = false) => ({
  resume: { step, action, compensating },
});

test('a saga whose steps are all done records that', async (t) => {
  const { called, end } = await run({});
  t.deepEqual(called, ['a', 'b', 'c', 'record-done']);
  t.deepEqual(end, { outcome: 'done' });
});

test('a step whose tries are used up parks the saga with its reason', async (t) => {
  const { called, lastInput, end } = await run({ b: failed });
  t.deepEqual(called, ['a', 'b', 'b', 'record-parked']);
  t.like(lastInput, { tries: 2, step: 'b', reason: 'away', compensating: false });
  t.deepEqual(end, { outcome: 'parked', step: 'b', reason: 'away' });
});

test('a step that is refused for good parks the saga at once', async (t) => {
  const { called } = await run({ a: refused });
  t.deepEqual(called, ['a', 'record-parked']);
});

test('a retry begins with the parked step, a skip after it', async (t) => {
  t.deepEqual((await run({}, resumed('b', 'retry'))).called, ['b', 'c', 'record-done']);
  t.deepEqual((await run({}, resumed('b', 'skip'))).called, ['c', 'record-done']);
  t.deepEqual((await run({}, resumed('c', 'skip'))).called, ['record-done']);
});

test('a compensation undoes the parked step first, because it may have happened', async (t) => {
  const { called, end } = await run({}, resumed('b', 'compensate'));
  t.deepEqual(called, ['undo-b', 'undo-a', 'record-undone']);
  t.deepEqual(end, { outcome: 'undone' });
});

test('a step without an undo is passed over when the saga is undone', async (t) => {
  const { called } = await run({}, resumed('c', 'compensate'));
  t.deepEqual(called, ['undo-b', 'undo-a', 'record-undone']);
});

test('an undo that fails parks the saga while it is undone', async (t) => {
  const { called, lastInput } = await run({ 'undo-a': failed }, resumed('b', 'compensate'));
  t.deepEqual(called, ['undo-b', 'undo-a', 'undo-a', 'record-parked']);
  t.like(lastInput, { step: 'a', compensating: true });
});

test('a compensation that is refused before anything was undone can still go forward', async (t) => {
  const { lastInput } = await run({ 'undo-b': refused }, resumed('b', 'compensate'));
  t.like(lastInput, { step: 'b', reason: 'never', compensating: false });
});

test('a compensation that is refused after something was undone cannot go forward', async (t) => {
  const { lastInput } = await run({ 'undo-a': refused }, resumed('b', 'compensate'));
  t.like(lastInput, { step: 'a', compensating: true });
  const again = await run({ 'undo-a': refused }, resumed('a', 'retry', true));
  t.like(again.lastInput, { step: 'a', compensating: true });
});

test('a parked undo is tried again or skipped, and its step never runs again', async (t) => {
  const retried = await run({}, resumed('b', 'retry', true));
  t.deepEqual(retried.called, ['undo-b', 'undo-a', 'record-undone']);
  const skipped = await run({}, resumed('b', 'skip', true));
  t.deepEqual(skipped.called, ['undo-a', 'record-undone']);
  const last = await run({}, resumed('a', 'skip', true));
  t.deepEqual(last.called, ['record-undone']);
});

test('the refusal of a step undoes the saga at once, if it says so', async (t) => {
  const undoes = { ...saga, whenRefused: 'compensate' } as const;
  const { called, lastInput, end } = await run({ b: refused }, {}, undoes);
  t.deepEqual(called, ['a', 'b', 'undo-b', 'undo-a', 'record-undone']);
  t.like(lastInput, { step: 'b', reason: 'never' });
  t.deepEqual(end, { outcome: 'undone', step: 'b', reason: 'never' });
  const tired = await run({ b: failed }, {}, undoes);
  t.deepEqual(tired.end, { outcome: 'parked', step: 'b', reason: 'away' });
});

test('an end without an activity is only the output of the workflow', async (t) => {
  const short = { plan: saga.plan, whenRefused: 'compensate' } as const;
  t.deepEqual((await run({}, {}, short)).called, ['a', 'b', 'c']);
  t.deepEqual((await run({ a: refused }, {}, short)).called, ['a', 'undo-a']);
  const { end } = await run({ a: failed }, {}, short);
  t.deepEqual(end, { outcome: 'parked', step: 'a', reason: 'away' });
});

test('a saga whose end cannot be recorded is unfinished', async (t) => {
  const { end } = await run({ 'record-done': failed });
  t.deepEqual(end, { outcome: 'unfinished', step: 'record-done', reason: 'away' });
});

test('a saga that cannot be undone is not undone, and an unknown step is a fault', async (t) => {
  const { whenUndone: _, ...oneWay } = saga;
  await t.throwsAsync(run({}, resumed('b', 'compensate'), oneWay), { message: /cannot be undone/ });
  await t.throwsAsync(run({}, resumed('x', 'retry')), { message: /no step x/ });
});

test('a saga that is replayed asks for the same tasks in the same order', async (t) => {
  const answers = { b: failed };
  t.deepEqual(await run(answers), await run(answers));
});
