import { loadSecrets, secretOf } from '@commerce/local-stack';
import { openPersonalData, type PersonalData } from '@commerce/order/personal/personal-data';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { TestStack } from '@commerce/testing';

const identityAway: Pick<Sidecar, 'invoke'> = {
  invoke: () => Promise.reject(new Error('only guests are sealed here')),
};

/** Seals and opens as the order app of the running platform does; without a sidecar for guests. */
export function orderSecrets(stack: TestStack, sidecar = identityAway): PersonalData {
  const secrets = loadSecrets(stack.dataDir);
  return openPersonalData({
    masterKey: secretOf(secrets, 'ORDER_MASTER_KEY'),
    clientSecret: secretOf(secrets, 'ORDER_CLIENT_SECRET'),
    sidecar,
    database: stack.database('order'),
  });
}
