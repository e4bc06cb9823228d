/** A reader of one setting: its environment name and how its text becomes a value. */
export interface Setting<T> {
  name: string;
  parse: (text: string | undefined) => T;
}

type Settings = Record<string, Setting<unknown>>;
export type Config<S extends Settings> = Readonly<{
  [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
}>;

/** Thrown when settings are missing or malformed; the message names every one of them. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

function required(text: string | undefined): string {
  if (text === undefined || text === '') throw new Error('is not set');
  return text;
}

/** A text; required unless a default is given. */
export function text(name: string, byDefault?: string): Setting<string> {
  return { name, parse: (value) => required(value || byDefault) };
}

/** A whole number within [min, max]; required unless a default is given. */
export function integer(
  name: string,
  { min, max, byDefault }: { min: number; max: number; byDefault?: number },
): Setting<number> {
  return {
    name,
    parse: (value) => {
      const number = Number(required(value || byDefault?.toString()));
      if (!Number.isInteger(number) || number < min || number > max) {
        throw new Error(`must be a whole number from ${min} to ${max}, not '${value}'`);
      }
      return number;
    },
  };
}

/** A TCP port; required unless a default is given. */
export function port(name: string, byDefault?: number): Setting<number> {
  return integer(name, { min: 1, max: 65535, ...(byDefault === undefined ? {} : { byDefault }) });
}

/** An absolute URL, kept as text; required. */
export function url(name: string): Setting<string> {
  return {
    name,
    parse: (value) => {
      if (!URL.canParse(required(value))) throw new Error('must be an absolute URL');
      return value as string;
    },
  };
}

/** A text that may be left out. */
export function optional(name: string): Setting<string | undefined> {
  return { name, parse: (value) => value || undefined };
}

/**
 * Reads all settings at once, so that one failed start names everything that is wrong.
 * Values never appear in the message of a missing or malformed secret's neighbour.
 * Throws ConfigError.
 */
export function readConfig<S extends Settings>(
  settings: S,
  environment: Record<string, string | undefined>,
): Config<S> {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    try {
      values[key] = setting.parse(environment[setting.name]);
    } catch (cause) {
      faults.push(`${setting.name} ${(cause as Error).message}`);
    }
  }
  if (faults.length > 0) throw new ConfigError(`configuration: ${faults.join('; ')}`);
  return Object.freeze(values) as Config<S>;
}
