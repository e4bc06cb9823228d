import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answers } from '../child-process.ts';
import type { Contender } from '../contender.ts';
import { runSidecar, takeSidecarPorts } from '../dapr-sidecar.ts';
import { CONSUMERS } from '../order-work.ts';
import { countWork, type PeerStack, startPeerStack } from '../peer-stack.ts';
import { stackVersions } from '../stack-versions.ts';
import { resourcesOf } from './resources.ts';

const FOLDER = import.meta.dirname;
const WORKER_TIMEOUT_MS = 30_000;
const WORKER_POLL_MS = 100;

/** A Dapr Workflow for each order, with four activities, in one app with one sidecar. */
export const daprWorkflow: Contender = {
  name: 'dapr-workflow',
  title: 'Dapr Workflow',
  durableIn: 'PostgreSQL (workflow state), Redis (events), etcd (reminders)',
  isOurs: false,
  isQuick: true,
  async start(dataDir) {
    const peer = await startPeerStack(dataDir, ['redis', 'placement', 'scheduler']);
    try {
      const url = await startPrograms(peer, dataDir);
      const require = createRequire(import.meta.url);
      const { version } = require('@dapr/dapr/package.json') as { version: string };
      return {
        endpoints: [{ name: 'http', endpoint: { url, path: '/orders', headers: {} } }],
        skus: peer.skus,
        processes: peer.processes,
        countRows: (orders) => countWork(peer.databaseUrl, orders),
        versions: { ...(await stackVersions(peer.stack)), '@dapr/dapr': version },
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
  const ports = takeSidecarPorts(peer);
  const url = `http://127.0.0.1:${ports.app}`;
  const resources = resourcesOf({
    stateUrl: await peer.createDatabase('workflow'),
    namesFile: join(dataDir, 'names.db'),
    redisUrl: peer.stack.redisUrl,
    consumers: CONSUMERS,
  });
  await peer.run({
    name: 'app',
    command: process.execPath,
    args: [join(FOLDER, 'src', 'main.ts')],
    cwd: FOLDER,
    env: {
      APP_PORT: ports.app,
      DAPR_HTTP_PORT: ports.http,
      DAPR_GRPC_PORT: ports.grpc,
      DATABASE_URL: peer.databaseUrl,
      NODE_ENV: 'production',
    },
    isReady: () => answers(`${url}/healthz`),
  });
  await runSidecar(peer, { name: 'daprd', appId: 'order', ports, resources, dataDir });
  await untilWorkerConnected(ports.http);
  return url;
}

async function untilWorkerConnected(httpPort: string): Promise<void> {
  const deadline = Date.now() + WORKER_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${httpPort}/v1.0/metadata`);
    const { workflows } = (await answer.json()) as { workflows?: { connectedWorkers?: number } };
    if ((workflows?.connectedWorkers ?? 0) > 0) return;
    if (Date.now() > deadline) throw new Error('the workflow worker did not connect');
    await pause(WORKER_POLL_MS);
  }
}
