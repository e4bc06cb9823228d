import type { ActorType } from '../actors/index.ts';
import {
  type Decider,
  type EventStreams,
  type NewEvent,
  openAggregate,
  type Outcome,
} from '../streams/index.ts';
import { actor, type AppActor } from './declaration.ts';

/** The method of an actor whose state is an event stream. */
// oxlint-disable-next-line typescript/consistent-type-definitions -- must fit an index signature
export type AggregateMethods<S, C> = {
  /** Decides a command and commits its events; answers the new state, or why it was refused. */
  handle: (command: C) => Promise<Outcome<S>>;
};

/** The type of actors whose state is an event stream, for their callers and their host. */
export function aggregateType<S, C>(name: string): ActorType<AggregateMethods<S, C>> {
  return { name, methods: { handle: true } };
}

/**
 * Actors of a type whose state is the event stream with the id of the actor: its commands are
 * decided one after another. The state must be what JSON can carry.
 */
export function aggregateActor<S, C, E extends NewEvent>(
  type: ActorType<AggregateMethods<S, C>>,
  decider: Decider<S, C, E>,
): AppActor<{ streams: EventStreams }> {
  return actor(type, ({ streams }: { streams: EventStreams }, id) => {
    const aggregate = openAggregate(streams, decider, id);
    return { handle: (command: C) => aggregate.handle(command) };
  });
}
