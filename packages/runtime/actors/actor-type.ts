/** The methods of an actor: one JSON input each, or none. */
// oxlint-disable-next-line typescript/no-explicit-any -- a method's input is its own type
export type ActorMethods = Record<string, (input: any) => Promise<unknown>>;

/** The data of reminders, or of timers, by their name. */
export type ActorAlarms = Record<string, unknown>;

/** Of an actor that declares no reminder, or no timer. */
export type NoAlarms = Record<never, never>;

/**
 * What an actor is to its callers and to the host: its type name, the methods that can be called,
 * and the reminders and timers that it can set. Both sides share one declaration, so types check
 * every call. The record makes a forgotten method a type error.
 */
export interface ActorType<
  M extends ActorMethods,
  R extends ActorAlarms = NoAlarms,
  T extends ActorAlarms = NoAlarms,
> {
  name: string;
  methods: Readonly<Record<keyof M & string, true>>;
  reminders?: Readonly<Record<keyof R & string, true>>;
  timers?: Readonly<Record<keyof T & string, true>>;
}

/** The name and the data of what fired; without a declaration, any name and unknown data. */
export type Fired<A extends ActorAlarms> = [keyof A] extends [never]
  ? [name: string, data: unknown]
  : { [Name in keyof A & string]: [name: Name, data: A[Name]] }[keyof A & string];

/** An active actor in the host. The host drops it, with its memory, after any throw. */
export type ActorInstance<
  M extends ActorMethods,
  R extends ActorAlarms = NoAlarms,
  T extends ActorAlarms = NoAlarms,
> = M & {
  /** Called when a timer or reminder fires. Reminders can fire twice, early or late. */
  onTimer?: (...fired: Fired<T>) => Promise<void>;
  onReminder?: (...fired: Fired<R>) => Promise<void>;
};
