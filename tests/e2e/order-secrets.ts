import { loadSecrets, secretOf } from '@commerce/local-stack';
import { openPersonalData, type PersonalData } from '@commerce/order/personal/personal-data';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import type { TestStack } from '@commerce/testing';

const noIdentity: Pick<Sidecar, 'invoke'> = {
  invoke: () => Promise.reject(new Error('only personal data of guests are encrypted here')),
};

/** Encrypts and decrypts like the order app of the running platform; without a sidecar for guests only. */
export function orderSecrets(stack: TestStack, sidecar = noIdentity): PersonalData {
  const secrets = loadSecrets(stack.dataDir);
  return openPersonalData({
    masterKey: secretOf(secrets, 'ORDER_MASTER_KEY'),
    clientSecret: secretOf(secrets, 'ORDER_CLIENT_SECRET'),
    sidecar,
    database: stack.database('order'),
  });
}
