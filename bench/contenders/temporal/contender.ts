import { join } from 'node:path';
import { answers, listens } from '../child-process.ts';
import type { Contender } from '../contender.ts';
import { installedVersion, installPackages } from '../installed-packages.ts';
import { countWork, type PeerStack, startPeerStack } from '../peer-stack.ts';
import { stackVersions } from '../stack-versions.ts';
import { buildServer, SERVER_VERSION } from './server-programs.ts';
import { createSchemas, writeServerConfig } from './server-set-up.ts';

const FOLDER = import.meta.dirname;

/** Temporal: a workflow with activities, on its own server with PostgreSQL persistence. */
export const temporal: Contender = {
  name: 'temporal',
  title: 'Temporal',
  durableIn: 'PostgreSQL',
  isOurs: false,
  isQuick: false,
  async prepare() {
    await installPackages(FOLDER);
    await buildServer();
  },
  async start(dataDir) {
    const peer = await startPeerStack(dataDir);
    try {
      const url = await startPrograms(peer, dataDir);
      return {
        endpoints: [{ name: 'http', endpoint: { url, path: '/orders', headers: {} } }],
        skus: peer.skus,
        processes: peer.processes,
        countRows: (orders) => countWork(peer.databaseUrl, orders),
        versions: {
          ...(await stackVersions(peer.stack)),
          'temporal-server': SERVER_VERSION,
          'temporal-sdk': installedVersion(FOLDER, '@temporalio/worker'),
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

async function startPrograms(peer: PeerStack, dataDir: string): Promise<string> {
  const { server, sqlTool } = await buildServer();
  const state = await peer.createDatabase('temporal');
  const visibility = await peer.createDatabase('temporal_visibility');
  await createSchemas(sqlTool, { state, visibility });
  const { root, frontendPort } = writeServerConfig({
    root: join(dataDir, 'temporal'),
    databaseServerUrl: peer.stack.databaseServerUrl,
    nextPort: peer.nextPort,
  });
  await peer.run({
    name: 'temporal-server',
    command: server,
    args: ['--root', root, '--config', '.', '--env', 'bench', 'start'],
    cwd: root,
    env: {},
    isReady: () => listens(frontendPort),
  });
  const port = peer.nextPort();
  const url = `http://127.0.0.1:${port}`;
  await peer.run({
    name: 'app',
    command: process.execPath,
    args: [join(FOLDER, 'src', 'main.ts')],
    cwd: FOLDER,
    env: {
      PORT: String(port),
      TEMPORAL_ADDRESS: `127.0.0.1:${frontendPort}`,
      DATABASE_URL: peer.databaseUrl,
      NODE_ENV: 'production',
    },
    isReady: () => answers(`${url}/healthz`),
  });
  return url;
}
