import type { StreamedAnswers } from 'dapr-actor-runtime/http';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import type { BlockList } from 'node:net';
import type { RequestCounter } from './rate-limits/count-requests.ts';

/** The dependencies of the gateway's routes and middleware. */
export interface GatewayDeps {
  sidecar: Sidecar;
  streamedAnswers: StreamedAnswers;
  counter: RequestCounter;
  /** Origins whose pages may read answers; none when empty. */
  corsOrigins: readonly string[];
  /** Proxies whose X-Forwarded-For is trusted; none when undefined. */
  trustedProxies: BlockList | undefined;
}
