import type { Config } from 'dapr-actor-runtime/config';
import { derivedKey, masterKeyOf, openRootSecret } from 'dapr-actor-runtime/personal-data';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import type { Logger } from 'dapr-actor-runtime/telemetry';
import { orderSettings } from '../config.ts';
import type { OrderDeps } from '../deps.ts';
import { openPersonalData } from './personal-data.ts';

/** Opens the root secret with the master key, and all that derives from it. */
export async function openSecrets(
  { masterKey: master, formerMasterKey: former, clientSecret }: Config<typeof orderSettings>,
  { database, sidecar, log }: { database: Database; sidecar: Sidecar; log: Logger },
): Promise<Pick<OrderDeps, 'personal' | 'orderIdKey' | 'ticketKey'>> {
  const setting = orderSettings.masterKey.name;
  const rootSecret = await openRootSecret(database, { master, former, setting, log });
  const root = masterKeyOf(rootSecret);
  return {
    personal: openPersonalData({ rootSecret, clientSecret, sidecar, database }),
    orderIdKey: derivedKey(Buffer.from(rootSecret), 'order ids').toString('hex'),
    ticketKey: { ...root, bytes: derivedKey(root.bytes, 'orders/stream-tickets') },
  };
}
