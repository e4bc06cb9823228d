import type { SagaContext, StepResult } from './worker.ts';

/** Pauses between the tries of a step, s; the last one repeats. */
const PAUSES_SECONDS = [1, 2, 5, 10, 30, 60];
/** Tries before a step is left to whoever started the workflow. About half an hour. */
const MAX_TRIES = 35;

/**
 * Inside a workflow: runs an activity until it answers ok, with growing durable pauses. Answers the
 * last result; it is not ok only after MAX_TRIES.
 */
export async function* untilDone(
  context: SagaContext,
  activity: string,
  input: object,
): AsyncGenerator<unknown, StepResult, StepResult> {
  let result: StepResult = { ok: false, reason: 'not tried' };
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    result = yield context.callActivity(activity, input);
    if (result.ok) return result;
    yield context.createTimer(PAUSES_SECONDS[Math.min(tries, PAUSES_SECONDS.length - 1)] as number);
  }
  return result;
}
