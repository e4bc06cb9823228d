import type { EventStreams, NewEvent, StreamEvent } from './event-streams.ts';

/** A writer that lost this often in one turn gives up; each loss means that another one won. */
const MAX_CONFLICTS = 5;

/**
 * What a decider answers: accepted with an event, accepted without one (a repeat), or rejected with
 * a code. One event at most, because one commit is one published row.
 */
export type Decision<E extends NewEvent> =
  { ok: true; event?: E } | { ok: false; code: string; detail: string };

/** Accepts a command, with the event that it caused or as a repeat that changes nothing. */
export function accepted<E extends NewEvent>(event?: E): Decision<E> {
  return event === undefined ? { ok: true } : { ok: true, event };
}

/** Refuses a command; nothing changes. */
export function rejected(
  code: string,
  detail: string,
): { ok: false; code: string; detail: string } {
  return { ok: false, code, detail };
}

/** The pure rules of an aggregate: state from events, decisions from commands. */
export interface Decider<S, C, E extends NewEvent> {
  initial: S;
  evolve: (state: S, event: E) => S;
  decide: (command: C, state: S) => Decision<E>;
}

export type Outcome<S> = { ok: true; state: S; version: number } | Refusal;
type Refusal = { ok: false; code: string; detail: string };

/** One event stream with its folded state, for one writer that may not be the only one. */
export interface Aggregate<S, C> {
  /** The state as of the last load or commit, loading it when nothing is known yet. */
  load: () => Promise<{ state: S; version: number }>;
  /**
   * Decides a command and commits its event. A writer that lost to another drops what it knew,
   * loads, and decides again. State changes only after its commit. Throws when the store fails:
   * what is known must then be dropped, because the commit may have happened.
   *
   * With `expectNew` nothing is read first: the stream is taken not to exist yet. If it does, the
   * commit is lost like any other and the command is decided again, so only speed depends on it.
   */
  handle: (command: C, options?: { expectNew?: boolean }) => Promise<Outcome<S>>;
}

/** Opens a stream under its decider. Reads nothing until it must. */
export function openAggregate<S, C, E extends NewEvent>(
  streams: EventStreams,
  decider: Decider<S, C, E>,
  stream: string,
): Aggregate<S, C> {
  let known: { state: S; version: number } | undefined;

  async function load(): Promise<{ state: S; version: number }> {
    known ??= fold(decider, await streams.read(stream));
    return known;
  }

  return {
    load,
    async handle(command, { expectNew = false } = {}) {
      if (expectNew) known ??= { state: decider.initial, version: 0 };
      for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
        const { state, version } = await load();
        const decision = decider.decide(command, state);
        if (!decision.ok) return decision;
        if (decision.event === undefined) return { ok: true, state, version };
        known = undefined;
        const committed = await streams.append(stream, version + 1, decision.event);
        if (committed) {
          known = { state: decider.evolve(state, decision.event), version: version + 1 };
          return { ok: true, ...known };
        }
      }
      throw new Error(`stream ${stream}: lost ${MAX_CONFLICTS} commits in a row to other writers`);
    },
  };
}

/** State and version after the given events. */
export function fold<S, C, E extends NewEvent>(
  decider: Decider<S, C, E>,
  events: StreamEvent[],
): { state: S; version: number } {
  let state = decider.initial;
  for (const event of events) state = decider.evolve(state, event as unknown as E);
  return { state, version: events.length };
}
