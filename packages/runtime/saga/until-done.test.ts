import test from 'ava';
import { untilDone, type SagaContext, type StepResult } from './index.ts';

type Task = { activity: string; input: object } | { pauseSeconds: number };

// The test only looks at what a workflow yields, so a task may be its own description.
const context = {
  callActivity: (activity: string, input: object): Task => ({ activity, input }),
  createTimer: (pauseSeconds: number): Task => ({ pauseSeconds }),
} as unknown as SagaContext;

/** Runs the step by hand: each try gets the next answer, the last answer repeats. */
async function run(answers: StepResult[]) {
  const step = untilDone(context, 'release', { taskId: 'tsk_1' });
  const tasks: Task[] = [];
  let tries = 0;
  let at = await step.next();
  while (!at.done) {
    const task = at.value as Task;
    tasks.push(task);
    const answer = answers[Math.min(tries, answers.length - 1)] as StepResult;
    if ('activity' in task) tries += 1;
    at = await step.next(answer);
  }
  const pauses = tasks.flatMap((task) => ('pauseSeconds' in task ? [task.pauseSeconds] : []));
  return { result: at.value, tasks, tries, pauses };
}

const failed: StepResult = { ok: false, reason: 'provider away' };

test('a step that is done at once is tried once, without a pause', async (t) => {
  const { result, tasks } = await run([{ ok: true }]);
  t.deepEqual(result, { ok: true });
  t.deepEqual(tasks, [{ activity: 'release', input: { taskId: 'tsk_1' } }]);
});

test('a step that fails is tried again with the same input after growing pauses', async (t) => {
  const { result, tries, pauses, tasks } = await run([failed, failed, failed, { ok: true }]);
  t.deepEqual(result, { ok: true });
  t.is(tries, 4);
  t.is(pauses.length, 3);
  t.deepEqual(
    pauses.toSorted((a, b) => a - b),
    pauses,
  );
  const calls = tasks.filter((task) => 'activity' in task);
  t.true(calls.every((call) => JSON.stringify(call) === JSON.stringify(calls[0])));
});

test('a step that never succeeds is given up after half an hour of tries', async (t) => {
  const { result, tries, pauses } = await run([failed]);
  t.deepEqual(result, failed);
  t.is(tries, 35);
  t.is(Math.max(...pauses), 60);
  const minutes = pauses.reduce((sum, pause) => sum + pause, 0) / 60;
  t.true(minutes > 25 && minutes < 35, `${minutes} minutes`);
});

test('a workflow that is replayed asks for the same tasks in the same order', async (t) => {
  const answers = [failed, failed, { ok: true } as const];
  t.deepEqual((await run(answers)).tasks, (await run(answers)).tasks);
});
