/** A setting of a process: its environment variable, its purpose and its parser. */
export interface Setting<T> {
  name: string;
  /** The purpose in a few words, for the configuration reference. */
  what: string;
  /** The form of the text, for the reference. */
  form: string;
  /** The default as text; undefined if a value is required. */
  byDefault: string | undefined;
  /** `random`: generated once for each deployment; `given`: comes from another system. */
  secret?: 'random' | 'given' | undefined;
  /** Reads the text; throws an Error whose message completes `<NAME> ...`. */
  parse: (text: string | undefined) => T;
}

export type Settings = Record<string, Setting<unknown>>;
export type Config<S extends Settings> = Readonly<{
  [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
}>;

interface Description {
  what: string;
  secret?: Setting<unknown>['secret'];
}

/** Missing or malformed settings; the message names all of them. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

function required(text: string | undefined): string {
  if (text === undefined || text === '') throw new Error('is not set');
  return text;
}

/** A text; required unless a default is given. */
export function text(
  name: string,
  description: Description & { byDefault?: string },
): Setting<string> {
  const { byDefault } = description;
  return {
    ...description,
    name,
    form: 'text',
    byDefault,
    parse: (value) => required(value || byDefault),
  };
}

/** A whole number within [min, max]; required unless a default is given. */
export function integer(
  name: string,
  description: Description & { min: number; max: number; byDefault?: number },
): Setting<number> {
  const { min, max, byDefault, ...rest } = description;
  return {
    ...rest,
    name,
    form: `whole number, ${min} to ${max}`,
    byDefault: byDefault?.toString(),
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
export function port(
  name: string,
  description: Description & { byDefault?: number },
): Setting<number> {
  return integer(name, { min: 1, max: 65535, ...description });
}

/** An optional TCP port. */
export function optionalPort(name: string, description: Description): Setting<number | undefined> {
  const given = port(name, description);
  return {
    ...given,
    byDefault: '',
    parse: (value) => (value ? given.parse(value) : undefined),
  };
}

/** An absolute URL, kept as text; required. */
export function url(name: string, description: Description): Setting<string> {
  return {
    ...description,
    name,
    form: 'absolute URL',
    byDefault: undefined,
    parse: (value) => {
      if (!URL.canParse(required(value))) throw new Error('must be an absolute URL');
      return value as string;
    },
  };
}

/** An optional text. */
export function optional(name: string, description: Description): Setting<string | undefined> {
  return {
    ...description,
    name,
    form: 'text',
    byDefault: '',
    parse: (value) => value || undefined,
  };
}

/**
 * Reads all settings at once, so that one failed start names all errors. The message contains no
 * secrets. Throws ConfigError.
 */
export function readConfig<S extends Settings>(
  settings: S,
  environment: Record<string, string | undefined>,
): Config<S> {
  const values: Record<string, unknown> = {};
  const errors: string[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    try {
      values[key] = setting.parse(environment[setting.name]);
    } catch (cause) {
      errors.push(`${setting.name} ${(cause as Error).message}`);
    }
  }
  if (errors.length > 0) throw new ConfigError(`configuration: ${errors.join('; ')}`);
  return Object.freeze(values) as Config<S>;
}
