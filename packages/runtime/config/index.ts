/** A setting of a process: its environment variable, what it is for, and how its text is read. */
export interface Setting<T> {
  name: string;
  /** What it is for, in a few words; the configuration reference shows it. */
  what: string;
  /** What its text looks like, for the reference. */
  form: string;
  /** The value as text when the variable is not set; undefined where a value is required. */
  byDefault: string | undefined;
  /** `random`: whoever deploys the app makes it once, at random; `given`: it comes from elsewhere. */
  secret?: 'random' | 'given' | undefined;
  /** Reads the text; throws an Error whose message completes `<NAME> ...`. */
  parse: (text: string | undefined) => T;
}

export type Settings = Record<string, Setting<unknown>>;
export type Config<S extends Settings> = Readonly<{
  [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
}>;

interface About {
  what: string;
  secret?: Setting<unknown>['secret'];
}

/** Thrown when settings are missing or malformed; the message names every one of them. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

function required(text: string | undefined): string {
  if (text === undefined || text === '') throw new Error('is not set');
  return text;
}

/** A text; required unless a default is given. */
export function text(name: string, about: About & { byDefault?: string }): Setting<string> {
  const { byDefault } = about;
  return {
    ...about,
    name,
    form: 'text',
    byDefault,
    parse: (value) => required(value || byDefault),
  };
}

/** A whole number within [min, max]; required unless a default is given. */
export function integer(
  name: string,
  about: About & { min: number; max: number; byDefault?: number },
): Setting<number> {
  const { min, max, byDefault, ...rest } = about;
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
export function port(name: string, about: About & { byDefault?: number }): Setting<number> {
  return integer(name, { min: 1, max: 65535, ...about });
}

/** An absolute URL, kept as text; required. */
export function url(name: string, about: About): Setting<string> {
  return {
    ...about,
    name,
    form: 'absolute URL',
    byDefault: undefined,
    parse: (value) => {
      if (!URL.canParse(required(value))) throw new Error('must be an absolute URL');
      return value as string;
    },
  };
}

/** A text that may be left out. */
export function optional(name: string, about: About): Setting<string | undefined> {
  return {
    ...about,
    name,
    form: 'text',
    byDefault: '',
    parse: (value) => value || undefined,
  };
}

/**
 * Reads all settings at once, so that one failed start names everything that is wrong. The message
 * shows no value of another setting. Throws ConfigError.
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
