import { isDeepStrictEqual } from 'node:util';
import type { Scope } from '@commerce/contracts/identity/access';
import type { IdentityDeps } from '../deps.ts';
import { listClients } from '../store/clients.ts';
import { hashToken } from '../tokens/opaque-token.ts';
import { registerClient, renewClientSecret } from './administer-clients.ts';

/** Whoever runs a command on the installation, in the audit log. */
const ACTOR = 'operator';
/** A given secret is stored as a plain hash, so it must be as random as ours: 128 bits as hex. */
const MIN_SECRET_LENGTH = 32;
const MAX_SECRET_LENGTH = 1_024;

interface WantedClient {
  id: string;
  name: string;
  scopes: Scope[];
  /** A secret that another program has already; by default a new one. */
  secret: string | undefined;
  replaceSecret: boolean;
}

/**
 * Registers a service client unless it is there. Returns what was done, and a secret that was made here. A
 * repeat changes nothing. Throws Error if the client was ended, has other scopes, or has another secret than the
 * given one and `replaceSecret` is not set.
 */
export async function ensureClient(
  deps: Pick<IdentityDeps, 'database' | 'auditLog'>,
  { id, name, scopes, secret, replaceSecret }: WantedClient,
): Promise<{ done: 'created' | 'unchanged' | 'secret replaced'; newSecret?: string }> {
  requireRandom(secret);
  const known = (await listClients(deps.database)).find(({ clientId }) => clientId === id);
  if (known === undefined) {
    const client = { actor: ACTOR, id, name, scopes, redirectUris: [], secret };
    const made = await registerClient(deps, client);
    return { done: 'created', ...newSecret(secret, made.secret) };
  }
  if (known.endedAt !== null) {
    throw new Error(`the client ${id} was ended, and its id is not used again: take another id`);
  }
  if (!isDeepStrictEqual(new Set(known.scopes), new Set(scopes))) {
    const has = known.scopes.join(', ') || 'no scope';
    throw new Error(`the client ${id} has ${has}: end it and register another, or ask for these`);
  }
  const isSame = secret === undefined || known.secretHash === hashToken(secret);
  if (isSame && !(replaceSecret && secret === undefined)) return { done: 'unchanged' };
  if (!replaceSecret) {
    throw new Error(`the client ${id} has another secret: --replace-secret replaces it`);
  }
  const renewed = await renewClientSecret(deps, { actor: ACTOR, id, secret });
  return { done: 'secret replaced', ...newSecret(secret, renewed.secret) };
}

function newSecret(given: string | undefined, made: string | undefined): { newSecret?: string } {
  return given === undefined && made !== undefined ? { newSecret: made } : {};
}

function requireRandom(secret: string | undefined): void {
  if (secret === undefined) return;
  if (secret.length >= MIN_SECRET_LENGTH && secret.length <= MAX_SECRET_LENGTH) return;
  throw new Error(
    `the secret of a client has ${MIN_SECRET_LENGTH} to ${MAX_SECRET_LENGTH} random characters: openssl rand -hex 32`,
  );
}
