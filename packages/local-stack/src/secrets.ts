import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 24;
const NAMES = [
  'databasePassword',
  'redisPassword',
  'daprApiToken',
  'appApiToken',
  'paymentWebhookSecret',
  'identityMasterKey',
  'demoPassword',
  'importerSecret',
  'loadTesterSecret',
  'orderClientSecret',
  'orderMasterKey',
] as const;

export type Secrets = Readonly<Record<(typeof NAMES)[number], string>>;

/** The secrets of a data directory: made at random once, readable by their owner only. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  let known: Partial<Secrets> = {};
  try {
    known = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secrets = Object.fromEntries(
    NAMES.map((name) => [name, known[name] ?? randomBytes(SECRET_BYTES).toString('hex')]),
  ) as Secrets;
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
