import { SidecarError, type Connection } from './connection.ts';

/** Workflows. */
export function workflowApi({ request, expectSuccess }: Connection) {
  return {
    /** Starts a workflow without waiting for it. An instance that runs already is left alone. */
    async startWorkflow(name: string, instanceId: string, input: object): Promise<void> {
      const answer = await request({
        method: 'POST',
        path: `/v1.0/workflows/dapr/${name}/start?instanceID=${encodeURIComponent(instanceId)}`,
        body: JSON.stringify(input),
      });
      if (answer.status < 300 || answer.text.includes('already exists')) return;
      throw new SidecarError(`start workflow ${name}`, answer.status, answer.text);
    },

    /** How many workflow workers the sidecar sees. */
    async connectedWorkers(): Promise<number> {
      const { text } = await expectSuccess('metadata', { method: 'GET', path: '/v1.0/metadata' });
      const { workflows } = JSON.parse(text) as { workflows?: { connectedWorkers?: number } };
      return workflows?.connectedWorkers ?? 0;
    },
  };
}
