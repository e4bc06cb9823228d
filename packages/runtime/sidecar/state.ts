import { SidecarError, type Connection } from './connection.ts';

/** State stores. */
export function stateApi({ expectSuccess }: Connection) {
  return {
    /** The values of the keys that exist in a state store, by key. */
    async getMany(store: string, keys: string[]): Promise<Map<string, unknown>> {
      const { text } = await expectSuccess('get state', {
        method: 'POST',
        path: `/v1.0/state/${store}/bulk`,
        body: JSON.stringify({ keys, parallelism: keys.length }),
      });
      const items = JSON.parse(text) as { key: string; data?: unknown; error?: string }[];
      const values = new Map<string, unknown>();
      for (const { key, data, error } of items) {
        if (error !== undefined) throw new SidecarError('get state', 500, error);
        if (data !== undefined && data !== null) values.set(key, data);
      }
      return values;
    },

    /** Whether a key exists in a state store. */
    async has(store: string, key: string): Promise<boolean> {
      const path = `/v1.0/state/${store}/${encodeURIComponent(key)}`;
      return (await expectSuccess('get state', { method: 'GET', path })).status !== 204;
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
