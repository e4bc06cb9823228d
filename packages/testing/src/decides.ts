import type { ExecutionContext } from 'ava';
import type { Decider, Decision, NewEvent } from 'dapr-actor-runtime/streams';

/**
 * A test of a decider: given these events, when this command, then exactly this decision. Use it as
 * the implementation of an ava test whose title states the rule.
 */
export function decides<S, C, E extends NewEvent>(
  { initial, evolve, decide }: Decider<S, C, E>,
  { given, when, then }: { given: E[]; when: C; then: Decision<E> },
): (t: ExecutionContext) => void {
  return (t) => {
    const state = given.reduce(evolve, initial);
    const before = structuredClone(state);
    t.deepEqual(decide(when, state), then);
    t.deepEqual(state, before, 'decide() must not change the state');
  };
}
