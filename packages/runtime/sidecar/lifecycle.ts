import type { Connection } from './connection.ts';

/** The attribute of a sidecar that tells since when apps have seen it. Only a restart removes it. */
const SEEN_SINCE = 'seen-since';

/** The process of the sidecar. */
export function lifecycleApi({ expectSuccess }: Connection) {
  return {
    /** When an app first asked for this since the sidecar started, ms since 1970; `now` the first time. */
    async seenSince(now: number): Promise<number> {
      const { text } = await expectSuccess('get metadata', {
        method: 'GET',
        path: '/v1.0/metadata',
        pool: 'sidecar',
      });
      const { extended } = JSON.parse(text) as { extended?: Record<string, string> };
      const known = Number(extended?.[SEEN_SINCE]);
      if (known > 0) return known;
      await expectSuccess('set metadata', {
        method: 'PUT',
        path: `/v1.0/metadata/${SEEN_SINCE}`,
        headers: { 'content-type': 'text/plain' },
        body: String(now),
        pool: 'sidecar',
      });
      return now;
    },

    /** Ends the sidecar after its running calls. Its supervisor starts it again. */
    async shutDown(): Promise<void> {
      await expectSuccess('shutdown', {
        method: 'POST',
        path: '/v1.0/shutdown',
        pool: 'sidecar',
      });
    },
  };
}
