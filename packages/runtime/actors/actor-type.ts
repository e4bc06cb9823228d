/** The methods of an actor: one JSON input each, or none. */
// oxlint-disable-next-line typescript/no-explicit-any -- a method's input is its own type
export type ActorMethods = Record<string, (input: any) => Promise<unknown>>;

/**
 * What an actor is to its callers and to the host: its type name and the methods that can be called.
 * Both sides share one declaration, so types check every call. The record makes a forgotten method a
 * type error.
 */
export interface ActorType<M extends ActorMethods> {
  name: string;
  methods: Readonly<Record<keyof M & string, true>>;
}

/** An active actor in the host. The host drops it, with its memory, after any throw. */
export type ActorInstance<M extends ActorMethods> = M & {
  /** Called when a timer or reminder fires. Reminders can fire twice, early or late. */
  onTimer?: (name: string, data: unknown) => Promise<void>;
  onReminder?: (name: string, data: unknown) => Promise<void>;
};
