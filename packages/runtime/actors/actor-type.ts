/** The methods of an actor: one JSON input each, or none. */
// oxlint-disable-next-line typescript/no-explicit-any -- a method's input is its own type
export type ActorMethods = Record<string, (input: any) => Promise<unknown>>;

/**
 * Describes an actor to its callers and its host: the explicit type name and the callable methods.
 * Both sides share one declaration, so calls are type-checked.
 */
export interface ActorType<M extends ActorMethods> {
  name: string;
  methods: readonly (keyof M & string)[];
}

/** Declares an actor type. Because of the record, a missing method is a type error. */
export function actorType<M extends ActorMethods>(
  name: string,
  methods: Record<keyof M & string, true>,
): ActorType<M> {
  return { name, methods: Object.keys(methods) as (keyof M & string)[] };
}

/** An active actor in the host. The host drops it, with its memory, after any throw. */
export type ActorInstance<M extends ActorMethods> = M & {
  /** Called when a timer or reminder fires. Reminders can fire twice, early or late. */
  onTimer?: (name: string, data: unknown) => Promise<void>;
  onReminder?: (name: string, data: unknown) => Promise<void>;
};
