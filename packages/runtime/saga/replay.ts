import type { Logger } from '../telemetry/index.ts';
import {
  getStringValue,
  messages,
  OrchestrationExecutor,
  Registry,
  SdkContext,
  useLogger,
  type OrchestratorRequest,
  type OrchestratorResponse,
  type SagaContext,
  type SdkLogger,
} from './sdk.ts';

/** A deterministic workflow body: it yields tasks and does nothing else. */
// oxlint-disable-next-line typescript/no-explicit-any -- the SDK passes task results untyped
export type Workflow = (context: SagaContext, input: any) => AsyncGenerator<unknown, unknown, any>;

/** Replays a workflow's history and returns what it asks for next. */
export type Replay = (request: OrchestratorRequest) => Promise<OrchestratorResponse>;

/**
 * Replays workflows by name. A body that throws, and a name that is not registered, end the
 * workflow as failed. What the SDK logs on the way is logged as debug, its errors as warnings.
 */
export function createReplay(workflows: Readonly<Record<string, Workflow>>, log: Logger): Replay {
  const registry = new Registry();
  for (const [name, workflow] of Object.entries(workflows)) {
    registry.addNamedOrchestrator(name, (context, input) =>
      workflow(new ReplayContext(context as never), input),
    );
  }
  const logger = loggerOf(log);
  return async (request) => {
    const executor = new OrchestrationExecutor(registry);
    useLogger(executor, logger);
    const instanceId = request.getInstanceid();
    const { actions, customStatus } = await executor.execute(
      instanceId,
      request.getPasteventsList(),
      request.getNeweventsList(),
    );
    const response = new messages.OrchestratorResponse();
    response.setInstanceid(instanceId);
    response.setActionsList(actions);
    response.setCustomstatus(getStringValue(customStatus));
    return response;
  };
}

/** The SDK drops an input of 0, false, '' or null on its way to an activity or a child workflow. */
class ReplayContext extends SdkContext {
  override callActivity(...[activity, input]: Parameters<SagaContext['callActivity']>) {
    return super.callActivity(activity, kept(input));
  }

  override callChildWorkflow<Input, Output>(
    name: Parameters<SagaContext['callChildWorkflow']>[0],
    input?: Input,
    instanceId?: string,
  ) {
    return super.callChildWorkflow<Input, Output>(name, kept(input), instanceId);
  }
}

/** An input that survives the SDK's test for truth and is encoded as the same JSON. */
function kept<T>(input: T): T {
  return input === undefined || input ? input : ({ toJSON: () => input } as T);
}

function loggerOf(log: Logger): SdkLogger {
  const debug = (message: string) => log.debug({ message }, 'workflow replay');
  const error = (message: string) => log.warn({ message }, 'workflow replay failed');
  return { error, warn: debug, info: debug, verbose: debug, debug };
}
