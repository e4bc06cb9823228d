import type { Connection } from './connection.ts';

/** State stores. */
export function stateApi({ expectSuccess }: Connection) {
  return {
    /** The value of a key of a state store; undefined if it has none. */
    async load(store: string, key: string): Promise<unknown> {
      const path = `/v1.0/state/${store}/${encodeURIComponent(key)}`;
      const { status, text } = await expectSuccess('load state', { method: 'GET', path });
      return status === 204 ? undefined : JSON.parse(text);
    },

    /** Saves one value, over any existing one. An outbox does not publish it. */
    async save(store: string, key: string, value: unknown): Promise<void> {
      await expectSuccess('save state', {
        method: 'POST',
        path: `/v1.0/state/${store}`,
        body: JSON.stringify([{ key, value }]),
      });
    },

    /** Runs one state transaction of operations as JSON. Throws SidecarError if it is refused. */
    async transact(store: string, operations: string[]): Promise<void> {
      await expectSuccess('state transaction', {
        method: 'POST',
        path: `/v1.0/state/${store}/transaction`,
        body: `{"operations":[${operations.join(',')}]}`,
      });
    },
  };
}
