import { join } from 'node:path';
import { answers, listens } from '../child-process.ts';
import type { Contender } from '../contender.ts';
import { installedVersion, installPackages } from '../installed-packages.ts';
import { countWork, type PeerStack, startPeerStack } from '../peer-stack.ts';
import { stackVersions } from '../stack-versions.ts';

const FOLDER = import.meta.dirname;

/** Restate with the settings of its documentation. */
export const restate = restateContender({ name: 'restate', title: 'Restate' });

/**
 * The same with fewer partitions for few cores: each partition has a cost, and the default of 24 is
 * meant for a cluster.
 */
export const restateFewPartitions = restateContender({
  name: 'restate-4-partitions',
  title: 'Restate, 4 partitions',
  partitions: 4,
});

// A workflow, a virtual object and services on Restate's own server, which is a durable log.
function restateContender({
  name,
  title,
  partitions,
}: {
  name: string;
  title: string;
  partitions?: number;
}): Contender {
  return {
    name,
    title,
    durableIn: 'its own log (RocksDB) and PostgreSQL',
    isOurs: false,
    isQuick: partitions === undefined,
    prepare: () => installPackages(FOLDER),
    async start(dataDir) {
      const peer = await startPeerStack(dataDir);
      try {
        const settings: Record<string, string> =
          partitions === undefined ? {} : { RESTATE_DEFAULT_NUM_PARTITIONS: String(partitions) };
        const url = await startPrograms(peer, { dataDir, settings });
        return {
          endpoints: [{ name: 'ingress', endpoint: { url, path: '/order/{id}/run', headers: {} } }],
          skus: peer.skus,
          processes: peer.processes,
          countRows: (orders) => countWork(peer.databaseUrl, orders),
          versions: {
            ...(await stackVersions(peer.stack)),
            'restate-server': installedVersion(FOLDER, '@restatedev/restate-server'),
            'restate-sdk': installedVersion(FOLDER, '@restatedev/restate-sdk'),
          },
          databaseServerUrl: peer.stack.databaseServerUrl,
          dataDir,
          stop: peer.stop,
        };
      } catch (error) {
        await peer.stop();
        throw error;
      }
    },
  };
}

async function startPrograms(
  peer: PeerStack,
  { dataDir, settings }: { dataDir: string; settings: Record<string, string> },
): Promise<string> {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const [app, ingress, admin, node] = [1, 2, 3, 4].map(() => peer.nextPort()) as [
    number,
    number,
    number,
    number,
  ];
  await peer.run({
    name: 'app',
    command: process.execPath,
    args: [join(FOLDER, 'src', 'main.ts')],
    cwd: FOLDER,
    env: {
      PORT: String(app),
      DATABASE_URL: peer.databaseUrl,
      NODE_ENV: 'production',
      RESTATE_LOGGING: 'WARN', // by default it logs two lines for each call of a handler
    },
    isReady: () => listens(app),
  });
  await peer.run({
    name: 'restate-server',
    command: serverProgram(),
    args: ['--no-logo', '--node-name', 'bench', '--base-dir', join(dataDir, 'restate')],
    cwd: dataDir,
    env: {
      RESTATE_BIND_IP: '127.0.0.1',
      RESTATE_BIND_PORT: String(node),
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
      RESTATE_LISTEN_MODE: 'tcp',
      RESTATE_DISABLE_TELEMETRY: 'true',
      RUST_LOG: 'warn',
      ...settings,
    },
    isReady: () => answers(`${at(ingress)}/restate/health`),
  });
  const registered = await fetch(`${at(admin)}/deployments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ uri: at(app) }),
  });
  if (!registered.ok) throw new Error(`Restate rejected the app: ${await registered.text()}`);
  return at(ingress);
}

// The server program itself: the starter of the package is a Node process that only waits for it.
function serverProgram(): string {
  const name = `restate-server-${process.platform}-${process.arch}`;
  return join(FOLDER, 'node_modules', '@restatedev', name, 'bin', 'restate-server');
}
