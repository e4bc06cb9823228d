import type { Connection } from './connection.ts';

/** State stores. */
export function stateApi({ expectSuccess }: Connection) {
  return {
    /** The value of a key; undefined if the store has none. */
    async get(store: string, key: string): Promise<unknown> {
      const path = `/v1.0/state/${store}/${encodeURIComponent(key)}`;
      const { status, text } = await expectSuccess('get state', { method: 'GET', path });
      return status === 204 ? undefined : (JSON.parse(text) as unknown);
    },

    /** Saves one value, over any existing one. An outbox does not publish it. */
    async save(store: string, key: string, value: unknown): Promise<void> {
      await expectSuccess('save state', {
        method: 'POST',
        path: `/v1.0/state/${store}`,
        body: JSON.stringify([{ key, value }]),
      });
    },

    /**
     * Inserts rows, `{key, value}` as JSON, whose keys the store must not have; each by itself. An
     * outbox does not publish them. Throws SidecarError if one has its key already.
     */
    async insert(store: string, rows: string[]): Promise<void> {
      await expectSuccess('insert state', {
        method: 'POST',
        path: `/v1.0/state/${store}`,
        body: `[${rows.join(',')}]`,
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
