import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onPath } from './commands.ts';
import { SetupError } from './errors.ts';
import { accepts } from './ports.ts';
import type { BrokerOptions } from './broker-options.ts';
import type { ProcessSpec } from './supervisor.ts';

const HOST = '127.0.0.1';
/** Once for a data directory: a JVM starts and writes a few files. */
const FORMAT_TIMEOUT_MS = 60_000;
const READY_TIMEOUT_MS = 90_000;
/** A broker flushes its logs, or checks all of them at its next start. */
const STOP_TIMEOUT_MS = 15_000;
/** Of each topic: as many instances of an app can share it. */
const PARTITIONS = 6;
/** Small heap and the first compiler only: a broker of one machine, on few cores. */
const JVM = ['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

interface KafkaOptions extends BrokerOptions {
  /** The folder of the jars. */
  jars: string;
}

/**
 * Prepares the data directory of a Kafka of one node, broker and controller in one, and says how to run
 * it: on the loopback address only, with a password. Throws SetupError without Java.
 */
export async function prepareKafka(options: KafkaOptions): Promise<ProcessSpec> {
  const { jars, directory, port, logFile } = options;
  const java = onPath('java');
  if (java === undefined) {
    throw new SetupError({
      what: 'Kafka cannot be started',
      why: 'there is no java on PATH',
      next: 'install Java 17 or newer, such as the package openjdk-17-jre-headless',
    });
  }
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'server.properties');
  writeFileSync(config, propertiesOf(options), { mode: 0o600 });
  const logging = join(directory, 'log4j2.properties');
  writeFileSync(logging, LOGGING);
  const classPath = ['-cp', join(jars, '*')];
  const tool = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '--standalone'];
  await promisify(execFile)(
    java,
    [...classPath, ...tool, '--cluster-id', clusterId(), '--config', config],
    { timeout: FORMAT_TIMEOUT_MS },
  ).catch((cause: Error & { stderr?: string }) => {
    throw new SetupError({
      what: `the data directory of Kafka, ${directory}, cannot be prepared`,
      why: cause.stderr || cause.message,
      next: 'correct that; `npm run reset` deletes the data of the platform',
      cause,
    });
  });
  return {
    name: 'broker',
    kind: 'infra',
    command: java,
    args: [...JVM, ...classPath, `-Dlog4j2.configurationFile=${logging}`, 'kafka.Kafka', config],
    cwd: directory,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    logFile,
    // It listens for clients once it can serve them.
    probe: () => accepts(port),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}

// Kafka wants 16 bytes in URL-safe base64. A formatted directory keeps the one that it has.
function clusterId(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
}

/** Where a Kafka of one node listens, as itself and its clients write it. */
interface KafkaAddresses {
  /** What it binds to, and what it tells clients to use, host and port each. */
  listens: { clients: string; control: string };
  reachedAt: { clients: string; control: string };
  /** The folder of its data. */
  logs: string;
  user: string;
  password: string;
}

/** The properties of a Kafka of one node, broker and controller in one, whose clients sign in with a password. */
export function kafkaProperties(options: KafkaAddresses): Record<string, string> {
  const { listens, reachedAt, logs, user, password } = options;
  const login = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  const credentials = `username="${user}" password="${password}"`;
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': reachedAt.control,
    listeners: `CLIENTS://${listens.clients},CONTROLLER://${listens.control}`,
    'advertised.listeners': `CLIENTS://${reachedAt.clients},CONTROLLER://${reachedAt.control}`,
    'listener.security.protocol.map': 'CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS',
    'sasl.enabled.mechanisms': 'PLAIN',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.clients.plain.sasl.jaas.config': `${login} ${credentials} user_${user}="${password}";`,
    'log.dirs': logs,
    'num.partitions': String(PARTITIONS),
    // One node has one copy of everything.
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    // A group with one member need not wait for others.
    'group.initial.rebalance.delay.ms': '0',
  };
}

function propertiesOf({ directory, port, controlPort, user, password }: KafkaOptions): string {
  const addresses = { clients: `${HOST}:${port}`, control: `${HOST}:${controlPort}` };
  const properties = kafkaProperties({
    ...{ listens: addresses, reachedAt: addresses, user, password },
    logs: join(directory, 'logs'),
  });
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const LOGGING = `rootLogger.level = warn
rootLogger.appenderRef.stdout.ref = stdout
appender.stdout.type = Console
appender.stdout.name = stdout
appender.stdout.layout.type = PatternLayout
appender.stdout.layout.pattern = %d{ISO8601} %p %c{1}: %m%n
`;
