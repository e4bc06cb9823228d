import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiscardPolicy, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { BrokerOptions } from './broker-options.ts';
import { isOk } from './http.ts';
import type { ProcessSpec } from './supervisor.ts';

const HOST = '127.0.0.1';
const CONNECT_TIMEOUT_MS = 5_000;
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
/** A longer stream loses its oldest entries, as a topic in Redis does. */
const MAX_MESSAGES = 200_000;

interface NatsOptions extends BrokerOptions {
  /** The path of nats-server. */
  server: string;
}

/** The URL of the stack's own NATS. */
export function natsUrl({
  port,
  user,
  password,
}: Pick<NatsOptions, 'port' | 'user' | 'password'>): string {
  return `nats://${user}:${password}@${HOST}:${port}`;
}

/** How to run a NATS with JetStream: its data in files, on the loopback address only, with a password. */
export function natsSpec(options: NatsOptions): ProcessSpec {
  const { server, directory, port, controlPort, user, password, logFile } = options;
  mkdirSync(directory, { recursive: true });
  const configFile = join(directory, 'nats.conf');
  const config = [
    `listen: "${HOST}:${port}"`,
    `http: "${HOST}:${controlPort}"`,
    `authorization { user: "${user}", password: "${password}" }`,
    `jetstream { store_dir: "${join(directory, 'data')}" }`,
  ];
  writeFileSync(configFile, `${config.join('\n')}\n`, { mode: 0o600 });
  return {
    name: 'broker',
    kind: 'infra',
    command: server,
    args: ['--config', configFile],
    cwd: directory,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    logFile,
    probe: () => isOk(`http://${HOST}:${controlPort}/healthz`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}

/**
 * Creates a stream for each topic that has none. One for each, because NATS drops a message whose id its
 * stream has had before, as a dead letter has that of its event, and because a consumer has one name for
 * all its topics.
 */
export async function addStreams(url: string, topics: readonly string[]): Promise<void> {
  const { username: user, password, host } = new URL(url);
  const nats = await connect({ servers: host, user, pass: password, timeout: CONNECT_TIMEOUT_MS });
  try {
    const manager = await jetstreamManager(nats);
    const known = new Set<string>();
    for await (const { config } of manager.streams.list()) known.add(config.name);
    for (const topic of topics) {
      const name = topic.replaceAll('.', '_');
      if (known.has(name)) continue;
      await manager.streams.add({
        name,
        subjects: [topic],
        retention: RetentionPolicy.Limits,
        max_msgs: MAX_MESSAGES,
        discard: DiscardPolicy.Old,
      });
    }
  } finally {
    await nats.close();
  }
}
