import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commonEnvironment,
  createProgress,
  databaseVariable,
  formatFailure,
  localEnvironment,
  readAccess,
  secretEnvironment,
  type Stack,
  startStack,
} from '@commerce/local-stack';
import { commandLine, DATA_DIRECTORY } from './command-line.ts';
import { interruption } from './interruption.ts';
import { endWith, portOptions, runUntilAborted } from './launch.ts';
import { dataDirectory, root } from './places.ts';
import { shellExports } from './shell-exports.ts';

/** The environment for `dapr run -f dapr`, as shell export lines. */
function exportLines(stack: Stack): string {
  const server = new URL(stack.databaseServerUrl);
  const databases = Object.entries(stack.databaseUrls).map(([app, url]) => [
    databaseVariable(app),
    url,
  ]);
  const variables = {
    ...commonEnvironment(stack.coordinates),
    ...Object.fromEntries(
      Object.values(readAccess(join(root, 'dapr', 'access.yaml'))).flatMap((access) =>
        Object.entries(secretEnvironment(access, stack.coordinates.secrets)),
      ),
    ),
    ...localEnvironment(stack.coordinates.secrets, stack.dataDir),
    ...Object.fromEntries(databases),
    // The URLs in dapr/dapr.yaml contain no password; PostgreSQL clients take it from these
    // variables.
    PGUSER: decodeURIComponent(server.username),
    PGPASSWORD: decodeURIComponent(server.password),
    DAPR_HOST_IP: '127.0.0.1',
  };
  return shellExports(variables);
}

async function main(): Promise<number> {
  commandLine({
    name: 'npm run backing --',
    about:
      'Starts PostgreSQL, Redis and the services of Dapr only, for `dapr run -f dapr`; without mTLS.',
    environment: `GATEWAY_PORT, LOCAL_PORTS, DATABASE_URL, REDIS_URL, DAPR_BIN_DIR, ${DATA_DIRECTORY}`,
  }).parse();
  const signal = interruption();
  const progress = createProgress();
  const stack = await startStack({
    ...portOptions(),
    dataDir: dataDirectory(),
    progress,
    signal,
    apps: [],
    insecure: true, // the Dapr CLI expects sentry on a different port
    onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
  });
  const file = join(stack.dataDir, 'env');
  writeFileSync(file, exportLines(stack), { mode: 0o600 });
  console.log(`\nthe backing services are up. In another terminal, from the repository:`);
  console.log(`  . ${file} && dapr run -f dapr\nCtrl-C stops them`);
  if (process.env['DATABASE_URL']) {
    console.log("dapr/dapr.yaml uses the stack's own PostgreSQL, not DATABASE_URL");
  }
  return runUntilAborted(stack, { progress, signal });
}

process.exit(await main().catch(endWith));
