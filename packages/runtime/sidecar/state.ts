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

    /** One state transaction. Throws SidecarError when it was refused. */
    async transact(store: string, operations: unknown[]): Promise<void> {
      await expectSuccess('state transaction', {
        method: 'POST',
        path: `/v1.0/state/${store}/transaction`,
        body: JSON.stringify({ operations }),
      });
    },
  };
}
