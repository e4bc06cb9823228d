import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  APP_TRUST_DOMAIN,
  type AppAccess,
  BROKER_SECRET,
  CONTROL_PLANE_TRUST_DOMAIN,
  isMissingOrExpiring,
  loadSecrets,
  localEnvironment,
  openIdentityIssuer,
  secretOf,
} from '@commerce/local-stack';
import { CONTROL_PLANE } from '../generate/compose/backing-services.ts';
import { KAFKA_PASSWORD } from '../generate/compose/kafka-service.ts';
import { writeAuthority } from './authority.ts';

const SECRETS = 'secrets';
const FOLDER_MODE = 0o700;
const ENVIRONMENT_MODE = 0o600;
/** The containers' user reads the files; nobody else may enter their folder. */
const READABLE = 0o644;

/** What a preparation has written. */
export interface Prepared {
  environmentFile: string;
  secretsFile: string;
  /** Whether running containers have to be started again: they hold what is not valid any more. */
  isNew: boolean;
}

/**
 * Writes what the compose file of a folder needs and no repository may have: `.env` with the secrets of the
 * apps, and in `secrets/` sentry's certificate authority and the identities of all processes. What is
 * there is kept; an app that was added gets its own. Throws SetupError without openssl.
 */
export function prepareCompose(
  folder: string,
  access: Readonly<Record<string, AppAccess>>,
): Prepared {
  const directory = join(folder, SECRETS);
  mkdirSync(directory, { recursive: true, mode: FOLDER_MODE });
  chmodSync(directory, FOLDER_MODE);
  const isNew = [renewAuthority(directory), renewIdentities(directory, Object.keys(access))];
  const variables = Object.values(access).flatMap(({ secrets }) => secrets);
  const secrets = loadSecrets(directory, [...variables, BROKER_SECRET]);
  const environment: Record<string, string> = {
    DATABASE_PASSWORD: secrets.databasePassword,
    REDIS_PASSWORD: secrets.redisPassword,
    [KAFKA_PASSWORD]: secretOf(secrets, BROKER_SECRET),
    DAPR_API_TOKEN: secrets.daprApiToken,
    APP_API_TOKEN: secrets.appApiToken,
    LOCAL_SEED: localEnvironment(secrets, folder)['LOCAL_SEED'] as string,
    TRUST_ANCHORS: readFileSync(join(directory, 'ca.crt'), 'utf8'),
    ...Object.fromEntries(variables.map((name) => [name, secrets[name] as string])),
  };
  const environmentFile = join(folder, '.env');
  writeFileSync(environmentFile, environmentText(environment), { mode: ENVIRONMENT_MODE });
  return {
    environmentFile,
    secretsFile: join(directory, 'secrets.json'),
    isNew: isNew.includes(true),
  };
}

function renewAuthority(directory: string): boolean {
  const isDue = isMissingOrExpiring(join(directory, 'ca.crt'));
  if (isDue) writeAuthority(directory);
  return isDue;
}

// All or none: the key that signs them is not kept.
function renewIdentities(directory: string, apps: readonly string[]): boolean {
  const all = [
    ...apps.map((id) => ({ id, trustDomain: APP_TRUST_DOMAIN })),
    ...Object.values(CONTROL_PLANE).map((id) => ({ id, trustDomain: CONTROL_PLANE_TRUST_DOMAIN })),
  ];
  const fileOf = (id: string) => join(directory, `${id}.jwt`);
  const keys = join(directory, 'jwks.json');
  if (existsSync(keys) && all.every(({ id }) => existsSync(fileOf(id)))) return false;
  const issuer = openIdentityIssuer();
  for (const { id, trustDomain } of all) {
    writeReadable(fileOf(id), issuer.tokenFor(id, trustDomain));
  }
  writeReadable(keys, JSON.stringify(issuer.keys));
  return true;
}

function writeReadable(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, READABLE); // whatever the umask is
}

/**
 * Variables as docker compose reads them from a file. In single quotes nothing is replaced and lines may
 * end; so a value must not contain one. Throws an Error for such a value.
 */
export function environmentText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (value.includes("'")) throw new Error(`${name} has a single quote`);
      return `${name}='${value}'\n`;
    })
    .join('');
}
