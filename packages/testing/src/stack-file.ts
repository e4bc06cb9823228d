import type { AppPorts, ServiceClients } from '@commerce/local-stack';

/** The description, for the tests, of the platform that `npm test` has started. */
export interface TestStackFile {
  gatewayUrl: string;
  paymentProviderUrl: string;
  placementHealthzUrl: string;
  apps: Record<string, AppPorts>;
  databaseUrls: Record<string, string>;
  /** The administrator's URL of the database server, for tests that create databases. */
  databaseServerUrl: string;
  redisUrl: string;
  /** Service clients with their secrets, by purpose. */
  serviceClients: ServiceClients;
  appApiToken: string;
  daprApiToken: string;
  /** Where a file named `<app>.<point>` arms a failpoint. */
  failpointDir: string;
  /** The running processes with their pids; the launcher rewrites it at each change. */
  stateFile: string;
  dataDir: string;
  /** Whether the sidecars use components/accelerated in place of components/local. */
  accelerated: boolean;
}
