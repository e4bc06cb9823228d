import type { EventStreams, NewEvent, StreamEvent } from './event-streams.ts';

/** Events from which on a stream is long: the first read brings them, the second asks for a snapshot. */
const LONG_STREAM = 16;
/** Events between two snapshots of a stream; a load reads at most about as many after the newest. */
const SNAPSHOT_EVERY = 64;

/** A writer that loses this often in one turn gives up; each loss means that another writer won. */
const MAX_CONFLICTS = 5;

/**
 * What a decider answers: accepted with the events that the command causes, in their order;
 * accepted without any (a repeat); or rejected with a code. The events are committed together.
 */
export type Decision<E extends NewEvent, Code extends string = string> =
  { ok: true; events: readonly E[] } | Refusal<Code>;

/** Why a command was refused; `about` names the part of it that was wrong, if it was one part. */
export interface Refusal<Code extends string = string> {
  ok: false;
  code: Code;
  detail: string;
  about?: string;
}

/** Accepts a command with the events that it causes; with none it is a repeat that changes nothing. */
export function accepted<E extends NewEvent>(...events: E[]): { ok: true; events: readonly E[] } {
  return { ok: true, events };
}

/** Refuses a command; nothing changes. */
export function rejected<Code extends string>(
  code: Code,
  detail: string,
  about?: string,
): Refusal<Code> {
  return { ok: false, code, detail, ...(about !== undefined && { about }) };
}

/** The pure rules of an aggregate: state from events, decisions from commands. */
export interface Decider<S, C, E extends NewEvent> {
  initial: S;
  evolve: (state: S, event: E) => S;
  decide: (command: C, state: S) => Decision<E>;
}

/** The state of a stream, the number of its last event, and when that one was committed. */
export interface Folded<S> {
  state: S;
  /** 0 before the first event. */
  version: number;
  /** ISO 8601 in UTC; absent before the first event. */
  at?: string | undefined;
}

export type Outcome<S> = ({ ok: true } & Omit<Folded<S>, 'at'>) | Refusal;

/** One event stream with its folded state, for one writer that may not be the only one. */
export interface Aggregate<S, C> {
  /** The state as of the last load or commit; loads it when nothing is known yet. */
  load: () => Promise<Folded<S>>;
  /**
   * Decides a command and commits its events. A writer that lost to another one drops its state,
   * loads, and decides again. The state changes only after the commit. Throws when the store fails:
   * drop the aggregate then, because the commit may have happened.
   *
   * With `expectNew` nothing is read first: the stream is assumed not to exist yet. If it does, the
   * commit is lost like any other and the command is decided again, so only speed depends on it.
   *
   * With `ifVersion` events are committed only onto one of these versions; onto any other one the
   * command is refused as precondition-failed. A command that causes no event changes nothing and
   * is accepted at every version.
   */
  handle: (
    command: C,
    options?: { expectNew?: boolean; ifVersion?: readonly number[] | undefined },
  ) => Promise<Outcome<S>>;
}

/** Opens a stream with its decider. Reads nothing until it must. */
export function openAggregate<S, C, E extends NewEvent>(
  streams: EventStreams,
  decider: Decider<S, C, E>,
  stream: string,
): Aggregate<S, C> {
  let known: Folded<S> | undefined;
  let snapshotVersion = 0;

  async function load(): Promise<Folded<S>> {
    if (known === undefined) {
      const loaded = await loadState(streams, decider, stream);
      known = { state: loaded.state, version: loaded.version, at: loaded.at };
      snapshotVersion = loaded.snapshotVersion;
    }
    return known;
  }

  function keepSnapshot({ state, version }: Folded<S>): void {
    if (streams.snapshots === undefined) return;
    if (version - snapshotVersion < SNAPSHOT_EVERY) return;
    snapshotVersion = version;
    // Not awaited: without it the next load only reads more events.
    void streams.snapshots.save(stream, { state, version });
  }

  return {
    load,
    async handle(command, { expectNew = false, ifVersion } = {}) {
      if (expectNew) known ??= { state: decider.initial, version: 0 };
      for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
        const { state, version } = await load();
        const decision = decider.decide(command, state);
        if (!decision.ok) return decision;
        const { events } = decision;
        if (events.length === 0) return { ok: true, state, version };
        if (ifVersion?.includes(version) === false) {
          return rejected('precondition-failed', `The version is ${version} now.`);
        }
        known = undefined;
        const at = new Date(streams.now?.() ?? Date.now()).toISOString();
        const stored = events.map((event) => ({ at, ...event }));
        if (await streams.append(stream, version + 1, ...stored)) {
          const after = events.reduce(decider.evolve, state);
          known = { state: after, version: version + events.length, at };
          keepSnapshot(known);
          return { ok: true, state: after, version: known.version };
        }
      }
      throw new Error(`stream ${stream}: lost ${MAX_CONFLICTS} commits in a row to other writers`);
    },
  };
}

/**
 * The state of a stream as of its last event. A long stream is read from its newest snapshot on if
 * it has a usable one; otherwise the whole stream is folded, with the same result.
 * `snapshotVersion` is the version of the snapshot, 0 without one.
 */
export async function loadState<S, C, E extends NewEvent>(
  streams: EventStreams,
  decider: Decider<S, C, E>,
  stream: string,
): Promise<Folded<S> & { snapshotVersion: number }> {
  const first = await streams.read(stream, 1, LONG_STREAM);
  if (first.length < LONG_STREAM) return { ...fold(decider, first), snapshotVersion: 0 };
  const snapshot = await streams.snapshots?.read<S>(stream);
  if (snapshot !== undefined) {
    const { version } = snapshot;
    // Its last event must exist, or the snapshot is from a future that this stream does not have.
    const [last, ...later] = await streams.read(stream, version);
    if (last !== undefined) {
      const from = { ...snapshot, at: last.at };
      return { ...fold(decider, later, from), snapshotVersion: version };
    }
  }
  const rest = await streams.read(stream, LONG_STREAM + 1);
  return { ...fold(decider, rest, fold(decider, first)), snapshotVersion: 0 };
}

/** State and version after the given events, which follow `from`; by default they start the stream. */
export function fold<S, C, E extends NewEvent>(
  { initial, evolve }: Pick<Decider<S, C, E>, 'initial' | 'evolve'>,
  events: StreamEvent[],
  from: Folded<S> = { state: initial, version: 0 },
): Folded<S> {
  let { state } = from;
  for (const event of events) state = evolve(state, event as unknown as E);
  return { state, version: from.version + events.length, at: events.at(-1)?.at ?? from.at };
}
