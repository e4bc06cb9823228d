/** The window in which calls are counted together, ms. */
export const WINDOW_MS = 10_000;
/** With fewer calls in a window the breaker never opens. */
export const MIN_CALLS = 20;
/** The share of failures at which the breaker opens. */
export const TRIP_SHARE = 0.5;
/** How long an open breaker lets no call through, ms; then one call probes. */
export const OPEN_MS = 3_000;

/** A call that was not made because too many calls before it had failed. */
export class CircuitOpenError extends Error {
  override name = 'CircuitOpenError';
  readonly unavailable = true;
}

export interface CircuitBreaker {
  /** Makes the call, or throws CircuitOpenError at once. */
  run: <T>(call: () => Promise<T>, judge: Judge<T>) => Promise<T>;
}

/** How a call counts. An inconclusive one says nothing about the other side and does not count. */
interface Judge<T> {
  hasFailed: (answer: T) => boolean;
  isInconclusive?: (error: unknown) => boolean;
}

type State =
  | { is: 'closed'; since: number; calls: number; failures: number }
  | { is: 'open'; since: number }
  | { is: 'half-open' };

/**
 * The circuit breaker of the calls to one app. Closed, it counts calls in windows of 10 s and opens
 * when at least half of 20 or more have failed. Open, it lets no call through for 3 s. Then it is
 * half-open: one call probes, and its success closes the breaker; anything else opens it again. A call
 * that began before a change of state does not count after it. docs/dependencies.md says why it is no
 * library.
 */
export function createCircuitBreaker(
  name: string,
  {
    now = Date.now,
    onChange = () => {},
  }: {
    now?: () => number;
    /** Called with whether it lets calls through. */
    onChange?: (isClosed: boolean) => void;
  } = {},
): CircuitBreaker {
  let state: State = { is: 'closed', since: now(), calls: 0, failures: 0 };

  function change(next: State): State {
    if (next.is !== state.is) onChange(next.is === 'closed');
    state = next;
    return state;
  }

  function admit(): State {
    if (state.is === 'open' && now() - state.since >= OPEN_MS) {
      return change({ is: 'half-open' });
    }
    if (state.is !== 'closed')
      throw new CircuitOpenError(`${name} is failing, so it is not called now`);
    if (now() - state.since >= WINDOW_MS) {
      return change({ is: 'closed', since: now(), calls: 0, failures: 0 });
    }
    return state;
  }

  function count(admittedIn: State, outcome: 'success' | 'failure' | 'neither'): void {
    if (state !== admittedIn) return;
    if (state.is === 'half-open') {
      const closed: State = { is: 'closed', since: now(), calls: 0, failures: 0 };
      change(outcome === 'success' ? closed : { is: 'open', since: now() });
      return;
    }
    if (state.is !== 'closed' || outcome === 'neither') return;
    state.calls += 1;
    if (outcome === 'failure') state.failures += 1;
    if (state.calls >= MIN_CALLS && state.failures >= state.calls * TRIP_SHARE) {
      change({ is: 'open', since: now() });
    }
  }

  return {
    async run(call, { hasFailed, isInconclusive = () => false }) {
      const admittedIn = admit();
      try {
        const answer = await call();
        count(admittedIn, hasFailed(answer) ? 'failure' : 'success');
        return answer;
      } catch (error) {
        count(admittedIn, isInconclusive(error) ? 'neither' : 'failure');
        throw error;
      }
    },
  };
}
