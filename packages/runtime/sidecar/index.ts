import { openConnection } from './connection.ts';
import { openGrpc } from './grpc.ts';
import { invocationApi } from './invocation.ts';
import { lifecycleApi } from './lifecycle.ts';
import { publishApi } from './publish.ts';
import { stateApi } from './state.ts';
import { workflowHistoryApi } from './workflow-history.ts';
import { workflowApi } from './workflows.ts';

export type { BatchedOperation, BatchedRequest } from './batched-calls.ts';
export { CircuitOpenError } from './circuit-breaker.ts';
export {
  CallerGoneError,
  SidecarError,
  type SidecarRequest,
  type SidecarResponse,
  type SidecarStream,
} from './connection.ts';
export { openGrpc, requireGrpc, type GrpcConnection, type GrpcMethod } from './grpc.ts';
export { grpcMethod } from './grpc-messages.ts';
export { choosesApp } from './invocation.ts';
export type { SidecarMetadata } from './lifecycle.ts';
export { type Publication, publicationOf } from './publication.ts';
export type { WorkflowEvent, WorkflowPage } from './workflow-history.ts';

/** Longest wait for the sidecar's health check, ms. */
const HEALTH_TIMEOUT_MS = 2_000;

export type Sidecar = ReturnType<typeof createSidecar>;

/**
 * Client of the app's own daprd over HTTP, and with `grpcPort` over gRPC for what HTTP lacks. Only
 * invocations are retried, and only if that is safe.
 */
export function createSidecar(options: { port: number; apiToken: string; grpcPort?: number }) {
  const connection = openConnection(options);
  const { apiToken, grpcPort } = options;
  // Opened only where it is wanted: it connects with its first call.
  const grpc = grpcPort === undefined ? undefined : openGrpc({ port: grpcPort, apiToken });
  const { request } = connection;
  return {
    request,
    /** Undefined without a `grpcPort`. */
    grpc,
    ...stateApi(connection),
    ...publishApi(connection),
    ...workflowApi(connection),
    ...workflowHistoryApi(grpc),
    ...invocationApi(connection),
    ...lifecycleApi(connection),

    /** Whether the sidecar can reach what it needs for outbound calls. */
    async isReady(): Promise<boolean> {
      try {
        const answer = await request({
          method: 'GET',
          path: '/v1.0/healthz/outbound',
          pool: 'sidecar',
          timeoutMs: HEALTH_TIMEOUT_MS,
        });
        return answer.status === 204;
      } catch {
        return false;
      }
    },

    async close(): Promise<void> {
      grpc?.close();
      await connection.close();
    },
  };
}
