import { currentContext } from '../telemetry/index.ts';
import { SidecarError, type Connection } from './connection.ts';

/**
 * Longest wait for the workflow engine, ms. The sidecar does not answer while no worker is
 * connected; a worker reconnects a few seconds after its sidecar is up.
 */
const WORKFLOW_TIMEOUT_MS = 5_000;

/** Workflows. */
export function workflowApi({ request, expectSuccess }: Connection) {
  return {
    /**
     * Starts a workflow without waiting for it. Does nothing if the instance is already running. The
     * trace context travels in the input (`traceparent`), because the engine loses it on the way to
     * activities.
     */
    async startWorkflow(name: string, instanceId: string, input: object): Promise<void> {
      const traceparent = currentContext()?.traceparent;
      const answer = await request({
        method: 'POST',
        path: `/v1.0/workflows/dapr/${name}/start?instanceID=${encodeURIComponent(instanceId)}`,
        pool: 'workflows',
        timeoutMs: WORKFLOW_TIMEOUT_MS,
        body: JSON.stringify(traceparent === undefined ? input : { ...input, traceparent }),
      });
      if (answer.status < 300 || answer.text.includes('already exists')) return;
      throw new SidecarError(`start workflow ${name}`, answer.status, answer.text);
    },

    /**
     * A workflow instance, which costs much less than starting a running one, because the sidecar
     * retries that for seconds before it refuses: its status, such as RUNNING, COMPLETED or FAILED, when its history last
     * changed (the year 1 before its first step), and what it returned; undefined if there is no such
     * instance.
     */
    async readWorkflow(
      instanceId: string,
    ): Promise<{ status: string; updatedAt: string; output: unknown } | undefined> {
      const { status, text } = await request({
        method: 'GET',
        path: `/v1.0/workflows/dapr/${encodeURIComponent(instanceId)}`,
        pool: 'workflows',
        timeoutMs: WORKFLOW_TIMEOUT_MS,
      });
      if (status === 404 || text.includes('no such instance')) return undefined;
      if (status >= 300) throw new SidecarError(`read workflow ${instanceId}`, status, text);
      const { runtimeStatus, lastUpdatedAt, properties } = JSON.parse(text) as {
        runtimeStatus: string;
        lastUpdatedAt: string;
        properties?: Record<string, string>;
      };
      const output = properties?.['dapr.workflow.output'];
      return {
        status: runtimeStatus,
        updatedAt: lastUpdatedAt,
        output: output === undefined ? undefined : JSON.parse(output),
      };
    },

    /** Ends an instance, as TERMINATED, at its next step; its running activities are not stopped. */
    async terminateWorkflow(instanceId: string): Promise<void> {
      await expectSuccess(`terminate workflow ${instanceId}`, {
        method: 'POST',
        path: `/v1.0/workflows/dapr/${encodeURIComponent(instanceId)}/terminate`,
        pool: 'workflows',
        timeoutMs: WORKFLOW_TIMEOUT_MS,
      });
    },
  };
}
