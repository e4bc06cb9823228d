import { loadSecrets } from '@commerce/local-stack';
import { openPersonalData, type PersonalData } from '@commerce/order/personal/personal-data';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { TestStack } from '@commerce/testing';

const identityAway: Pick<Sidecar, 'invoke'> = {
  invoke: () => Promise.reject(new Error('only guests are sealed here')),
};

/**
 * Encrypts and decrypts like the order app of the running platform; without a sidecar only for
 * guests.
 */
export function orderSecrets(stack: TestStack, sidecar = identityAway): PersonalData {
  const { orderMasterKey, orderClientSecret } = loadSecrets(stack.dataDir);
  return openPersonalData({
    masterKey: orderMasterKey,
    clientSecret: orderClientSecret,
    sidecar,
    database: stack.database('order'),
  });
}
