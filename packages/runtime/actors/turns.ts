import { httpProblem } from '../server/index.ts';
import type { ActorInstance, ActorMethods } from './actor-type.ts';

/**
 * Most turns that wait for one actor. Further ones are refused, so that a hot actor cannot exhaust
 * the memory.
 */
const MAX_WAITING_TURNS = 1_000;

type Instance = ActorInstance<ActorMethods>;

interface Activation {
  /** Undefined until a turn has run since the last failure: the old memory may be wrong. */
  instance: Instance | undefined;
  /** Resolves when the last queued turn has ended. */
  tail: Promise<unknown>;
  waiting: number;
  runningReentrancyId: string | undefined;
  /** Running reentrant turns of the current call chain. */
  inner: Set<Promise<void>>;
}

interface Turn<T> {
  /** Names the actor. */
  key: string;
  reentrancyId: string | undefined;
  activate: () => Instance;
  turn: (instance: Instance) => Promise<T>;
}

export type Turns = ReturnType<typeof createTurns>;

/**
 * Runs the turns of each actor one after another. The sidecar's own lock is not enough: it is
 * released when the caller disconnects, while the turn still runs here. After a turn that throws,
 * the next one starts on a fresh instance.
 */
export function createTurns() {
  const activations = new Map<string, Activation>();

  async function end(key: string, activation: Activation): Promise<void> {
    // An inner turn outlives its outer turn if the outer one stopped waiting for the answer.
    while (activation.inner.size > 0) await Promise.all(activation.inner);
    activation.runningReentrancyId = undefined;
    activation.waiting -= 1;
    if (activation.instance === undefined) release(key, activation);
  }

  function release(key: string, activation: Activation): void {
    if (activation.waiting === 0) activations.delete(key);
  }

  function forget(key: string): void {
    const activation = activations.get(key);
    if (activation === undefined) return;
    activation.instance = undefined;
    release(key, activation);
  }

  return {
    /** Runs a turn. A reentrant turn runs inside the turn that waits for it. */
    run<T>(turn: Turn<T>): Promise<T> {
      const { key, reentrancyId } = turn;
      const activation = activations.get(key) ?? newActivation();
      activations.set(key, activation);
      if (reentrancyId !== undefined && activation.runningReentrancyId === reentrancyId) {
        return performInner(activation, turn);
      }
      if (activation.waiting >= MAX_WAITING_TURNS) {
        throw httpProblem(
          'unavailable',
          `${MAX_WAITING_TURNS} calls are already waiting for this actor.`,
        );
      }
      activation.waiting += 1;
      const result = activation.tail.then(() => {
        activation.runningReentrancyId = reentrancyId;
        return perform(activation, turn);
      });
      activation.tail = result.catch(() => {}).then(() => end(key, activation));
      return result;
    },

    /** Drops the memory of one actor; running and waiting turns still finish, one after another. */
    forget,

    /** Drops the memory of all actors. */
    forgetAll(): void {
      for (const key of activations.keys()) forget(key);
    },

    /** How many actors are in memory. */
    get size(): number {
      return activations.size;
    },
  };
}

async function perform<T>(activation: Activation, { activate, turn }: Turn<T>): Promise<T> {
  const instance = (activation.instance ??= activate());
  try {
    return await turn(instance);
  } catch (error) {
    activation.instance = undefined;
    throw error;
  }
}

function performInner<T>(activation: Activation, turn: Turn<T>): Promise<T> {
  const result = perform(activation, turn);
  const ended: Promise<void> = result
    .catch(() => {})
    .then(() => void activation.inner.delete(ended));
  activation.inner.add(ended);
  return result;
}

function newActivation(): Activation {
  return {
    instance: undefined,
    tail: Promise.resolve(),
    waiting: 0,
    runningReentrancyId: undefined,
    inner: new Set(),
  };
}
