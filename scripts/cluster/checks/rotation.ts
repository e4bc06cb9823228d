import { randomBytes } from 'node:crypto';
import type { Secrets } from '@commerce/local-stack';
import { Redis } from 'ioredis';
import { type Kube, reach } from '../kube.ts';
import { BACKING, preparePlatform } from '../platform.ts';
import type { Check, Subject } from './check.ts';
import { underLoad } from './disruptions.ts';
import { cancelOrder, placeOrder, withGateway } from './orders.ts';

const SECRET_BYTES = 32;

const fresh = () => randomBytes(SECRET_BYTES).toString('hex');

/** Changes the passwords of Redis: `>password` adds one, `<password` drops one. */
async function changeRedis(kube: Kube, password: string, change: string): Promise<void> {
  const { address, close } = await reach(kube, {
    ...{ namespace: BACKING, service: 'redis', port: 6379 },
  });
  const redis = new Redis(`redis://:${password}@${address}`);
  try {
    await redis.acl('SETUSER', 'default', change);
  } finally {
    redis.disconnect();
    close();
  }
}

/** Changes secrets as docs/operations/secrets.md says: tokens at once, the password of Redis with an overlap. */
async function rotate(subject: Subject): Promise<string> {
  const { kube, secrets, clients, upgrade } = subject;
  const next: Secrets = {
    ...secrets,
    ...{ appApiToken: fresh(), daprApiToken: fresh(), redisPassword: fresh() },
  };
  await changeRedis(kube, secrets.redisPassword, `>${next.redisPassword}`);
  await preparePlatform(kube, next, clients);
  await upgrade([]);
  await changeRedis(kube, next.redisPassword, `<${secrets.redisPassword}`);
  await withGateway(subject, async (send) => cancelOrder(send, await placeOrder(send)));
  // The next installation of a node that is kept has the secrets of its data directory.
  await changeRedis(kube, next.redisPassword, `>${secrets.redisPassword}`);
  return 'the tokens of apps and sidecars and the password of Redis changed, the old ones dropped';
}

export const rotationChecks: readonly Check[] = [
  { title: 'secrets rotated', run: (subject) => underLoad(subject, () => rotate(subject)) },
];
