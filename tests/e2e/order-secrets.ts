import { loadSecrets, secretOf } from '@commerce/local-stack';
import { openPersonalData, type PersonalData } from '@commerce/order/personal/personal-data';
import { openRootSecret } from 'dapr-actor-runtime/personal-data';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import type { TestStack } from '@commerce/testing';

const noIdentity: Pick<Sidecar, 'invoke'> = {
  invoke: () => Promise.reject(new Error('only personal data of guests are encrypted here')),
};

/** Encrypts and decrypts like the order app of the running platform; without a sidecar for guests only. */
export async function orderSecrets(stack: TestStack, sidecar = noIdentity): Promise<PersonalData> {
  const secrets = loadSecrets(stack.dataDir);
  const database = stack.database('order');
  const rootSecret = await openRootSecret(database, {
    master: secretOf(secrets, 'ORDER_MASTER_KEY'),
    former: undefined,
    setting: 'ORDER_MASTER_KEY',
    log: createLogger({ service: 'order-secrets', level: 'silent' }),
  });
  return openPersonalData({
    rootSecret,
    clientSecret: secretOf(secrets, 'ORDER_CLIENT_SECRET'),
    sidecar,
    database,
  });
}
