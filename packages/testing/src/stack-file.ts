import type { ServiceClients } from '@commerce/local-stack';

/** What `npm test` tells the tests about the platform that it started for them. */
export interface TestStackFile {
  gatewayUrl: string;
  paymentProviderUrl: string;
  placementHealthzUrl: string;
  apps: Record<
    string,
    { app: number; daprHttp: number; daprGrpc: number; internalGrpc: number; metrics: number }
  >;
  databaseUrls: Record<string, string>;
  /** The administrator's address of the database server, for databases that a test makes. */
  databaseServerUrl: string;
  redisUrl: string;
  /** Programs that sign in with a secret, by what they are for. */
  serviceClients: ServiceClients;
  appApiToken: string;
  daprApiToken: string;
  /** Where a file named `<app>.<point>` arms a failpoint. */
  failpointDir: string;
  /** Which processes run, with their pids; the launcher writes it anew at each change. */
  stateFile: string;
  dataDir: string;
}
