import { join } from 'node:path';
import { answers } from '../child-process.ts';
import type { Contender } from '../contender.ts';
import { installedVersion, installPackages } from '../installed-packages.ts';
import { countWork, startPeerStack } from '../peer-stack.ts';
import { stackVersions } from '../stack-versions.ts';

const FOLDER = import.meta.dirname;

/** DBOS with its plain steps: a step commits, then its record. */
export const dbos = dbosContender({ name: 'dbos', title: 'DBOS', steps: 'plain' });

/** DBOS with its datasource: a step and its record are one transaction. */
export const dbosTransactions = dbosContender({
  name: 'dbos-transactions',
  title: 'DBOS, steps as transactions',
  steps: 'transactions',
});

function dbosContender({
  name,
  title,
  steps,
}: {
  name: string;
  title: string;
  steps: 'plain' | 'transactions';
}): Contender {
  return {
    name,
    title,
    durableIn: 'PostgreSQL',
    isOurs: false,
    isQuick: steps === 'plain',
    prepare: () => installPackages(FOLDER),
    async start(dataDir) {
      const peer = await startPeerStack(dataDir);
      try {
        const url = `http://127.0.0.1:${peer.nextPort()}`;
        await peer.run({
          name: 'app',
          command: process.execPath,
          args: [join(FOLDER, 'src', 'main.ts')],
          cwd: FOLDER,
          env: {
            PORT: new URL(url).port,
            DATABASE_URL: peer.databaseUrl,
            SYSTEM_DATABASE_URL: await peer.createDatabase('dbos'),
            STEPS: steps,
            NODE_ENV: 'production',
          },
          isReady: () => answers(`${url}/healthz`),
        });
        return {
          endpoints: [{ name: 'http', endpoint: { url, path: '/orders', headers: {} } }],
          skus: peer.skus,
          processes: peer.processes,
          countRows: (orders) => countWork(peer.databaseUrl, orders),
          versions: {
            ...(await stackVersions(peer.stack)),
            'dbos-sdk': installedVersion(FOLDER, '@dbos-inc/dbos-sdk'),
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
