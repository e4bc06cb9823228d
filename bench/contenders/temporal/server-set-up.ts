import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';

const HOST = '127.0.0.1';
const PLUGIN = 'postgres12_pgx';
// The numbers of shards and connections of the server's default configuration for PostgreSQL.
const HISTORY_SHARDS = 4;
const STATE_CONNECTIONS = 20;
const VISIBILITY_CONNECTIONS = 10;

/** Creates the server's tables in its two databases. */
export async function createSchemas(
  sqlTool: string,
  urls: { state: string; visibility: string },
): Promise<void> {
  const set = async (databaseUrl: string, schema: string) => {
    const url = new URL(databaseUrl);
    const env = {
      SQL_PLUGIN: PLUGIN,
      SQL_HOST: url.hostname,
      SQL_PORT: url.port,
      SQL_USER: url.username,
      SQL_PASSWORD: decodeURIComponent(url.password),
      SQL_DATABASE: url.pathname.slice(1),
    };
    await promisify(execFile)(sqlTool, ['setup-schema', '--version', '0.0'], { env });
    const name = `postgresql/v12/${schema}`;
    await promisify(execFile)(sqlTool, ['update-schema', '--schema-name', name], { env });
  };
  await set(urls.state, 'temporal');
  await set(urls.visibility, 'visibility');
}

/** Writes the configuration of a server that runs all four services in one process. */
export function writeServerConfig({
  root,
  databaseServerUrl,
  nextPort,
}: {
  root: string;
  databaseServerUrl: string;
  nextPort: () => number;
}): { root: string; frontendPort: number } {
  const frontendPort = nextPort();
  const service = (grpcPort: number) => ({
    rpc: { grpcPort, membershipPort: nextPort(), bindOnLocalHost: true },
  });
  const frontend = `${HOST}:${frontendPort}`;
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'state',
      visibilityStore: 'visibility',
      numHistoryShards: HISTORY_SHARDS,
      datastores: {
        state: { sql: sqlStore(databaseServerUrl, 'temporal', STATE_CONNECTIONS) },
        visibility: {
          sql: sqlStore(databaseServerUrl, 'temporal_visibility', VISIBILITY_CONNECTIONS),
        },
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: HOST } },
    services: {
      frontend: service(frontendPort),
      history: service(nextPort()),
      matching: service(nextPort()),
      worker: service(nextPort()),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: frontend,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: { history: { state: 'disabled' }, visibility: { state: 'disabled' } },
    publicClient: { hostPort: frontend },
  };
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'bench.yaml'), stringify(config));
  return { root, frontendPort };
}

function sqlStore(serverUrl: string, databaseName: string, connections: number): object {
  const url = new URL(serverUrl);
  return {
    pluginName: PLUGIN,
    databaseName,
    connectAddr: url.host,
    connectProtocol: 'tcp',
    user: url.username,
    password: decodeURIComponent(url.password),
    maxConns: connections,
    maxIdleConns: connections,
    maxConnLifetime: '1h',
  };
}
