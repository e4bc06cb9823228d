import { BROKER_USER, kafkaProperties } from '@commerce/local-stack';
import { PORTS, prepared, type Service } from './parts.ts';

const NAME = 'kafka';
const IMAGE = '${KAFKA_IMAGE:-apache/kafka:4.3.1}';
const DATA = '/var/lib/kafka/data';
/** A JVM with a heap of 256 MiB, and what it maps of its files. */
const MEMORY = '768m';
const HEAP = '-Xms128m -Xmx256m';
/** The variable that `npm run compose` writes. */
export const KAFKA_PASSWORD = 'KAFKA_PASSWORD';

/** What the component of the topics reads, if it is that of Kafka. */
export const KAFKA_SECRETS = {
  KAFKA_BROKERS: `${NAME}:${PORTS.kafka}`,
  KAFKA_USER: BROKER_USER,
  KAFKA_PASSWORD: prepared(KAFKA_PASSWORD),
};

/** A Kafka of one node, with the profile of its name: the topics are in it with COMPONENTS=kafka. */
export function kafkaService(): [name: string, Service] {
  return [
    NAME,
    {
      image: IMAGE,
      profiles: [NAME],
      environment: { ...kafkaEnvironment(), KAFKA_HEAP_OPTS: HEAP },
      volumes: [`${NAME}:${DATA}`],
      restart: 'unless-stopped',
      mem_limit: MEMORY,
      security_opt: ['no-new-privileges:true'],
    },
  ];
}

/** The properties as the image of Apache takes them: `_` for a dot, `__` for a low line. */
function kafkaEnvironment(): Record<string, string> {
  const properties = kafkaProperties({
    listens: { clients: `:${PORTS.kafka}`, control: `:${PORTS.kafkaControl}` },
    reachedAt: { clients: `${NAME}:${PORTS.kafka}`, control: `${NAME}:${PORTS.kafkaControl}` },
    ...{ logs: DATA, user: BROKER_USER, password: prepared(KAFKA_PASSWORD) },
  });
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      `KAFKA_${name.replaceAll('_', '__').replaceAll('.', '_').toUpperCase()}`,
      value,
    ]),
  );
}
