/**
 * The parts of `@dapr/dapr` that the worker uses and that the SDK does not export: how it replays a
 * workflow, and the messages of the work items. This is the only file that imports them, and
 * `sdk.test.ts` fails when one of them changes. The SDK's own worker is not used: it drops what it
 * cannot queue, stays dead after its sidecar has restarted, and has no option for its log.
 */
import executorModule from '@dapr/dapr/workflow/internal/durabletask/worker/orchestration-executor.js';
import messagesModule from '@dapr/dapr/workflow/internal/durabletask/proto/orchestrator_service_pb.js';
import registryModule from '@dapr/dapr/workflow/internal/durabletask/worker/registry.js';
import valuesModule from '@dapr/dapr/workflow/internal/durabletask/utils/pb-helper.util.js';
import contextModule from '@dapr/dapr/workflow/runtime/WorkflowContext.js';
import type {
  ActivityRequest,
  OrchestratorRequest,
  OrchestratorResponse,
  WorkItem,
} from '@dapr/dapr/workflow/internal/durabletask/proto/orchestrator_service_pb.js';
import type WorkflowContext from '@dapr/dapr/workflow/runtime/WorkflowContext.js';

export type { ActivityRequest, OrchestratorRequest, OrchestratorResponse, WorkItem };

/** The workflow context as the SDK gives it. */
export type SagaContext = WorkflowContext.default;

export const { OrchestrationExecutor } = executorModule;
export const { Registry } = registryModule;
export const messages = messagesModule;
/** Wraps a text for a message, and an error. */
export const { getStringValue, newFailureDetails } = valuesModule;
// The package is CommonJS: its default export arrives one level down.
export const SdkContext = (contextModule as unknown as { default: typeof contextModule.default })
  .default;

/** What the SDK's executor logs with. */
export type SdkLogger = Record<
  'error' | 'warn' | 'info' | 'verbose' | 'debug',
  (message: string, ...details: unknown[]) => void
>;

/** Replaces the logger that each executor makes for itself, which prints on the console. */
export function useLogger(
  executor: InstanceType<typeof OrchestrationExecutor>,
  logger: SdkLogger,
): void {
  (executor as unknown as { logger: SdkLogger }).logger = logger;
}
