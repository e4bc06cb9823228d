import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ServiceHost } from './backing-services.ts';
import { prepareKafka } from './kafka.ts';
import { addStreams, natsSpec, natsUrl } from './nats.ts';
import { during } from './progress.ts';
import { secretOf } from './secrets.ts';

/** The brokers beside Redis, by the name of their folder in `components/`. */
export const BROKER_KINDS = ['kafka', 'jetstream'] as const;
export type BrokerKind = (typeof BROKER_KINDS)[number];

/** A broker with the programs that it is run with. */
export type Broker =
  | {
      kind: 'kafka';
      /** The folder of the jars of Kafka. */
      jars: string;
    }
  | {
      kind: 'jetstream';
      /** The path of nats-server. */
      server: string;
    };

/** The name with which sidecars sign in. */
export const BROKER_USER = 'commerce';
/** The name of the password with which sidecars sign in, among the secrets of a stack. */
export const BROKER_SECRET = 'BROKER_PASSWORD';

interface ComponentFile {
  spec: { metadata: { name: string; value?: string }[] };
}

/** Starts a broker, if there is one beside Redis, and returns the environment of its clients. */
export async function startBroker(
  host: ServiceHost,
  { broker, root }: { broker: Broker | undefined; root: string },
): Promise<Record<string, string>> {
  if (broker === undefined) return {};
  const { dataDir, ports, secrets, progress } = host;
  const password = secretOf(secrets, BROKER_SECRET);
  const about = {
    directory: join(dataDir, broker.kind),
    port: ports.infra.broker,
    controlPort: ports.infra['broker-control'],
    ...{ user: BROKER_USER, password },
    logFile: host.logFile('broker'),
  };
  if (broker.kind === 'kafka') {
    await during(progress, 'Kafka', async () => {
      const prepared = prepareKafka({ ...about, jars: broker.jars });
      // If the start fails elsewhere, a running format must not continue in the background.
      host.atStop(() => prepared);
      await host.run(await prepared).ready();
    });
    const address = `127.0.0.1:${about.port}`;
    return { KAFKA_BROKERS: address, KAFKA_USER: BROKER_USER, KAFKA_PASSWORD: password };
  }
  const url = natsUrl(about);
  await during(progress, 'NATS JetStream', async () => {
    await host.run(natsSpec({ ...about, server: broker.server })).ready();
    await addStreams(url, topicsOf(join(root, 'components', broker.kind, 'pubsub.yaml')));
  });
  // Its sidecars take one event at a time, so there is nothing to wait for.
  return { NATS_URL: url, EVENT_BATCH_WAIT_MS: '1' };
}

/** The topics that a pub/sub component allows. */
function topicsOf(file: string): string[] {
  const { spec } = parse(readFileSync(file, 'utf8')) as ComponentFile;
  const allowed = spec.metadata.find(({ name }) => name === 'allowedTopics')?.value;
  return allowed?.split(',') ?? [];
}
