import { join } from 'node:path';
import { answers } from '../child-process.ts';
import type { Contender } from '../contender.ts';
import { countWork, startPeerStack } from '../peer-stack.ts';
import { stackVersions } from '../stack-versions.ts';

/**
 * The limit: one process, and for each order one transaction and one round trip to the database.
 */
export const oneTransaction: Contender = {
  name: 'one-transaction',
  title: 'one process, one transaction',
  durableIn: 'PostgreSQL',
  isOurs: false,
  isQuick: true,
  async start(dataDir) {
    const peer = await startPeerStack(dataDir);
    try {
      const url = `http://127.0.0.1:${peer.nextPort()}`;
      await peer.run({
        name: 'app',
        command: process.execPath,
        args: [join(import.meta.dirname, 'src', 'main.ts')],
        cwd: import.meta.dirname,
        env: { PORT: new URL(url).port, DATABASE_URL: peer.databaseUrl },
        isReady: () => answers(`${url}/healthz`),
      });
      return {
        endpoints: [{ name: 'http', endpoint: { url, path: '/orders', headers: {} } }],
        skus: peer.skus,
        processes: peer.processes,
        countRows: (orders) => countWork(peer.databaseUrl, orders),
        versions: await stackVersions(peer.stack),
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
