import { execFile } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Broker,
  type BrokerKind,
  buildId,
  cacheDirectory,
  fillOnce,
  onPath,
  SetupError,
  createProgress,
} from '@commerce/local-stack';
import { goTools } from './go-tools.ts';
import { root } from './places.ts';

/** About 100 jars of 55 MB in all: half a minute, or minutes through a slow proxy. */
const DOWNLOAD_TIMEOUT_MS = 600_000;
/** Of Maven's error output in a failure, characters. */
const MAX_OUTPUT_CHARS = 2_000;

/** A broker with its programs, which are downloaded or built once for a machine. */
export async function brokerOf(kind: BrokerKind): Promise<Broker> {
  if (kind === 'kafka') return { kind, jars: await kafkaJars() };
  return { kind, server: (await goTools('nats'))('nats-server') };
}

/**
 * The folder of the jars that tools/kafka/pom.xml names, and of all that they need. Throws SetupError
 * without Maven, or if they cannot be downloaded.
 */
async function kafkaJars(): Promise<string> {
  const sources = join(root, 'tools', 'kafka');
  const home = join(cacheDirectory(), `kafka-${buildId(sources)}`);
  const isComplete = () => existsSync(home);
  if (isComplete()) return home;
  const maven = onPath('mvn');
  if (maven === undefined) {
    throw new SetupError({
      what: 'Kafka cannot be downloaded',
      why: 'there is no mvn on PATH',
      next: 'install Maven, such as the package maven',
    });
  }
  const step = createProgress().step('Kafka, its jars');
  step.note('(downloading with Maven; half a minute, once)');
  const temporary = `${home}.downloading`;
  const fill = async () => {
    rmSync(temporary, { recursive: true, force: true });
    await promisify(execFile)(
      maven,
      ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${temporary}`],
      { cwd: sources, timeout: DOWNLOAD_TIMEOUT_MS },
    ).catch((cause: Error & { stdout?: string }) => {
      throw new SetupError({
        what: 'Kafka cannot be downloaded',
        why: (cause.stdout || cause.message).slice(-MAX_OUTPUT_CHARS),
        next: 'give this machine access to Maven Central, or to a mirror in the settings of Maven',
        cause,
      });
    });
    renameSync(temporary, home);
  };
  try {
    await fillOnce(home, { isComplete, fill, step });
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done();
  return home;
}
