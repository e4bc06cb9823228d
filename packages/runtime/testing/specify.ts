import { AssertionError, deepStrictEqual } from 'node:assert';
import { inspect } from 'node:util';
import { accepted, type Decider, type Decision, type NewEvent } from '../streams/index.ts';

/** What a decider must answer. Each method throws an AssertionError that shows what it answered. */
export interface Expectation<E extends NewEvent> {
  /** Accepted with exactly these events, in this order. */
  thenEvents: (first: E, ...more: E[]) => void;
  /** Accepted without any event: a repeat. */
  thenNothing: () => void;
  /** Refused with this code. */
  thenRefused: (code: string) => void;
}

/**
 * Tests of a decider in sentences: `given(opened).when(deposit).thenEvents(deposited)`. Independent of
 * any test framework. It also checks that the rules are pure: state, command and events are frozen,
 * and each command is decided twice with the same answer.
 */
export function specify<S, C, E extends NewEvent>(
  decider: Decider<S, C, E>,
): (...given: E[]) => { when: (command: C) => Expectation<E> } {
  return (...given) => ({
    when(command) {
      const story = `given ${listed(given)}\nwhen  ${shown(command)}\n`;
      const decision = decide(decider, { given, command, story });
      const expect = (expected: unknown, actual: unknown) => {
        try {
          deepStrictEqual(actual, expected);
        } catch (error) {
          const { message } = error as AssertionError;
          throw failure(`${story}then  ${answered(decision)}\n\n${message}`, { actual, expected });
        }
      };
      return {
        thenEvents: (...events) => expect(accepted(...events), decision),
        thenNothing: () => expect(accepted(), decision),
        thenRefused: (code) => expect({ ok: false, code }, withoutDetail(decision)),
      };
    },
  });
}

function decide<S, C, E extends NewEvent>(
  { initial, evolve, decide: answer }: Decider<S, C, E>,
  { given, command, story }: { given: readonly E[]; command: C; story: string },
): Decision<E> {
  const fold = (state: S, event: E) => frozen(evolve(state, frozen(event)));
  try {
    const state = given.reduce(fold, frozen(initial));
    const decision = frozen(answer(frozen(command), state));
    deepStrictEqual(
      answer(command, state),
      decision,
      'the same command in the same state was decided in another way: no clock, no randomness',
    );
    // An accepted event that the state cannot take would break every later command.
    if (decision.ok) decision.events.reduce(fold, state);
    return decision;
  } catch (cause) {
    throw new Error(`${story}then  it threw: ${(cause as Error).message}`, { cause });
  }
}

function failure(message: string, values: { actual: unknown; expected: unknown }): AssertionError {
  return new AssertionError({ message, ...values, operator: 'deepStrictEqual' });
}

function withoutDetail<E extends NewEvent>(decision: Decision<E>): object {
  return decision.ok ? decision : { ok: false, code: decision.code };
}

function answered<E extends NewEvent>(decision: Decision<E>): string {
  if (!decision.ok) return `refused, ${decision.code}: ${decision.detail}`;
  return decision.events.length === 0 ? 'nothing' : listed(decision.events);
}

function listed(events: readonly NewEvent[]): string {
  return events.length === 0 ? 'nothing' : events.map(shown).join('\n      ');
}

function shown(value: unknown): string {
  return inspect(value, { depth: null, breakLength: Number.POSITIVE_INFINITY });
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
