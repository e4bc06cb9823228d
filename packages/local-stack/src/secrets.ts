import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 24;
/** The secrets of the local stack itself. */
const NAMES = [
  'databasePassword',
  'redisPassword',
  'daprApiToken',
  'appApiToken',
  'demoPassword',
  'importerSecret',
  'loadTesterSecret',
] as const;

/** The secrets of a local stack: its own by name, those of apps by environment variable. */
export type Secrets = Readonly<Record<(typeof NAMES)[number], string>> &
  Readonly<Record<string, string>>;

/**
 * The secrets of a data directory: generated once, readable by their owner only. `variables` are
 * the random secrets that apps declare; missing ones are generated.
 */
export function loadSecrets(dataDir: string, variables: readonly string[] = []): Secrets {
  const file = join(dataDir, 'secrets.json');
  let known: Record<string, string> = {};
  try {
    known = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = [...NAMES, ...variables]
    .filter((name) => known[name] === undefined)
    .map((name) => [name, randomBytes(SECRET_BYTES).toString('hex')]);
  const secrets = { ...known, ...Object.fromEntries(made) } as Secrets;
  if (made.length > 0) writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** The value of an app's secret. Throws if no app has declared it. */
export function secretOf(secrets: Secrets, variable: string): string {
  const value = secrets[variable];
  if (value === undefined) throw new Error(`no app declares the secret ${variable}`);
  return value;
}
