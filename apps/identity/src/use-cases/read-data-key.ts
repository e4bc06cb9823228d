import type { DataKeyAnswer } from '@commerce/contracts/identity/access';
import { problem } from '@commerce/platform/problem';
import { derivedKey, ensureDataKey, findDataKey } from 'dapr-actor-runtime/personal-data';
import type { IdentityDeps } from '../deps.ts';

/**
 * The key with which a client encrypts the data that it stores about a subject. It is derived per
 * client, so no client can decrypt another's data, and it ends with the customer's own key. A buyer
 * without an account is a subject too, under an id such as that of the order, and so is a customer
 * who signs in at an outside issuer; their keys are created on first use. Clients keep the key in
 * memory only, for minutes. Rejects with customer-not-found or customer-erased.
 */
export async function readDataKey(
  deps: Pick<IdentityDeps, 'database' | 'keys' | 'auditLog' | 'outsideIssuer'>,
  { subject, clientId }: { subject: string; clientId: string },
): Promise<DataKeyAnswer> {
  const { database, keys, auditLog, outsideIssuer } = deps;
  const hasAccount = outsideIssuer === undefined && subject.startsWith('cus_');
  const key = hasAccount
    ? await findDataKey(database, keys.master, subject)
    : await ensureDataKey(database, keys.master, subject);
  const outcome = typeof key === 'object' ? 'done' : 'refused';
  await auditLog.record({ actor: clientId, action: 'data-key.read', target: subject, outcome });
  if (key === undefined) throw problem('customer-not-found', 'This customer does not exist.');
  if (key === 'destroyed') throw problem('customer-erased', 'This customer was erased.');
  return {
    keyId: key.id,
    key: derivedKey(key.bytes, `client/${clientId}`).toString('base64'),
  };
}
