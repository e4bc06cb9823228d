import type { Secrets } from './secrets.ts';

/** What only the order app itself gets: its sidecar could be asked for what stands in its own. */
export function orderEnvironment(secrets: Secrets): Record<string, string> {
  return {
    ORDER_MASTER_KEY: secrets.orderMasterKey,
    ORDER_CLIENT_SECRET: secrets.orderClientSecret,
  };
}
