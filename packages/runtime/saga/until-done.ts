import type { SagaContext, StepResult } from './worker.ts';

/** Pauses between the tries of a step, s; the last one repeats. */
const PAUSES_SECONDS = [1, 2, 5, 10, 30, 60];
/** Default number of tries before a step is given up: about half an hour. */
const DEFAULT_TRIES = 35;

/**
 * Inside a workflow: runs an activity until it answers ok, with growing durable pauses. Answers the
 * last result; it is not ok only after all tries, or at once when it is final.
 */
export async function* untilDone(
  context: SagaContext,
  activity: string,
  input: object,
  tries: number = DEFAULT_TRIES,
): AsyncGenerator<unknown, StepResult, StepResult> {
  let result: StepResult = { ok: false, reason: 'not tried' };
  for (let tried = 0; tried < tries; tried++) {
    if (tried > 0) yield context.createTimer(pauseAfter(tried));
    result = yield context.callActivity(activity, input);
    if (result.ok || result.final === true) return result;
  }
  return result;
}

function pauseAfter(tried: number): number {
  return PAUSES_SECONDS[Math.min(tried, PAUSES_SECONDS.length) - 1] as number;
}
