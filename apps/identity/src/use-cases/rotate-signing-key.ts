import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideRotation, keyTiming, publishedAt } from '../domain/signing-keys.ts';
import { deleteKeys, insertKey, listKeys, lockKeys } from '../store/signing-keys.ts';
import { generateSigningKey } from '../tokens/key-ring.ts';

type Deps = Pick<IdentityDeps, 'database' | 'keys' | 'jwksCacheSeconds' | 'auditLog' | 'clock'>;

/** A key, and when it begins to sign (ISO 8601). */
export interface NextKey {
  kid: string;
  signsFrom: string;
}

/**
 * Publishes a new signing key, which signs once every verifier can know it. If a rotation is already
 * in progress, answers its key.
 */
export function rotateSigningKey(deps: Deps): Promise<NextKey> {
  return transaction(deps.database, async (trx) => {
    await lockKeys(trx);
    const key = await addSigningKey(deps, trx);
    const event = { actor: 'operator', action: 'signing-key.rotate', target: key.kid } as const;
    await deps.auditLog.append(trx, { ...event, outcome: 'done' });
    return key;
  });
}

/** Creates the first signing key if there is none. */
export async function ensureSigningKey(deps: Deps): Promise<void> {
  await transaction(deps.database, async (trx) => {
    await lockKeys(trx);
    if ((await listKeys(trx)).length === 0) await addSigningKey(deps, trx);
  });
}

/** Also deletes the keys that verifiers no longer need. */
async function addSigningKey(
  { keys: { master }, jwksCacheSeconds, clock }: Deps,
  trx: Trx,
): Promise<NextKey> {
  const timing = keyTiming({ jwksCacheSeconds, tokenSeconds: ACCESS_TOKEN_SECONDS });
  const now = clock();
  const keys = await listKeys(trx);
  const decision = decideRotation(keys, now, timing);
  if ('pending' in decision) return shown(decision.pending);
  const needed = new Set(publishedAt(keys, now, timing).map(({ kid }) => kid));
  const unneeded = keys.filter(({ kid }) => !needed.has(kid)).map(({ kid }) => kid);
  await deleteKeys(trx, unneeded);
  const key = await generateSigningKey(master, decision.signsFrom);
  await insertKey(trx, key);
  return shown(key);
}

const shown = ({ kid, signsFrom }: { kid: string; signsFrom: number }): NextKey => ({
  kid,
  signsFrom: new Date(signsFrom).toISOString(),
});
