/** The methods of an actor: one JSON input each, or none. */
// oxlint-disable-next-line typescript/no-explicit-any -- a method's input is its own type
export type ActorMethods = Record<string, (input: any) => Promise<unknown>>;

/**
 * What an actor is to those who call it and to the host: its explicit type name and the list of
 * methods that can be called. Both sides share one declaration, so a call is checked by types.
 */
export interface ActorType<M extends ActorMethods> {
  name: string;
  methods: readonly (keyof M & string)[];
}

/** Declares an actor type. The record makes forgetting a method a type error. */
export function actorType<M extends ActorMethods>(
  name: string,
  methods: Record<keyof M & string, true>,
): ActorType<M> {
  return { name, methods: Object.keys(methods) as (keyof M & string)[] };
}

/** A living actor in the host. The host drops it after any throw, and with it all it remembers. */
export type ActorInstance<M extends ActorMethods> = M & {
  /** A timer or reminder fired. Reminders can fire twice, early or late. */
  onTimer?: (name: string, data: unknown) => Promise<void>;
  onReminder?: (name: string, data: unknown) => Promise<void>;
};
